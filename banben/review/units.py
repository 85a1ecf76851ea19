"""Units with what was decided in them: where in its paragraph each conversion stands."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from banben.localize import Conversion, Localized, Unit
from banben.localize.decisions import CONTEXT


@dataclass(frozen=True, slots=True)
class Decided:
    """A unit and its conversions, each with its place in the unit's source, in order."""

    unit: Unit
    conversions: tuple[tuple[int, Conversion], ...]

    def pieces(self) -> Iterator[tuple[int, str, str, Conversion | None]]:
        """Yield the unit in stretches: place in the source, source, result, what was decided there.

        Between conversions every character has one that is printed for it.
        """
        at = printed = 0
        for start, item in self.conversions:
            if at < start:
                size = start - at
                yield at, self.unit.source[at:start], self.unit.result[printed : printed + size], None
                printed += size
            yield start, item.source, item.result, item
            at = start + len(item.source)
            printed += len(item.result)
        if at < len(self.unit.source):
            yield at, self.unit.source[at:], self.unit.result[printed:], None


def decided(localized: Localized) -> tuple[Decided, ...]:
    """Return the units of *localized* with their conversions, which come in the units' order.

    A conversion tells the text around it; the next place of the unit at which it stands is its own,
    because equal text of one file is decided equally. Where it stands nowhere, it is of a later unit.
    """
    waiting = deque(item for item in localized.conversions if item.origin.path)
    files = {unit.origin.path for unit in localized.units}
    found: list[Decided] = []
    for unit in localized.units:
        own: list[tuple[int, Conversion]] = []
        at = 0
        while waiting and _may_hold(unit, waiting[0], files) and (place := _place(unit, waiting[0], at)) >= 0:
            item = waiting.popleft()
            own.append((place, item))
            at = place + len(item.source)
        found.append(Decided(unit, tuple(own)))
    return tuple(found)


def _may_hold(unit: Unit, item: Conversion, files: Collection[str]) -> bool:
    """Whether *item* can be of *unit*; text of a file that begins no unit was included in another's."""
    if item.origin.path == unit.origin.path:
        return item.origin.line >= unit.origin.line
    return item.origin.path not in files


def _place(unit: Unit, item: Conversion, at: int) -> int:
    """Return the first place from *at* on at which *item* stands in *unit*, or -1."""
    text, size = unit.source, len(item.source)
    place = text.find(item.source, at)
    while place >= 0:
        before, after = text[max(0, place - CONTEXT) : place], text[place + size : place + size + CONTEXT]
        if (before, after) == (item.before, item.after):
            return place
        place = text.find(item.source, place + 1)
    return -1
