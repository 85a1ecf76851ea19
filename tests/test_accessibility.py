"""What the package says of accessibility is true of the book, and what the book lacks is said too."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image as Picture
from sample_publication import METADATA, epub, page, picture, with_document

from banben.documents import Asset, Publication
from banben.model import Imprint
from banben.regions import known_regions, load_region
from banben.writers.accessibility import (
    Holdings,
    access_modes,
    add_accessibility,
    conformance,
    features,
    holdings,
    page_source,
    sufficient,
    summary,
)
from banben.writers.identity import identifier

ENGLISH = "<p>He said translate the story, not the sentence.</p>"
LEVEL_A = "EPUB Accessibility 1.1 - WCAG 2.2 Level A"
LEVEL_AA = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
# The terms of accessibilityFeature (Schema.org Accessibility Properties for Discoverability Vocabulary,
# https://www.w3.org/2021/a11y-discov-vocab/latest/) that a book like ours may have.
FEATURES = frozenset(
    (
        "alternativeText", "ARIA", "describedMath", "displayTransformability", "fullRubyAnnotations",
        "horizontalWriting", "index", "longDescription", "MathML", "pageBreakMarkers", "pageNavigation",
        "readingOrder", "rubyAnnotations", "structuralNavigation", "tableOfContents", "unlocked",
        "verticalWriting",
    )
)  # fmt: skip
FULL = Holdings(5, 2, 4, 3, 1, 2, True, True, True, True, True, True, True, True, True)


def metas(publication: Publication) -> dict[str, list[str]]:
    """Return the values of the package's accessibility metadata by property."""
    node = etree.Element("metadata")
    add_accessibility(node, publication)
    found: dict[str, list[str]] = {}
    for meta in node:
        found.setdefault(meta.get("property"), []).append(meta.text)
    return found


def with_body(body: str) -> Publication:
    """Return a publication whose first chapter is *body*."""
    book = epub(1)
    documents = (
        replace(item, content=page("题", body)) if item.name == "c01.xhtml" else item
        for item in book.documents
    )
    return replace(book, documents=tuple(documents))


def undescribed() -> Publication:
    return with_document(epub(), "c01.xhtml", 'alt="方框"', 'alt=""')


# --- pictures -----------------------------------------------------------------------------


def test_described_pictures_let_the_book_be_read_by_text_alone() -> None:
    held = holdings(epub())
    assert (held.pictures, held.undescribed) == (2, 0)
    assert access_modes(held) == ("textual", "visual")
    assert sufficient(held) == ("textual,visual", "textual")
    assert "alternativeText" in features(held)
    assert conformance(held) == LEVEL_AA


def test_a_picture_without_a_text_takes_the_claim_away_and_is_counted() -> None:
    said = metas(undescribed())
    assert "dcterms:conformsTo" not in said
    assert "a11y:certifiedBy" not in said
    assert "alternativeText" not in said["schema:accessibilityFeature"]
    assert said["schema:accessModeSufficient"] == ["textual,visual"]
    assert "1幅图没有替代文字。" in said["schema:accessibilitySummary"][0]
    assert "1幅插图和图表有替代文字。" in said["schema:accessibilitySummary"][0]


def test_an_ornament_is_no_picture() -> None:
    held = holdings(with_document(epub(), "c01.xhtml", 'alt="方框"', 'alt="" role="presentation"'))
    assert (held.pictures, held.undescribed) == (1, 0)
    assert conformance(held) == LEVEL_AA


def test_a_cover_alone_is_nothing_to_look_at() -> None:
    assert metas(with_body("<p>字</p>"))["schema:accessMode"] == ["textual"]


def test_charts_with_their_data_are_told_of() -> None:
    said = metas(with_body('<img src="a.svg" alt="升" aria-details="a-details"/>'))
    assert said["schema:accessMode"] == ["textual", "visual", "chartOnVisual"]
    assert "longDescription" in said["schema:accessibilityFeature"]
    assert "1幅图表另附数据表格。" in said["schema:accessibilitySummary"][0]


def moving(kind: str) -> bytes:
    target = BytesIO()
    frames = [Picture.new("RGB", (8, 8), colour) for colour in ("#a93226", "#26a932")]
    frames[0].save(target, kind, save_all=True, append_images=frames[1:])
    return target.getvalue()


