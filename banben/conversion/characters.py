"""Characters: how whole lines are judged: Simplified ones by three judges, Traditional ones see back.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from banben.conversion.boundaries import Boundaries
from banben.conversion.judges import Audited, Jieba, Judge
from banben.conversion.residue import simplified
from banben.conversion.segments import Line
from banben.conversion.verdicts import Bench, Heard, Verdict


class Judged(NamedTuple):
    """A line as OpenCC prints it, character for character, the verdicts on its words, and where these end.

    *words* are those of the line in Simplified characters, whatever it is written in.
    """

    text: str
    verdicts: tuple[Verdict, ...]
    words: Boundaries


class Characters(Protocol):
    """Converts the characters of lines from one region's forms to another's."""

    @property
    def name(self) -> str:
        """The direction: OpenCC's configurations, empty where nothing is converted."""
        ...

    def judged(self, lines: Sequence[Line], masked: Sequence[str]) -> Iterator[Judged]:
        """Yield for each of *lines* what becomes of *masked*, its text with barriers over what must stay."""
        ...


@dataclass(frozen=True, slots=True)
class AsWritten:
    """Leaves every character; *traditional* says what the lines are written in."""

    traditional: bool = False

    @property
    def name(self) -> str:
        """Nothing."""
        return ""

    def judged(self, lines: Sequence[Line], masked: Sequence[str]) -> Iterator[Judged]:  # noqa: ARG002
        """Yield the lines as they are."""
        for line in masked:
            yield Judged(line, (), Boundaries(simplified(line) if self.traditional else line))


@dataclass(frozen=True, slots=True)
class FromSimplified:
    """OpenCC with *config*, corrected by jieba and by the lattice of *bench*."""

    config: str
    bench: Bench

    @property
    def name(self) -> str:
        """OpenCC's configuration."""
        return self.config

    def judged(self, lines: Sequence[Line], masked: Sequence[str]) -> Iterator[Judged]:
        """Yield OpenCC's text of each line, as long as the line, and the verdicts of all judges."""
        engine = Audited(self.config)
        for original, line, opencc, jieba in zip(
            lines, masked, engine.convert(masked), Jieba(self.config).convert(masked), strict=True
        ):
            opencc = as_long(line, opencc, engine)
            jieba = jieba if len(jieba) == len(line) else opencc
            heard = Heard(line, opencc, jieba, Boundaries(line, self.bench.lattice), original.names)
            yield Judged(opencc, tuple(self.bench.verdicts(heard)), heard.words)


def as_long(line: str, converted: str, engine: Judge) -> str:
    """Return *converted*, or where it is not as long as *line*, each character of the line by itself."""
    if len(converted) == len(line):
        return converted
    pairs = zip(line, engine.convert(list(line)), strict=True)
    return "".join(new if len(new) == 1 else old for old, new in pairs)
