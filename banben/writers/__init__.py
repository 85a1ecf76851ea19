"""One module a format; a writer turns a publication into the bytes of one file and touches no disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from banben.documents import Artifact, Publication
from banben.editions import Format
from banben.problems import Problem
from banben.writers import epub, pdf

Writer: TypeAlias = Callable[[Publication], tuple[Artifact, tuple[Problem, ...]]]

WRITERS: Mapping[Format, Writer] = {"epub": epub.write, "pdf": pdf.write}
