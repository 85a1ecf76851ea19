"""Kinds of boxes: shipped ones and a book's own."""

from __future__ import annotations

from banben.boxes import read_boxes

OWN = """\
[recap]
names = ["回顾"]
label = "回顾"
audiences = ["student"]
breaks = false

[tip]
names = ["诀窍"]
label = "诀窍"
"""


def test_the_shipped_kinds_are_there() -> None:
    kinds, problems = read_boxes(None)
    assert not problems
    names = {name: kind for kind in kinds for name in kind.names}
    assert {"要点", "练习", "案例", "讲师提示", "注意"} <= set(names)
    assert names["讲师提示"].audiences == {"trainer"}
    assert not names["工作表"].breaks


def test_a_books_own_kinds_add_and_override() -> None:
    kinds, problems = read_boxes(OWN)
    assert not problems
    by_key = {kind.key: kind for kind in kinds}
    assert by_key["recap"].audiences == {"student"}
    assert (by_key["recap"].breaks, by_key["recap"].template) == (False, "box.xhtml")
    assert by_key["tip"].names == ("诀窍",)
    assert "summary" in by_key


def test_a_name_opens_one_kind_only() -> None:
    _, (found,) = read_boxes('[recap]\nnames = ["要点"]\nlabel = ""\n')
    assert (found.code, dict(found.values)) == ("C214", {"name": "要点", "other": "summary"})


def test_a_fault_in_the_books_file_is_told_and_the_shipped_kinds_stay() -> None:
    shipped, _ = read_boxes(None)
    for text, code in (("[recap", "C101"), ('[recap]\nnames = "回顾"\nlabel = ""\n', "C103")):
        kinds, problems = read_boxes(text)
        assert problems[0].code == code
        assert problems[0].origin is not None
        assert problems[0].origin.path == "templates/boxes.toml"
        assert {kind.key for kind in shipped} <= {kind.key for kind in kinds}
