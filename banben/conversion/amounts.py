"""Amounts: units, large numbers, money, years and the dot of names in the source, as a switch prints them.

A stretch is as short as can be: of 三米 it is 米 alone, so that the conversion does the numeral.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from banben.conversion.align import IDEOGRAPH
from banben.numerals import han, value

# Start, end and result of each stretch of a source.
Stretches: TypeAlias = "Iterator[tuple[int, int, str]]"
Find: TypeAlias = Callable[[str], "Stretches"]

DIGIT = "0-9０-９"
HAN = "一二两三四五六七八九十百千万亿半"
NUMERAL = f"{DIGIT}{HAN}"
# Characters of numerals that differ in Traditional script.
FULL = str.maketrans("两几数万亿点余来", "兩幾數萬億點餘來")
# One before a unit that is part of another word: 统一米价, 第一升, 万一.
NO_ONE = "(?<![统唯第专单同逐合如万划]一)"
FIRST_YEAR = 1912
MINGUO = "民國"
LABEL = "人民幣"


@cache
def _data() -> Mapping[str, Any]:
    file = files("banben.conversion") / "data" / "amounts.toml"
    return tomllib.loads(file.read_text("utf-8"))


@cache
def _units() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return the units with what is printed for them, and the pattern of the places where they stand."""
    data = _data()
    counted, other = data["counted"], data["other"]
    parts = ["|".join(map(re.escape, data["words"]["keep"]))]
    parts += sorted(data["units"], key=len, reverse=True)
    parts[parts.index("千米")] = f"(?<![{HAN}])千米"  # 三千米 is 三千公尺
    after = f"(?:(?<=[{NUMERAL}])|(?<=[{NUMERAL}] )|(?<=[十百千万亿][几多余来])|(?<=[好十百千]几)|(?<=每))"
    for unit in counted:
        follows = f"(?![{other[unit]}])(?!.[{other[unit]}])" if unit == "升" else f"(?![{other[unit]}])"
        parts.append(f"{after}{NO_ONE}{unit}{follows}")
    return {**data["units"], **counted}, re.compile("|".join(parts))


def units(text: str) -> Stretches:
    """Yield the metric units as Taiwan calls them: 平方米, 厘米 everywhere, 米, 升, 克 after numerals."""
    if not any(sign in text for sign in "米升克"):
        return
    names, pattern = _units()
    for match in pattern.finditer(text):
        found = match.group()
        if found in names:
            yield match.start(), match.end(), names[found]


_CELSIUS = re.compile(f"((?:零下)?[{DIGIT}{HAN}点零.～~—–-]+)摄氏度")


def celsius(text: str) -> Stretches:
    """Yield temperatures with the scale first: 25摄氏度 is 攝氏25度."""
    if "摄氏度" in text:
        for match in _CELSIUS.finditer(text):
            yield match.start(), match.end(), f"攝氏{match[1].translate(FULL)}度"


# 一万多亿; 3万5千亿, 三万五千亿; 15000亿.
_TRILLION = re.compile(
    "万个?亿"
    "|万([多余几])亿"
    f"|(?<=[0-9{HAN}])万(?=(?:\\d{{2,4}}|\\d千|[一二两三四五六七八九零百十]*千[一二两三四五六七八九零百十]*)[多余]?亿)"
    "|(?<![0-9.])(?<![0-9],)(?:\\d{5,8}|\\d{2,3},\\d{3})亿"
)


def trillions(text: str) -> Stretches:
    """Yield what counts 10,000 亿 as 兆: 1.5万亿 is 1.5兆, 15000亿 is 1兆5000億."""
    if "亿" not in text:
        return
    for match in _TRILLION.finditer(text):
        found = match.group()
        if found[0].isdigit():
            digits = found[:-1].replace(",", "")
            rest = int(digits[-4:])
            yield match.start() + len(digits) - 4, match.end(), f"兆{rest}億" if rest else "兆"
        else:
            yield match.start(), match.end(), "兆" + (match[1] or "").translate(FULL)


def money(text: str) -> Stretches:
    """Yield the first character of each amount in 元 with 人民幣 before it, if nothing says whose 元."""
    if "元" not in text:
        return
    for match in _money().finditer(text):
        yield match.start(), match.start() + 1, LABEL + match.group()[0].translate(FULL)


@cache
def _money() -> re.Pattern[str]:
    arabic = r"\d[\d,]*(?:\.\d+)?"
    figures = f"{arabic}(?:[至到～~—–-]{{1,2}}{arabic})?[十百千万亿]*"
    # 三元 alone may be no money at all: a counted number has 十 or more.
    number = f"{figures}|[一二两三四五六七八九几数]?[十百千万亿][{HAN}零]*"
    taken = f"(?<![{NUMERAL}.几数至到～~—–¥￥$-])(?<!\\d,)(?<!人民币)(?<!人民币约)"
    return re.compile(f"{taken}(?:{number})[多余]?[ \u00a0]?元(?![{_data()['money']['other']}])")


_YEAR = f"(?:19[1-9]\\d|20\\d\\d|一九[一二三四五六七八九][{HAN}〇零]|二[〇零][{HAN}〇零]{{2}})"
_YEARS = re.compile(
    f"(?<![{NUMERAL}〇零.-])(?:公元|西元)?({_YEAR})(?:([至到～~—–-]{{1,2}})({_YEAR}))?(?=\\s?年(?![代级]))"
)


def minguo(text: str) -> Stretches:
    """Yield the years from 1912 on in Taiwan's era: 2026年 is 民國115年."""
    if "年" not in text:
        return
    for match in _YEARS.finditer(text):
        first = _in_era(match[1])
        last = _in_era(match[3]) if match[3] else ""
        if first:
            yield match.start(), match.end(), f"{MINGUO}{first}{match[2] or ''}{last}"


def _in_era(year: str) -> str:
    """Return *year* as counted from 1912, in its own kind of numerals; empty where it is earlier."""
    count = value(year) - FIRST_YEAR + 1
    if count < 1:
        return ""
    if count == 1:
        return "元"
    return str(count) if year.isascii() else han(count)


def dots(dot: str) -> Find:
    """Return what finds · between ideographs, as in 列奥纳多·达·芬奇, and prints *dot*."""
    pattern = re.compile(f"(?<=[{IDEOGRAPH}])·(?=[{IDEOGRAPH}])")

    def find(text: str) -> Stretches:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), dot

    return find
