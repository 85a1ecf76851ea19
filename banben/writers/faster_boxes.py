"""Boxes in WeasyPrint: lengths that are no percentages, backgrounds that are none, lines without floats."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from weasyprint.css.functions import check_math
from weasyprint.formatting_structure.boxes import Box, LineBox, PageBox
from weasyprint.layout import background, percent
from weasyprint.layout import float as floats

from banben.patches import Function, Patch

SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{limit}{axis}" for axis in ("width", "height") for limit in ("", "min_", "max_")),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
USED = (*LENGTHS, *BORDERS, "border_collapse", "box_sizing")
used = itemgetter(*USED)
RADII = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE = dict.fromkeys(RADII, (0, 0))
PAINTED = (
    *RADII, "border_image_source", "mask_border_source", "visibility", "background_image", "background_color",
    "color", "box_shadow",
)  # fmt: skip
painted = itemgetter(*PAINTED)
OUT_OF_FLOW = {"left", "right", "inline-start", "inline-end", "footnote"}


def _lengths(values: tuple[Any, ...]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the lengths that a box with the style's *values* has whatever is around it, and its borders.

    None where one depends on the containing block or on `box-sizing`.
    """
    *lengths, collapse, sizing = values
    if sizing != "content-box":
        return None
    found: dict[str, Any] = {}
    for name, value in zip(LENGTHS, lengths, strict=False):
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else value
        elif check_math(value) or getattr(value, "unit", None) != "px":
            return None
        else:
            found[name] = value.value
    borders = dict(zip(BORDERS, lengths[len(LENGTHS) :], strict=True))
    return (found, borders) if collapse == "collapse" else (found | borders, {})


def percentages(stock: Function) -> Function:
    """Set all used lengths of a box at once where its style has no percentage."""

    def resolve(box: Any, containing_block: Any) -> None:
        style = box.style
        values = used(style)
        known = vars(style).get("_banben_lengths")
        if known is None or known[0] != values:
            known = style._banben_lengths = (values, _lengths(values))
        if known[1] is None or isinstance(box, PageBox):
            stock(box, containing_block)
            return
        lengths, borders = known[1]
        attributes = vars(box)
        attributes.update(lengths)
        for name, value in borders.items():
            # Collapsed borders have been set by the table.
            attributes.setdefault(name, value)

    return resolve


def _bare(values: tuple[Any, ...]) -> bool:
    *radii, border, mask, visibility, images, color, _, shadow = values
    return (
        all((0, "px") in radius for radius in radii)
        and border[0] == mask[0] == "none"
        and visibility != "hidden"
        and all(kind == "none" for kind, _ in images)
        and color != "currentcolor"
        and color.alpha == 0
        and not shadow
    )


def backgrounds(stock: Function) -> Function:
    """Pass over boxes that have neither background nor shadow nor round corners."""

    def lay_out(page: Any, box: Any, image: Any, layout_children: bool = True, style: Any = None) -> None:
        if style is not None or box is page or not layout_children:
            stock(page, box, image, layout_children, style)
            return
        values = painted(box.style)
        known = vars(box.style).get("_banben_bare")
        if known is None or known[0] != values:
            known = box.style._banben_bare = (values, _bare(values))
        if not known[1]:
            stock(page, box, image)
            return
        # Lines of ours say so themselves.
        bare = getattr(box, "bare", False)
        if not bare:
            vars(box).update(SQUARE)
        for child in box.all_children():
            background.layout_box_backgrounds(page, child, image)
        if not bare:
            box.background = None

    return lay_out


def collisions(stock: Function) -> Function:
    """Give a line the whole width where there is no float."""

    def avoid(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        if (
            outer
            or context.excluded_shapes
            or not isinstance(box, LineBox)
            or containing_block.style["direction"] != "ltr"
        ):
            return stock(context, box, containing_block, outer)
        left = containing_block.content_box_x()
        right = left + containing_block.width
        left += box.margin_left
        right -= box.margin_right
        return left - box.margin_left, box.border_box_y() - box.margin_top, right - left

    return avoid


def normal_flow(_: Function) -> Function:
    """Ask the style twice, not once for each way of leaving the flow."""

    def in_flow(self: Any) -> bool:
        style = self.style
        position = style["position"]
        return not (
            # A flexible box tells its items that they do not float, whatever their style says.
            (style["float"] in OUT_OF_FLOW and (self.is_floated() or self.is_footnote()))
            or position in ("absolute", "fixed")
            or position[0] in ("running()", "note()")
        )

    return in_flow


def descendants(stock: Function) -> Function:
    """Walk the tree with a stack: nested generators pass each box through all levels above it."""

    def walk(self: Any, placeholders: bool = False) -> Iterator[Any]:
        if placeholders:
            yield from stock(self, placeholders)
            return
        waiting = [iter((self,))]
        while waiting:
            for box in waiting[-1]:
                yield box
                if isinstance(box, Box):
                    waiting.append(iter(box.children))
                    break
            else:
                waiting.pop()

    return walk


PATCHES = (
    Patch(percent, "resolve_percentages", percentages, "71673078096fcf87"),
    Patch(background, "layout_box_backgrounds", backgrounds, "617a870678c82755"),
    Patch(floats, "avoid_collisions", collisions, "5fc7793c573af328"),
    Patch(Box, "is_in_normal_flow", normal_flow, "5f49d6ab23da7e51"),
    Patch(Box, "descendants", descendants, "c15a877f61361343"),
)
