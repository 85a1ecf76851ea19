"""Numerals: Chinese, Roman, letters, circled; the same in Simplified and Traditional script."""

from __future__ import annotations

from banben.editions import Numerals

DIGITS = "〇一二三四五六七八九"
UNITS = ("", "十", "百", "千")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def han(number: int) -> str:
    """Return 1 to 9999 as counted: 十一 (not 一十一), 一百零五, 二千零二十."""
    _within(number, 9999)
    parts: list[str] = []
    gap = False
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), map(int, digits), strict=True):
        if not digit:
            gap = True
            continue
        parts += ("零" if gap else "", DIGITS[digit], UNITS[place])
        gap = False
    text = "".join(parts)
    return text[1:] if 10 <= number < 20 else text


def value(text: str) -> int:
    """Return the number that *text* writes: 十一, 一百零五, 二〇二六, 12; ValueError for anything else."""
    if text.isascii():
        return int(text)
    if not set(text) & set("".join(UNITS)):
        return int("".join(str(DIGITS.index(char)) for char in text.replace("零", "〇")))
    total = digit = 0
    for char in text.replace("零", ""):
        if char in UNITS:
            total += (digit or 1) * 10 ** UNITS.index(char)
            digit = 0
        else:
            digit = DIGITS.index(char)
    return total + digit


def written(number: int, numerals: Numerals) -> str:
    """Return *number* as counted in *numerals*: 十一 or 11."""
    return han(number) if numerals == "han" else str(number)


def han_digits(number: int) -> str:
    """Return *number* digit by digit, as years are read: 二〇二六."""
    if number < 0:
        raise ValueError(number)
    return "".join(DIGITS[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """Return 1 to 3999 in lower-case Roman numerals, as front matter is paged."""
    _within(number, 3999)
    parts: list[str] = []
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def letter(number: int) -> str:
    """Return 1 as A, 26 as Z, 27 as AA, as appendices are lettered."""
    _within(number, 18_278)
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def circled(number: int) -> str:
    """Return 1 to 50 as ① to ㊿, as footnotes are marked; a greater number in brackets, (51)."""
    if number < 1:
        raise ValueError(number)
    for first, start in ((1, "①"), (21, "㉑"), (36, "㊱")):
        if first <= number < first + (20 if first == 1 else 15):
            return chr(ord(start) + number - first)
    return f"({number})"


def _within(number: int, greatest: int) -> None:
    if not 1 <= number <= greatest:
        raise ValueError(f"{number} is not from 1 to {greatest}")
