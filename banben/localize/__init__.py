"""Localization: the manuscript's Simplified Chinese in a region's script, converted once as whole blocks."""

from __future__ import annotations

from banben.localize.decisions import Conversion
from banben.localize.engine import Engine, OpenCC
from banben.localize.lines import convert_text
from banben.localize.localize import engine_for, localize, localize_boxes, localize_words
from banben.localize.rules import Rule, Rules, load_rules

__all__ = [
    "Conversion",
    "Engine",
    "OpenCC",
    "Rule",
    "Rules",
    "convert_text",
    "engine_for",
    "load_rules",
    "localize",
    "localize_boxes",
    "localize_words",
]
