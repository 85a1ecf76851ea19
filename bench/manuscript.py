"""A Chinese business book of a wanted length for the benches: the same bytes for the same length."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PHRASES: Mapping[str, Sequence[str]] = tomllib.loads(
    (Path(__file__).parent / "phrases.toml").read_text("utf-8")
)
IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")


def write(folder: Path, characters: int, chapters: int = 16) -> int:
    """Write a manuscript of about *characters* ideographs into *folder*; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(characters)
    (folder / "book.toml").write_text(
        '[book]\ntitle = "两个部门的一年"\nslug = "bench"\n'
        'identifier = "urn:uuid:0c1e6a52-6c43-4b2c-9c53-3d1d4f1f8a10"\n'
        'contributors = [{ name = "练习组", role = "aut" }]\n'
        "published = 2026-01-01\nmodified = 2026-01-01T00:00:00Z\n",
        "utf-8",
    )
    return write_chapters(folder, chapters, lambda: _chapter(draw, characters // chapters))


def write_chapters(folder: Path, chapters: int, chapter: Callable[[], str]) -> int:
    """Write so many texts of *chapter* into *folder*; return how many ideographs they have."""
    total = 0
    for number in range(1, chapters + 1):
        text = chapter()
        total += len(IDEOGRAPH.findall(text))
        (folder / f"{number:02d}.md").write_text(text, "utf-8")
    return total


def _chapter(draw: random.Random, characters: int) -> str:
    parts = [f"# {draw.choice(PHRASES['topics'])}\n"]
    notes: list[str] = []
    written = 0
    while written < characters:
        turn = len(parts)
        if turn % 9 == 1:
            block = f"## {draw.choice(PHRASES['who'])}与{draw.choice(PHRASES['what'])}\n"
        elif turn % 13 == 5:
            block = _table(draw)
        elif turn % 11 == 6:
            block = "\n".join(f"- {_sentence(draw)}" for _ in range(4)) + "\n"
        elif turn % 17 == 7:
            block = f"> {_sentence(draw)}\n"
        else:
            block = "".join(_sentence(draw) for _ in range(draw.randint(3, 6)))
            if turn % 7 == 3:
                notes.append(_sentence(draw))
                block += f"[^n{len(notes)}]"
            block += "\n"
        written += len(IDEOGRAPH.findall(block))
        parts.append(block)
    parts += [f"[^n{position}]: {note}\n" for position, note in enumerate(notes, 1)]
    return "\n".join(parts)


def _sentence(draw: random.Random) -> str:
    when, who, what, does, so, turn = (
        draw.choice(PHRASES[part]) for part in ("when", "who", "what", "does", "so", "turn")
    )
    return f"{when}，{who}把{what}{does}，{so}。" + (turn if draw.random() < 0.4 else "")


def _table(draw: random.Random) -> str:
    rows = ["| 项目 | 负责 | 去年 | 今年 |", "|:--|:--|--:|--:|"]
    rows += [
        f"| {what} | {draw.choice(PHRASES['who'])} | {draw.randint(10, 900)} | {draw.randint(10, 900)} |"
        for what in draw.sample(PHRASES["what"], 5)
    ]
    return "\n".join(rows) + "\n"
