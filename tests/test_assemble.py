"""The book of one edition: selection, numbers, ids, references, notes."""

from __future__ import annotations

from dataclasses import replace

import trees
from hypothesis import given
from hypothesis import strategies as st
from trees import HERE, chapter, edition, manuscript, para, text

from banben.assemble import assemble
from banben.assemble.targets import Target, targets
from banben.manuscript import BoxKind
from banben.maps import read_chapter
from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Book,
    Box,
    Cell,
    Chapter,
    Condition,
    CrossRef,
    Definition,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Note,
    NoteRef,
    Origin,
    Paragraph,
    Role,
    Span,
    Table,
    Text,
    Variant,
    VariantBlock,
    Verbatim,
)
from banben.problems import Problem
from banben.walk import chapter_blocks, inlines, plain

TW, TRAINER = Condition(frozenset({"tw"})), Condition(audiences=frozenset({"trainer"}))
BOXES = (BoxKind("trainer", ("讲师提示",), "讲师提示", "box.xhtml", frozenset({"trainer"})),)


def put(*chapters: Chapter, region: str = "cn", audience: str = "reader") -> tuple[Book, tuple[Problem, ...]]:
    return assemble(chapters, manuscript(boxes=BOXES), edition(region, audience))


def one(*blocks: Block, **options: str) -> Chapter:
    """Return the assembled chapter of *blocks*."""
    return put(chapter(*blocks), **options)[0].chapters[0]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [item.code for item in problems]


def head(level: int, words: str, id: str = "", *classes: str) -> Heading:
    return Heading(level, (text(words),), Attributes(id, classes), HERE)


def figure(caption: str = "", id: str = "") -> Figure:
    picture = Image("a.png", "灯", "", PLAIN, HERE)
    return Figure(picture, "灯", (text(caption),) if caption else (), (), Attributes(id), HERE)


def table(caption: str, *cells: Inline) -> Table:
    row = tuple(Cell((cell,), "", HERE) for cell in cells)
    return Table((), (row,), (text(caption),) if caption else (), (), PLAIN, HERE)


def ref(label: str, line: int = 1) -> NoteRef:
    return NoteRef(label, 0, Origin("a.md", line))


def note(label: str, *inlines: Inline | str) -> Note:
    return Note(label, (para(*inlines),), HERE)


# --- selection --------------------------------------------------------------------------------


def test_variants_are_put_in_place_wherever_they_stand() -> None:
    variant = Variant(TW, (text("滑鼠"),), HERE)
    blocks = (
        para("甲", Emphasis((variant,))),
        VariantBlock(TW, (VariantBlock(TRAINER, (para("讲"),), HERE), para("台")), HERE),
        table("", variant),
    )
    streams = [plain(stream) for stream in read_chapter(one(*blocks, region="tw"))]
    assert streams[1:3] == ["甲滑鼠", "台"]
    assert [type(block) for block in one(*blocks, region="tw").blocks] == [Paragraph, Paragraph, Table]
    assert [type(block) for block in one(*blocks).blocks] == [Paragraph, Table]


def test_boxes_for_trainers_are_left_out_of_readers_editions() -> None:
    box = Box("trainer", (), (para("答案"),), PLAIN, HERE)
    inner = List((), False, 1, True, PLAIN, HERE)
    assert one(box, inner).blocks == (inner,)
    assert one(box, audience="trainer").blocks == (box,)


def test_an_emptied_chapter_stays_and_only_takes_one_out() -> None:
    empty = chapter(VariantBlock(TW, (para("台"),), HERE))
    only = replace(chapter(path="b.md"), attributes=Attributes(values=(("only", "tw, trainer"),)))
    assert len(put(empty, only)[0].chapters) == 1
    assert len(put(empty, only, region="tw")[0].chapters) == 1
    assert len(put(empty, only, region="tw", audience="trainer")[0].chapters) == 2


