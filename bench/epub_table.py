"""The table of docs/epub.md: the shipped book in Simplified Chinese by four roads, each looked through."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import epub_checks
import epub_rivals

from banben.load import Overrides
from banben.pictures.assets import gather
from banben.pictures.charts import draw
from banben.pipeline import Request, localized, prepare
from banben.shipped import chapters
from banben.typeset import typeset

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))

from node_tools import ace, epubcheck_ts  # noqa: E402 - the folder is not on the path before

HEADING = re.compile(r"^#{1,2} (?P<words>[^{\n]+?)\s*(?:\{(?![^}\n]*unlisted)[^}\n]*\})?$", re.MULTILINE)
APART = re.compile(r"```.*?```|<ruby>.*?</ruby>|!\[[^\n]*|此处", re.DOTALL)
SENTENCE = re.compile(r"[\u3400-\u9fff，、；]{6,}")


@dataclass(frozen=True, slots=True)
class Row:
    """What one road makes: bytes, seconds, whether twice the same, and each judge's words."""

    size: int
    seconds: float
    same: bool
    epubcheck: Counter[str]
    twin: Counter[str]
    ace: Counter[str]
    own: Mapping[str, str]


def table(folder: Path, runs: int) -> list[str]:
    """Return the lines of the table; the roads run in turn, and the least time of each counts."""
    book, held = manuscript(folder / "plain")
    roads: dict[str, Callable[[Path], None]] = {
        name: partial(road, book) for name, road in epub_rivals.ROADS.items()
    }
    roads["Banben"] = ours
    made: dict[str, list[tuple[float, str]]] = {name: [] for name in roads}
    for _ in range(max(runs, 2)):
        for name, road in roads.items():
            start = time.perf_counter()
            road(folder / f"{name}.epub")
            content = (folder / f"{name}.epub").read_bytes()
            made[name].append((time.perf_counter() - start, hashlib.sha256(content).hexdigest()))
    rows = {name: judged(folder / f"{name}.epub", made[name], held) for name in roads}
    return lines(rows)


def ours(out: Path) -> None:
    """Write the shipped book's mainland EPUB, by the command line, to *out*."""
    folder = out.parent / "ours"
    command = [sys.executable, str(ROOT / "build.py"), "--edition", "cn", "--format", "epub"]
    subprocess.run([*command, "--out", str(folder)], check=True, capture_output=True)
    (made,) = folder.glob("*.epub")
    shutil.copyfile(made, out)


def manuscript(folder: Path) -> tuple[epub_rivals.Plain, epub_checks.Held]:
    """Write the shipped book as plain Markdown into *folder*; return it and what an EPUB of it must hold."""
    folder.mkdir()
    prepared = prepare(Request(chapters(), Overrides(), ("cn",), ("epub",)))
    (edition,) = prepared.manuscript.editions
    book, _ = typeset(localized(prepared, edition, lambda _: None)[0].book, edition.region)
    for name, chart in draw(book, edition)[0].items():
        (folder / f"{name.partition(':')[2]}.svg").write_bytes(chart.content)
    for name, picture in gather(book, chapters())[0].items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(picture.content)
    texts = [epub_rivals.plain(source.text) for source in prepared.manuscript.sources]
    files = [folder / Path(source.path).name for source in prepared.manuscript.sources]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    cover = folder / "cover.jpg"
    ours(folder / "ours.epub")
    with ZipFile(folder / "ours.epub") as archive:
        cover.write_bytes(archive.read("EPUB/cover.jpg"))
    meta, language = book.metadata, edition.region.language
    author = meta.contributors[0].name
    return epub_rivals.Plain(folder, tuple(files), cover, meta.title, author, language), held(texts, language)


def held(texts: list[str], language: str) -> epub_checks.Held:
    """Return the headings of *texts*, and what stands in a row between marks, pictures and references."""
    whole = "\n".join(texts)
    headings = tuple("".join(found["words"].split()) for found in HEADING.finditer(whole))
    sentences = sorted(set(SENTENCE.findall(APART.sub("\n", whole))))
    return epub_checks.Held(language, headings, tuple(sentences))


def judged(path: Path, made: list[tuple[float, str]], held: epub_checks.Held) -> Row:
    """Return what validators and checks say of the EPUB at *path*, which was *made* so."""
    severities = Counter(message.severity.lower() for message in epubcheck_ts(path))
    violations = Counter(message.severity for message in ace(path, path.parent / f"{path.stem}-ace"))
    return Row(
        path.stat().st_size,
        min(seconds for seconds, _ in made),
        len({digest for _, digest in made}) == 1,
        epub_checks.epubcheck(path),
        severities,
        violations,
        epub_checks.own(path, held),
    )


def lines(rows: Mapping[str, Row]) -> list[str]:
    """Return *rows* as a Markdown table, a measure a line."""
    cells: dict[str, list[str]] = {
        "EPUBCheck 5.3: errors / warnings / usage": [severities(row.epubcheck) for row in rows.values()],
        "epubcheck-ts: errors / warnings / usage": [severities(row.twin) for row in rows.values()],
        "Ace: critical / serious / moderate / minor": [
            " / ".join(str(row.ace[kind]) for kind in ("critical", "serious", "moderate", "minor"))
            for row in rows.values()
        ],
    }
    for check in next(iter(rows.values())).own:
        cells[check] = [row.own[check] or "yes" for row in rows.values()]
    cells["the same bytes twice"] = ["yes" if row.same else "no" for row in rows.values()]
    cells["size, kB"] = [f"{row.size / 1000:.0f}" for row in rows.values()]
    cells["time, s"] = [f"{row.seconds:.1f}" for row in rows.values()]
    head = ["| | " + " | ".join(rows) + " |", "|---|" + "---|" * len(rows)]
    return head + [f"| {name} | " + " | ".join(values) + " |" for name, values in cells.items()]


def severities(found: Counter[str]) -> str:
    """Return the numbers of errors, warnings and usage notes of *found*."""
    return f"{found['fatal'] + found['error']} / {found['warning']} / {found['usage'] + found['info']}"
