"""Conversion of lines of text between regions: rules, vocabulary, judges; the book's tree is localize/'s."""

from __future__ import annotations

from banben.conversion.converter import Converter, Converts
from banben.conversion.memory import remembering
from banben.conversion.plain_text import convert_text
from banben.conversion.regional import HOME, converter_for, lacking
from banben.conversion.rule_files import load_rules
from banben.conversion.rules import Rule, Rules
from banben.conversion.segments import Line, Segment, Vote

__all__ = [
    "HOME",
    "Converter",
    "Converts",
    "Line",
    "Rule",
    "Rules",
    "Segment",
    "Vote",
    "convert_text",
    "converter_for",
    "lacking",
    "load_rules",
    "remembering",
]
