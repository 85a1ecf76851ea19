"""Fonts in the EPUB: what is cut, how it is named, what may be embedded, what the sheet says."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import sample_publication as sample
from fontTools.ttLib import TTFont, woff2
from sample_fonts import draw, installed_with

from banben.documents import Publication
from banben.embedding import embed
from banben.embedding.compress import PATCH, Quicker
from banben.embedding.subset import packed
from banben.patches import digest, patched
from banben.stores import load_store

FAMILIES = (("song", ("Drawn Song", "Drawn Wide")), ("hei", ("Drawn Hei",)))
SHEET = 'h1 { font-family: "Drawn Hei", sans-serif; font-weight: 500; }\n'
EXT_B = "𪚥"


def publication(body: str, *, embedding: bool = True, sheet: str = SHEET) -> Publication:
    """Return an EPUB of one document with *body*, whose design is in drawn fonts."""
    base = sample.epub(1)
    region = replace(sample.REGION, fonts=FAMILIES)
    edition = replace(sample.EDITION, region=region, embed_fonts=embedding, formats=("epub",))
    document = replace(base.documents[2], content=sample.page("轮子", body), origins=())
    return replace(base, edition=edition, documents=(document,), sheet=sheet)


def text_of(publication: Publication) -> str:
    return publication.documents[0].content


def fonts_of(publication: Publication) -> dict[str, TTFont]:
    """Return the fonts of *publication* by path, read back."""
    files = [asset for asset in publication.fonts if asset.media_type.startswith("font/")]
    return {asset.name: TTFont(BytesIO(asset.content)) for asset in files}


def characters(font: TTFont) -> set[str]:
    return set(map(chr, font.getBestCmap()))


def notes(publication: Publication) -> str:
    (asset,) = [asset for asset in publication.fonts if asset.media_type == "text/plain"]
    return asset.content.decode("utf-8")


# --- what goes in ------------------------------------------------------------------------


def test_nothing_is_embedded_unless_asked(tmp_path: Path) -> None:
    installed = installed_with(draw(tmp_path, "Drawn Song", "轮子。 "))
    before = publication("<p>轮子。</p>", embedding=False)
    assert embed(before, installed) == (before, ())


def test_a_font_holds_exactly_what_the_book_shows_in_it(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮子。车与人0123456789.•◦▪")
    hei = draw(tmp_path, "Drawn Hei", "轮子。车与人0123456789.•◦▪", weight=500)
    after, problems = embed(publication("<h1>车</h1><p>轮子。</p>"), installed_with(song, hei))
    assert problems == ()
    fonts = fonts_of(after)
    assert set(fonts) == {"fonts/banben-song-400.woff2", "fonts/banben-hei-500.woff2"}
    marks = set("0123456789.•◦▪")
    assert characters(fonts["fonts/banben-song-400.woff2"]) - marks == set("轮子。")
    assert characters(fonts["fonts/banben-hei-500.woff2"]) - marks == set("车")


def test_what_the_first_family_lacks_comes_from_the_next(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮。")
    wide = draw(tmp_path, "Drawn Wide", "轮子。")
    after, _ = embed(publication("<p>轮子。</p>"), installed_with(song, wide))
    fonts = fonts_of(after)
    assert characters(fonts["fonts/banben-song-400.woff2"]) == set("轮。")
    assert characters(fonts["fonts/banben-song-2-400.woff2"]) == set("子")


def test_attributes_titles_and_drawings_ask_for_nothing(tmp_path: Path) -> None:
    body = '<p title="甲"><svg xmlns="http://www.w3.org/2000/svg"><text>乙</text></svg>轮</p><!-- 丙 -->'
    song = draw(tmp_path, "Drawn Song", "甲乙丙轮子")
    after, _ = embed(publication(body), installed_with(song))
    assert characters(fonts_of(after)["fonts/banben-song-400.woff2"]) == set("轮")


def test_vertical_forms_stay_and_hinting_goes(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮。")
    after, _ = embed(publication("<p>轮。</p>"), installed_with(song))
    font = fonts_of(after)["fonts/banben-song-400.woff2"]
    assert [record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord] == ["vert"]
    assert not {"fpgm", "prep", "cvt "} & set(font.keys())


def test_a_glyph_that_would_cover_its_neighbour_in_a_column_is_put_back(tmp_path: Path) -> None:
    """As TW-Kai-Ext-B has it: the bearing on top counted from the base line, not from the em box."""
    song = draw(tmp_path, "Drawn Song", "轮", bearing_from=0)
    after, _ = embed(publication("<p>轮</p>"), installed_with(song))
    font = fonts_of(after)["fonts/banben-song-400.woff2"]
    name = font.getBestCmap()[ord("轮")]
    assert font["vmtx"][name][1] + font["glyf"][name].yMax == font["OS/2"].sTypoAscender


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮子。")
    once, _ = embed(publication("<p>轮子。</p>"), installed_with(song))
    again, _ = embed(publication("<p>轮子。</p>"), installed_with(song))
    assert once == again
    with TTFont(song.path) as origin:  # and no clock is in them
        assert fonts_of(once)["fonts/banben-song-400.woff2"]["head"].modified == origin["head"].modified


# --- names and licences ------------------------------------------------------------------


def test_a_subset_does_not_go_by_the_reserved_name(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮")
    after, _ = embed(publication("<p>轮</p>"), installed_with(song))
    names = fonts_of(after)["fonts/banben-song-400.woff2"]["name"]
    shown = {number: names.getDebugName(number) for number in (1, 3, 4, 6, 16)}
    assert not any("Drawn" in text for text in shown.values() if text)
    assert shown[1] == "Banben Song"
    assert "Reserved Font Name" in names.getDebugName(0)
    assert names.getDebugName(10) == "Subset of Drawn Song, made by Banben for one book"


def test_the_licence_travels_with_the_book(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮")
    after, _ = embed(publication("<p>轮</p>"), installed_with(song))
    text = notes(after)
    assert "Banben Song ← Drawn Song, Version 1.0" in text
    assert "Copyright 2026 The Drawers" in text
    assert "PERMISSION & CONDITIONS" in text  # the OFL wants its own text in every copy


@pytest.mark.parametrize("permissions", [0x0002, 0x0100, 0x0200])
def test_a_font_that_forbids_it_is_not_embedded(tmp_path: Path, permissions: int) -> None:
    song = draw(tmp_path, "Drawn Song", "轮子", permissions=permissions)
    after, (found,) = embed(publication("<p>轮子</p>"), installed_with(song))
    assert (found.code, after.fonts) == ("G301", ())


@pytest.mark.parametrize("permissions", [0x0000, 0x0004, 0x0008, 0x000A])
def test_a_font_that_may_be_previewed_or_edited_is_embedded(tmp_path: Path, permissions: int) -> None:
    song = draw(tmp_path, "Drawn Song", "轮子", permissions=permissions)
    after, problems = embed(publication("<p>轮子</p>"), installed_with(song))
    assert (len(fonts_of(after)), problems) == (1, ())


def test_an_unknown_licence_is_said(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮子", licence="All rights reserved.", address="")
    after, (found,) = embed(publication("<p>轮子</p>"), installed_with(song))
    assert (found.code, len(fonts_of(after))) == ("G302", 1)


def test_fonts_beyond_the_limit_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banben.embedding.stage.MOST_BYTES", 500)
    song = draw(tmp_path, "Drawn Song", "轮子")
    _, (found,) = embed(publication("<p>轮子</p>"), installed_with(song))
    assert found.code == "G303"


# --- rare characters ---------------------------------------------------------------------


def test_a_rare_character_always_brings_its_glyph(tmp_path: Path) -> None:
    installed = installed_with(draw(tmp_path, "Drawn Wide", f"轮子{EXT_B}"))
    after, problems = embed(publication(f"<p>轮{EXT_B}子</p>", embedding=False), installed)
    assert problems == ()
    assert f'<p>轮<span class="rare">{EXT_B}</span>子</p>' in text_of(after)
    fonts = fonts_of(after)
    assert set(fonts) == {"fonts/banben-rare.woff2", "fonts/banben-rare.ttf"}
    assert all(characters(font) == {EXT_B} for font in fonts.values())
    assert "unicode-range: U+2A6A5;" in after.sheet
    assert '.rare { font-family: "Banben Rare", serif; font-weight: normal; }' in after.sheet


def test_only_the_rare_character_leaves_the_readers_font(tmp_path: Path) -> None:
    installed = installed_with(draw(tmp_path, "Drawn Wide", f"轮子{EXT_B}"))
    after, _ = embed(publication(f"<p>轮{EXT_B}子</p>", embedding=False), installed)
    assert "html {" not in after.sheet and "body {" not in after.sheet
    assert "!important" not in after.sheet


def test_neighbours_share_a_span(tmp_path: Path) -> None:
    installed = installed_with(draw(tmp_path, "Drawn Wide", f"𠀋{EXT_B}"))
    after, _ = embed(publication(f"<p>{EXT_B}𠀋，{EXT_B}</p>", embedding=False), installed)
    assert f'<span class="rare">{EXT_B}𠀋</span>，<span class="rare">{EXT_B}</span>' in text_of(after)


def test_a_rare_character_keeps_the_design_of_its_passage(tmp_path: Path) -> None:
    wide = draw(tmp_path, "Drawn Wide", f"{EXT_B}𠀋")
    hei = draw(tmp_path, "Drawn Hei", "𠀋", weight=500)
    body = f"<h1>𠀋{EXT_B}</h1><p>𠀋</p>"
    after, _ = embed(publication(body, embedding=False), installed_with(wide, hei))
    assert f'<h1><span class="rare rare-hei">𠀋{EXT_B}</span></h1>' in text_of(after)
    assert '.rare { font-family: "Banben Rare 2", serif; font-weight: normal; }' in after.sheet
    assert '.rare-hei { font-family: "Banben Rare", "Banben Rare 2", sans-serif;' in after.sheet


def test_attributes_and_titles_take_no_span(tmp_path: Path) -> None:
    installed = installed_with(draw(tmp_path, "Drawn Wide", EXT_B))
    body = f'<p title="{EXT_B}"><img src="a.png" alt="{EXT_B}"/>字</p><!-- {EXT_B} -->'
    before = publication(body, embedding=False)
    assert embed(before, installed) == (before, ())


def test_lines_stay_where_they_were(tmp_path: Path) -> None:
    installed = installed_with(draw(tmp_path, "Drawn Wide", EXT_B))
    before = publication(f"<p>一\n{EXT_B}</p>\n<p>二 &amp; <b>{EXT_B}</b></p>", embedding=False)
    after, _ = embed(before, installed)
    assert text_of(after).count("\n") == text_of(before).count("\n")
    assert text_of(after).replace('<span class="rare">', "").replace("</span>", "") == text_of(before)


def test_a_form_chosen_by_a_selector_comes_along(tmp_path: Path) -> None:
    form = "葛\U000e0100"
    wide = draw(tmp_path, "Drawn Wide", "葛", variants=[("葛", "\U000e0100")])
    after, _ = embed(publication(f"<p>葛与{form}</p>", embedding=False), installed_with(wide))
    assert f'<p>葛与<span class="rare">{form}</span></p>' in text_of(after)
    (table,) = (t for t in fonts_of(after)["fonts/banben-rare.woff2"]["cmap"].tables if t.format == 14)
    assert list(table.uvsDict) == [0xE0100]


def test_a_form_that_no_font_has_stays_the_readers(tmp_path: Path) -> None:
    before = publication("<p>葛\U000e0100</p>", embedding=False)
    assert embed(before, installed_with(draw(tmp_path, "Drawn Wide", "葛"))) == (before, ())


def test_a_mark_stays_with_its_letter(tmp_path: Path) -> None:
    wide = draw(tmp_path, "Drawn Wide", "o\u030d")
    after, _ = embed(publication("<p>go\u030d</p>", embedding=False), installed_with(wide))
    assert '<p>g<span class="rare">o\u030d</span></p>' in text_of(after)


def test_a_rare_character_without_a_font_is_said(tmp_path: Path) -> None:
    before = publication(f"<p>{EXT_B}</p>", embedding=False)
    after, (found,) = embed(before, installed_with(draw(tmp_path, "Drawn Wide", "轮")))
    assert (after, found.code) == (before, "G304")


def test_a_font_that_merely_is_installed_must_name_its_licence(tmp_path: Path) -> None:
    other = draw(tmp_path, "Bought", EXT_B, licence="All rights reserved.", address="")
    before = publication(f"<p>{EXT_B}</p>", embedding=False)
    assert embed(before, installed_with(other))[0] == before


# --- the sheet ---------------------------------------------------------------------------


def test_the_books_own_name_stands_before_the_familys(tmp_path: Path) -> None:
    hei = draw(tmp_path, "Drawn Hei", "轮", weight=500)
    after, _ = embed(publication("<h1>轮</h1>"), installed_with(hei))
    assert after.sheet.startswith('h1 { font-family: "Banben Hei", "Drawn Hei", sans-serif;')
    assert (
        '@font-face { font-family: "Banben Hei"; font-weight: 500; font-style: normal;'
        ' src: url("fonts/banben-hei-500.woff2") format("woff2"); }'
    ) in after.sheet


def test_running_text_gets_the_designs_font_where_no_other_rule_speaks(tmp_path: Path) -> None:
    song = draw(tmp_path, "Drawn Song", "轮")
    after, _ = embed(publication("<p>轮</p>"), installed_with(song))
    assert 'html { font-family: "Banben Song", serif; }' in after.sheet


def test_a_font_that_the_edition_names_sets_the_running_text(tmp_path: Path) -> None:
    before = publication("<p>轮</p>")
    edition = replace(before.edition, tokens=(("font-song", '"Drawn Own", serif'),))
    installed = installed_with(draw(tmp_path, "Drawn Song", "轮"), draw(tmp_path, "Drawn Own", "轮"))
    after, _ = embed(replace(before, edition=edition), installed)
    assert "Banben Song ← Drawn Own," in notes(after)
    assert 'html { font-family: "Banben Song", serif; }' in after.sheet


@pytest.mark.parametrize("store", ["kobo", "kindle"])
def test_a_store_without_woff2_gets_opentype(tmp_path: Path, store: str) -> None:
    before = publication("<p>轮</p>")
    edition = replace(before.edition, store=load_store(store))
    song = draw(tmp_path, "Drawn Song", "轮")
    after, _ = embed(replace(before, edition=edition), installed_with(song))
    (font,) = (asset for asset in after.fonts if asset.media_type.startswith("font/"))
    assert (font.name, font.media_type) == ("fonts/banben-song-400.ttf", "font/ttf")
    assert 'url("fonts/banben-song-400.ttf") format("truetype")' in after.sheet


# --- packing -----------------------------------------------------------------------------


def test_the_packer_still_calls_brotli_as_it_did() -> None:
    assert digest(PATCH) == PATCH.digest, "fontTools has changed: compare, then take its digest"


def test_a_quick_packing_is_the_same_font(tmp_path: Path) -> None:
    content = draw(tmp_path, "Drawn Song", "轮子。").path.read_bytes()
    slow = packed(content, "woff2")
    with patched((PATCH,)):
        quick = packed(content, "woff2")
    assert woff2.brotli is not None and not isinstance(woff2.brotli, Quicker)
    fonts = [TTFont(BytesIO(one)) for one in (slow, quick)]
    assert fonts[0].getGlyphOrder() == fonts[1].getGlyphOrder()
    assert len(quick) < 1.1 * len(slow) + 100
