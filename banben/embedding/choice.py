"""Which installed font draws each rare character of a book, in the passage's own design where it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

from banben.editions import Edition
from banben.embedding.cascade import Font
from banben.embedding.faces import PREFIX, Cut, cut, roles
from banben.embedding.rare import is_variant, rare_of
from banben.embedding.subset import variants
from banben.fonts import Face, Installed, has_glyph, stack

TEXT = "song"  # the role of what the sheet leaves to the reader
WEIGHTS = {"hei": 500}  # of the design; the others' is 400


@dataclass(slots=True)
class Choice:
    """The faces chosen so far: the characters of each, and each role's faces with their rank there."""

    edition: Edition
    installed: Installed
    admits: Callable[[Cut], bool]
    wanted: dict[Cut, set[str]] = field(default_factory=dict)
    stacks: dict[str, dict[Cut, int]] = field(default_factory=dict)
    lacking: set[str] = field(default_factory=set)
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def role(self, font: Font) -> str:
        """Return the role of the first family of *font* that the edition's design knows."""
        by_family = roles(self.edition)
        return next((by_family[name] for name in font.families if name in by_family), TEXT)

    def takes(self, piece: str, role: str) -> bool:
        """Choose a face for all of *piece* in a passage of *role*; false where no font draws it."""
        if (piece, role) not in self.known:
            found = self._search(piece, role)
            self.known[piece, role] = found is not None
            if found is not None:
                rank, one = found
                self.wanted.setdefault(one, set()).update(piece)
                self.stacks.setdefault(role, {})[one] = rank
            elif rare_of(_plain(piece), self.edition.region):
                self.lacking.add(piece)
        return self.known[piece, role]

    @property
    def names(self) -> dict[Cut, str]:
        """The family under which each face goes into the book: Banben Rare, Banben Rare 2."""
        numbers = enumerate(self.wanted, 1)
        return {one: f"{PREFIX} Rare" + (f" {number}" if number > 1 else "") for number, one in numbers}

    def families(self) -> dict[str, list[str]]:
        """Return the families of each role's rare characters, by the names that they have in the book.

        They stand in the order of choice: one that another role needs must not come before the own.
        """
        named = self.names
        return {
            role: [named[one] for one in sorted(faces, key=lambda one: faces[one])]
            for role, faces in self.stacks.items()
        }

    def _search(self, piece: str, role: str) -> tuple[int, Cut] | None:
        """Return the first face that draws *piece*, with its selector's form where a font has that."""
        plain = _plain(piece)
        forms = (piece, plain) if plain != piece and rare_of(plain, self.edition.region) else (piece,)
        own = stack(self.edition.region, role)
        families = (*own, *(name for name in self.installed.families() if name not in own))
        for form, (rank, family) in product(forms, enumerate(families)):
            found = cut(self.installed, family, WEIGHTS.get(role, 400))
            if found and _draws(*found, form) and self.admits(found[1]):
                return rank, found[1]
        return None


def _plain(piece: str) -> str:
    return "".join(character for character in piece if not is_variant(character))


def _draws(face: Face, one: Cut, piece: str) -> bool:
    if not all(has_glyph(face, character) for character in _plain(piece)):
        return False
    pairs = [piece[at - 1 : at + 1] for at in range(1, len(piece)) if is_variant(piece[at])]
    return not pairs or variants(one.file, one.index).issuperset(pairs)