def test_an_edition_has_its_own_title_and_imprint() -> None:
    own = replace(edition("tw"), title="自有書名", imprint="臺北社")
    made, _ = assemble((), manuscript(), own)
    assert (made.metadata.title, made.metadata.subtitle) == ("自有書名", "里面的后台")
    assert (made.metadata.imprint.name, made.metadata.imprint.place) == ("臺北社", "北京")


# --- numbers ----------------------------------------------------------------------------------


def in_role(role: Role, title: str = "题", *blocks: Block) -> Chapter:
    return replace(chapter(*blocks, title=title), role=role)


def numbers(*chapters: Chapter) -> list[int]:
    return [item.number for item in put(*chapters)[0].chapters]


def test_each_sequence_counts_for_itself_and_prefaces_do_not_count() -> None:
    roles: tuple[Role, ...] = ("preface", "part", "chapter", "part", "chapter", "appendix", "afterword")
    assert numbers(*map(in_role, roles)) == [0, 1, 1, 2, 2, 1, 0]


def test_an_unnumbered_chapter_does_not_count() -> None:
    bare = replace(chapter(), attributes=Attributes(classes=("unnumbered",)))
    assert numbers(chapter(), bare, chapter()) == [1, 0, 2]


def test_numbers_written_by_hand_are_the_numbers() -> None:
    made, problems = put(
        in_role("chapter", "简介"), in_role("chapter", "第三章　起源"), in_role("part", "第一部分 建馆")
    )
    assert [(item.number, plain(item.title)) for item in made.chapters] == [
        (0, "简介"),
        (3, "起源"),
        (1, "建馆"),
    ]
    assert [(p.code, p.values) for p in problems] == [("X401", (("number", "3"), ("expected", "1")))]


def test_numbers_written_by_hand_may_begin_again_in_a_part() -> None:
    titles = [
        ("part", "上"),
        ("chapter", "第一章 甲"),
        ("part", "下"),
        ("chapter", "第一章 乙"),
        ("chapter", "第2章 丙"),
    ]
    made, problems = put(*(in_role(role, title) for role, title in titles))  # type: ignore[arg-type]
    assert [item.number for item in made.chapters] == [1, 1, 2, 1, 2]
    assert problems == ()


def test_forms_that_no_region_prints_stay_in_the_title() -> None:
    made, _ = put(
        in_role("chapter", "第一回 甲"), in_role("appendix", "附录A 表"), in_role("chapter", "第一章的故事")
    )
    assert [(item.number, plain(item.title)) for item in made.chapters] == [
        (0, "第一回 甲"), (0, "附录A 表"), (0, "第一章的故事"),
    ]  # fmt: skip


def heading_numbers(*blocks: Block) -> list[tuple[int, ...]]:
    return [block.number for block in chapter_blocks(one(*blocks)) if isinstance(block, Heading)]


def test_headings_count_below_their_chapter() -> None:
    blocks = head(2, "甲"), head(3, "乙"), head(3, "丙"), head(2, "丁", "", "unnumbered"), head(2, "戊")
    assert heading_numbers(*blocks) == [(1,), (1, 1), (1, 2), (), (2,)]


def test_headings_may_begin_and_jump_at_any_level() -> None:
    assert heading_numbers(head(3, "甲"), head(2, "乙"), head(4, "丙"), head(3, "丁")) == [
        (1,), (2,), (2, 1), (2, 2),
    ]  # fmt: skip


def test_headings_in_boxes_prefaces_and_hand_numbered_chapters_have_no_numbers() -> None:
    assert heading_numbers(Box("tip", (), (head(3, "甲"),), PLAIN, HERE)) == [()]
    assert heading_numbers(head(2, "一、甲"), head(2, "乙")) == [(), ()]
    assert heading_numbers(head(2, "1.2 甲")) == [()]
    assert heading_numbers(head(2, "2026 年的甲"), head(2, "三个理由")) == [(1,), (2,)]


