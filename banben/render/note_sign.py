"""The sign 注 of notes in the form of Duokan and WeRead, which show a picture in place of a number.

The strokes are given here, so that no font is needed and the same sign is drawn on every machine.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from banben.documents import Asset

NAME = "images/note-sign.png"
SIDE, FINER = 72, 8  # pixels; drawn larger and made smaller, so that edges are smooth
DISC, STROKES = (169, 50, 38), (255, 255, 255)
THICK = 5.0  # of 100
# From and to, in a square of 100: three drops of water, and 主.
LINES = (
    ((27, 29), (35, 36)),
    ((22, 46), (30, 52)),
    ((23, 75), (34, 60)),
    ((55, 22), (61, 29)),
    ((43, 37), (76, 37)),
    ((46, 54), (73, 54)),
    ((39, 74), (80, 74)),
    ((59.5, 37), (59.5, 74)),
)


@cache
def note_sign() -> Asset:
    """Return the sign as a PNG: white strokes on a disc of the accent, so that it shows on any page."""
    scale = SIDE * FINER / 100
    mask = Image.new("L", (SIDE * FINER, SIDE * FINER))
    ImageDraw.Draw(mask).ellipse((0, 0, mask.width - 1, mask.height - 1), fill=255)
    face = Image.new("RGB", mask.size, DISC)
    pen = ImageDraw.Draw(face)
    radius = THICK * scale / 2
    for start, end in LINES:
        (x, y), (right, bottom) = ((a * scale, b * scale) for a, b in (start, end))
        pen.line((x, y, right, bottom), fill=STROKES, width=round(THICK * scale))
        for at, down in ((x, y), (right, bottom)):
            pen.ellipse((at - radius, down - radius, at + radius, down + radius), fill=STROKES)
    face.putalpha(mask)
    target = BytesIO()
    face.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(target, "PNG", optimize=True)
    return Asset(NAME, "image/png", target.getvalue(), SIDE, SIDE)
