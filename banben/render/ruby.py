"""Ruby: `<ruby>` where readers lay it out, small boxes in print, where WeasyPrint does not."""

from __future__ import annotations

from banben.model import Ruby
from banben.render.markup import escape

TONES = "ˊˇˋ˪˫ㆴㆵㆶㆷ"
NEUTRAL = "˙"


def ruby(item: Ruby, print: bool) -> str:
    """Return *item* with its readings; *print* asks for boxes that WeasyPrint can set."""
    if print:
        return "".join(_boxed(pair.base.text, pair.reading, item.kind) for pair in item.pairs)
    # No <rp>: every reader that is still made knows ruby, and EPUBCheck advises against it (HTM_055).
    inner = "".join(f"{escape(pair.base.text)}<rt>{escape(pair.reading)}</rt>" for pair in item.pairs)
    return f'<ruby class="{item.kind}">{inner}</ruby>'


def _boxed(base: str, reading: str, kind: str) -> str:
    if kind == "zhuyin" and len(base) == 1:
        return f'<span class="zy">{escape(base)}{_column(reading)}</span>'
    return f'<span class="rb"><span class="rt">{escape(reading)}</span>{escape(base)}</span>'


def _column(reading: str) -> str:
    """Return bopomofo as a column beside its character, the tone mark to the right of the last sign.

    The neutral tone's dot stands on top of the column (教育部國語注音符號手冊).
    """
    signs = [sign for sign in reading if sign not in TONES and not sign.isspace()]
    tone = "".join(sign for sign in reading if sign in TONES)
    if NEUTRAL in signs:
        signs = [NEUTRAL, *(sign for sign in signs if sign != NEUTRAL)]
    rows = [f'<span class="zs">{escape(sign)}</span>' for sign in signs]
    if tone and rows:
        rows[-1] = f'<span class="zs">{escape(signs[-1])}<span class="zt">{escape(tone)}</span></span>'
    return f'<span class="zc zc{len(rows)}">{"".join(rows)}</span>'
