"""The data of an EPUB's charts as tables, in a document of their own that figures link to and from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from banben.documents import Asset
from banben.editions import Region
from banben.model import PLAIN, Bar, Book, Cell, Chapter, Chart, Figure, Row, Table, Text
from banben.pictures.charts import CHART, charts
from banben.pictures.lettering import number
from banben.render.contents import GAP, Line
from banben.render.floats import table
from banben.render.flow import Flow, Setting
from banben.render.labels import caption_label
from banben.render.places import DATA, data_id
from banben.walk import plain

ID = "chart-data"


@dataclass(frozen=True, slots=True)
class DescriptionView:
    """What descriptions.xhtml may use of a chart: its table, what the axis says, the way back to it."""

    id: str
    table: Markup
    axis: Markup
    href: str
    back: Markup


def described(book: Book, pictures: Mapping[str, Asset]) -> Iterator[tuple[Chapter, Figure, Chart]]:
    """Yield every chart of *book* that is drawn, with its chapter, in reading order."""
    for chapter in book.chapters:
        for figure, chart in charts(replace(book, chapters=(chapter,))):
            if CHART + figure.attributes.id in pictures:
                yield chapter, figure, chart


def descriptions_line(region: Region) -> Line:
    """Return the line of the contents that leads to the data."""
    return Line(region.word("descriptions"), DATA, 0, "descriptions", roman=False)


def descriptions_section(book: Book, setting: Setting) -> Markup:
    """Return the data of all charts of *book*, a table each."""
    views = tuple(_view(*found, setting) for found in described(book, setting.pictures))
    return setting.templates.fill("descriptions.xhtml", id=ID, charts=views)


def _view(chapter: Chapter, figure: Figure, chart: Chart, setting: Setting) -> DescriptionView:
    flow = Flow(setting, chapter, DATA)
    label = caption_label(figure, chapter, setting.region)
    caption = GAP.join(filter(None, (label, plain(figure.caption).replace("\n", ""))))
    origin = figure.origin
    data = data_table(chart)
    titled = Table(data.head, data.body, (Text(caption or figure.alt, origin),), (), PLAIN, origin)
    word = setting.region.word
    return DescriptionView(
        data_id(figure.attributes.id),
        Markup(flow.mark(origin) + table(titled, flow)),
        setting.words("" if chart.axis in chart.series else chart.axis),  # one of them is enough
        setting.places[figure.attributes.id].href,
        setting.words(word("back_to").format(label=label) if label else word("back")),
    )


def data_table(chart: Chart) -> Table:
    """Return the data of *chart*, numbers as it shows them; a group's name stands once, over its rows."""
    grouped = any(bar.group for bar in chart.bars)
    names = ((chart.grouping,) if grouped else ()) + (chart.label, *chart.series)
    count = len(names) - len(chart.series)
    head = tuple(_cell(name, chart, at >= count, heading=True) for at, name in enumerate(names))
    body: list[Row] = []
    for group, bars in groupby(chart.bars, key=lambda bar: bar.group):
        rows = [_row(bar, chart) for bar in bars]
        if grouped:
            rows[0] = (_cell(group, chart, False, heading=True, rowspan=len(rows)), *rows[0])
        body += rows
    return Table((head,), tuple(body), (), (), PLAIN, chart.origin)


def _row(bar: Bar, chart: Chart) -> Row:
    values = (_cell(number(value, chart.unit), chart, True) for value in bar.values)
    return (_cell(bar.label, chart, False, heading=True), *values)


def _cell(text: str, chart: Chart, value: bool, heading: bool = False, rowspan: int = 1) -> Cell:
    words = (Text(text, chart.origin),) if text else ()
    return Cell(words, "right" if value else "", chart.origin, heading, rowspan=rowspan)
