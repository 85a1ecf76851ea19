"""The names by which the printed book and the EPUB know the same section."""

from __future__ import annotations

# What a book has no more than once, under another id in each format or none (EPUB Structural Semantics 1.1).
ONCE = frozenset({"halftitlepage", "titlepage", "colophon", "toc", "loi", "lot"})
ELEMENTS = frozenset({"section", "nav"})


def section_name(tag: str, id: str, types: str) -> str:
    """Return the name of the section that an element begins, empty where it begins none."""
    if tag not in ELEMENTS:
        return ""
    return next((type for type in types.split() if type in ONCE), id)
