"""Where printed pages begin is marked in the EPUB at the exact word, and nothing else of it changes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample_publication import EDITION, PROSE, REGION, epub, page

from banben.documents import Document, Leaf, PageStart, Publication, Spot
from banben.folding import fold
from banben.model import Origin
from banben.pagination import paginate
from banben.verify.epub import check_package
from banben.verify.reading import markup_text
from banben.writers.epub import write

MARK = re.compile(
    r'<span epub:type="pagebreak" role="doc-pagebreak" id="([^"]+)" aria-label="([^"]+)"></span>'
)
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGED = replace(EDITION, region=replace(REGION, words=(*REGION.words, ("page_list", "纸书页码"))))
HERE = Origin("01.md", 3)


def publication(*bodies: str, blocks: tuple[tuple[int, Origin], ...] | None = None) -> Publication:
    """Return an EPUB of a contents page and a document for each body, whose first line is a block's."""
    made = []
    for number, body in enumerate(bodies, 1):
        content = page(f"章{number}", f'<section id="ch-{number}">\n{body}\n</section>')
        line = content.split("\n").index(f'<section id="ch-{number}">') + 2
        here = blocks or ((line, Origin(f"{number:02}.md", 3)),)
        made.append(Document(f"c{number:02}.xhtml", f"章{number}", "chapter", content, (), (), here))
    rows = "".join(f'<li><a href="c{n:02}.xhtml">第{n}章</a></li>\n' for n in range(1, len(bodies) + 1))
    nav = page("目录", f'<nav id="toc" epub:type="toc"><h1>目录</h1>\n<ol>\n{rows}</ol>\n</nav>')
    contents = Document("nav.xhtml", "目录", "nav", nav)
    return replace(epub(), edition=PAGED, documents=(contents, *made))


def start(label: str, words: str, offset: int = 0, block: Origin | str = HERE) -> PageStart:
    return PageStart(label, (Spot(block, offset, fold(words)),))


def marked(body: str, *starts: PageStart) -> str:
    """Return *body*, the block of a document, with «12» for the mark of page 12."""
    made, problems = paginate(publication(body), starts)
    assert problems == ()
    lines = made.documents[1].content.split("\n")
    shown = [MARK.sub(r"«\2»", line) for line in lines]
    first = next(at for at, line in enumerate(shown) if "<section" in line)
    return "\n".join(shown[first + 1 : -4])


def test_a_page_begins_at_its_word() -> None:
    starts = (start("1", "掌柜的一个人"), start("2", "又要收钱记账", 11))
    body = f"<p>{PROSE[1]}</p>"
    shown = marked(body, *starts)
    assert (
        shown
        == "<p>«1»掌柜的一个人既要招呼客人，«2»又要收钱记账；门口的幌子是他写的，柜台上的算盘也是他拨的。</p>"
    )


def test_of_the_same_words_those_nearest_to_the_place_are_meant() -> None:
    body = f"<p>{'他来了，又走了。' * 5}</p>"
    assert marked(body, start("7", "他来了,又走了。他来了", 16)).index("«7»") == len("<p>") + 16


@pytest.mark.parametrize(
    ("body", "words", "offset", "shown"),
    [
        ("<h2>一、节</h2>", "一、节", 0, "«9»<h2>一、节</h2>"),
        ("<p><em>着重</em>的话</p>", "着重的话", 0, "<p>«9»<em>着重</em>的话</p>"),
        ("<p>见<a href='#x'>第三章</a>。</p>", "第三章。", 1, "<p>见«9»<a href='#x'>第三章</a>。</p>"),
        ("<p>见<a href='#x'>第三章</a>。</p>", "三章。", 2, "<p>见<a href='#x'>第«9»三章</a>。</p>"),
        (
            "<p>读<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>书</p>",
            "汉字书",
            1,
            "<p>读«9»<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>书</p>",
        ),
        (
            '<p>话<a epub:type="noteref" href="#n">12</a>接着说</p>',
            "接着说",
            1,
            '<p>话<a epub:type="noteref" href="#n">12</a>«9»接着说</p>',
        ),
        (
            "<table><tr><td>甲</td><td>乙</td></tr></table>",
            "甲乙",
            0,
            "<table><tr><td>«9»甲</td><td>乙</td></tr></table>",
        ),
        ("<p>盐 &amp; 糖</p>", "&糖", 1, "<p>盐 «9»&amp; 糖</p>"),
        ("<p>見《<span>書</span>》</p>", "書》", 2, "<p>見《«9»<span>書</span>》</p>"),
    ],
)
def test_marks_stand_where_they_may(body: str, words: str, offset: int, shown: str) -> None:
    assert marked(body, start("9", words, offset)) == shown


