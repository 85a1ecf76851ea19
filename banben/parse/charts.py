"""Chart blocks: TOML that names a CSV, and the figure that it makes."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Literal

from banben.model import PLAIN, Attributes, Bar, Blocks, Chart, CodeBlock, Figure, Origin
from banben.parse.context import Context, nearest
from banben.parse.csv_columns import Grid, read_grid
from banben.parse.spans import renamed

KEYS: Mapping[str, type] = {
    "kind": str, "data": str, "label": str, "values": list, "group": str, "unit": str, "axis": str,
    "caption": str, "alt": str, "credit": str,
}  # fmt: skip
REQUIRED = ("kind", "data", "label", "values", "alt")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class _Faulty(Exception):  # noqa: N818 - it only ends the reading of one chart
    """The chart cannot be read; its problems are reported."""


def chart(text: str, attributes: Attributes, origin: Origin, context: Context) -> Blocks:
    """Return the figure; a chart with mistakes stays as the code that it is, so that nothing is lost."""
    try:
        return (_figure(text, attributes, origin, context),)
    except _Faulty:
        return (CodeBlock(text.removesuffix("\n"), "chart", attributes, origin),)


def _figure(text: str, attributes: Attributes, origin: Origin, context: Context) -> Figure:
    reader = _Reader(text, origin, context)
    said = reader.settings()
    path, grid = reader.grid(said["data"])
    label = reader.column(grid, path, said["label"])
    values = [reader.column(grid, path, name) for name in said["values"]]
    group = reader.column(grid, path, said["group"]) if said.get("group") else None
    bars = reader.bars(grid, path, label, values, group)
    made = Chart(
        said["kind"],
        tuple(said["values"]),
        bars,
        said.get("unit", ""),
        said.get("axis", ""),
        path,
        origin,
        said["label"],
        said.get("group", ""),
    )
    credit = said.get("credit", "") or attributes.get("credit")
    caption = said.get("caption", "")
    return Figure(
        made,
        said["alt"],
        context.words(caption, reader.place("caption")),
        context.words(credit, reader.place("credit")),
        renamed(attributes, "credit") if attributes != PLAIN else PLAIN,
        origin,
    )


class _Reader:
    def __init__(self, text: str, origin: Origin, context: Context) -> None:
        self._text, self._origin, self._context = text, origin, context

    def settings(self) -> dict[str, Any]:
        """Return the block's settings, each of the right type; the required ones are there."""
        try:
            said = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            self._context.report(
                "M501", self._toml_place(str(error)), reason=_PLACE.sub("", str(error)).strip()
            )
            raise _Faulty from error
        sound = [self._known(key, value) for key, value in said.items()]
        missing = [key for key in REQUIRED if not said.get(key)]
        for key in missing:
            self._context.report("M509" if key == "alt" else "M503", self._origin, len("```chart"), key=key)
        if missing or not all(sound):
            raise _Faulty
        return said

    def _known(self, key: str, value: object) -> bool:
        if key not in KEYS:
            found = nearest(key, KEYS) or ", ".join(KEYS)
            self._context.report("M502", self.place(key), len(key), key=key, nearest=found)
            return False
        sound = isinstance(value, KEYS[key])
        if key == "kind":
            sound = value in ("bars", "columns", "line")
        if isinstance(value, list):
            sound = all(isinstance(item, str) for item in value)
        if not sound:
            written = str(value)
            place = self._context.find(self.place(key), written)
            length = len(key) if place == self.place(key) else len(written)
            self._context.report("M504", place, length, key=key, value=written)
        return sound

    def place(self, key: str) -> Origin:
        """Return where *key* stands in the block."""
        for row, line in enumerate(self._text.split("\n"), 1):
            if match := re.match(rf"\s*[\"']?({re.escape(key)})[\"']?\s*=", line):
                return self._in_block(row, match.start(1) + 1)
        return self._origin

    def _toml_place(self, message: str) -> Origin:
        match = _PLACE.search(message)
        last = self._text.count("\n")
        return self._in_block(*(int(part) for part in match.groups())) if match else self._in_block(last, 1)

    def _in_block(self, row: int, column: int) -> Origin:
        """Return the place in the file; the block's own indentation shifts its columns."""
        return Origin(self._origin.path, self._origin.line + row, column + self._origin.column - 1)

    def grid(self, data: str) -> tuple[str, Grid]:
        """Return the path and content of the CSV beside the chapter or in the book folder."""
        texts = self._context.manuscript.texts
        for path in (
            posixpath.normpath(posixpath.join(self._context.folder, data)),
            posixpath.normpath(data),
        ):
            if path in texts:
                grid = read_grid(texts[path])
                if not grid.rows:
                    self._context.report("M508", Origin(path, 1, 1), path=path)
                    raise _Faulty
                return path, grid
        found = nearest(data, texts) or "-"
        place = self._context.find(self.place("data"), data)
        self._context.report("M505", place, len(data), path=data, nearest=found)
        raise _Faulty

    def column(self, grid: Grid, path: str, name: str) -> int:
        """Return the index of the column *name*."""
        if name in grid.head:
            return grid.head.index(name)
        key = next(
            key for key in ("label", "values", "group") if name in tomllib.loads(self._text).get(key, ())
        )
        place = self._context.find(self.place(key), name)
        known = ", ".join(grid.head)
        self._context.report("M506", place, len(name), name=name, path=path, known=known)
        raise _Faulty

    def bars(
        self, grid: Grid, path: str, label: int, values: list[int], group: int | None
    ) -> tuple[Bar, ...]:
        """Return a bar for each row; each cell that is no number is reported."""
        bars: list[Bar] = []
        count = len(self._context.problems)
        for row in grid.rows:
            numbers = tuple(self._number(row.cell(index), path, row.place(index)) for index in values)
            bars.append(Bar(row.cell(label), numbers, row.cell(group) if group is not None else ""))
        if len(self._context.problems) > count:
            raise _Faulty
        return tuple(bars)

    def _number(self, written: str, path: str, place: tuple[int, int]) -> float:
        plain = written.strip().replace(",", "").replace("，", "").removesuffix("%").removesuffix("％")
        try:
            number = float(plain)
        except ValueError:
            number = float("nan")
        if number != number or number in (float("inf"), float("-inf")):
            self._context.report("M507", Origin(path, *place), len(written), written=written)
            return 0.0
        return number


KINDS = Literal["bars", "columns", "line"]
