"""The look of the charts, drawn with matplotlib: direct labels, two colours, a zero baseline, no frame.

All lengths are points. Text stays text, in the families of the edition: it can be read aloud, searched
and copied, and a reader's own fonts can set it. Widths are reckoned, not measured, because matplotlib
opens only the first face of a collection and knows no region.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, assert_never

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from banben.model import Bar, Chart
from banben.pictures.lettering import SIZE, SMALL, number, reckon, wrap

LEADING = 11.0
GRID = 18.0  # a figure takes whole lines of the page
# Each stands out from white paper by 3 : 1 at least (WCAG 2.2, 1.4.11 Non-text Contrast).
CINNABAR, INK, GRAY, BLUSH = "#A93226", "#2B2B2B", "#8F8F8F", "#C97B72"
TEXT, FAINT, RULE = "#1A1A1A", "#595959", "#D9D9D9"
SERIES = (CINNABAR, GRAY, INK, BLUSH)  # side by side: each differs from its neighbours in gray too
GROUPS = (CINNABAR, INK, GRAY, BLUSH)  # apart, each under its own heading
DASHES = ("solid", (0, (4, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "banben",
    "font.sans-serif": [],
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of *width* x *height* points with one set of axes, and the families of its text."""

    sheet: Sheet
    axes: Axes
    width: float
    height: float
    families: tuple[str, ...]

    def write(
        self,
        text: str,
        place: tuple[float, float],
        shift: tuple[float, float] = (0, 0),
        anchor: str = "left",
        colour: str = TEXT,
        size: float = SIZE,
        bold: bool = False,
        on_sheet: bool = False,
    ) -> None:
        """Write *text* with its first baseline at *place* (of the axes or the sheet) moved by *shift*."""
        # The file only stands in for the families when matplotlib measures; readers never see its name.
        file = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
        font = FontProperties(family=list(self.families), fname=file, size=size, weight=700 if bold else 400)
        for index, line in enumerate(text.split("\n")):
            self.axes.annotate(
                line,
                place,
                xycoords="figure points" if on_sheet else "data",
                xytext=(shift[0], shift[1] - index * LEADING),
                textcoords="offset points",
                ha=anchor,
                va="baseline",
                color=colour,
                fontproperties=font,
                annotation_clip=False,
            )


def plot(chart: Chart, width: float, families: tuple[str, ...]) -> tuple[Sheet, float]:
    """Return the sheet with *chart* on it, *width* points wide, and its height in points."""
    with mpl.rc_context(SETTINGS):
        match chart.kind:
            case "bars":
                page = _bars(chart, width, families)
            case "columns":
                page = _columns(chart, width, families)
            case "line":
                page = _line(chart, width, families)
            case _:
                assert_never(chart.kind)
        return page.sheet, page.height


def save(sheet: Sheet, target: BinaryIO) -> None:
    """Write *sheet* as SVG; the same sheet gives the same bytes."""
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        # The measuring font has no ideographs; whether the edition's fonts have them, glyphs.py checks.
        warnings.filterwarnings("ignore", r"Glyph \d+")
        sheet.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})


