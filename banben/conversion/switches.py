"""House style: the forms of characters, units and marks that an edition may choose (data/switches.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import itemgetter

from banben.conversion import amounts
from banben.conversion.finder import Finder
from banben.editions import Region, Settings

NOBODY = Finder.of(())
# What a source-side switch finds, where the value that is its own name is chosen.
FINDERS: Mapping[tuple[str, str], tuple[amounts.Find, ...]] = {
    ("units", "local"): (amounts.units, amounts.celsius),
    ("trillion", "兆"): (amounts.trillions,),
    ("currency", "label"): (amounts.money,),
    ("dates", "minguo"): (amounts.minguo,),
    ("dot", "‧"): (amounts.dots("‧"),),
    ("dot", "．"): (amounts.dots("．"),),
}
TITLES = str.maketrans({"《": "「", "》": "」", "〈": "「", "〉": "」"})


@dataclass(frozen=True, slots=True)
class Switch:
    """A choice of house style as data/switches.toml describes it, each table by region or by value."""

    values: Mapping[str, tuple[str, ...]]
    default: Mapping[str, str]
    base: Mapping[str, str]
    vocabulary: bool
    pairs: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]
    keep: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Switches:
    """What an edition's choices print.

    *characters* is a `str.translate` table; *words* are those whose form needs more than that, already
    in these characters. *finders* look at the source, each under the rule that records call it.
    """

    characters: Mapping[int, str]
    words: Mapping[str, str] = field(default_factory=dict)
    finder: Finder = NOBODY
    finders: tuple[tuple[str, amounts.Find], ...] = ()

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield (start, end, result, rule) for the stretches of the source *text* that a switch prints."""
        end = 0
        found = [(*stretch, rule) for rule, find in self.finders for stretch in find(text)]
        for stretch in sorted(found, key=itemgetter(0)) if len(found) > 1 else found:
            if stretch[0] >= end:
                yield stretch
                end = stretch[1]

    def style(self, text: str) -> str:
        """Return *text*, a result that no editor's rule locked, in the chosen forms; its length stays."""
        text = text.translate(self.characters)
        if not self.words:
            return text
        parts: list[str] = []
        end = 0
        for start, word in self.finder.find(text):
            parts += (text[end:start], self.words[word])
            end = start + len(word)
        return "".join((*parts, text[end:])) if parts else text


PLAIN = Switches({})


@cache
def known_switches() -> Mapping[str, Switch]:
    """Return every switch by its key in book.toml."""
    text = (files("banben.conversion") / "data" / "switches.toml").read_text("utf-8")

    def lists(table: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(items) for name, items in table.items()}

    return {
        key: Switch(
            values=lists(row["values"]),
            default=row["default"],
            base=row.get("base", {}),
            vocabulary=row.get("vocabulary", False),
            pairs=tuple(row.get("pairs", ())),
            only=lists(row.get("only", {})),
            keep=lists(row.get("keep", {})),
        )
        for key, row in tomllib.loads(text).items()
    }


def load_switches(region: Region, settings: Settings) -> Switches:
    """Return what *settings*, whose switches are all known in *region*, and the defaults print."""
    return _switches(region.code, settings.vocabulary, settings.switches)


@cache
def _switches(region: str, vocabulary: bool, chosen: tuple[tuple[str, str], ...]) -> Switches:
    characters: dict[int, str] = {}
    words: dict[str, str] = {}
    finders: list[tuple[str, amounts.Find]] = []
    for key, value in _choices(region, vocabulary, dict(chosen)):
        switch = known_switches()[key]
        finders += ((f"switch:{key}", find) for find in FINDERS.get((key, value), ()))
        if (key, value) == ("titles", "「」"):
            characters |= TITLES
        if switch.pairs and switch.base.get(region) != value:
            _add(switch, value, characters, words)
    words = {word.translate(characters): form.translate(characters) for word, form in words.items()}
    return Switches(characters, words, Finder.of(words), tuple(finders))


def _choices(region: str, vocabulary: bool, chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, switch in known_switches().items():
        if key in chosen:
            yield key, chosen[key]
        elif region in switch.default and (vocabulary or not switch.vocabulary):
            yield key, switch.default[region]


def _add(switch: Switch, value: str, characters: dict[int, str], words: dict[str, str]) -> None:
    """Add to *characters* and *words* what prints *value* of *switch*."""
    own = switch.pairs[0].index(value)
    forms = {pair[1 - own]: pair[own] for pair in switch.pairs}
    table = str.maketrans(forms)
    kept, only = switch.keep.get(value, ()), switch.only.get(value, ())
    words |= {word: word for word in kept}
    words |= {word: word.translate(table) for word in only}
    if kept and not only:
        words |= forms
    elif not only:
        characters |= table
