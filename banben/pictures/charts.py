"""Charts: from the rows of a figure to a drawing (SVG) for each format, in the edition's words."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator, Mapping

from lxml import etree

from banben.documents import Asset
from banben.editions import Edition, Format
from banben.fonts import stack
from banben.model import Book, Chart, Figure
from banben.pictures.drawings import SVG, XML
from banben.problems import Problem, problem
from banben.type_area import POINTS_PER_MM, TYPE_WIDTH
from banben.walk import chapter_blocks

WIDTH = 283.5  # points: the type area of A5, so that 8.5 pt are 8.5 pt on paper
PHONE = 240.0  # points: about a phone's measure, so that words are not much smaller there than they are drawn
# Before the id of a figure: its drawing on paper, and the one that takes its place on a screen.
CHART, SCREEN = "chart:", "screen:"
OPENING = len("```chart")  # what a problem underlines
MOST_SERIES = 4
MOST_ROWS = 30
PIXELS = 96 / 72


def draw(book: Book, edition: Edition) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """Return the drawing of every chart of *book* by `chart:` (paper) or `screen:` and its figure's id.

    Every chart has rows, series and finite numbers: parsing lets no other through.
    """
    assets: dict[str, Asset] = {}
    problems: list[Problem] = []
    wide = min(WIDTH, edition.trim.width * POINTS_PER_MM * TYPE_WIDTH)
    for figure, chart in charts(book):
        problems += _excesses(chart)
        for format in edition.formats:
            prefix, width = (CHART, wide) if format == "pdf" else (SCREEN, PHONE)
            assets[prefix + figure.attributes.id] = _asset(figure, chart, edition, width)
    return assets, tuple(problems)


def of_format(pictures: Mapping[str, Asset], format: Format) -> dict[str, Asset]:
    """Return *pictures* as *format* shows them: every chart once, by `chart:` and its figure's id."""
    found = {key: asset for key, asset in pictures.items() if not key.startswith(SCREEN)}
    if format == "epub":
        drawn = {key: asset for key, asset in pictures.items() if key.startswith(SCREEN)}
        found |= {CHART + key.removeprefix(SCREEN): asset for key, asset in drawn.items()}
    return found


def charts(book: Book) -> Iterator[tuple[Figure, Chart]]:
    """Yield every figure of *book* that is a chart, in reading order."""
    for chapter in book.chapters:
        for block in chapter_blocks(chapter):
            if isinstance(block, Figure) and isinstance(block.picture, Chart):
                yield block, block.picture


def _excesses(chart: Chart) -> Iterator[Problem]:
    if len(chart.series) > MOST_SERIES:
        yield problem("A401", chart.origin, OPENING, count=len(chart.series), most=MOST_SERIES)
    if len(chart.bars) > MOST_ROWS:
        yield problem("A402", chart.origin, OPENING, count=len(chart.bars), most=MOST_ROWS)


def _asset(figure: Figure, chart: Chart, edition: Edition, width: float) -> Asset:
    families = (*stack(edition.region, "hei"), "sans-serif")
    content, height = _plot(chart, width, families)
    name = f"images/{figure.attributes.id.lower()}.svg"
    drawing = _dressed(content, edition.region.language, figure.alt)
    size = round(width * PIXELS), round(height * PIXELS)
    return Asset(name, "image/svg+xml", drawing, *size, chart.origin)


def _plot(chart: Chart, width: float, families: tuple[str, ...]) -> tuple[bytes, float]:
    """Return the drawing as matplotlib writes it, and its height in points."""
    # On a machine's first run matplotlib looks at every font and says so; its own output is not ours.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    os.environ.setdefault("MPLBACKEND", "svg")
    from banben.pictures import plots  # matplotlib takes half a second to import, and few books have charts

    figure, height = plots.plot(chart, width, families)
    target = io.BytesIO()
    plots.save(figure, target)
    return target.getvalue(), height


def _dressed(content: bytes, language: str, alt: str) -> bytes:
    """Return the drawing with its language and title, without DOCTYPE, metadata and comments."""
    parser = etree.XMLParser(remove_comments=True, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    for element in root.findall(f"{{{SVG}}}metadata"):
        root.remove(element)
    root.set(f"{{{XML}}}lang", language)
    root.set("role", "img")
    title = etree.Element(f"{{{SVG}}}title")
    title.text, title.tail = alt, "\n"
    root.insert(0, title)
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
