"""Ruby: `<ruby>` where readers lay it out, small boxes in print, where WeasyPrint does not."""

from __future__ import annotations

from banben.model import Ruby
from banben.render.markup import escape

TONES = "ˊˇˋ˪˫ㆴㆵㆶㆷ"
NEUTRAL = "˙"


def ruby(item: Ruby, print: bool, vertical: bool = False) -> str:
    """Return *item* with its readings; *print*: in boxes that WeasyPrint can set, *vertical*: in columns."""
    if print:
        boxed = _beside if vertical and item.kind == "zhuyin" else _boxed
        return "".join(boxed(pair.base.text, pair.reading, item.kind) for pair in item.pairs)
    # No <rp>: every reader that is still made knows ruby, and EPUBCheck advises against it (HTM_055).
    inner = "".join(f"{escape(pair.base.text)}<rt>{escape(pair.reading)}</rt>" for pair in item.pairs)
    return f'<ruby class="{item.kind}">{inner}</ruby>'


def _boxed(base: str, reading: str, kind: str) -> str:
    if kind == "zhuyin" and len(base) == 1:
        return f'<span class="zy">{escape(base)}{_column(reading)}</span>'
    return f'<span class="rb"><span class="rt">{escape(reading)}</span>{escape(base)}</span>'


def _beside(base: str, reading: str, kind: str) -> str:
    """Return a character of a column with its bopomofo on the right, the tone mark right of the last sign."""
    signs, tone = _signs(reading)
    mark = f'<span class="upright zt">{escape(tone)}</span>' if tone else ""
    signs_and_mark = escape("".join(signs)) + mark
    return f'<span class="rb {kind}"><span class="rt">{signs_and_mark}</span>{escape(base)}</span>'


def _signs(reading: str) -> tuple[list[str], str]:
    """Return the signs of *reading* from the top down, and its tone mark."""
    signs = [sign for sign in reading if sign not in TONES and not sign.isspace()]
    if NEUTRAL in signs:
        signs = [NEUTRAL, *(sign for sign in signs if sign != NEUTRAL)]
    return signs, "".join(sign for sign in reading if sign in TONES)


def _column(reading: str) -> str:
    """Return bopomofo as a column beside its character, the tone mark to the right of the last sign.

    The neutral tone's dot stands on top of the column (教育部國語注音符號手冊).
    """
    signs, tone = _signs(reading)
    rows = [f'<span class="zs">{escape(sign)}</span>' for sign in signs]
    if tone and rows:
        rows[-1] = f'<span class="zs">{escape(signs[-1])}<span class="zt">{escape(tone)}</span></span>'
    return f'<span class="zc zc{len(rows)}">{"".join(rows)}</span>'
