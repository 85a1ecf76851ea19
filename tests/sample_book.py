"""A small book made by hand, as assembly leaves it: every kind of block and inline stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from banben.boxes import read_boxes
from banben.documents import Asset
from banben.editions import Edition, Trim
from banben.manuscript import BoxKind
from banben.model import (
    PLAIN,
    Attributes,
    Bar,
    Block,
    Blocks,
    Book,
    Box,
    Break,
    Cell,
    Chapter,
    Chart,
    CodeBlock,
    Condition,
    Contributor,
    CrossRef,
    Definition,
    DefinitionList,
    Dots,
    Emphasis,
    Figure,
    Heading,
    Image,
    Imprint,
    IndexMark,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Row,
    Ruby,
    RubyPair,
    Span,
    Strong,
    Styled,
    Table,
    Text,
    Variant,
    VariantBlock,
    Verbatim,
    Verse,
)
from banben.regions import load_region

PREFACE, FIRST, SECOND, APPENDIX = "00-preface.md", "01-origin.md", "02-duty.md", "a1-sheets.md"
ACCENT = "#a93226"
A5 = Trim("A5", 148.0, 210.0)


def at(path: str, line: int, column: int = 1) -> Origin:
    """Return a place in one of the sample's files."""
    return Origin(path, line, column)


def text(words: str, path: str = FIRST, line: int = 1) -> Text:
    """Return *words* as running text."""
    return Text(words, at(path, line))


def words(*parts: str | Inline, path: str = FIRST, line: int = 1) -> Inlines:
    """Return a stream in which plain strings are running text."""
    return tuple(text(part, path, line) if isinstance(part, str) else part for part in parts)


def para(*parts: str | Inline, path: str = FIRST, line: int = 1, attributes: Attributes = PLAIN) -> Paragraph:
    """Return a paragraph of *parts*."""
    return Paragraph(words(*parts, path=path, line=line), attributes, at(path, line))


def head(level: int, title: str, id: str, *number: int, path: str = FIRST, line: int = 1) -> Heading:
    """Return a heading with its id and its path of numbers."""
    return Heading(
        level, words(title, path=path, line=line), Attributes(id=id), at(path, line), tuple(number)
    )


def box(kind: str, *blocks: Block, title: str = "", path: str = FIRST, line: int = 1, **values: str) -> Box:
    """Return a box of *kind*; *values* are its attributes (`lines="5"`)."""
    attributes = Attributes(values=tuple(values.items()))
    return Box(kind, words(title) if title else (), blocks, attributes, at(path, line))


def bullets(*items: str, ordered: bool = False, start: int = 1, path: str = FIRST, line: int = 1) -> List:
    """Return a tight list of one-paragraph items."""
    rows = tuple(
        Item((para(item, path=path, line=line + n),), at(path, line + n)) for n, item in enumerate(items)
    )
    return List(rows, ordered, start, True, PLAIN, at(path, line))


def row(*cells: str, heading: bool = False, aligns: str = "lrr", line: int = 1) -> Row:
    """Return a table row; *aligns* names left, center and right by their first letters."""
    names = {"l": "left", "c": "center", "r": "right"}
    return tuple(
        Cell(words(cell, line=line), names[a], at(FIRST, line), heading)  # type: ignore[arg-type]
        for cell, a in zip(cells, aligns, strict=False)
    )


def long_text(paragraphs: int, path: str = FIRST, line: int = 200) -> Blocks:
    """Return *paragraphs* of plain prose, about 150 characters each."""
    prose = (
        "最早的时候，买卖就是买卖，没有人把它分成两件事。掌柜的一个人既要招呼客人，又要收钱记账；"
        "门口的幌子是他写的，柜台上的算盘也是他拨的。后来铺子大了，一个人肩上挑不下，这才请了伙计。"
        "于是有人专管把客人请进门，有人专管把银子收进匣。两个伙计在一个屋檐下，各有各的本事，"
        "也各有各的委屈：一个说“没有我，谁知道这家店？”另一个说“没有我，知道了又怎么样？”"
    )
    return tuple(para(prose, path=path, line=line + n) for n in range(paragraphs))


# --- the chapters -----------------------------------------------------------------------------


