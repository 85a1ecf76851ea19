"""The contrast of coloured words with what they may stand on, read off a resolved sheet (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from banben.css_values import component_values

READABLE = 4.5
# What readers paint a page with: paper, and the black of a night theme, which none has much lighter.
PAGES = {"light": RGBA(1, 1, 1, 1), "dark": RGBA(0.07, 0.07, 0.07, 1)}
SCHEME = "prefers-color-scheme"


@dataclass(frozen=True, slots=True)
class Painted:
    """A rule that colours words or what is behind them; *scheme* is light, dark, or empty for any page."""

    selectors: tuple[str, ...]
    scheme: str
    line: int
    colour: RGBA | None
    ground: RGBA | None


@dataclass(frozen=True, slots=True)
class Faint:
    """The rule on *line* of the sheet whose words have no more than *ratio* : 1 on a *page*."""

    line: int
    selector: str
    page: str
    ratio: float


def faint(sheet: str) -> tuple[Faint, ...]:
    """Return the rules of *sheet*, its tokens resolved, whose words are too faint on some page.

    A colour without a ground of its own counts on every page that its rule is not kept from by
    `@media (prefers-color-scheme: …)` (WCAG failure F24), and on every tint that the sheet has.
    """
    rules = tuple(_painted(component_values(sheet), ""))
    found = (weakest for rule in rules if rule.colour for weakest in _weakest(rule, rules))
    return tuple(item for item in found if item.ratio < READABLE)


def _painted(nodes: Any, scheme: str) -> Iterator[Painted]:
    for rule in tinycss2.parse_rule_list(nodes, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.content is not None:
            condition = tinycss2.serialize(rule.prelude)
            own = next((page for page in PAGES if SCHEME in condition and page in condition), scheme)
            if rule.lower_at_keyword in ("media", "supports") and "print" not in condition:
                yield from _painted(rule.content, own)
        elif rule.type == "qualified-rule":
            said = _declared(rule.content)
            colour, ground = said.get("color"), said.get("background-color", said.get("background"))
            if colour or ground:
                selectors = tuple(part.strip() for part in tinycss2.serialize(rule.prelude).split(","))
                yield Painted(selectors, scheme, rule.source_line, colour, ground)


def _declared(content: Any) -> dict[str, RGBA]:
    """Return the colours that *content* declares by property; `inherit` and `currentColor` are none."""
    items = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    found = {}
    for item in items:
        if item.type == "declaration":
            values = [value for value in item.value if value.type not in ("whitespace", "comment")]
            colour = next((c for c in map(parse_color, values) if isinstance(c, RGBA)), None)
            if colour:
                found[item.lower_name] = colour
    return found


def _weakest(rule: Painted, rules: Sequence[Painted]) -> Iterator[Faint]:
    """Yield, for each page that *rule* may stand on, the ground on which its words are faintest."""
    assert rule.colour is not None
    for name, page in PAGES.items():
        if rule.scheme in ("", name):
            grounds = _grounds(rule, rules, page)
            ratio = min(contrast(rule.colour, ground) for ground in grounds)
            yield Faint(rule.line, rule.selectors[0], name, ratio)


def _grounds(rule: Painted, rules: Sequence[Painted], page: RGBA) -> list[RGBA]:
    if rule.ground and rule.ground.alpha == 1:
        return [rule.ground]
    solid = [item.ground for item in rules if _carries(item, rule) and item.ground]
    if solid:
        return solid
    tints = {item.ground for item in rules if item.ground and item.ground.alpha < 1}
    return [page, *(over(tint, page) for tint in tints)]


def _carries(item: Painted, rule: Painted) -> bool:
    """Whether *item* paints a solid ground for words of the same colour in the same box as *rule*."""
    boxes = {selector.split()[0] for selector in rule.selectors}
    same = item.colour == rule.colour and item.ground is not None and item.ground.alpha == 1
    return same and any(selector.split()[0] in boxes for selector in item.selectors)


def over(tint: RGBA, ground: RGBA) -> RGBA:
    """Return what is seen of *ground* through *tint*."""
    mixed = [
        top * tint.alpha + below * (1 - tint.alpha) for top, below in zip(tint[:3], ground[:3], strict=True)
    ]
    return RGBA(*mixed, 1)


def contrast(colour: RGBA, ground: RGBA) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, contrast ratio), from 1 to 21."""
    light, dark = sorted((_luminance(over(colour, ground)), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGBA) -> float:
    """Return the relative luminance (WCAG 2.2, relative luminance)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
