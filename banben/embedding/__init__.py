"""Fonts in the EPUB: subsets of the edition's fonts, and always of characters that readers lack."""

from __future__ import annotations

from banben.embedding.embed import embed

__all__ = ["embed"]