def test_a_divided_word_is_not_divided_on_a_screen() -> None:
    body = "<p>an old example &amp; more</p>"
    assert marked(body, start("9", "ample&more", 7)) == "<p>an old example«9» &amp; more</p>"


def test_a_figure_at_the_head_is_marked_before_its_picture() -> None:
    body = '<figure>\n<img src="a.png" alt=""/>\n<figcaption>图一</figcaption></figure>'
    shown = '<figure>\n«3»<img src="a.png" alt=""/>\n<figcaption>图一</figcaption></figure>'
    assert marked(body, start("3", "图一")) == shown
    assert marked(body.replace("图一", ""), start("3", "")) == shown.replace("图一", "")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>甲</text></svg>'
    assert marked(f"<p>{drawing}甲</p>", start("3", "甲")) == f"<p>«3»{drawing}甲</p>"


def test_the_contents_are_marked_before_them_and_within_their_links() -> None:
    starts = (start("v", "目录第1章", 0, "toc"), start("vi", "第2章", 5, "toc"))
    made, problems = paginate(publication("<p>甲</p>", "<p>乙</p>"), starts)
    shown = MARK.sub(r"«\2»", made.documents[0].content)
    assert problems == ()
    assert '«v»<nav id="toc"' in shown
    assert '<li><a href="c02.xhtml">«vi»第2章</a></li>' in shown


def test_the_pages_are_listed_after_the_contents() -> None:
    made, _ = paginate(publication("<p>甲</p>"), (start("i", "甲"), start("一〇八", "甲")))
    assert made.pages == (Leaf("i", "c01.xhtml#page-i"), Leaf("一〇八", "c01.xhtml#page-108"))
    tree = etree.fromstring(made.documents[0].content.encode())
    nav = tree.findall(f".//{XHTML}nav")[-1]
    assert dict(nav.attrib) == {
        "id": "page-list",
        "{http://www.idpf.org/2007/ops}type": "page-list",
        "role": "doc-pagelist",
        "hidden": "hidden",
        "aria-label": "纸书页码",
    }
    links = nav.findall(f".//{XHTML}a")
    assert [(link.text, link.get("href")) for link in links] == [
        (leaf.label, leaf.href) for leaf in made.pages
    ]


def test_without_starts_nothing_is_marked_or_listed() -> None:
    base = publication("<p>甲</p>")
    assert paginate(base, ()) == (base, ())


def test_no_id_stands_twice() -> None:
    body = '<p id="page-2">甲</p>'
    made, _ = paginate(publication(body, body), (start("2", "甲"), start("2", "甲", 0, Origin("02.md", 3))))
    assert [leaf.href for leaf in made.pages] == ["c01.xhtml#page-2-2", "c02.xhtml#page-2-3"]


def test_words_that_the_epub_lacks_are_told() -> None:
    made, (found,) = paginate(publication("<p>甲</p>"), (start("4", "乙丙丁"),))
    assert (found.code, found.origin, made.pages) == ("X601", HERE, ())
    assert dict(found.values) == {"page": "4", "words": "乙丙丁"}


def test_the_next_words_stand_in_for_those_that_the_epub_lacks() -> None:
    spots = (Spot("only-paper", 0, "续表"), Spot(HERE, 2, "丙"))
    made, problems = paginate(publication("<p>甲乙丙</p>"), (PageStart("4", spots),))
    assert problems == ()
    assert "<p>甲乙<span" in made.documents[1].content


def test_a_page_never_begins_before_the_one_before_it() -> None:
    starts = (start("1", "丙丁"), start("2", "甲乙"))
    made, (found,) = paginate(publication("<p>甲乙丙丁</p>"), starts)
    assert (found.code, dict(found.values)["page"]) == ("X601", "2")
    assert [leaf.label for leaf in made.pages] == ["1"]


def test_a_quotation_and_its_first_paragraph_of_one_origin_are_one_stretch() -> None:
    body = "<blockquote>\n<p>甲乙</p>\n</blockquote>"
    base = publication(body)
    line = base.documents[1].blocks[0][0]
    twice = replace(base.documents[1], blocks=((line, HERE), (line + 1, HERE)))
    made, problems = paginate(replace(base, documents=(base.documents[0], twice)), (start("2", "乙", 1),))
    assert problems == ()
    assert "<p>甲<span" in made.documents[1].content


