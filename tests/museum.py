"""Compose the long chapters of the foreign book (a museum's handbook) and draw its pictures.

    python tests/museum.py

The result is committed: a folder as a stranger would bring it. The same grammar gives the same bytes.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
SRC = HERE / "foreign" / "src"
DIGITS = "零一二三四五六七八九"
SENTENCE = re.compile(r"\{(\w+)\}")


def han(number: int) -> str:
    """Return *number* (1 to 99) in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


class Author:
    """Draws productions like cards from a shuffled pack, so that none comes again before all have come."""

    def __init__(self, grammar: Mapping[str, Sequence[str]], seed: int) -> None:
        self.grammar = grammar
        self.random = random.Random(seed)
        self.packs: dict[str, list[str]] = {}

    def draw(self, symbol: str) -> str:
        """Return the next production of *symbol*, unexpanded."""
        pack = self.packs.setdefault(symbol, [])
        if not pack:
            pack.extend(self.grammar[symbol])
            self.random.shuffle(pack)
        return pack.pop()

    def write(self, symbol: str, record: Mapping[str, str]) -> str:
        """Return *symbol* expanded to the end; what *record* fixes is not drawn again."""

        def fill(found: re.Match[str]) -> str:
            name = found[1]
            if name in record:
                return record[name]
            return self.write(name.removesuffix("2") if name == "place2" else name, record)

        return SENTENCE.sub(fill, self.draw(symbol))

    def record(self, thing: str) -> dict[str, str]:
        """Return what stays the same in everything that is said of one *thing* (`name|measure word`)."""
        name, measure = thing.split("|")
        return {
            "thing": name,
            "measure": measure,
            **{key: self.draw(key) for key in ("family", "kin", "place", "year", "season")},
        }


def catalogue(author: Author, title: str, things: Sequence[str], first: int) -> str:
    """Return a chapter of entries, one heading each, in four paragraphs."""
    parts = [f"# {title}\n"]
    for position, thing in enumerate(things):
        record = author.record(thing)
        parts.append(f"## LJ-{first + position:04d}　{record['thing']}\n")
        if position % 6 == 2:
            picture = f"../images/objects/{('oar', 'plane', 'old%20ticket')[first % 3]}.jpg"
            parts.append(f"![{record['thing']}，正面]({picture})\n")
        parts.append(f"{record['year']}；{author.draw('size')}。\n")
        parts.append(f"**来历**　{author.write('origin', record)}\n")
        parts.append(f"**用法**　{author.write('use', record)}{author.write('use', record)}\n")
        parts.append(
            f"**伤况**　{author.write('state', record)}\n\n**展出**　{author.write('shown', record)}\n"
        )
        if position % 5 == 4:
            parts.append(f"> {author.write('tell', record)}\n>\n> ——{record['family']}师傅，录音\n")
    return "\n".join(parts)


def condition(author: Author, things: Sequence[str]) -> str:
    """Return the chapter with the long table (one row a thing) and a report below it."""
    rows = ["| 编号 | 名称 | 等级 | 伤况 | 处理 |", "|:--|:--|:-:|:--|:--|"]
    reports = []
    for position, thing in enumerate(things):
        record = author.record(thing)
        rows.append(
            f"| LJ-{300 + position:04d} | {record['thing']} | {author.draw('grade')} | "
            f"{author.draw('wear')}；{author.draw('wear2')} | {author.draw('mend')} |"
        )
        if position % 3 == 0:
            report = "".join(author.write(symbol, record) for symbol in ("state", "origin", "use"))
            reports.append(f"### {record['thing']}\n\n{report}\n")
    head = (
        "# 伤况与修复\n\n修复的原则只有一条：**能不动，就不动。**下面的总表每年更新，"
        "表后是需要说明的个案。\n\n## 总表\n"
    )
    return "\n".join([head, *rows, "", "## 个案", "", *reports])


def diary(author: Author, title: str, heading: str, days: int) -> str:
    """Return a chapter of dated entries of three to four sentences each."""
    parts = [f"# {title}\n"]
    for day in range(days):
        month, of_month = divmod(day * 9, 28)
        parts.append(f"{heading} {han(month % 12 + 1)}月{han(of_month + 1)}日　{author.draw('weather')}\n")
        parts.append("\n".join(author.write("day", {}) for _ in range(3)) + "\n")
        if day % 7 == 3:
            parts.append("\n".join(f"{n}. {author.write('found', {})}" for n in range(1, 4)) + "\n")
        if day % 9 == 5:
            parts.append(f"> {author.write('saying', {})}　——老魏\n")
    return "\n".join(parts)


