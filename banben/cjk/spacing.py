"""The space between neighbours, and where a line may end (clreq 3.1.4 to 3.1.7, 3.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

import pyphen

from banben.cjk.breaks import Measures
from banben.cjk.classes import COUNTED, INVISIBLE, NOT_AT_END, NOT_AT_START, Kind, is_word
from banben.cjk.settings import Settings
from banben.cjk.stream import Items

SQUEEZE = 0.25
"""Ems that may be taken from beside a mark to bring one more character into the line."""
HANGING = frozenset("、，。．")
JOINED = frozenset("+#*/=<>&|-")
"""Signs of Latin that stay together: C++."""
FEWEST_LETTERS = 6
HYPHEN = 0.35
"""About a hyphen's width in ems: what it is exactly is made up for by the line's spaces."""
HYPHEN_COST = 40.0
UNIT_COST = 60.0
ANYWHERE_COST = 400.0
ALONE_COST = 5000.0
SHORT_END_COST = 6.0


def measure(
    items: Items, breaks: list[bool], settings: Settings, size: float
) -> tuple[Measures, list[float]]:
    """Return what the search for breaks reads, and the space after each item in an untouched line."""
    count = len(items.characters)
    _skip_first_spaces(items)
    pairs, shrinks, gaps, slots = _between(items, settings)
    ends = list(accumulate((w + p for w, p in zip(items.widths, pairs, strict=True)), initial=0.0))
    penalties = _penalties(items, breaks, settings)
    hyphens = _hyphenate(items, settings, penalties)
    places = [place for place in range(1, count + 1) if penalties[place] is not None]
    lasts, tails = _tails(items, ends, settings, penalties, hyphens)
    heads = [
        before if kind is Kind.OPENING else 0.0
        for before, kind in zip(items.before, items.kinds, strict=True)
    ]
    forced = frozenset(_forced(items))
    measures = Measures(
        size, ends, places, [penalty or 0.0 for penalty in penalties], heads, tails, lasts,
        list(accumulate(shrinks, initial=0.0)), list(accumulate(gaps, initial=0.0)),
        list(accumulate(slots, initial=0)), forced, hyphens,
    )  # fmt: skip
    return measures, pairs


def _skip_first_spaces(items: Items) -> None:
    """White space before a paragraph's first character takes no room (CSS Text 3, 4.1.2)."""
    for place, kind in enumerate(items.kinds):
        if kind is not Kind.SPACE:
            return
        items.widths[place] = 0.0
        items.kinds[place], items.characters[place] = Kind.OTHER, "\u200b"


def _between(items: Items, settings: Settings) -> tuple[list[float], list[float], list[float], list[int]]:
    """Return for the room after each item: what it is more or less than nothing, what more can be taken
    away, what it takes first where a line is spread, and whether it is spread at all."""
    count = len(items.characters)
    pairs, shrinks, gaps, slots = [0.0] * count, [0.0] * count, [0.0] * count, [0] * count
    kinds, characters = items.kinds, items.characters
    visible = [place for place in range(count) if characters[place] and characters[place] not in INVISIBLE]
    for left, right in pairwise(visible):
        one, other = kinds[left], kinds[right]
        if one is Kind.IDEOGRAPH is other:
            slots[left] = 1
            continue
        size = items.sizes[left]
        gap = settings.gap * size
        if one is Kind.SPACE:
            if _separates(items, left):
                items.widths[left] = gap
                shrinks[left], gaps[left] = gap / 2, gap
            else:
                shrinks[left], gaps[left] = 0.08 * size, 0.25 * size
            slots[left] = 1
        elif one <= Kind.JOINER and other <= Kind.JOINER:
            _marks(items, left, right, pairs, shrinks)
            slots[left] = int(pairs[left] == 0 and _spread(characters[left], characters[right], one, other))
        elif gap and _apart(items, left, right):
            pairs[left] = gap
            shrinks[left], gaps[left] = gap / 2, gap
            slots[left] = 1
        elif Kind.OTHER in (one, other) and "\ufffc" in (characters[left], characters[right]):
            # A mark keeps to the picture that it belongs to, and no gap is made beside Latin.
            beside = (Kind.SPACE, Kind.LATIN, Kind.CLOSING, Kind.STOP, Kind.DOT)
            slots[left] = int(one not in (Kind.LATIN, Kind.OPENING) and other not in beside)
    return pairs, shrinks, gaps, slots


