"""Localization: a book's tree in a region's script, converted once as whole blocks."""

from __future__ import annotations

from banben.localize.decisions import Conversion, Localized, Unit
from banben.localize.localize import localize, localize_boxes, localize_words

__all__ = ["Conversion", "Localized", "Unit", "localize", "localize_boxes", "localize_words"]
