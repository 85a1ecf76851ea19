"""Ways through the tree: reading order, and maps that change only what they are asked to."""

from __future__ import annotations

from dataclasses import replace

import sample_book
import trees
from trees import HERE, chapter, para, text

from banben.maps import Changes, change_book, change_chapter, map_blocks, map_book, map_inlines, read_chapter
from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Blocks,
    Box,
    Definition,
    DefinitionList,
    Inlines,
    Paragraph,
    Quote,
    Ruby,
    RubyPair,
    Strong,
    Text,
)
from banben.walk import chapter_blocks, plain, streams


def test_a_map_that_changes_nothing_gives_the_same_book() -> None:
    whole = sample_book.parsed()
    assert map_book(whole, lambda stream: stream) == whole
    assert change_book(whole, Changes(lambda group, _: group)) == whole
    assert [map_blocks(item.blocks, lambda block: (block,)) for item in whole.chapters] == [
        item.blocks for item in whole.chapters
    ]


def test_what_a_map_leaves_alone_is_the_very_same_node() -> None:
    whole = sample_book.parsed()
    kept = change_book(whole, Changes(lambda group, _: group))
    assert all(new.blocks is old.blocks for new, old in zip(kept.chapters, whole.chapters, strict=True))
    one = chapter(Quote((para("甲"), para("乙")), PLAIN, HERE), para("丙"))
    changed = change_chapter(
        one, Changes(lambda group, _: ((text("丁"),),) if plain(group[0]) == "甲" else group)
    )
    assert changed.blocks[1] is one.blocks[1]
    old, new = one.blocks[0], changed.blocks[0]
    assert isinstance(old, Quote) and isinstance(new, Quote)
    assert new is not old and new.blocks[1] is old.blocks[1]


def test_every_stream_of_every_block_is_read_once() -> None:
    for item in sample_book.parsed().chapters:
        owned = [item.title, *(stream for block in chapter_blocks(item) for stream in streams(block))]
        assert sorted(map(str, read_chapter(item))) == sorted(map(str, owned))


def test_a_term_is_read_before_its_meanings() -> None:
    entries = tuple(Definition((text(term),), ((para(f"{term}义"),),), HERE) for term in "甲乙")
    read = [plain(stream) for stream in read_chapter(chapter(DefinitionList(entries, PLAIN, HERE)))]
    assert read == ["章", "甲", "甲义", "乙", "乙义"]


def test_a_map_over_inlines_may_drop_and_put_in_place() -> None:
    def change(item: object) -> Inlines:
        match item:
            case Text():
                return (replace(item, text=item.text * 2),)
            case Strong():
                return item.children
            case _:
                return ()

    pairs = (RubyPair(text("丙"), "bǐng"),)
    stream = (text("甲"), Strong((text("乙"),)), Ruby(pairs, "pinyin"))
    assert map_inlines(stream, change) == (text("甲甲"), text("乙乙"))


def test_a_map_over_blocks_goes_into_what_it_returned() -> None:
    def change(block: Block) -> Blocks:
        if isinstance(block, Box):
            return (Quote(block.blocks, PLAIN, HERE),)
        return () if block == para("甲") else (block,)

    group = (Box("tip", (), (para("甲"), para("乙")), PLAIN, HERE), para("甲"))
    assert map_blocks(group, change) == (Quote((para("乙"),), PLAIN, HERE),)


def test_a_map_may_pass_over_blocks_by_their_attributes() -> None:
    def double(group: tuple[Inlines, ...], _: Block | None) -> tuple[Inlines, ...]:
        return tuple((*stream, *stream) for stream in group)

    quote = Quote((para("甲"),), Attributes(lang="en"), HERE)
    changes = Changes(double, enters=lambda attributes: attributes.lang != "en")
    made = change_chapter(trees.chapter(quote, para("乙")), changes)
    assert made.blocks == (quote, Paragraph((text("乙"), text("乙")), PLAIN, HERE))
