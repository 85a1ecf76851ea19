"""ISBNs (ISO 2108): thirteen digits with a check digit, hyphenated by the ranges of the agency."""

from __future__ import annotations

from stdnum import ean, isbn

LENGTH = 13


def compact(written: str) -> str:
    """Return *written* without hyphens and spaces."""
    return str(isbn.compact("".join(written.split())))


def check_digit(digits: str) -> str:
    """Return the thirteenth digit that belongs to the first twelve of *digits*."""
    return str(ean.calc_check_digit(digits[: LENGTH - 1]))


def fault(written: str) -> str:
    """Return "" for a valid ISBN-13, else `prefix`, `length` or `check`: what is wrong with it."""
    digits = compact(written)
    if len(digits) != LENGTH or not digits.isascii() or not digits.isdigit():
        return "length"
    if digits[:3] not in ("978", "979"):
        return "prefix"
    return "" if isbn.is_valid(digits) else "check"


def hyphenated(digits: str) -> str:
    """Return the valid ISBN *digits* with hyphens; as it is where nobody has been given its range."""
    parts = isbn.split(digits) if digits else ()
    return "-".join(parts) if parts and all(parts) else digits
