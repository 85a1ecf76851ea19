"""What book.toml tells the book trade: subjects with their codes, series, copyright."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from banben.model import Copyright, Series, Subject
from banben.problems import Problem
from banben.toml_places import Places

# How each scheme writes a class.
# CLC (《中国图书馆分类法》): a letter, two in T and for DF; a point after each third digit; auxiliary signs.
# BISAC: the letters of a heading (BISG's list of subject headings) and six digits.
# Thema: subject categories, which begin with a letter (EDItEUR, Thema basic instructions); no qualifiers.
FORMS: Mapping[str, re.Pattern[str]] = {
    "clc": re.compile(
        r"(?:T[BDEFGHJKLMNPQSUV]|DF|[A-KN-VXZ])(?:\d{1,2}|\d{3}(?:\.\d{3})*(?:\.\d{1,3})?)?"
        r"(?:[-=:+/][A-Z]{0,2}\d{1,3}(?:\.\d{1,3})*|\(\d{1,4}(?:\.\d{1,3})*\)|\[[\d.]+\]|\"\d{1,3}\")*"
    ),
    "bisac": re.compile(
        r"(?:ANT|ARC|ART|BIB|BIO|BUS|CGN|COM|CKB|CRA|DES|DRA|EDU|FAM|FIC|FOR|GAM|GAR|HEA|HIS|HOM|HUM|JNF|JUV|LAN"
        r"|LAW|LCO|LIT|MAT|MED|MUS|NAT|NON|OCC|PER|PET|PHI|PHO|POE|POL|PSY|REF|REL|SCI|SEL|SOC|SPO|STU|TEC|TRA|TRU"
        r"|TRV|YAF|YAN)\d{6}"
    ),
    "thema": re.compile(r"[ACDFGJKLMNPQRSTUVWXY][A-Z0-9]{0,9}"),
}
EXAMPLES: Mapping[str, str] = {"clc": "F713.50", "bisac": "BUS043000", "thema": "KJS"}


def read_subjects(
    book: Mapping[str, Any], places: Places
) -> tuple[tuple[str, ...], tuple[Subject, ...], tuple[Problem, ...]]:
    """Return keywords and classes, each in the order of book.toml; a class of another form is left out.

    The schema has left out what is misspelt, so a table may lack one half of a class.
    """
    words: list[str] = []
    classes: dict[tuple[str, str], Subject] = {}
    problems: list[Problem] = []
    for number, item in enumerate(book.get("subjects", ())):
        if isinstance(item, str) and item:
            words.append(item)
        elif isinstance(item, Mapping) and item.keys() >= {"scheme", "code"}:
            subject = Subject(item["scheme"], item["code"], item.get("text", ""))
            where = ("book", "subjects", number, "code")
            fields = {"scheme": subject.scheme, "subject": subject.code}
            if not FORMS[subject.scheme].fullmatch(subject.code):
                problems.append(places.problem("C231", where, example=EXAMPLES[subject.scheme], **fields))
            elif (subject.scheme, subject.code) in classes:
                problems.append(places.problem("C232", where, **fields))
            else:
                classes[subject.scheme, subject.code] = subject
    return tuple(words), tuple(classes.values()), tuple(problems)


def read_series(book: Mapping[str, Any]) -> Series | None:
    """Return the series that the book says it belongs to, its number as text."""
    table = book.get("series", {})
    return Series(table["name"], str(table.get("number", ""))) if "name" in table else None


def read_copyright(
    book: Mapping[str, Any], published: date, places: Places
) -> tuple[Copyright, tuple[Problem, ...]]:
    """Return year and holder; C233 for a year after that of publication, unless it is the next one.

    A book of the last weeks of a year often bears the next one's.
    """
    table = book.get("copyright", {})
    year = int(table.get("year", 0))
    problems: tuple[Problem, ...] = ()
    if year > published.year + 1:
        fields = {"year": year, "published": published}
        problems = (places.problem("C233", ("book", "copyright", "year"), **fields),)
    return Copyright(year, table.get("holder", "")), problems
