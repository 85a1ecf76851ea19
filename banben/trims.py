"""Trim sizes (成品尺寸): the trade's names from trims.toml, or a width and height with units."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from banben.editions import Trim

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
NARROWEST, WIDEST = 70.0, 500.0


@cache
def known_trims() -> Mapping[str, Trim]:
    """Return the named trim sizes in the order of trims.toml."""
    text = (files("banben") / "trims.toml").read_text("utf-8")
    return {name: Trim(name, *map(float, size)) for name, size in tomllib.loads(text).items()}


def find_trim(name: str) -> Trim | None:
    """Return the trim called *name*, letter case and spaces aside, or None."""
    wanted = _folded(name)
    return next((trim for key, trim in known_trims().items() if _folded(key) == wanted), None)


def millimetres(length: str) -> float:
    """Return *length*, as `148mm` or `6in`, in millimetres to the hundredth."""
    found = re.fullmatch(r"([0-9.]+)(mm|cm|in|pt)", length)
    if not found:
        raise ValueError(f"not a length: {length}")
    return round(float(found[1]) * _MILLIMETRES[found[2]], 2)


def fits(trim: Trim) -> bool:
    """Whether a book can be laid out on *trim*: both sides between NARROWEST and WIDEST."""
    return min(trim.width, trim.height) >= NARROWEST and max(trim.width, trim.height) <= WIDEST


def _folded(name: str) -> str:
    return name.lower().replace(" ", "").replace("×", "x")
