"""Endings of chapters mended by what composed paragraphs can be set in."""

from __future__ import annotations

from typing import Any

from weasyprint.layout.percent import resolve_one_percentage

from banben.cjk.endings_pages import patches as mended
from banben.cjk.lines import Composer
from banben.patches import Patch


def patches(composer: Composer) -> tuple[Patch, ...]:
    """Return what mends the endings of the document whose lines *composer* sets."""

    def variants(context: Any, linebox: Any, holder: Any) -> tuple[int, int]:
        paragraph = composer.paragraph(linebox, holder, context)
        if paragraph is None:
            return 0, 0
        resolve_one_percentage(linebox, "text_indent", holder.width)
        return paragraph.variants(holder.width, holder.width - linebox.text_indent)

    return mended(variants)
