"""Bytes to text: what is accepted in silence, and what the writer is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.encoding import decode, likely_encoding
from banben.model import Origin

SIMPLIFIED = "市场部与销售部的江湖地位，是一个老话题。\n大家都在问：谁更重要？\n"
TRADITIONAL = "市場部與銷售部的江湖地位，是一個老話題。\n大家都在問：誰更重要？\n"


def codes(content: bytes) -> list[str]:
    return [found.code for found in decode(content, "a.md")[1]]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_end_are_accepted_in_silence(mark: bytes, end: str) -> None:
    assert decode(mark + f"一{end}二{end}".encode(), "a.md") == ("一\n二\n", ())


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]) | st.just("\n")))
def test_plain_text_comes_back_as_it_was(text: str) -> None:
    text = text.replace("\ufeff", "")
    assert decode(text.encode(), "a.md") == (text, ())


@given(st.binary(max_size=200))
def test_no_bytes_whatever_are_a_fault_of_ours(content: bytes) -> None:
    text, problems = decode(content, "a.md")
    text.encode()
    assert problems or text.encode() == content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(
        b"\r", b"\n"
    )


@pytest.mark.parametrize(
    ("codec", "text", "likely"),
    [
        ("gb18030", SIMPLIFIED, "GB18030"),
        ("gbk", "市场部", "GB18030"),
        ("gbk", "# 序\n\n本书为内部培训所写。", "GB18030"),
        ("big5", TRADITIONAL, "BIG5-HKSCS"),
        ("utf-16", SIMPLIFIED, "UTF-16"),
        ("utf-16-le", SIMPLIFIED, "UTF-16LE"),
        ("utf-16-be", SIMPLIFIED, "UTF-16BE"),
        ("utf-16-le", "plain ASCII\n", "UTF-16LE"),
        ("utf-32", SIMPLIFIED, "UTF-32"),
    ],
)
def test_another_encoding_is_named_and_read_for_the_frames(codec: str, text: str, likely: str) -> None:
    content = text.encode(codec)
    assert likely_encoding(content) == likely
    read, (found,) = decode(content, "a.md")
    assert found.code == "F101"
    assert dict(found.values)["likely"] == likely
    assert read == text


def test_the_first_bad_byte_has_its_place() -> None:
    content = "一\r\n二三".encode() + "市场部的人".encode("gbk")
    _, (found,) = decode(content, "a.md")
    assert found.origin == Origin("a.md", 2, 3)


def test_utf8_with_one_bad_byte_is_not_taken_for_another_encoding() -> None:
    read, (found,) = decode(SIMPLIFIED.encode() + b"\xff\n", "a.md")
    assert (found.code, found.origin) == ("F107", Origin("a.md", 3, 1))
    assert read == SIMPLIFIED + "\ufffd\n"


def test_control_characters_are_told_once_a_line() -> None:
    text, problems = decode("a\0b\0\n\x1b\n\ttab\n\u2028".encode(), "a.md")
    assert [(found.code, found.origin) for found in problems] == [
        ("F102", Origin("a.md", 1, 2)),
        ("F102", Origin("a.md", 2, 1)),
        ("F102", Origin("a.md", 4, 1)),
    ]
    assert dict(problems[0].values)["character"] == "U+0000"
    assert text == "a\ufffdb\ufffd\n\ufffd\n\ttab\n\ufffd", "nothing is dropped in silence"


def test_a_lone_surrogate_has_its_place_and_a_pair_is_joined() -> None:
    content = "好\n\ud83d\ude00坏\udc00".encode("utf-8", "surrogatepass")
    text, (found,) = decode(content, "a.md")
    assert text == "好\n😀坏\ufffd"
    assert (found.code, found.origin) == ("F103", Origin("a.md", 2, 3))


def test_a_replacement_character_is_a_trace_of_lost_text() -> None:
    assert codes("前\ufffd后".encode()) == ["F104"]


@pytest.mark.parametrize("content", [b"PK\x03\x04...", b"%PDF-1.7", b"\x89PNG\r\n", b"\x00\x01\x02\x80" * 40])
def test_what_is_no_text_at_all_is_said_so(content: bytes) -> None:
    text, problems = decode(content, "a.md")
    assert text == ""
    assert [found.code for found in problems] == ["F106"]