def test_figures_and_tables_with_captions_count_in_their_chapter() -> None:
    made, _ = put(
        in_role("preface", "序", figure("甲")),
        chapter(figure("乙"), figure(), Box("tip", (), (table("丙"), figure("丁")), PLAIN, HERE)),
        in_role("appendix", "附", table("戊")),
    )
    found = {
        plain(block.caption): block.number
        for item in made.chapters
        for block in chapter_blocks(item)
        if isinstance(block, (Figure, Table))
    }
    assert found == {"甲": (0, 1), "乙": (1, 1), "": (), "丙": (1, 1), "丁": (1, 2), "戊": (1, 1)}


# --- ids --------------------------------------------------------------------------------------


def ids(made: Book) -> list[str]:
    return list(targets(made))


def test_ids_come_from_files_and_positions() -> None:
    made, _ = put(
        chapter(head(2, "甲"), head(2, "甲"), figure(), path="chapters/01-origin.md"),
        chapter(path="chapters/第二章.md"),
        chapter(path="one/README.md"),
        chapter(path="two/origin.md"),
    )
    assert ids(made) == [
        "ch-origin", "ch-origin-s1", "ch-origin-s2", "ch-origin-f1", "ch-2", "ch-one", "ch-origin-2",
    ]  # fmt: skip


def test_written_ids_stay_and_other_names_avoid_them() -> None:
    made, problems = put(
        chapter(para("甲", id="ch-origin"), head(2, "乙", "市场"), path="origin.md"),
        chapter(para("见", CrossRef("市场", "title", HERE)), path="b.md"),
    )
    assert ids(made) == ["ch-origin-2", "ch-origin", "ch-origin-2-s1", "ch-b"]
    assert made.chapters[1].blocks == (para("见", CrossRef("ch-origin-2-s1", "title", HERE)),)
    assert problems == ()


def test_a_repeated_id_is_shown_at_its_second_place_and_replaced() -> None:
    first, second = para("甲", id="x"), replace(para("乙", id="x"), origin=Origin("a.md", 9))
    made, problems = put(chapter(first, second))
    assert [(p.code, p.origin, p.values) for p in problems] == [
        ("X101", Origin("a.md", 9), (("id", "x"), ("first", "a.md:1")))
    ]
    assert len(set(ids(made))) == len(ids(made)) == 3


def test_the_same_id_in_two_regions_passages_is_no_repetition() -> None:
    cn = Condition(frozenset({"cn"}))
    blocks = [VariantBlock(who, (figure("图", "fig-a"),), HERE) for who in (cn, TW)]
    assert codes(put(chapter(*blocks))[1]) == []


def test_a_figure_takes_its_pictures_id() -> None:
    picture = Image("a.png", "灯", "", Attributes("fig-a"), HERE)
    made = one(replace(figure("图"), picture=picture)).blocks[0]
    assert isinstance(made, Figure)
    assert isinstance(made.picture, Image)
    assert (made.attributes.id, made.picture.attributes.id) == ("fig-a", "")


# --- references -------------------------------------------------------------------------------


def link(target: str, *inner: Inline) -> Link:
    return Link(target, inner or (text("文字"),), "", HERE)


def linked(target: str) -> tuple[Inline, list[str]]:
    """Return what becomes of a link to *target* in a book of two chapters, and its problems."""
    there = chapter(
        head(2, "注意 事项！"), head(2, "注意 事项！"), figure("图", "fig-a"), path="src/b.md", title="另一章"
    )
    made, problems = put(chapter(para(link(target)), head(2, "本章 A"), path="src/a.md"), there)
    block = made.chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block.children[0], codes(problems)


def test_links_between_chapters_become_ids() -> None:
    for target, id in {
        "src/b.md": "ch-b",
        "src/b.md#fig-a": "fig-a",
        "src/b.md#注意-事项": "ch-b-s1",
        "src/b.md#注意-事项-1": "ch-b-s2",
        "src/b.md#另一章": "ch-b",
        "#fig-a": "fig-a",
        "#%E6%9C%AC%E7%AB%A0-a": "ch-a-s1",
        "#本章-A": "ch-a-s1",
    }.items():
        assert linked(target) == (link(f"#{id}"), []), target