def preface() -> Chapter:
    """An unnumbered chapter with a note, a link and a signature."""
    blocks: Blocks = (
        para(
            "办公室里有一个问题，吵了几十年也没有吵完：",
            Strong(words("市场部和销售部，到底谁更重要？")),
            "这本书的回答很老实，",
            Emphasis(words("两个轮子，少了哪个车都走不远")),
            "。",
            NoteRef("wheels", 1, at(PREFACE, 3, 60)),
            path=PREFACE,
            line=3,
        ),
        *long_text(3, PREFACE, 5),
        para(
            "各章的次序见",
            CrossRef("ch-origin", "full", at(PREFACE, 9)),
            "；网上的材料在",
            Link("https://example.org/jianghu?a=1&b=2", words("example.org"), "配套网页", at(PREFACE, 9)),
            "，或写信到 ",
            Verbatim("editor@example.org", "address", at(PREFACE, 9)),
            "。",
            path=PREFACE,
            line=9,
        ),
    )
    note = Note("wheels", (para("车有两轮，鸟有两翼。", path=PREFACE, line=12),), at(PREFACE, 12), 1)
    return Chapter(
        "preface", words("前言", path=PREFACE), blocks, (note,), PLAIN, at(PREFACE, 1), id="ch-preface"
    )


def part() -> Chapter:
    """A part without a file of its own."""
    place = at("book.toml", 20)
    return Chapter("part", (Text("两个轮子", place),), (), (), PLAIN, place, id="part-wheels", number=1)


def first_chapter() -> Chapter:
    """The chapter in which every kind of inline stands."""
    return Chapter(
        "chapter",
        words("江湖的来历：一个肩膀挑不下的担子"),
        (*_opening(), *_inlines(), *_figures(), *_boxes(), *long_text(4)),
        _notes(),
        PLAIN,
        at(FIRST, 1),
        id="ch-origin",
        number=1,
        depth=1,
    )


def _opening() -> Blocks:
    scene = box(
        "scene",
        para(
            "周五下午五点，会议室的灯还亮着。市场部的人坐左边，销售部的人坐右边，中间隔着一壶没人倒的茶。",
            line=4,
        ),
        para("“这个月的线索，你们到底跟没跟？”", line=6),
        line=3,
    )
    return (scene, head(2, "超市里的两个人", "sec-shop", 1, line=9), *long_text(2, line=11))


def _inlines() -> Blocks:
    return (
        para(
            "市场部的第一件事叫",
            Ruby((RubyPair(text("拉"), "lā"), RubyPair(text("新"), "xīn")), "pinyin"),
            "，台湾读作",
            Ruby((RubyPair(text("銷"), "ㄒㄧㄠ"), RubyPair(text("售"), "ㄕㄡˋ")), "zhuyin"),
            "；两件事",
            Dots(words("都要记在账上")),
            "，不是",
            Styled("deleted", words("谁的功劳")),
            Styled("inserted", words("谁的责任")),
            "，而是",
            Styled("mark", words("一起做成的事")),
            "。",
            NoteRef("dates", 1, at(FIRST, 15, 80)),
            IndexMark("拉新", "", at(FIRST, 15)),
            line=15,
        ),
        para(
            "书里提到",
            Styled("name", words("李白")),
            "和",
            Styled("title", words("史记")),
            "，也提到 ",
            Span(Attributes(lang="en"), words("return on investment")),
            "，写作 ROI",
            Styled("sup", words("2")),
            "、H",
            Styled("sub", words("2")),
            "O、",
            Styled("small", words("小字")),
            "、",
            Styled("underline", words("划线")),
            "，按 ",
            Styled("keyboard", words("Ctrl")),
            " 运行 ",
            Verbatim("后台 <run> --all", "code", at(FIRST, 17)),
            "，存进",
            Verbatim("余额宝", "keep", at(FIRST, 17)),
            "。见",
            CrossRef("fig-talent", "label", at(FIRST, 17)),
            "、",
            CrossRef("tbl-cost", "title", at(FIRST, 17)),
            "、",
            CrossRef("sec-shop", "full", at(FIRST, 17)),
            "（",
            CrossRef("tbl-cost", "page", at(FIRST, 17)),
            "）。",
            Image("images/dot.svg", "一个红点", "", PLAIN, at(FIRST, 17)),
            LineBreak(),
            "强行换行之后还在同一段。",
            NoteRef("long", 2, at(FIRST, 18)),
            Variant(Condition(frozenset({"cn"})), words("只给大陆的话。"), at(FIRST, 18)),
            line=17,
        ),
        Quote(
            (para("没有不好的产品，只有没讲好的故事。", line=20), para("——一位老同事", line=22)),
            PLAIN,
            at(FIRST, 20),
        ),
        Verse(
            (words("山重水复疑无路，"), words("柳暗花明又一村。"), (), words("纸上得来终觉浅，")),
            Attributes(classes=("poem",)),
            at(FIRST, 24),
        ),
        Break("scene", at(FIRST, 29)),
        VariantBlock(Condition(frozenset({"cn"})), (para("只给大陆的一段。", line=31),), at(FIRST, 30)),
    )