@pytest.mark.parametrize(
    ("media_type", "content", "moves"),
    [
        ("image/gif", moving("GIF"), True),
        ("image/png", moving("PNG"), True),
        ("image/svg+xml", b"<svg><path><animate/></path></svg>", True),
        ("image/svg+xml", b"<svg><path/></svg>", False),
        ("image/png", picture("a.png").content, False),
        ("image/gif", b"broken", False),
    ],
)
def test_a_picture_that_moves_takes_the_claim_away(media_type: str, content: bytes, moves: bool) -> None:
    asset = Asset("images/a", media_type, content, 8, 8)
    said = metas(replace(epub(), pictures={"a": asset}))
    assert said["schema:accessibilityHazard"] == ["unknown" if moves else "none"]
    assert ("dcterms:conformsTo" in said) is not moves
    assert ("1幅图是动画，不能暂停。" in said["schema:accessibilitySummary"][0]) is moves


# --- language and colour --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "level"),
    [
        (ENGLISH, LEVEL_A),
        (f'<div lang="en" xml:lang="en">{ENGLISH}</div>', LEVEL_AA),
        ("<p><code>do not translate this line</code></p>", LEVEL_AA),
        ('<p><a class="address" href="a">see our web site at home</a></p>', LEVEL_AA),
        ("<p>The Journal of Marketing Research</p>", LEVEL_AA),
        ('<p>好<em lang="en" xml:lang="en">x</em>he said translate the story</p>', LEVEL_A),
    ],
)
def test_a_passage_that_does_not_say_its_language_lowers_the_claim(body: str, level: str) -> None:
    assert conformance(holdings(with_body(body))) == level


def test_faint_words_lower_the_claim() -> None:
    said = metas(replace(epub(), sheet=".caption { color: #999; }"))
    assert said["dcterms:conformsTo"] == [LEVEL_A]
    assert "1种文字颜色与底色的反差不足。" in said["schema:accessibilitySummary"][0]


# --- pages ------------------------------------------------------------------------------------


def paged() -> Publication:
    mark = '<p>字<span epub:type="pagebreak" role="doc-pagebreak" id="page-1" aria-label="1"/></p>'
    line = '<li><a href="c01.xhtml#page-1">1</a></li>'
    listed = f'<nav epub:type="page-list" role="doc-pagelist"><ol>{line}</ol></nav>'
    return with_body(mark + listed)


def test_pages_of_print_are_told_with_the_printed_books_number() -> None:
    book = paged()
    printed = replace(book.edition, isbns=(*book.edition.isbns, ("pdf", "9787000000025")))
    said = metas(replace(book, edition=printed))
    assert said["pageBreakSource"] == ["urn:isbn:9787000000025"]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(said["schema:accessibilityFeature"])
    assert "标有纸书页码，可以按页码跳转。" in said["schema:accessibilitySummary"][0]


def test_pages_of_a_book_without_a_number_are_those_of_its_pdf() -> None:
    book = paged()
    source = page_source(book)
    assert source == identifier(replace(book, format="pdf")) != identifier(book)
    assert metas(book)["pageBreakSource"] == [source]


def test_a_book_without_pages_names_no_source_of_them() -> None:
    said = metas(epub())
    assert "pageBreakSource" not in said
    assert not {"pageBreakMarkers", "pageNavigation"} & set(said["schema:accessibilityFeature"])


# --- words and terms --------------------------------------------------------------------------


def test_only_terms_of_the_vocabulary_are_used() -> None:
    everything = replace(FULL, undescribed=0)
    assert set(features(everything)) < FEATURES
    assert set(features(Holdings())) == {
        "displayTransformability", "horizontalWriting", "readingOrder", "structuralNavigation",
        "tableOfContents",
    }  # fmt: skip


@pytest.mark.parametrize("code", known_regions())
def test_every_region_has_words_for_all_that_a_book_holds_and_lacks(code: str) -> None:
    region = load_region(code)
    sentences = [word for key, word in region.words if key.startswith("summary_")]
    said = summary(FULL, region)
    assert said.count("。") == len(sentences)
    for count in (5, 2, 4, 3, 1):
        assert str(count) in said
    assert "{" not in said
    plain = ("summary_text", "summary_contents", "summary_checked")
    assert summary(Holdings(), region) == "".join(map(region.word, plain))


def test_the_claim_says_who_makes_it() -> None:
    node = etree.Element("metadata")
    add_accessibility(node, epub())
    claim, certifier = node[-2:]
    assert (claim.get("property"), claim.text) == ("dcterms:conformsTo", LEVEL_AA)
    assert (certifier.get("refines"), certifier.text) == (f"#{claim.get('id')}", "试印社")
    nobody = replace(epub(), metadata=replace(METADATA, contributors=(), imprint=Imprint()))
    assert "a11y:certifiedBy" not in metas(nobody)


def test_the_claim_has_the_only_form_that_the_standard_allows() -> None:
    form = re.compile(r"EPUB Accessibility \d\.\d - WCAG \d\.\d Level A{1,3}")
    for held in (Holdings(), Holdings(foreign=1), Holdings(faint=1)):
        assert form.fullmatch(conformance(held))
