"""The engines that convert plain lines; OpenCC is the first, judges can stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import opencc

# OpenCC keeps a chunk several times in memory; a newline is in none of its dictionaries.
CHUNK = 200_000


class Engine(Protocol):
    """Converts lines that hold no newline, NUL or lone surrogate; the barrier character stays."""

    @property
    def name(self) -> str:
        """What the records of its decisions call it."""
        ...

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return as many lines."""
        ...


@dataclass(frozen=True, slots=True)
class OpenCC:
    """OpenCC with the configuration *config* (s2tw, s2hk …)."""

    config: str

    @property
    def name(self) -> str:
        """The configuration, as `opencc:s2tw`."""
        return f"opencc:{self.config}"

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return *lines* converted, many in one call because a call costs more than a line."""
        converter = _converter(self.config)
        done: list[str] = []
        for chunk in _chunks(lines):
            done += converter.convert("\n".join(chunk)).split("\n")
        return done


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