def _figures() -> Blocks:
    bars = (
        Bar("数据分析", (85.0,), "市场"),
        Bar("创意", (82.0,), "市场"),
        Bar("沟通", (90.0,), "销售"),
    )
    chart = Chart("bars", ("占比",), bars, "%", "认为重要的企业", "data/talent.csv", at(FIRST, 40))
    table = Table(
        (row("项目", "预算（万元）", "实际（万元）", heading=True, line=50),),
        tuple(row(f"第 {n} 季度", f"{n * 25}.0", f"{n * 24 + 1}.5", line=51 + n) for n in range(1, 5)),
        words("一年的推广费用", line=48),
        words("示例数据，仅供练习。", line=58),
        Attributes(id="tbl-cost"),
        at(FIRST, 48),
        (1, 1),
    )
    picture = Image("images/wheels.svg", "两个相扣的圆", "", PLAIN, at(FIRST, 62))
    return (
        head(2, "两条路怎样走到一起", "sec-roads", 2, line=36),
        head(3, "先看人", "sec-people", 2, 1, line=37),
        *long_text(1, line=38),
        Figure(
            chart,
            "横条图：数据分析 85%，创意 82%，沟通 90%",
            words("两个部门看重的本事"),
            words("据某杂志调查，未核对原刊。"),
            Attributes(id="fig-talent"),
            at(FIRST, 40),
            (1, 1),
        ),
        table,
        Figure(picture, "两个相扣的圆", (), (), Attributes(id="fig-plain"), at(FIRST, 62)),
    )


def _boxes() -> Blocks:
    tasks = List(
        (
            Item((para("约一次跨部门午饭", line=82),), at(FIRST, 82), True),
            Item((para("写下对方部门的三个难处", line=83),), at(FIRST, 83), False),
        ),
        False,
        1,
        True,
        PLAIN,
        at(FIRST, 82),
    )
    loose = List(
        (
            Item((para("第一步，问清楚。", line=85), para("问的时候带着笔。", line=87)), at(FIRST, 85)),
            Item((para("第二步，再问一遍。", line=89), bullets("问数", "问人", line=91)), at(FIRST, 89)),
        ),
        True,
        3,
        False,
        PLAIN,
        at(FIRST, 85),
    )
    terms = DefinitionList(
        (
            Definition(words("回款率"), ((para("收到的钱占应收的钱的比例。", line=95),),), at(FIRST, 94)),
            Definition(
                words("私域"),
                ((para("自己能直接联系到的客户。", line=97),), (para("也指做这件事的方法。", line=98),)),
                at(FIRST, 96),
            ),
        ),
        PLAIN,
        at(FIRST, 94),
    )
    return (
        box("case", *long_text(1, line=71), title="促销火了，货没了", line=70),
        box("exercise", tasks, loose, title="一顿午饭", line=80),
        terms,
        CodeBlock('if 市场 < 销售:\n    print("再谈")\n', "python", PLAIN, at(FIRST, 100)),
        box("caution", para("别把折扣当成口才。", line=105), line=104),
        box("trainer", para("这里停三分钟，让两个部门的人交换座位。", line=108), line=107),
        box("summary", bullets("先有买卖，后有分工", "分工是为了走得更远", line=111), line=110),
        box("discussion", bullets("你们公司谁先下班？", ordered=True, line=115), line=114),
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note("dates", (para("这一年份出自转述，未与原始出版物核对。", line=130),), at(FIRST, 130), 1),
        Note(
            "long",
            (
                para("注释也可以有两段。这是第一段，里头有", Strong(words("重点")), "。", line=132),
                para("这是第二段。", line=134),
            ),
            at(FIRST, 132),
            2,
        ),
    )


def second_chapter() -> Chapter:
    """A chapter whose note is too long for the foot of a page."""
    note = Note("endless", long_text(6, SECOND, 30), at(SECOND, 30), 1)
    blocks: Blocks = (
        head(2, "播种与收割", "sec-sow", 1, path=SECOND, line=3),
        para("市场部播种，销售部收割。", NoteRef("endless", 1, at(SECOND, 5, 13)), path=SECOND, line=5),
        *long_text(2, SECOND, 7),
        Break("page", at(SECOND, 20)),
        *long_text(1, SECOND, 22),
    )
    return Chapter(
        "chapter", words("各管一摊", path=SECOND), blocks, (note,), PLAIN, at(SECOND, 1), "ch-duty", 2, 1
    )


