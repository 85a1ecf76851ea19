"""Fonts in the EPUB: subsets of the edition's fonts, and always of characters that readers lack."""

from __future__ import annotations

from banben.embedding.stage import embed

__all__ = ["embed"]