def _page(
    width: float, height: float, box: tuple[float, float, float, float], families: tuple[str, ...]
) -> Page:
    """Return an empty page whose axes take *box*: left, bottom, right, top margins."""
    left, bottom, right, top = box
    sheet = Sheet(figsize=(width / 72, height / 72), dpi=72)
    area = (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    axes = sheet.add_axes(area)
    axes.set_axis_off()
    return Page(sheet, axes, width, height, families)


def _whole_lines(height: float) -> float:
    return math.ceil(height / GRID) * GRID


# --- bars -----------------------------------------------------------------------------------


def _bars(chart: Chart, width: float, families: tuple[str, ...]) -> Page:
    """Horizontal bars: the label before each, the value behind it, groups under headings."""
    many = len(chart.series)
    thick = 9.5 if many == 1 else 8.5
    share = 0.42 * width
    labels = [wrap(bar.label, share) for bar in chart.bars]
    left = max(reckon(label) for label in labels) + 6
    values = [number(value, chart.unit) for bar in chart.bars for value in bar.values]
    names = max((reckon(name) + 6 for name in chart.series), default=0.0) if many > 1 else 0.0
    pitches = [max(many * (thick + 1) + 7, label.count("\n") * LEADING + 17) for label in labels]
    down = _stack(chart, pitches)[1]
    height = _whole_lines(down + 2)
    pitches = [pitch + (height - 2 - down) / len(pitches) for pitch in pitches]
    tops = _stack(chart, pitches)[0]
    page = _page(width, height, (left, 0, max(map(reckon, values)) + names + 6, 0), families)
    low, high = _extent(chart)
    page.axes.set(xlim=(low, high), ylim=(height, 0))
    _axis_name(page, chart)
    _headings(page, chart, tops)
    for row, (bar, label) in enumerate(zip(chart.bars, labels, strict=True)):
        middle = tops[row] + pitches[row] / 2
        rise = (label.count("\n")) * LEADING / 2 - 0.36 * SIZE
        page.write(label, (left, height - middle), (-6, rise), "right", on_sheet=True)
        _row(page, chart, bar, middle, thick)
        # The baseline runs on within a group and stops between groups.
        page.axes.plot(
            (0, 0), (tops[row], tops[row] + pitches[row]), color=TEXT, linewidth=0.6, clip_on=False
        )
    return page


def _stack(chart: Chart, pitches: Sequence[float]) -> tuple[list[float], float]:
    """Return the top of each row from the head of the page, and where the last one ends."""
    down = LEADING + 3 if chart.axis else 0.0
    tops: list[float] = []
    group = ""
    for bar, pitch in zip(chart.bars, pitches, strict=True):
        if bar.group != group:
            group = bar.group
            down += (6 if tops else 0) + LEADING + 4
        tops.append(down)
        down += pitch
    return tops, down


def _headings(page: Page, chart: Chart, tops: Sequence[float]) -> None:
    group = ""
    for bar, top in zip(chart.bars, tops, strict=True):
        if bar.group != group:
            group = bar.group
            page.write(group, (0, page.height - top), (0, 5), bold=True, on_sheet=True)


def _row(page: Page, chart: Chart, bar: Bar, middle: float, thick: float) -> None:
    """Draw the bars of one row about *middle*; the first row also names the series."""
    groups = list(dict.fromkeys(bar.group for bar in chart.bars))
    first = bar is chart.bars[0]
    for index, value in enumerate(bar.values):
        step = thick + 1
        y = middle + (index - (len(bar.values) - 1) / 2) * step
        alone = len(chart.series) == 1
        palette, place = (GROUPS, groups.index(bar.group)) if alone else (SERIES, index)
        page.axes.barh(y, value, height=thick, color=palette[place % len(palette)], linewidth=0)
        words = number(value, chart.unit)
        shift = (-4, -0.36 * SIZE) if value < 0 else (4, -0.36 * SIZE)
        page.write(words, (value, y), shift, "right" if value < 0 else "left")
        if first and not alone:
            reach = reckon(words) + 8 if value >= 0 else 4
            page.write(chart.series[index], (max(value, 0), y), (reach, -0.36 * SIZE), colour=FAINT)


def _extent(chart: Chart) -> tuple[float, float]:
    """Return the range of the values with zero in it, never empty."""
    values = [value for bar in chart.bars for value in bar.values]
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if high > low else (low, low + 1)


def _axis_name(page: Page, chart: Chart) -> None:
    if chart.axis:
        words = wrap(chart.axis, page.width, SMALL)
        page.write(words, (0, page.height), (0, -SMALL), colour=FAINT, size=SMALL, on_sheet=True)


# --- columns and lines ----------------------------------------------------------------------


def _columns(chart: Chart, width: float, families: tuple[str, ...]) -> Page:
    """Upright columns: the label under each, the value on top, the series named over the first ones."""
    many, pitch = len(chart.series), width / len(chart.bars)
    labels = [wrap(bar.label, pitch - 4) for bar in chart.bars]
    low, high = _extent(chart)
    below = LEADING if low < 0 else 0.0  # room for the values under columns that hang
    foot = (max(label.count("\n") for label in labels) + 1) * LEADING + 5 + below
    head = (LEADING + 5 if chart.axis else 0) + (LEADING + 3 if many > 1 else 0) + LEADING + 2
    height = _whole_lines(108 + foot + head)
    page = _page(width, height, (0, foot, 0, head), families)
    page.axes.set(xlim=(-0.5, len(chart.bars) - 0.5), ylim=(low, high))
    _axis_name(page, chart)
    if many > 1:
        _key(page, chart, LEADING + 5 if chart.axis else 0)
    thick = min(0.62, 34 * many / pitch) / many
    for place, (bar, label) in enumerate(zip(chart.bars, labels, strict=True)):
        for index, value in enumerate(bar.values):
            x = place + (index - (many - 1) / 2) * thick
            page.axes.bar(x, value, width=thick - 1 / pitch, color=SERIES[index % len(SERIES)], linewidth=0)
            page.write(number(value, chart.unit), (x, value), (0, -SIZE - 1 if value < 0 else 3), "center")
        page.write(label, (place, low), (0, -SIZE - 4 - below), "center")
    page.axes.axhline(0, color=TEXT, linewidth=0.6, clip_on=False)
    return page


def _key(page: Page, chart: Chart, down: float) -> None:
    """Name the series in one line, each behind a square of its colour, in the order of the columns."""
    x, y = 0.0, page.height - down - SIZE
    for index, name in enumerate(chart.series):
        square = mpl.patches.Rectangle(
            (x, y), 7, 7, facecolor=SERIES[index % len(SERIES)], linewidth=0, transform=None
        )
        page.sheet.add_artist(square)
        page.write(name, (x + 10, y), colour=TEXT, on_sheet=True)
        x += 10 + reckon(name) + 14


def _line(chart: Chart, width: float, families: tuple[str, ...]) -> Page:
    """Lines over a zero baseline with faint rules; each is named where it ends."""
    names = [wrap(name, 0.25 * width) for name in chart.series] if len(chart.series) > 1 else []
    low, high = _extent(chart)
    ticks = [float(tick) for tick in MaxNLocator(4, steps=(1, 2, 2.5, 5, 10)).tick_values(low, high)]
    shown = [number(tick) for tick in ticks]
    shown[-1] = number(ticks[-1], chart.unit)
    left = max(map(reckon, shown)) + 6
    ends = [*names, *(number(value, chart.unit) for value in chart.bars[-1].values)]
    right = max(map(reckon, ends)) + 8
    pitch = (width - left - right) / max(1, len(chart.bars) - 1)
    every = max(1, math.ceil(max(reckon(bar.label) + 8 for bar in chart.bars) / pitch)) if pitch < 90 else 1
    head = (LEADING + 7 if chart.axis else 0) + SIZE
    height = _whole_lines(126 + LEADING + 5 + head)
    page = _page(width, height, (left, LEADING + 5, right, head), families)
    page.axes.set(xlim=(0, max(1, len(chart.bars) - 1)), ylim=(ticks[0], ticks[-1]))
    _axis_name(page, chart)
    for tick, words in zip(ticks, shown, strict=True):
        colour, thickness = (TEXT, 0.6) if tick == 0 else (RULE, 0.5)
        page.axes.axhline(tick, color=colour, linewidth=thickness, clip_on=False, zorder=1)
        page.write(words, (0, tick), (-6, -0.36 * SIZE), "right", FAINT)
    for place in range(len(chart.bars) - 1, -1, -every):
        page.write(chart.bars[place].label, (place, ticks[0]), (0, -SIZE - 4), "center")
    _curves(page, chart, names)
    return page


def _curves(page: Page, chart: Chart, names: Sequence[str]) -> None:
    scale = page.axes.get_window_extent().height / (page.axes.get_ylim()[1] - page.axes.get_ylim()[0])
    places = range(len(chart.bars))
    ends: list[tuple[float, int]] = []
    for index in range(len(chart.series)):
        values = [bar.values[index] for bar in chart.bars]
        colour, dash = GROUPS[index % len(GROUPS)], DASHES[index % len(DASHES)]
        page.axes.plot(places, values, color=colour, linestyle=dash, linewidth=1.5, clip_on=False, zorder=3)
        page.axes.plot(places[-1:], values[-1:], "o", color=colour, markersize=4, clip_on=False, zorder=4)
        ends.append((values[-1] * scale, index))
    floor = -math.inf
    for end, index in sorted(ends):  # names that would touch are moved up
        words = number(chart.bars[-1].values[index], chart.unit)
        words = f"{names[index]}\n{words}" if names else words
        tall = words.count("\n") * LEADING
        base = max(end - 0.36 * SIZE + tall / 2 - tall, floor)
        floor = base + tall + LEADING
        x, y = len(chart.bars) - 1, chart.bars[-1].values[index]
        page.write(words, (x, y), (7, base + tall - end), colour=TEXT if index else CINNABAR)