def _separates(items: Items, place: int) -> bool:
    """Return whether the space at *place* stands between an ideograph and Latin: it is the gap itself."""
    if items.characters[place] != " " or place == 0 or place + 1 >= len(items.characters):
        return False
    ends = {items.kinds[place - 1], items.kinds[place + 1]}
    return ends == {Kind.IDEOGRAPH, Kind.LATIN}


def _apart(items: Items, left: int, right: int) -> bool:
    """Return whether a gap stands between two neighbours (clreq 3.2.2): not before a note's mark."""
    if not (items.bases[left] and items.bases[right]):
        return False
    one, other = items.kinds[left], items.kinds[right]
    if one is Kind.IDEOGRAPH:
        return is_word(items.characters[right]) if other is Kind.LATIN else False
    return other is Kind.IDEOGRAPH and one is Kind.LATIN and is_word(items.characters[left])


def _marks(items: Items, left: int, right: int, pairs: list[float], shrinks: list[float]) -> None:
    """Neighbouring marks share their empty halves (clreq 3.1.6.2); what is left may be squeezed."""
    one, other, size = items.kinds[left], items.kinds[right], items.sizes[left]
    room = items.after[left] + items.before[right]
    if not room:
        return
    ending, beginning = one in (Kind.CLOSING, Kind.STOP), other is Kind.OPENING
    if (ending and (beginning or other in (Kind.CLOSING, Kind.STOP, Kind.DOT))) or (
        beginning and one in (Kind.OPENING, Kind.DOT)
    ):
        # A quotation mark that the font has made for Latin leaves more of its square empty.
        taken = min(room, size * (0.85 if right in items.shifts else 0.5))
        pairs[left] = -taken
        room -= taken
    shrinks[left] = min(room, SQUEEZE * size)


def _spread(one: str, other: str, left: Kind, right: Kind) -> bool:
    if left is Kind.OPENING or right in (Kind.CLOSING, Kind.STOP, Kind.DOT):
        return False
    return not (left is Kind.LEADER is right and one == other)


def _tails(
    items: Items,
    ends: list[float],
    settings: Settings,
    penalties: list[float | None],
    hyphens: frozenset[int],
) -> tuple[list[int], list[float]]:
    """Return for each place the last item that shows in a line that ends there, and what the line loses."""
    count = len(items.characters)
    lasts, tails = [0] * (count + 1), [0.0] * (count + 1)
    last = 0
    for place in range(1, count + 1):
        item = place - 1
        if items.kinds[item] is not Kind.SPACE and items.characters[item] != "\n":
            last = item
        lasts[place] = last
        if penalties[place] is None:
            continue
        trim = 0.0
        if items.kinds[last] in (Kind.CLOSING, Kind.STOP):
            if settings.hanging and items.characters[last] in HANGING:
                trim = items.widths[last]
            elif items.after[last] > 0.3 * items.sizes[last] or items.kinds[last] is Kind.CLOSING:
                trim = items.after[last]
        elif place in hyphens:
            trim = -HYPHEN * items.sizes[last]
        tails[place] = ends[place] - (ends[last] + items.widths[last]) + trim
    return lasts, tails


