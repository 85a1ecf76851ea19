"""What an edition prints: passages for its region and audience, and its own metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from banben.editions import Edition
from banben.manuscript import BoxKind
from banben.maps import map_blocks, map_chapter, map_inlines
from banben.model import (
    Block,
    Blocks,
    Box,
    Chapter,
    Condition,
    Inline,
    Inlines,
    Metadata,
    Variant,
    VariantBlock,
)
from banben.regions import known_regions

WORDS = re.compile(r"[\s,，、]+")


def select(chapters: Sequence[Chapter], boxes: Sequence[BoxKind], edition: Edition) -> tuple[Chapter, ...]:
    """Return the chapters that *edition* prints, with variants put in place or dropped.

    A chapter left without blocks stays; only `{only=…}` on its own title takes it out.
    """
    audiences = {kind.key: kind.audiences for kind in boxes}
    hidden = frozenset(key for key, who in audiences.items() if who and edition.audience not in who)
    return tuple(_select(chapter, hidden, edition) for chapter in chapters if _printed(chapter, edition))


def _printed(chapter: Chapter, edition: Edition) -> bool:
    words = frozenset(WORDS.split(chapter.attributes.get("only"))) - {""}
    regions = words & set(known_regions())
    return Condition(regions, words - regions).admits(edition.region.code, edition.audience)


def _select(chapter: Chapter, hidden: frozenset[str], edition: Edition) -> Chapter:
    kept = map_chapter(chapter, partial(map_inlines, change=partial(_inline, edition=edition)))
    choose = partial(_block, hidden=hidden, edition=edition)
    notes = (replace(note, blocks=map_blocks(note.blocks, choose)) for note in kept.notes)
    return replace(kept, blocks=map_blocks(kept.blocks, choose), notes=tuple(notes))


def _inline(item: Inline, edition: Edition) -> Inlines:
    if not isinstance(item, Variant):
        return (item,)
    return item.children if item.condition.admits(edition.region.code, edition.audience) else ()


def _block(block: Block, hidden: frozenset[str], edition: Edition) -> Blocks:
    if isinstance(block, Box):
        return () if block.kind in hidden else (block,)
    if not isinstance(block, VariantBlock):
        return (block,)
    if not block.condition.admits(edition.region.code, edition.audience):
        return ()
    return tuple(new for inner in block.blocks for new in _block(inner, hidden, edition))


def edition_metadata(metadata: Metadata, edition: Edition) -> Metadata:
    """Return *metadata* with what *edition* has of its own."""
    return replace(
        metadata,
        title=edition.title or metadata.title,
        subtitle=edition.subtitle or metadata.subtitle,
        description=edition.description or metadata.description,
        imprint=replace(metadata.imprint, name=edition.imprint or metadata.imprint.name),
    )
