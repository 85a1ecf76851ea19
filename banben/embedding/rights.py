"""Which fonts the book may bring along; those of its own design that it may not are problems."""

from __future__ import annotations

from dataclasses import dataclass, field

from banben.editions import Edition
from banben.embedding.faces import Cut, roles
from banben.embedding.licences import is_forbidden, licence_of
from banben.embedding.subset import notice
from banben.problems import Problem, problem


@dataclass(slots=True)
class Rights:
    """What was asked of one edition's fonts so far, and the problems by code and family."""

    edition: Edition
    found: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def admits(self, cut: Cut) -> bool:
        """Whether a subset of *cut* may go into the book.

        A font of the design that says nothing of its licence may, with a warning: the publisher knows what
        was bought. One that merely happens to be installed may not.
        """
        says = notice(cut.file, cut.index)
        own = cut.family in roles(self.edition)
        if is_forbidden(says):
            if own and self.edition.embed_fonts:
                self._report("G301", cut, bits=f"0x{says.permissions:04X}")
            return False
        if licence_of(says) is None:
            if own:
                self._report("G302", cut)
            return own
        return True

    def _report(self, code: str, cut: Cut, **fields: str) -> None:
        named = {"family": cut.family, "edition": self.edition.name, **fields}
        self.found.setdefault((code, cut.family), problem(code, None, 1, **named))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found so far, in the order of asking."""
        return tuple(self.found.values())
