"""ISBNs: thirteen digits with a check digit (ISO 2108)."""

from __future__ import annotations

import re


def compact(written: str) -> str:
    """Return *written* without hyphens and spaces."""
    return re.sub(r"[\s-]", "", written).upper()


def check_digit(digits: str) -> str:
    """Return the thirteenth digit that belongs to the first twelve of *digits*."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return str(-total % 10)


def fault(written: str) -> str:
    """Return "" for a valid ISBN-13, else `prefix`, `length` or `check`: what is wrong with it."""
    digits = compact(written)
    if len(digits) != 13 or not digits.isascii() or not digits.isdigit():
        return "length"
    if digits[:3] not in ("978", "979"):
        return "prefix"
    return "" if check_digit(digits) == digits[12] else "check"