def appendix() -> Chapter:
    """Worksheets: a name line, lines to write on, a letter."""
    blocks: Blocks = (
        box("nameline", path=APPENDIX, line=3),
        box(
            "worksheet",
            para("今天之后，我要做的一件事：", path=APPENDIX, line=7),
            box("lines", path=APPENDIX, line=9, lines="4"),
            title="交换座位",
            path=APPENDIX,
            line=5,
        ),
        box("letter", *long_text(1, APPENDIX, 13), path=APPENDIX, line=12),
    )
    return Chapter(
        "appendix", words("工作表", path=APPENDIX), blocks, (), PLAIN, at(APPENDIX, 1), "ch-sheets", 1
    )


# --- the book, its editions, its pictures -----------------------------------------------------


def metadata() -> Metadata:
    """What the sample says of itself; `&` and `<` test the escaping."""
    return Metadata(
        title="市场部与销售部的江湖地位",
        subtitle="两个部门一起长大的培训手册",
        language="zh-Hans-CN",
        identifier="urn:uuid:6f1f8f2c-6a1e-4b7e-9d41-0c2a4f6f5b10",
        slug="sample",
        description="市场 & 销售 <一起>读的书。",
        rights="版权所有，翻印请先问一声。",
        subjects=("市场营销", "销售管理"),
        contributors=(Contributor("林河", "aut", "Lin He"), Contributor("周岸", "edt", "Zhou An")),
        imprint=Imprint("版本书坊", "北京", "朝阳区某路 1 号", "https://example.org/"),
        published=date(2026, 11, 23),
        modified=datetime(2026, 11, 23, tzinfo=UTC),
    )


def book() -> Book:
    """Return the sample as assembly leaves it (its two variants excepted, which `parsed` keeps)."""
    return replace(parsed(), chapters=tuple(_without_variants(chapter) for chapter in parsed().chapters))


def parsed() -> Book:
    """Return the sample with its variants, as parsing leaves it, numbers apart."""
    chapters = (preface(), part(), first_chapter(), second_chapter(), appendix())
    return Book(metadata(), chapters)


def _without_variants(chapter: Chapter) -> Chapter:
    blocks: list[Block] = []
    for block in chapter.blocks:
        if isinstance(block, VariantBlock):
            blocks.extend(block.blocks)
        elif isinstance(block, Paragraph):
            kept = tuple(
                piece
                for item in block.children
                for piece in (item.children if isinstance(item, Variant) else (item,))
            )
            blocks.append(replace(block, children=kept))
        else:
            blocks.append(block)
    return replace(chapter, blocks=tuple(blocks))


def edition(audience: str = "reader", trim: Trim = A5, region: str = "cn") -> Edition:
    """Return an edition of the sample, in both formats."""
    isbns = (("epub", "9787111111115"), ("pdf", "9787111111122"))
    return Edition(region, load_region(region), audience, ("epub", "pdf"), isbns, trim, ())  # type: ignore[arg-type]


def boxes() -> tuple[BoxKind, ...]:
    """Return the shipped kinds of box."""
    return read_boxes(None)[0]


def svg(width: int, height: int, content: str) -> bytes:
    """Return a small SVG picture."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>'.encode()


def pictures() -> dict[str, Asset]:
    """Return the sample's pictures as gathering leaves them, keyed as the tree names them."""
    dot = svg(12, 12, f'<circle cx="6" cy="6" r="5" fill="{ACCENT}"/>')
    wheels = svg(
        240,
        120,
        f'<g fill="none" stroke-width="6"><circle cx="95" cy="60" r="45" stroke="{ACCENT}"/>'
        '<circle cx="145" cy="60" r="45" stroke="#1a1a1a"/></g>',
    )
    widths = ((85, ACCENT), (82, ACCENT), (90, "#777777"))
    chart = svg(
        320,
        100,
        "".join(
            f'<rect x="0" y="{n * 32 + 4}" width="{w * 3}" height="22" fill="{colour}"/>'
            for n, (w, colour) in enumerate(widths)
        ),
    )
    return {
        "images/dot.svg": Asset("images/dot.svg", "image/svg+xml", dot, 12, 12, at(FIRST, 17)),
        "images/wheels.svg": Asset("images/wheels.svg", "image/svg+xml", wheels, 240, 120, at(FIRST, 62)),
        "chart:fig-talent": Asset("images/fig-talent.svg", "image/svg+xml", chart, 320, 100, at(FIRST, 40)),
    }


def cover() -> tuple[Asset, Asset]:
    """Return a cover as vector and as a raster that only pretends to be a JPEG (the writers copy it)."""
    art = svg(1600, 2560, '<rect width="1600" height="2560" fill="#f7f3ea"/>')
    return (
        Asset("cover.svg", "image/svg+xml", art, 1600, 2560),
        Asset("cover.jpg", "image/jpeg", art, 1600, 2560),
    )
