"""A manuscript taken through our stages up to the writer: the tree for the rivals, the print HTML for us."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from banben.documents import Publication
from banben.jobs import Progress
from banben.load import Overrides
from banben.model import Book
from banben.pipeline import Request, compose, localized, prepare

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tests" / "texts"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One edition of a manuscript before it is laid out."""

    book: Book
    publication: Publication


def prepared(folder: Path, edition: str = "cn") -> Prepared:
    """Return the print edition *edition* of the manuscript *folder*; SystemExit when it has none."""
    ready = prepare(Request(folder, Overrides(), (edition,), ("pdf",)))
    if not ready.manuscript.editions:
        raise SystemExit(f"{folder} has no edition {edition}")
    chosen = ready.manuscript.editions[0]
    text, converter, _ = localized(ready, chosen, _quiet)
    book, publications, problems = compose(ready, chosen, text, converter, _quiet)
    if not publications:
        raise SystemExit("\n".join(map(str, problems)))
    return Prepared(book, publications[0])


def _quiet(_: Progress) -> None:
    """Report to nobody."""
