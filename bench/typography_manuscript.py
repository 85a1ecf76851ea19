"""A business book for comparing engines: dialogue, book titles, figures, Latin words, lists, notes."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from manuscript import PHRASES, write_chapters

HARD: Mapping[str, Sequence[str]] = tomllib.loads(
    (Path(__file__).parent / "typography_phrases.toml").read_text("utf-8")
)
WORDS = {**PHRASES, **HARD}
FIELD = re.compile(r"\{(\w+)\}")
BOOK = """[book]
title = "两个部门的一年"
slug = "engines"
identifier = "urn:uuid:3b8b1d4e-4d52-4d6a-8a51-5a0a8f1c9e02"
contributors = [{ name = "练习组", role = "aut" }]
published = 2026-01-01
modified = 2026-01-01T00:00:00Z
[editions.cn]
formats = ["pdf"]
[editions.tw]
formats = ["pdf"]
[editions.tw-vertical]
region = "tw"
formats = ["pdf"]
writing = "vertical"
"""


def write(folder: Path, characters: int, chapters: int = 16) -> int:
    """Write a manuscript of about *characters* characters into *folder*; return its ideographs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.toml").write_text(BOOK, "utf-8")
    draw = random.Random(characters)
    return write_chapters(folder, chapters, lambda: _chapter(draw, characters // chapters))


def _chapter(draw: random.Random, characters: int) -> str:
    parts = [f"# {draw.choice(PHRASES['topics'])}\n"]
    notes: list[str] = []
    written = 0
    while written < characters:
        block = _block(draw, len(parts), notes)
        written += len(block)
        parts.append(block)
    parts += [f"[^n{position}]: {note}\n" for position, note in enumerate(notes, 1)]
    return "\n".join(parts)


def _block(draw: random.Random, turn: int, notes: list[str]) -> str:
    """Return the block number *turn* of a chapter; the text of its note, if it has one, goes to *notes*."""
    if turn % 11 == 1:
        return f"## {draw.choice(PHRASES['who'])}与{draw.choice(PHRASES['what'])}\n"
    if turn % 8 == 5:
        return "\n".join(f"{mark} {_filled(draw, 'item')}" for mark in _marks(draw)) + "\n"
    if turn % 19 == 7:
        return f"> {_filled(draw, 'source')}\n"
    text = "".join(_sentence(draw) for _ in range(draw.randint(1, 5)))
    if turn % 6 == 3:
        notes.append(_filled(draw, "source"))
        text += f"[^n{len(notes)}]"
    return text + "\n"


def _marks(draw: random.Random) -> list[str]:
    count = draw.randint(3, 6)
    return ["-"] * count if draw.random() < 0.5 else [f"{number}." for number in range(1, count + 1)]


def _sentence(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.45:
        when, who, what, does, so = (
            draw.choice(WORDS[part]) for part in ("when", "who", "what", "does", "so")
        )
        turn = draw.choice(PHRASES["turn"]) if draw.random() < 0.3 else ""
        return f"{when}，{who}把{what}{does}，{so}。{turn}"
    if kind < 0.7:
        return _filled(draw, "talk")
    if kind < 0.82:
        return _filled(draw, "source")
    return _filled(draw, "figure")


def _filled(draw: random.Random, kind: str) -> str:
    """Return a sentence of *kind* with its fields drawn."""

    def field(match: re.Match[str]) -> str:
        numbers = {
            "number": str(draw.randint(11, 480)),
            "digit": str(draw.randint(2, 9)),
            "year": str(draw.randint(1998, 2026)),
            "percent": f"{draw.randint(3, 98)}.{draw.randint(1, 9)}%",
        }
        return numbers.get(match[1]) or draw.choice(WORDS[match[1]])

    return FIELD.sub(field, draw.choice(HARD[kind]))