def listed(publication: Publication) -> list[tuple[str, dict[str, str]]]:
    """Return what the checks of the finished file say of its page list, held against *publication*."""
    made, _ = paginate(publication_of_two(), (start("1", "甲"), start("2", "乙", 0, Origin("02.md", 3))))
    found = check_package(write(made)[0], replace(made, pages=publication.pages))
    return [(item.code, dict(item.values)) for item in found if item.code in ("V230", "X602")]


def publication_of_two() -> Publication:
    return publication("<p>甲</p>", "<p>乙</p>")


@pytest.mark.parametrize(
    ("labels", "expected", "found"),
    [("12", "", ""), ("123", "3", "—"), ("1", "—", "2"), ("13", "3", "2")],
    ids=["the same", "one lacking", "one too many", "another"],
)
def test_the_page_list_is_held_against_the_printed_pages(labels: str, expected: str, found: str) -> None:
    pages = tuple(Leaf(label, f"c01.xhtml#page-{label}") for label in labels)
    told = listed(replace(publication_of_two(), pages=pages))
    file = {"file": "wheels-cn.epub"}
    assert told == ([("X602", {**file, "expected": expected, "found": found})] if expected else [])


TEXTS = st.text("甲乙丙丁戊己庚，。 abc-12éﬁ㎡&<", min_size=1, max_size=12)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


INLINES = st.one_of(
    TEXTS.map(_escaped),
    TEXTS.map(lambda text: f"<em>{_escaped(text)}</em>"),
    TEXTS.map(lambda text: f'<a href="#x" title="a > b">{_escaped(text)}</a>'),
    TEXTS.map(lambda text: f"<ruby>{_escaped(text)}<rt>甲乙</rt></ruby>"),
    TEXTS.map(lambda text: f'<a epub:type="noteref" href="#n">{_escaped(text)}</a>'),
    st.just('<img src="a.png" alt="甲乙"/>'),
    st.just("<!-- 甲 <b> --><br/>"),
    st.just('<svg xmlns="http://www.w3.org/2000/svg"><text>甲乙</text></svg>'),
)
STREAMS = st.lists(INLINES, min_size=1, max_size=6).map("".join)
BLOCKS = st.one_of(
    STREAMS.map(lambda text: f"<p>{text}</p>"),
    STREAMS.map(lambda text: f"<h2>{text}</h2>"),
    STREAMS.map(lambda text: f"<table><tr><th>{text}</th><td>甲</td></tr></table>"),
    STREAMS.map(lambda text: f"<ul><li>{text}</li></ul>"),
    STREAMS.map(lambda text: f"<dl><dt>{text}</dt><dd>乙</dd></dl>"),
    STREAMS.map(lambda text: f"<figure><picture><img src='a.png' alt=''/></picture>{text}</figure>"),
)


@given(st.data())
def test_no_text_is_lost_or_changed(data: st.DataObject) -> None:
    bodies = data.draw(st.lists(BLOCKS, min_size=1, max_size=3))
    base = publication(*bodies)
    starts = []
    for number in range(data.draw(st.integers(1, 6))):
        chapter = data.draw(st.integers(1, len(bodies)))
        text = fold(markup_text(base.documents[chapter].content.encode()))
        at = data.draw(st.integers(0, len(text)))
        words = data.draw(st.one_of(st.just(text[at : at + 10]), TEXTS.map(fold)))
        blocks: list[Origin | str] = [Origin(f"{chapter:02}.md", 3), f"ch-{chapter}", "toc"]
        block = data.draw(st.sampled_from(blocks))
        starts.append(PageStart(str(number + 1), (Spot(block, at, words),)))
    made, problems = paginate(base, starts)
    listed = made.documents[0].content.partition('\n<nav id="page-list"')[0]
    bare = [MARK.sub("", text) for text in (listed, *(item.content for item in made.documents[1:]))]
    assert bare[1:] == [item.content for item in base.documents[1:]]
    assert base.documents[0].content.startswith(bare[0].removesuffix("\n"))
    assert len(made.pages) + len(problems) == len(starts)
    _legal(made)


def _legal(made: Publication) -> None:
    """The marks stand where the schemas let them, each once, and in the order of the page list."""
    found = []
    for document in made.documents:
        for mark in etree.fromstring(document.content.encode()).iter(f"{XHTML}span"):
            if mark.get("role") == "doc-pagebreak":
                found.append(f"{document.name}#{mark.get('id')}")
                above = [etree.QName(element).localname for element in mark.iterancestors()]
                assert above[0] not in ("table", "tr", "ul", "ol", "dl", "picture", "rt")
                assert not {"svg", "picture", "rt"} & set(above)
    assert found == [leaf.href for leaf in made.pages]
    assert all(one != two for one, two in pairwise(sorted(found)))