def test_addresses_stay() -> None:
    for target in ("https://example.org/a.md#b", "mailto:a@b.cn", "//example.org"):
        assert linked(target) == (link(target), [])


def test_a_link_that_leads_nowhere_keeps_its_text() -> None:
    assert linked("src/c.md") == (text("文字"), ["X211"])
    assert linked("src/folder") == (text("文字"), ["X211"])
    assert linked("data/a.csv") == (text("文字"), ["X212"])
    assert linked("#无") == (text("文字"), ["X213"])
    assert linked("#") == (text("文字"), ["X214"])
    assert linked("src/b.md#无") == (link("#ch-b"), ["X213"])
    assert linked("../out.md") == (text("文字"), [])  # parsing has said so


def test_the_nearest_known_name_is_offered() -> None:
    _, problems = put(chapter(para(CrossRef("fig-talant", "label", HERE)), figure("图", "fig-talent")))
    assert problems[0].values == (("id", "fig-talant"), ("nearest", "fig-talent"))


def test_references_that_cannot_be_printed_are_errors() -> None:
    blocks = (
        para(
            CrossRef("fig-a", "label", HERE), CrossRef("fig-a", "page", HERE), CrossRef("no", "label", HERE)
        ),
        figure("", "fig-a"),
        VariantBlock(TW, (para("台", id="tw-only"),), HERE),
        para(CrossRef("tw-only", "page", HERE), link("#tw-only")),
    )
    made, problems = put(chapter(*blocks))
    assert sorted(codes(problems)) == ["X201", "X202", "X203"]  # the two to tw-only stand in one place
    assert made.chapters[0].blocks[0] == para(CrossRef("fig-a", "page", HERE))


def test_a_link_to_a_chapter_that_this_edition_lacks_is_an_error() -> None:
    only = replace(chapter(path="b.md"), attributes=Attributes(values=(("only", "tw"),)))
    assert codes(put(chapter(para(link("b.md"))), only)[1]) == ["X202"]
    assert codes(put(chapter(para(link("b.md"))), only, region="tw")[1]) == []


def test_problems_show_the_words_in_the_source() -> None:
    source = manuscript({"a.md": "见 [文字](b.md)。"})
    _, problems = assemble((chapter(para(link("b.md"))),), source, edition("cn"))
    assert (problems[0].origin, problems[0].length) == (Origin("a.md", 1, 8), 4)


def test_targets_tell_what_a_reference_prints() -> None:
    made, _ = put(
        in_role("appendix", "表", table("甲"), Box("tip", (text("乙"),), (), Attributes("b"), HERE))
    )
    assert targets(made) == {
        "ch-a": Target("chapter", "appendix", (1,), "ch-a", "表", HERE),
        "ch-a-t1": Target("table", "appendix", (1, 1), "ch-a", "甲", HERE),
        "b": Target("box", "appendix", (), "ch-a", "乙", HERE, "tip"),
    }
    spans, _ = put(chapter(para(Span(Attributes("s"), (text("丙"),)))))
    assert targets(spans)["s"] == Target("place", "chapter", (), "ch-a", "", HERE)


# --- notes ------------------------------------------------------------------------------------


def noted(*blocks: Block, notes: tuple[Note, ...], region: str = "cn") -> tuple[Chapter, list[str]]:
    made, problems = put(chapter(*blocks, notes=notes), region=region)
    return made.chapters[0], codes(problems)


