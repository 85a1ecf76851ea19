"""Figures, tables and boxes: Python fills in what they hold, a template draws them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from banben.documents import Asset
from banben.manuscript import BoxKind
from banben.model import PLAIN, Blocks, Box, Chart, Figure, Image, Inlines, Table
from banben.render.columns import Column, brief_fits, columns_of, depth
from banben.render.flow import Flow
from banben.render.inlines import render_inlines
from banben.render.labels import caption_label
from banben.render.markup import attributes, escape
from banben.render.pictures import on_paper, on_screen, role, stated
from banben.render.places import DATA, data_id, link_id
from banben.render.tables import Manner, headed, rows
from banben.render.widths import widths
from banben.walk import plain

RenderBlocks = Callable[[Blocks, Flow], str]
MOST_LINES = 60
ROOM = "\u3000" * 4  # ideographic spaces are wide, and underlined in every reader
KEPT = 0.3  # of the type area: a table that is no deeper is not split
SMALL = 0.857  # the type of tables, of that of the text
PHONE, NARROWEST = 17.0, 8.0  # em: the measure of a small phone, and the least to reckon with
BOX_INSET = 2.2  # em: a box's bar and paddings
# From so many columns, and more than so many lines a row on a phone, a table may be stacked there.
STACKED_FROM, STACKED_LINES = 4, 2.0
# A table in columns that is no deeper (em) lies across them: a small phone shows it whole.
LEVEL = 16.0
LINE, PADDED, WRITTEN = 1.35, 0.5, 2.4  # em of the table's type: a line, a row's paddings, a row to write in
CELL_LEADING, CELL_PADDING, FORM_ROW = 0.75, 4.5, 25.5  # as the sheets have them, in leadings and points


@dataclass(frozen=True, slots=True)
class BoxView:
    """What a template of templates/boxes/ may use as `box`: text, and `lines` for each line to write.

    *room* is the blank to be filled in where no sheet draws it, nothing in print.
    """

    kind: str
    label: Markup
    title: Markup
    id: str
    classes: str
    lines: range
    room: str = ""


def figure(block: Figure, flow: Flow) -> str:
    """Return a picture or chart with caption and credit."""
    chart = not isinstance(block.picture, Image)
    key = block.picture.source if isinstance(block.picture, Image) else f"chart:{block.attributes.id}"
    asset = flow.setting.pictures.get(key)
    classes = ("chart" if chart else "", *block.attributes.classes)
    content = f'<p class="missing">{escape(block.alt)}</p>'  # gathering has reported it
    if asset:
        content = _picture(block, asset, flow)
    details = _details(block, flow) if chart and asset and not flow.setting.print else ""
    made = flow.setting.templates.fill(
        "figure.xhtml",
        id=block.attributes.id,
        classes=" ".join(filter(None, classes)),
        content=Markup(content),
        label=flow.words(caption_label(block, flow.chapter, flow.setting.region)),
        caption=Markup(render_inlines(block.caption, flow)),
        credit=Markup(render_inlines(block.credit, flow)),
        details=details,
    ).strip()
    # A book's own template may not know of the link, to which the picture leads.
    linked = Markup(f'{content}\n<p class="details">{details}</p>')
    return made if details in made else made.replace(Markup(content), linked, 1)


def _picture(block: Figure, asset: Asset, flow: Flow) -> str:
    own = block.picture.attributes if isinstance(block.picture, Image) else PLAIN
    size = stated(own, asset)
    if flow.setting.print:
        return on_paper(asset, block.alt, size, flow.setting.page, wide=True)
    details = link_id(block.attributes.id) if isinstance(block.picture, Chart) else ""
    return on_screen(asset, block.alt, size, role=role(block.attributes, block.alt), aria_details=details)


def _details(block: Figure, flow: Flow) -> Markup:
    """Return the link to the data of a chart; its target is the document that descriptions.py makes."""
    names = attributes(id=link_id(block.attributes.id), href=f"{DATA}#{data_id(block.attributes.id)}")
    return Markup(f"<a{names}>{flow.setting.region.word('details')}</a>")


def table(block: Table, flow: Flow) -> str:
    """Return a table with its caption and source."""
    block = headed(block)
    columns = columns_of(block)
    form = any(column.empty for column in columns)
    outer, flow.level = flow.level, _level(columns, len(block.head) + len(block.body), form, flow)
    em = _measure(flow)
    percents = widths(columns, em)
    whole = not flow.setting.print and brief_fits(columns, em)
    lines = depth(columns, [percent / 100 * em for percent in percents])
    few = _few(block, lines, form, flow) and not flow.level
    heads = _heads(block, columns, lines, form, flow)
    roomy = not heads and not flow.setting.print and not flow.columns and sum(c.least for c in columns) > em
    kind = "level" if flow.level else "stacked" if heads else "roomy" if roomy else ""
    made = flow.setting.templates.fill(
        "table.xhtml",
        id=block.attributes.id,
        classes=" ".join(filter(None, (kind, "few" if few else "", *block.attributes.classes))),
        content=Markup(rows(block, percents, Manner(whole, heads), flow).rstrip()),
        form=form,
        stacked=bool(heads),
        roomy=roomy,
        label=flow.words(caption_label(block, flow.chapter, flow.setting.region)),
        caption=Markup(_apart(block.caption, flow)),
        source=Markup(_apart(block.source, flow)),
    ).strip()
    flow.level = outer
    return made


def _few(block: Table, lines: int, form: bool, flow: Flow) -> bool:
    """Whether *block* is so small that it is not split over a page turn."""
    if flow.setting.print:
        return _points(block, lines, form, flow) <= KEPT * flow.setting.page.height
    return _deep(lines, len(block.head) + len(block.body), form) <= LEVEL


def _heads(block: Table, columns: Sequence[Column], lines: int, form: bool, flow: Flow) -> tuple[str, ...]:
    """Return the heads of *block* if a phone shows its rows one below the other, a line for each cell.

    So it does where a table of four columns or more has texts that take more than two lines there on the
    average, and each cell one head. A table to be written in stays as it is drawn.
    """
    every = (*block.head, *block.body)
    plainly = len(block.head) == 1 and all(len(row) == len(columns) for row in every)
    spans = any(cell.colspan > 1 or cell.rowspan > 1 for row in every for cell in row)
    if flow.setting.print or flow.setting.vertical or form or spans or not plainly:
        return ()
    if len(columns) < STACKED_FROM or lines <= STACKED_LINES * len(every):
        return ()
    return tuple(plain(cell.children).strip() for cell in block.head[0])


def _measure(flow: Flow) -> float:
    """Return how long a line of a table is, in em of its type: on a screen at least so much."""
    em = flow.setting.page.measure if flow.setting.print else PHONE
    return max(em - flow.inset, NARROWEST) / SMALL


def _level(columns: Sequence[Column], rows: int, form: bool, flow: Flow) -> bool:
    """Whether a table among columns lies across them, as most do (clreq, Text Direction).

    A reader cannot break such a table, so it has to fit on half a page of a phone; a deeper one is set
    in columns as well, its rows from right to left, and goes on from page to page.
    """
    if not flow.setting.vertical or flow.setting.print:
        return False
    em = (PHONE - BOX_INSET) / SMALL
    if sum(column.least for column in columns) > em:
        return False
    lines = depth(columns, [percent / 100 * em for percent in widths(columns, em)])
    return _deep(lines, rows, form) <= LEVEL


def _deep(lines: int, rows: int, form: bool) -> float:
    """Return about how deep a table of *rows* gets on a phone, in em, where its cells take *lines*."""
    return max(lines * LINE + rows * PADDED, rows * WRITTEN if form else 0) * SMALL


def _points(block: Table, lines: int, form: bool, flow: Flow) -> float:
    """Return about how deep *block* gets in print, in points, where its cells take *lines*."""
    read = lines * flow.setting.page.leading * CELL_LEADING
    read += (len(block.head) + len(block.body)) * CELL_PADDING
    return max(read, len(block.body) * FORM_ROW if form else 0)


def _apart(stream: Inlines, flow: Flow) -> str:
    outer, flow.apart = flow.apart, True
    inner = render_inlines(stream, flow)
    flow.apart = outer
    return inner


def box(block: Box, flow: Flow, inner: RenderBlocks) -> str:
    """Return a box as the template of its kind draws it; a kind that nobody knows gets the plain one."""
    kind = flow.setting.boxes.get(block.kind) or BoxKind(block.kind, (), "", "box.xhtml")
    classes = (f"box-{block.kind}", "" if kind.breaks else "whole", *block.attributes.classes)
    count = block.attributes.get("lines")
    view = BoxView(
        block.kind,
        flow.words(kind.label),
        Markup(render_inlines(block.title, flow)),
        block.attributes.id,
        " ".join(filter(None, classes)),
        range(min(int(count), MOST_LINES) if count.isdecimal() else 0),
        "" if flow.setting.print else ROOM,
    )
    flow.inset += BOX_INSET
    content = Markup(inner(block.blocks, flow).rstrip())
    flow.inset -= BOX_INSET
    return flow.setting.templates.fill(f"boxes/{kind.template}", box=view, content=content).strip()
