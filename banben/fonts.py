"""The fonts of this machine as fontconfig knows them, and the stack of families that sets a role."""

from __future__ import annotations

import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from banben.editions import Region
from banben.problems import Stop, problem

FIELDS = ("family", "file", "index", "weight", "slant", "charset")

# Family -> what installs it: the package of Debian and Ubuntu, and the cask of Homebrew ("" where none).
PACKAGES: Mapping[str, tuple[str, str]] = {
    "Noto Serif CJK": ("fonts-noto-cjk fonts-noto-cjk-extra", "font-noto-serif-cjk"),
    "Noto Sans CJK": ("fonts-noto-cjk fonts-noto-cjk-extra", "font-noto-sans-cjk"),
    "Noto Sans Mono CJK": ("fonts-noto-cjk", "font-noto-sans-cjk"),
    "LXGW WenKai": ("fonts-lxgw-wenkai", "font-lxgw-wenkai"),
    "TW-Kai": ("fonts-cns11643-kai", ""),
    "TW-Sung": ("fonts-cns11643-sung", ""),
    "AR PL UKai": ("fonts-arphic-ukai", ""),
    "AR PL UMing": ("fonts-arphic-uming", ""),
    "HanaMin": ("fonts-hanazono", "font-hanamina font-hanaminb"),
    "BabelStone Han": ("fonts-babelstone-han", ""),
    "DejaVu": ("fonts-dejavu-core", "font-dejavu"),
}

# FC_WEIGHT_* (fontconfig.h) to the weights of CSS.
WEIGHTS = (
    (0, 100),
    (40, 200),
    (50, 300),
    (55, 350),
    (80, 400),
    (100, 500),
    (180, 600),
    (200, 700),
    (205, 800),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file; *index* is its place in a collection, *charset* as fontconfig writes it."""

    families: tuple[str, ...]
    file: str
    index: int
    weight: int
    upright: bool
    charset: str


@dataclass(frozen=True, slots=True)
class Installed:
    """The faces that fontconfig knows, by family name in lower case; a face may have several names."""

    faces: Mapping[str, tuple[Face, ...]]

    def face(self, family: str, weight: int = 400) -> Face | None:
        """Return the upright face of *family* nearest to *weight* (of CSS), or None."""
        found = self.faces.get(family.lower(), ())
        return min(found, key=lambda face: (not face.upright, abs(face.weight - weight)), default=None)

    def families(self) -> Iterator[str]:
        """Yield the first name of every installed family, in alphabetical order."""
        yield from sorted({faces[0].families[0] for faces in self.faces.values()})

    def lacking(self, family: str, characters: Iterable[str]) -> set[str]:
        """Return those of *characters* that *family* has no glyph for; all where it is not installed."""
        face = self.face(family)
        if face is None:
            return set(characters)
        return {character for character in characters if not has_glyph(face, character)}


def has_glyph(face: Face, character: str) -> bool:
    """Whether *face* draws *character*, as fontconfig knows it; the file is not opened."""
    return bisect_right(_edges(face.charset), ord(character)) % 2 == 1


@lru_cache(maxsize=64)
def _edges(charset: str) -> tuple[int, ...]:
    """Return the first code point of each range and the one after its last, in turn and ascending."""
    edges: list[int] = []
    for part in charset.split():
        first, _, last = part.partition("-")
        edges += (int(first, 16), int(last or first, 16) + 1)
    return tuple(edges)


def installed() -> Installed:
    """Ask fontconfig for every face. Raises Stop with G101 where fontconfig cannot be asked."""
    command = shutil.which("fc-list")
    if command is None:
        raise Stop([problem("G101")])
    form = "\t".join(f"%{{{field}}}" for field in FIELDS) + "\n"
    try:
        run = subprocess.run([command, "--format", form], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise Stop([problem("G101")]) from None
    return read(run.stdout.decode("utf-8", "replace"))


def read(listing: str) -> Installed:
    """Return what *listing* says: one face a line, FIELDS between tabs."""
    faces: dict[str, list[Face]] = {}
    for line in sorted(listing.splitlines()):
        row = line.split("\t")
        if len(row) != len(FIELDS) or not row[0]:
            continue
        face = Face(
            families=tuple(dict.fromkeys(row[0].split(","))),
            file=row[1],
            index=_number(row[2]) & 0xFFFF,  # the upper bits count the instances of a variable font
            weight=_css_weight(_number(row[3], 80)),
            upright=_number(row[4]) == 0,
            charset=row[5],
        )
        for family in face.families:
            faces.setdefault(family.lower(), []).append(face)
    return Installed({family: tuple(found) for family, found in faces.items()})


def _number(text: str, otherwise: int = 0) -> int:
    """Return *text* as a number; variable fonts have a range such as `[40 200]` instead."""
    return int(text) if text.isdigit() else otherwise


def _css_weight(weight: int) -> int:
    return next((css for fontconfig, css in WEIGHTS if weight <= fontconfig), 900)


def stack(region: Region, role: str) -> tuple[str, ...]:
    """Return the families that set text of *role*: its own in order of choice, then those of the text."""
    fonts = dict(region.fonts)
    return tuple(dict.fromkeys((*fonts.get(role, ()), *fonts.get("song", ()), *fonts.get("hei", ()))))


def install_command(family: str) -> str:
    """Return the commands that install *family*, or nothing where no package is known to have it."""
    known = next((PACKAGES[name] for name in sorted(PACKAGES, reverse=True) if family.startswith(name)), None)
    if known is None:
        return ""
    debian, cask = known
    return f"sudo apt install {debian}" + (f" (macOS: brew install --cask {cask})" if cask else "")