def _penalties(items: Items, breaks: list[bool], settings: Settings) -> list[float | None]:
    """Return for each item and the end what it costs to end a line before it; None: not allowed."""
    count = len(items.characters)
    start, end = NOT_AT_START[settings.prohibition], NOT_AT_END[settings.prohibition]
    strict = settings.prohibition == "strict"
    found: list[float | None] = [None] * (count + 1)
    found[count] = 0.0
    characters, kinds, wraps = items.characters, items.kinds, items.wraps
    for place in range(1, count):
        one, other = characters[place - 1], characters[place]
        if place in items.glued:
            continue
        if (not one and not items.closing[place - 1]) or (not other and items.closing[place]):
            continue
        before = _previous(characters, place)
        after = _following(characters, place)
        if not before or not after:
            continue
        if before == "\n" or after == "\n" or (before in JOINED and after in JOINED):
            continue
        shown = before if before != " " else _previous(characters, place, " ")
        if after in start or shown in end or (before == after and kinds[place] is Kind.LEADER):
            continue
        if not (wraps[place - 1] or wraps[place]) or after == " " or not items.bases[place]:
            continue
        if breaks[place] or (kinds[place - 1] <= Kind.JOINER and kinds[place] <= Kind.JOINER):
            found[place] = _cost(items, place, before, after, strict)
        elif items.anywhere[place] and items.anywhere[place - 1]:
            found[place] = ANYWHERE_COST
    _keep_end(items, found)
    for place in _forced(items):
        found[place] = 0.0
    return found


def _forced(items: Items) -> Iterator[int]:
    """Yield where a line ends by force: behind the edges of the boxes that end there too."""
    count = len(items.characters)
    for place, character in enumerate(items.characters):
        if character == "\n":
            end = place + 1
            while end < count and items.closing[end]:
                end += 1
            yield end


def _cost(items: Items, place: int, before: str, after: str, strict: bool) -> float | None:
    """Numbers stay with what they count or measure (clreq 3.1.5.2)."""
    number = before
    if before == " " and place > 1:
        number = items.characters[place - 2]
    if number.isascii() and number.isdigit():
        if before == " " and _is_unit(items.characters, place):
            return None if strict else UNIT_COST
        if after in COUNTED:
            return None if strict else UNIT_COST
    if before == "第" and after.isdigit():
        return UNIT_COST
    return SHORT_END_COST if len(items.characters) - place <= 3 else 0.0


def _is_unit(characters: list[str], place: int) -> bool:
    """Return whether a Latin word of three letters or fewer begins at *place*: kg, km, GB."""
    end = place
    while end < len(characters) and end - place < 4 and _letter(characters[end]):
        end += 1
    return 0 < end - place < 4


def _previous(characters: list[str], place: int, passed: str = "") -> str:
    for item in range(place - 1, -1, -1):
        if characters[item] and characters[item] not in INVISIBLE and characters[item] != passed:
            return characters[item]
    return ""


def _following(characters: list[str], place: int) -> str:
    for item in range(place, len(characters)):
        if characters[item] and characters[item] not in INVISIBLE:
            return characters[item]
    return ""


def _keep_end(items: Items, found: list[float | None]) -> None:
    """A last line of one ideograph gets company (clreq 3.4.4), unless there is no room for two in a line."""
    seen = 0
    for place in range(len(items.characters) - 1, 0, -1):
        seen += items.kinds[place] is Kind.IDEOGRAPH
        if items.kinds[place] is Kind.LATIN or items.characters[place] in ("\ufffc", "\n") or seen > 1:
            return
        if found[place] is not None:
            found[place] = ALONE_COST


def _hyphenate(items: Items, settings: Settings, found: list[float | None]) -> frozenset[int]:
    """Let Latin words be divided, at a price: only where a line would be loose. Return where."""
    places: set[int] = set()
    if not settings.hyphenation or not any(items.hyphenated):
        return frozenset()
    count, place = len(items.characters), 0
    while place < count:
        end = place
        while end < count and items.hyphenated[end] and _letter(items.characters[end]):
            end += 1
        word = "".join(items.characters[place:end])
        if len(word) >= FEWEST_LETTERS and not word.isupper():
            places.update(place + position for position in _divisions(word, settings.hyphenation))
        place = max(end, place + 1)
    for place in places:
        found[place] = HYPHEN_COST
    return frozenset(places)


def _letter(character: str) -> bool:
    return len(character) == 1 and character.isascii() and character.isalpha()


@cache
def _divisions(word: str, language: str) -> tuple[int, ...]:
    return tuple(_dictionary(language).positions(word))


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=3, right=3)