def test_notes_are_numbered_in_reading_order_wherever_they_are_referred_to() -> None:
    entries = tuple(
        Definition((ref(term),), ((para(ref(meaning)),),), HERE) for term, meaning in ("cd", "ef")
    )
    made, problems = noted(
        head(2, "标题"),
        replace(figure("图"), caption=(ref("a"),)),
        table("", ref("b")),
        DefinitionList(entries, PLAIN, HERE),
        Box("tip", (ref("g"),), (para(ref("h")),), PLAIN, HERE),
        notes=tuple(note(label, label) for label in "hgfedcba"),
    )
    assert [(item.label, item.number) for item in made.notes] == [(c, n) for n, c in enumerate("abcdefgh", 1)]
    seen = [i for stream in read_chapter(made) for i in inlines(stream) if isinstance(i, NoteRef)]
    assert [(item.label, item.number) for item in seen] == [(c, n) for n, c in enumerate("abcdefgh", 1)]
    assert problems == []


def test_a_reference_without_note_is_an_error_and_stays_readable() -> None:
    made, problems = noted(para("甲", ref("x")), notes=())
    assert made.blocks == (para("甲", Text("[^x]", HERE)),)
    assert problems == ["X301"]


def test_a_note_that_nothing_refers_to_is_reported_and_left_out() -> None:
    assert noted(para("甲"), notes=(note("x", "乙"),))[1] == ["X302"]


def test_a_note_of_another_regions_passage_is_left_out_in_silence() -> None:
    blocks = (para("甲", Variant(TW, (ref("x"),), HERE)),)
    made, problems = noted(*blocks, notes=(note("x", "乙"),))
    assert (made.notes, problems) == ((), [])
    assert len(noted(*blocks, notes=(note("x", "乙"),), region="tw")[0].notes) == 1


def test_a_note_written_twice_is_an_error() -> None:
    made, problems = noted(para(ref("x")), notes=(note("x", "甲"), note("x", "乙")))
    assert [plain(block.children) for block in made.notes[0].blocks if isinstance(block, Paragraph)] == ["甲"]
    assert problems == ["X303"]


def test_a_note_referred_to_twice_keeps_its_number() -> None:
    made, problems = noted(para(ref("x"), ref("y"), ref("x", 2)), notes=(note("x"), note("y")))
    seen = [i for stream in read_chapter(made) for i in inlines(stream) if isinstance(i, NoteRef)]
    assert [item.number for item in seen] == [1, 2, 1]
    assert problems == ["X304"]


def test_a_note_inside_a_note_comes_last() -> None:
    made, problems = noted(para(ref("x"), ref("y")), notes=(note("x", ref("z")), note("y"), note("z")))
    assert [item.label for item in made.notes] == ["x", "y", "z"]
    assert problems == ["X305"]


# --- laws -------------------------------------------------------------------------------------


@given(st.lists(trees.books, max_size=3))
def test_every_id_is_given_and_unique(found: list[Book]) -> None:
    whole = [trees.with_notes(item).chapters[0] for item in found]
    made, _ = put(*whole)
    given_ids = [item.id for item in made.chapters]
    given_ids += [b.attributes.id for c in made.chapters for b in chapter_blocks(c) if isinstance(b, Heading)]
    assert all(given_ids)
    assert len(set(given_ids)) == len(given_ids)


@given(trees.books)
def test_no_text_is_lost_and_protected_text_is_the_same(found: Book) -> None:
    def words(tree: Book) -> list[str]:
        return [plain(stream) for item in tree.chapters for stream in read_chapter(item)]

    whole = trees.with_notes(found)
    made, _ = put(*whole.chapters)
    referred = any(isinstance(i, NoteRef) for s in read_chapter(found.chapters[0]) for i in inlines(s))
    assert words(made) == words(whole if referred else found)
    for item in (i for s in read_chapter(made.chapters[0]) for i in inlines(s) if isinstance(i, Verbatim)):
        assert item in [i for s in read_chapter(found.chapters[0]) for i in inlines(s)]


def test_the_same_problem_is_equal_in_every_edition() -> None:
    blocks = (
        para(CrossRef("no", "label", HERE), link("c.md"), ref("x")),
        head(2, "甲", "k"),
        head(2, "乙", "k"),
    )
    seen = [put(chapter(*blocks), region=code)[1] for code in ("cn", "tw", "hk")]
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 4
