"""Which face of an installed font sets a text: CSS's font matching over what fontconfig knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from banben.editions import Edition
from banben.embedding.cascade import Passage
from banben.fonts import Face, Installed, has_glyph, stack
from banben.glyphs import chosen

PREFIX = "Banben"


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A face of the installed *family* to be cut for the book, where *weight* is asked for."""

    family: str
    file: str
    index: int
    weight: int


def cut(installed: Installed, family: str, weight: int) -> tuple[Face, Cut] | None:
    """Return the upright face that a browser takes of *family* for *weight* (CSS Fonts 4, section 5.2)."""
    faces = installed.faces.get(family.lower(), ())
    upright = [face for face in faces if face.upright] or list(faces)
    if not upright:
        return None
    face = min(upright, key=lambda face: (_rank(face.weight, weight), face.file, face.index))
    return face, Cut(family, face.file, face.index, face.weight)


def _rank(weight: int, wanted: int) -> tuple[int, int]:
    """Return how late *weight* is tried: up to 500 first for text, else first on the side of *wanted*."""
    if weight == wanted:
        return 0, 0
    if 400 <= wanted <= 500:
        if wanted < weight <= 500:
            return 1, weight
        return (2, -weight) if weight < wanted else (3, weight)
    if wanted < 400:
        return (1, -weight) if weight < wanted else (2, weight)
    return (1, weight) if weight > wanted else (2, -weight)


def roles(edition: Edition) -> dict[str, str]:
    """Return the role of each family that the edition's design may use, in the order of the region file."""
    own = tuple((token.removeprefix("font-"), (family,)) for token, family in chosen(edition))
    found: dict[str, str] = {}
    for role, families in (*own, *edition.region.fonts):
        for family in families:
            found.setdefault(family, role)
    return found


def text_families(edition: Edition) -> tuple[str, ...]:
    """Return the families that set running text, which the sheet of an EPUB leaves to the reader."""
    own = (family for token, family in chosen(edition) if token == "font-song")
    return tuple(dict.fromkeys((*own, *stack(edition.region, "song"))))


def names(edition: Edition) -> dict[str, str]:
    """Return the name under which each family of the design goes into the EPUB: Banben Song, Banben Song 2.

    A subset is a changed font, which the OFL forbids to go by a reserved name; no other licence asks to keep
    the name, so that none is kept.
    """
    named: dict[str, str] = {}
    for family, role in roles(edition).items():
        label = f"{PREFIX} {role.capitalize()}"
        number = sum(name.startswith(label) for name in named.values()) + 1
        named[family] = label if number == 1 else f"{label} {number}"
    return named


def wanted(
    passages: Iterable[Passage],
    families: Mapping[str, str],
    default: tuple[str, ...],
    installed: Installed,
    admits: Callable[[Cut], bool],
) -> dict[Cut, set[str]]:
    """Return the characters that each face is to hold, where a reader has none of *families* itself.

    *default* sets what the sheet leaves to the reader. A face that *admits* refuses is passed over.
    """
    shown: dict[tuple[tuple[str, ...], int], set[str]] = {}
    for passage in passages:
        key = (passage.font.families or default, passage.font.weight)
        shown.setdefault(key, set()).update(passage.text)
    cuts: dict[Cut, set[str]] = {}
    for (listed, weight), characters in sorted(shown.items()):
        if listed[0].startswith(PREFIX):
            continue
        left = {character for character in characters if character >= " "}
        for family in listed:
            found = cut(installed, family, weight) if family in families else None
            if found is None or not left or not admits(found[1]):
                continue
            face, one = found
            has = {character for character in left if has_glyph(face, character)}
            if has:
                cuts.setdefault(one, set()).update(has)
            left -= has
    return cuts
