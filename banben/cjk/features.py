"""What is asked of a font for single characters: vertical forms, Latin's own marks, squares for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from banben.cjk.classes import DOTS, QUOTES, Kind, in_latin, kind

MARKS = frozenset(QUOTES + DOTS)

# What WeasyPrint itself does not call.
ffi.cdef("PangoAttribute * pango_attr_family_new (const char *family);", override=True)


@dataclass(frozen=True, slots=True)
class Wish:
    """An OpenType *feature* or other *families* for the character at *place*; at -1 for the whole text."""

    place: int
    feature: str = ""
    families: str = ""


def wishes_of(text: str, vertical: bool) -> list[Wish]:
    """Return what *text* asks of any font.

    `vert` in columns; `pwid` for quotation marks among Latin, `fwid` for a middle dot among ideographs:
    the same character is narrow in the one and fills a square in the other (clreq 3.1.2).
    """
    wishes = [Wish(-1, "vert")] if vertical else []
    if MARKS.isdisjoint(text):
        return wishes
    for place, sign in enumerate(text):
        if sign in QUOTES and in_latin(text, place):
            wishes.append(Wish(place, "pwid"))
        elif sign in DOTS and between_ideographs(text, place):
            wishes.append(Wish(place, "fwid"))
    return wishes


def quotes_of_chinese(text: str) -> list[int]:
    """Return the places of quotation marks that do not stand among Latin."""
    if MARKS.isdisjoint(text):
        return []
    return [place for place, sign in enumerate(text) if sign in QUOTES and not in_latin(text, place)]


def between_ideographs(text: str, place: int) -> bool:
    """Return whether the character at *place* has an ideograph on both sides."""
    if not 0 < place < len(text) - 1:
        return False
    return kind(text[place - 1]) is Kind.IDEOGRAPH is kind(text[place + 1])


def set_attributes(layout: Any, style: Any, text: str, wishes: Sequence[Wish]) -> None:
    """Set *wishes* on Pango's *layout*, beside the features that the style itself asks for."""
    if not wishes:
        return
    own = line_break.font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    whole = {**own, **{wish.feature: 1 for wish in wishes if wish.place < 0}}
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    if whole:
        _add(attributes, pango.pango_attr_font_features_new(_written(whole)), text, -1)
    for wish in wishes:
        if wish.place >= 0 and wish.feature:
            wanted = _written({**whole, wish.feature: 1})
            _add(attributes, pango.pango_attr_font_features_new(wanted), text, wish.place)
        elif wish.place >= 0:
            _add(attributes, pango.pango_attr_family_new(wish.families.encode()), text, wish.place)
    pango.pango_layout_set_attributes(layout, attributes)


def _written(features: dict[str, Any]) -> bytes:
    return ",".join(f"{key} {value}" for key, value in features.items()).encode()


def _add(attributes: Any, attribute: Any, text: str, place: int) -> None:
    if place >= 0:
        attribute.start_index = len(text[:place].encode())
        attribute.end_index = attribute.start_index + len(text[place].encode())
    # The list owns the attribute from here on; it stands in for an earlier one of its kind.
    pango.pango_attr_list_change(attributes, attribute)
