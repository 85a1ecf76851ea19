"""Embedded fonts: each can be read, is asked for by the sheet, and together they draw the whole text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import tinycss2

from banben.embedding.rare import is_emoji, is_variant
from banben.problems import Problem, problem
from banben.verify.subject import Subject

# Spaces, controls and format characters, and marks that choose a form, need no glyph of their own.
UNDRAWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
SHOWN = 12


def fonts(subject: Subject) -> Iterator[Problem]:
    """V238: the files that @font-face names and the fonts of the package are the same, and can be read."""
    named = set(_sources(subject))
    for name in sorted(named ^ set(subject.coverage)):
        yield problem("V238", file=subject.file, name=name)
    for name, characters in subject.coverage.items():
        if name in named and not characters:
            yield problem("V238", file=subject.file, name=name)


def _sources(subject: Subject) -> Iterator[str]:
    """Yield the files that the @font-face rules of the sheets name (CSS Fonts 4, section 4.3)."""
    for name, content in subject.package.files.items():
        if name.endswith(".css"):
            rules, _ = tinycss2.parse_stylesheet_bytes(content, skip_comments=True, skip_whitespace=True)
            for rule in rules:
                if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" and rule.content:
                    yield from _addresses(rule.content)


def _addresses(tokens: Any) -> Iterator[str]:
    for token in tokens:
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (part.value for part in token.arguments if part.type == "string")


def glyphs(subject: Subject) -> Iterator[Problem]:
    """V239: where an edition brings its fonts along, they draw every character of its documents."""
    if not subject.publication.edition.embed_fonts:
        return
    wanted: set[str] = set()
    for tree in subject.package.documents().values():
        for body in tree.iter("{*}body"):
            wanted.update(*body.itertext())
    lacking = sorted(character for character in wanted if _seen(character) and not drawn(subject, character))
    if lacking:
        yield problem("V239", file=subject.file, characters="".join(lacking[:SHOWN]), count=len(lacking))


def drawn(subject: Subject, character: str) -> bool:
    """Whether an embedded font has a glyph for *character*."""
    return any(characters and character in characters for characters in subject.coverage.values())


def _seen(character: str) -> bool:
    if is_emoji(character) or is_variant(character):
        return False
    return unicodedata.category(character) not in UNDRAWN
