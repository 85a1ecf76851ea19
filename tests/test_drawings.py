from __future__ import annotations

import pytest
from lxml import etree
from sample_book import svg

from banben.pictures import drawings
from banben.pictures.drawings import examine_drawing, looks_like_svg

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>"""


def codes(content: bytes) -> list[str]:
    verdict = examine_drawing(content)
    assert (verdict.picture is None) == any(code != "A209" for code, _ in verdict.faults)
    return [code for code, _ in verdict.faults]


def cleaned(content: bytes) -> etree._Element:
    picture = examine_drawing(content).picture
    assert picture is not None
    return etree.fromstring(picture.content)


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<circle r="1" onload="alert(1)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a href="#"><set attributeName="href" to=" JavaScript:alert(1)"/></a>',
    ],
)
def test_what_acts_is_refused(content: str) -> None:
    assert codes(svg(1, 1, content)) == ["A206"]


@pytest.mark.parametrize(
    "content",
    [
        '<image href="https://example.org/a.png"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="../a.png"/>',
        '<image href="data:image/svg+xml,%3Csvg/%3E"/>',
        '<use href="other.svg#a"/>',
        "<style>@import 'x.css';</style>",
        "<style>@font-face { src: url(https://example.org/f.woff) }</style>",
        "<style>text { fill: \\75rl(https://example.org/p.svg#a) }</style>",
        '<rect fill="url(https://example.org/p.svg#a)"/>',
        '<g xml:base="https://example.org/"><use href="#a"/></g>',
    ],
)
def test_what_lies_outside_is_refused(content: str) -> None:
    assert codes(svg(1, 1, content)) == ["A208"]


@pytest.mark.parametrize(
    "content",
    [
        '<rect fill="url(#shade)"/>',
        '<use href="#a"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>text { fill: red }</style>",
        '<a href="https://example.org/"><text>x</text></a>',
    ],
)
def test_what_stays_inside_is_kept(content: str) -> None:
    assert codes(svg(1, 1, content)) == []


def test_a_stylesheet_of_its_own_is_refused() -> None:
    assert codes(b'<?xml-stylesheet href="x.css"?>' + svg(1, 1, "")) == ["A208"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(encoding: str) -> None:
    assert codes(LAUGHS.decode().encode(encoding)) == ["A207"]


def test_a_harmless_doctype_goes_without_a_word() -> None:
    doctype = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    picture = examine_drawing(doctype + svg(1, 1, "")).picture
    assert picture is not None
    assert b"DOCTYPE" not in picture.content


def test_broken_xml_is_damaged() -> None:
    assert codes(b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>') == ["A201"]


@pytest.mark.parametrize("content", [b"<html><body>404<br></body></html>", b"<html/>", b"<svg/>"])
def test_what_no_reader_shows_is_no_picture(content: bytes) -> None:
    assert codes(content) == ["A205"]


def test_a_vast_drawing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "MOST_BYTES", 10)
    assert codes(svg(1, 1, "")) == ["A203"]


def test_editors_remains_go_and_the_words_stay() -> None:
    remains = (
        '<metadata>m</metadata><x:grid xmlns:x="urn:editor"/><!-- c -->'
        '<text xmlns:i="urn:i" i:label="t">市<!-- c -->场</text>'
    )
    root = cleaned(svg(1, 1, remains))
    assert [etree.QName(item).localname for item in root.iter()] == ["svg", "text"]
    assert "".join(root.itertext()).strip() == "市场"
    assert not root[0].attrib
    assert set(root.nsmap.values()) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    ("attributes", "width", "height", "found"),
    [
        ('width="10mm" height="1in"', 38, 96, []),
        ('viewBox="0 0 200 100"', 200, 100, []),
        ('viewBox="0 0 200 100" width="50"', 50, 25, []),
        ('viewBox="0 0 200 100" width="100%" height="100%"', 200, 100, []),
        ("", 300, 150, ["A209"]),
    ],
)
def test_every_drawing_gets_a_size_and_a_view_box(
    attributes: str, width: int, height: int, found: list[str]
) -> None:
    verdict = examine_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert verdict.picture is not None
    assert (verdict.picture.width, verdict.picture.height) == (width, height)
    assert [code for code, _ in verdict.faults] == found
    root = etree.fromstring(verdict.picture.content)
    assert {"width", "height", "viewBox"} <= set(root.attrib)


@pytest.mark.parametrize("start", [b"<svg", b"\xef\xbb\xbf  <svg", "<svg".encode("utf-16")])
def test_a_drawing_is_known_by_its_first_sign(start: bytes) -> None:
    assert looks_like_svg(start)
    assert not looks_like_svg(b"\x89PNG")
