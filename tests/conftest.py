"""What every test may use: the --accept switch, golden files, folders of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from banben.conversion import Line, Rules, Segment, converter_for
from banben.conversion.names import with_names
from banben.editions import Settings
from banben.regions import load_region

HERE = Path(__file__).parent

# Dictionaries are read at the first use, and the machines are noisy: time is measured in bench/, not here.
settings.register_profile("banben", deadline=None)
settings.load_profile("banben")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what was seen into the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare text with a golden file; with --accept write it instead."""

    def compare(path: Path, seen: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(seen, "utf-8")
        assert path.exists(), f"{path} is missing: run pytest --accept and read what it wrote"
        assert seen == path.read_text("utf-8")

    return compare


@dataclass(frozen=True)
class Case:
    """One case of a fixture file that an editor can extend: title, given, expected."""

    title: str
    given: str
    expected: str


def cases(name: str) -> Iterator[Case]:
    """Yield the cases of tests/cases/*name*: title line, then given and expected, each closed by `.`."""
    lines = iter((HERE / "cases" / name).read_text("utf-8").splitlines())
    for line in lines:
        if not line.strip() or line.startswith("# "):
            continue
        title = line.rstrip(":")
        first = next(lines)
        assert first == ".", f"{name}: {title}: a line with one dot must follow the title"
        parts: list[str] = []
        for _ in range(2):
            part: list[str] = []
            for text in lines:
                if text == ".":
                    break
                part.append(text)
            parts.append("\n".join(part))
        yield Case(title, *parts)


def decided(text: str, region: str = "tw", words: bool = False) -> list[Segment]:
    """Return what the engine decided in *text*, a chapter of one line."""
    engine = converter_for(load_region(region), Settings(vocabulary=words), Rules())
    (line,) = engine.convert(with_names([Line(text, "a.md")]))
    return [segment for segment in line if segment.kind not in ("same", "kept")]


def converted(text: str, region: str = "tw", words: bool = False) -> str:
    """Return *text* in the characters, or words, of *region*."""
    engine = converter_for(load_region(region), Settings(vocabulary=words), Rules())
    return engine.convert(with_names([Line(text, "a.md")]))[0].text