def questions(author: Author, things: Sequence[str]) -> str:
    """Return questions and answers; the same question comes again about other things."""
    parts = ["# 观众问，我们答\n\n讲解员的口袋书。问题照观众的原话，答案是讲解员一起商量的。\n"]
    for position, thing in enumerate(things):
        record = author.record(thing)
        if position % 12 == 0:
            parts.append(f"## 第{han(position // 12 + 1)}组\n")
        ask, _, answer = author.write("ask", record).partition("|")
        reply = author.write("reply", {**record, "answer": answer})
        parts.append(f"**问：{ask}**\n\n答：{reply}{author.write('use', record)}\n")
    return "\n".join(parts)


def oral(author: Author, things: Sequence[str], tellers: int) -> str:
    """Return oral histories: a teller, then what he or she says in paragraphs."""
    parts = ["# 口述史：听老人讲\n\n录音整理，保留口语，听不清的地方用“……”。\n"]
    for teller in range(tellers):
        record = author.record(things[teller % len(things)])
        parts.append(f"## 第{han(teller + 1)}段　{record['family']}，{record['place']}\n")
        del record["season"], record["kin"]
        parts += [
            author.write("tell", record)
            + author.write("tell", {**record, "year": author.draw("year")})
            + "\n"
            for _ in range(6)
        ]
    return "\n".join(parts)


def chapters() -> dict[str, str]:
    """Return the composed chapters by path below src/."""
    tables = tomllib.loads((HERE / "museum.toml").read_text("utf-8"))
    things = tables.pop("things")
    grammar = {symbol: texts for table in tables.values() for symbol, texts in table.items()}
    everything = [*things["boats"], *things["tools"], *things["papers"]]
    make: dict[str, Callable[[Author], str]] = {
        "collection/boats.md": lambda a: catalogue(a, "船与船上的东西", things["boats"], 300),
        "collection/tools.md": lambda a: catalogue(a, "手艺人的工具", things["tools"], 421),
        "collection/paper.md": lambda a: catalogue(a, "纸上的小城", things["papers"], 602),
        "collection/condition.md": lambda a: condition(a, everything),
        "exhibit/diary.md": lambda a: diary(a, "布展日记", "##", 56),
        "visitors/questions.md": lambda a: questions(a, everything),
        "visitors/oral.md": lambda a: oral(a, everything[::3], 18),
        "daily/log.md": lambda a: diary(a, "巡查日志", "####", 54),
    }
    return {path: write(Author(grammar, seed)) for seed, (path, write) in enumerate(make.items(), 1)}


# --- pictures ---------------------------------------------------------------------------


def paint(
    path: str, size: tuple[int, int], ground: str, strokes: Sequence[tuple[tuple[int, ...], str, int]]
) -> None:
    """Draw lines (coordinates, colour, width) on a ground and store them in the format of the suffix."""
    image = Image.new("RGB", size, ground)
    drawing = ImageDraw.Draw(image)
    for line, colour, width in strokes:
        drawing.line(line, fill=colour, width=width)
    image.save(SRC / "images" / path, quality=80)


def pictures() -> None:
    """Write the raster pictures; the SVG ones are written by hand."""
    roof = [
        ((60, 200, 300, 60), "#5b4632", 14),
        ((300, 60, 540, 200), "#5b4632", 14),
        ((80, 380, 520, 330), "#7a6a55", 10),
    ]
    holes = [((x, 120 + x // 9, x + 12, 130 + x // 9), "#f4efe2", 9) for x in range(180, 440, 40)]
    paint("hall/before.png", (600, 420), "#c9bfae", [*roof, *holes])
    paint("hall/after.png", (600, 420), "#efe8d8", [*roof, ((300, 70, 220, 360), "#f7d27a", 18)])
    paint(
        "objects/oar.jpg",
        (640, 360),
        "#e9e2d3",
        [((60, 300, 430, 120), "#8a5a2b", 16), ((430, 120, 580, 50), "#8a5a2b", 46)],
    )
    paint(
        "objects/plane.jpg",
        (640, 360),
        "#e4e0d6",
        [((90, 230, 550, 230), "#9a6b3c", 70), ((300, 200, 350, 110), "#555555", 22)],
    )
    paint(
        "objects/old ticket.jpg",
        (480, 320),
        "#f0e6c8",
        [((40, 40, 440, 40, 440, 280, 40, 280, 40, 40), "#a33a2a", 5), ((90, 160, 390, 160), "#333333", 4)],
    )
    paint(
        "objects/alarm.jpg",
        (320, 240),
        "#f2f2f2",
        [((60, 120, 260, 120), "#3b6ea5", 90), ((150, 110, 170, 110), "#d02020", 16)],
    )


def main() -> None:
    """Write everything that is composed or drawn."""
    for path, text in chapters().items():
        (SRC / path).write_text(text, "utf-8", newline="\n")
    pictures()


if __name__ == "__main__":
    main()
