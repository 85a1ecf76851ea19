"""Memory: the lines that an earlier build converted under the same rules are not converted again."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from banben.conversion import cache_folder, dictionaries
from banben.conversion.converter import Converter
from banben.conversion.rules import Rules
from banben.conversion.segments import Converted, Line, Uneven
from banben.editions import Edition

# What a line becomes, as `Converted` holds it.
_Kept: TypeAlias = "tuple[str, tuple[str, ...], Uneven, bytes]"
_Key: TypeAlias = "tuple[str, str, frozenset[str]]"
# Lines converted at once: between two such groups nothing but what is kept stays in memory.
GROUP = 500


@dataclass(slots=True)
class Remembering:
    """A converter that keeps what it did in the file *path*; `None` keeps nothing beyond the process."""

    converter: Converter
    path: Path | None
    old: dict[_Key, _Kept]
    new: dict[_Key, _Kept] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The converter's rules."""
        return self.converter.rules

    def convert(self, lines: Sequence[Line]) -> list[Converted]:
        """Return what the converter's `convert` returns for *lines*."""
        strange = [line for line in dict.fromkeys(lines) if line not in self.old and line not in self.new]
        for first in range(0, len(strange), GROUP):
            group = strange[first : first + GROUP]
            for line, done in zip(group, self.converter.convert(group), strict=True):
                self.new[line] = (done.text, done.rules, done.uneven, done.packed)
        for line in lines:
            if line not in self.new:
                self.new[line] = self.old[line]
        return [Converted(*self.new[line]) for line in lines]

    def keep(self) -> None:
        """Write what this build used, if anything of it is new."""
        if self.path and self.new.keys() != self.old.keys():
            cache_folder.keep(self.path, marshal.dumps({tuple(key): done for key, done in self.new.items()}))


def remembering(converter: Converter, edition: Edition, book: Path) -> Remembering:
    """Return *converter* with the memory of *edition* of *book*, a manuscript folder.

    The memory is void where anything that decides a conversion has changed: dictionaries, rules, settings
    or this package.
    """
    place = hashlib.sha256(str(book.resolve()).encode()).hexdigest()[:12]
    path = cache_folder.path(f"lines-{place}-{edition.name}", _fingerprint(converter, edition))
    old: dict[_Key, _Kept] = {}
    if path is not None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            old = marshal.loads(path.read_bytes())
    return Remembering(converter, path, old)


def _fingerprint(converter: Converter, edition: Edition) -> str:
    direction = converter.characters.name
    digest = hashlib.sha256(f"{direction} {edition.region.code} {edition.conversion}".encode())
    if direction:
        digest.update(dictionaries.fingerprint(edition.region.code).encode())
    for rule in converter.rules.rules:
        digest.update(f"{rule}\n".encode("utf-8", "surrogatepass"))
    for module in sorted(files("banben.conversion").iterdir(), key=lambda item: item.name):
        if module.name.endswith(".py"):
            digest.update(module.read_bytes())
    return digest.hexdigest()
