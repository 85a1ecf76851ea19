"""Lines of text in WeasyPrint: less text shaped for each, and Pango's layouts used again."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from operator import itemgetter
from typing import Any

from weasyprint.layout import preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from banben.patches import Function, Patch

FONT = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_language_override",
    "lang", "font_size", "line_height",
)  # fmt: skip
font = itemgetter(*FONT)
setting = itemgetter(*FONT[:-1], "font_kerning", "direction", "text_decoration_line")
breaking = itemgetter(
    *FONT[:-1], "font_kerning", "direction", "letter_spacing", "word_spacing", "white_space", "hyphens",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character", "overflow_wrap", "word_break",
    "tab_size",
)  # fmt: skip
SEPARATE = set("\n\t\u00ad")
"""What makes more of a line than its width: line ends, tabs, soft hyphens."""
AHEAD = 1.4
"""Ems of text shaped for each em of the line: enough to see how the text goes on after it."""


def struts(stock: Function) -> Function:
    """Keep the height of a style's lines with the style."""

    def strut(style: Any) -> Any:
        values = font(style)
        known = vars(style).get("_banben_strut")
        if known is None or known[0] != values:
            known = style._banben_strut = (values, stock(style))
        return known[1]

    return strut


def layouts(stock: Any) -> Any:
    """Take a layout that is no longer used instead of making a new one, where no feature is set."""

    class Layout(stock):  # type: ignore[misc] # the stock class has no types
        def setup(self, style: Any) -> None:
            values = setting(style)
            known = vars(style).get("_banben_setting")
            if known is None or known[0] != values:
                known = style._banben_setting = (values, repr(values) if _plain(style) else None)
            free = vars(style.font_config).setdefault("_banben_layouts", {})
            self._free = free.setdefault(known[1], []) if known[1] else None
            if not self._free:
                super().setup(style)
                return
            self.style = style
            self.first_line_direction = 0
            self.ascent = self.underline_position = self.strikethrough_position = None
            self.layout, self.language = self._free.pop()
            pango.pango_layout_set_width(self.layout, -1)
            pango.pango_layout_set_attributes(self.layout, ffi.NULL)
            pango.pango_layout_set_wrap(self.layout, 0)
            pango.pango_layout_set_ellipsize(self.layout, 0)
            pango.pango_layout_set_single_paragraph_mode(self.layout, False)
            pango.pango_layout_set_tabs(self.layout, ffi.NULL)

        def deactivate(self) -> None:
            if self._free is not None:
                self._free.append((self.layout, self.language))
            super().deactivate()

    return Layout


def _plain(style: Any) -> bool:
    """Whether Pango's layout of *style* holds nothing but a font and a language."""
    features = line_break.font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    return not features and style["text_decoration_line"] == "none"


def first_lines(stock: Function) -> Function:
    """Break a line of Chinese after one look at little more text than the line holds.

    The stock function shapes four times the line, and then the line alone once more.
    """

    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        size = style["font_size"]
        if max_width and max_width != inf and size and size * 4 <= max_width and _simple(style):
            short = text[: int(max_width / size * AHEAD) + 3]
            if short and _wide(short[0]) and SEPARATE.isdisjoint(short):
                layout = line_break.create_layout(short, style, context, max_width, justification_spacing)
                found = _first(layout, short, short == text, style, max_width)
                if found:
                    return found
                layout.deactivate()
        return stock(text, style, context, max_width, justification_spacing, is_line_start, minimum)

    return split


def _simple(style: Any) -> bool:
    """Whether lines in *style* break where Unicode lets them, and nowhere else."""
    return style["white_space"] == "normal" and (
        style["hyphens"] != "auto" or not line_break.pyphen.language_fallback(style["lang"] or "")
    )


def _first(layout: Any, short: str, whole: bool, style: Any, max_width: Any) -> Any:
    """Return what `split_first_line` does for a text that begins with *short*, None where it is not plain."""
    line, resume = layout.get_first_line()
    width, height = line_break.line_size(line, style)
    if width > max_width:
        return None
    if resume is None:
        return line_break.first_line_metrics(line, short, layout, None, True, style) if whole else None
    held = short.encode()[:resume].decode()
    # A line that ends with an ideograph is as wide alone as before the rest; with a space it is not.
    if not _wide(held[-1]) or not _goes_on(layout, short, len(held), whole):
        return None
    baseline = pango.pango_layout_get_baseline(layout.layout) * line_break.FROM_UNITS
    layout.text = held
    layout.deactivate()
    return layout, resume, resume, width, height, baseline


def _goes_on(layout: Any, short: str, end: int, whole: bool) -> bool:
    """Whether no space could let one more word into the line that ends before short[*end*]."""
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    for index in range(end + 1, len(short)):
        if attributes[index].is_line_break:
            return index == end + 1 or short[index - 1] != " "
    return whole and short[-1] != " "


def _wide(character: str) -> bool:
    """Whether *character* is an ideograph or full-width mark, which no font kerns with its neighbours."""
    return "\u2e80" <= character <= "\uffef" or character >= "\U00020000"


def break_points(stock: Function) -> Function:
    """Ask Pango once for each pair of characters."""
    return lru_cache(maxsize=10_000)(stock)


def widths(_: Function) -> Function:
    """Measure a text only once in a style: running heads come again on every page."""

    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        values = breaking(style)
        known = vars(style).get("_banben_widths")
        if known is None or known[0] != values:
            known = style._banben_widths = (values, {})
        key = (text, max_width, justification_spacing, is_line_start, minimum)
        if key not in known[1]:
            _, *rest = line_break.split_first_line(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
            # The layout itself is of no use for measuring.
            known[1][key] = (None, *rest)
        return known[1][key]

    return split


PATCHES = (
    Patch(line_break, "strut", struts, "b57885b70dd08efe"),
    Patch(line_break, "Layout", layouts, "681b737d1ba5e004"),
    Patch(line_break, "can_break_text", break_points, "4f3fb5ef1c239df9"),
    Patch(line_break, "split_first_line", first_lines, "39ad1016863ca34d"),
    Patch(preferred, "split_first_line", widths, "39ad1016863ca34d", alone=True),
)
