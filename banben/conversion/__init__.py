"""Conversion of lines of text between regions: rules, vocabulary, judges; the book's tree is localize/'s."""

from __future__ import annotations

from banben.conversion.converter import Converter, Line
from banben.conversion.plain_text import convert_text
from banben.conversion.regional import converter_for
from banben.conversion.rules import Rule, Rules, load_rules
from banben.conversion.segments import Segment, Vote

__all__ = [
    "Converter",
    "Line",
    "Rule",
    "Rules",
    "Segment",
    "Vote",
    "convert_text",
    "converter_for",
    "load_rules",
]
