"""The stage: a publication with the fonts that it carries, their rules in its sheet."""

from __future__ import annotations

from banben.documents import Publication
from banben.fonts import Installed
from banben.problems import Problem


def embed(publication: Publication, installed: Installed) -> tuple[Publication, tuple[Problem, ...]]:
    """Return *publication* with the fonts that it needs inside, and what is wrong with them."""
    return publication, ()
