"""Every rule of every store finds the fault that it forbids; what the store takes has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_publication import epub
from sample_store import SPOILERS, good, spoilt

from banben.documents import Artifact
from banben.problems import catalogue
from banben.store_rules import NUMBERS, code_of
from banben.stores import Rule, known_stores, load_store
from banben.verify.store import CHECKS, check_store
from banben.verify.store_cover import FAULTS
from banben.writers.epub import write

# Published codes: what a store refuses, and what it advises against.
REFUSED = {
    "S201", "S203", "S204", "S205", "S206", "S207", "S210", "S211", "S212", "S213", "S214", "S216",
    "S217", "S220", "S230", "S233", "S240", "S241", "S242", "S245", "S246", "S253", "S260", "S261",
}  # fmt: skip
ADVISED = {
    "S301", "S302", "S303", "S304", "S305", "S306", "S307", "S310", "S311", "S312", "S313", "S314",
    "S315", "S316", "S317", "S318", "S319", "S320", "S330", "S331", "S332", "S333", "S340", "S341",
    "S342", "S343", "S344", "S345", "S346", "S350", "S351", "S352", "S353", "S360", "S361", "S362",
    "S363", "S364",
}  # fmt: skip
RULES = [(code, rule) for code in known_stores() for rule in load_store(code).rules]


@pytest.mark.parametrize("code", known_stores())
def test_what_a_store_takes_is_passed_over_in_silence(code: str) -> None:
    book = good(load_store(code))
    artifact, _ = write(book)
    assert check_store(artifact, book) == ()


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[f"{code}-{rule.kind}" for code, rule in RULES])
def test_every_rule_finds_what_it_forbids(code: str, rule: Rule) -> None:
    store = load_store(code)
    artifact, book = spoilt(store, rule)
    found = {item.code: item for item in check_store(artifact, book)}
    told = found[code_of(rule)]
    assert told.severity == ("error" if rule.level == "must" else "warning")
    assert store.name in told.message("en")
    assert rule.source in told.help("zh")


def test_every_kind_of_rule_is_checked_and_has_a_fixture() -> None:
    assert set(CHECKS) | set(FAULTS) == set(NUMBERS)
    assert not set(CHECKS) & set(FAULTS)
    assert set(SPOILERS) | {"file-bytes"} == set(NUMBERS)
    codes = {code_of(rule) for _, rule in RULES}
    assert codes == {code for code in catalogue() if code.startswith(("S2", "S3"))} == REFUSED | ADVISED


def test_the_place_is_the_writers_own() -> None:
    kindle = load_store("kindle")
    artifact, book = spoilt(kindle, _rule("kindle", "elements"))
    (told,) = (item for item in check_store(artifact, book) if item.code == "S260")
    assert told.origin is not None
    assert (told.origin.path, told.origin.line) == ("01.md", 10)
    assert dict(told.values)["found"] == "<script>"


def test_how_much_too_much_it_is() -> None:
    artifact, book = spoilt(load_store("apple"), _rule("apple", "picture-pixels"))
    (told,) = check_store(artifact, book)
    assert dict(told.values)["found"] == "5,607,424"
    assert dict(told.values)["limit"] == "5,600,000"
    assert dict(told.values)["name"] == "images/planted.png"


def test_a_file_that_cannot_be_read_is_left_to_other_checks() -> None:
    book = replace(epub(), edition=replace(epub().edition, store=load_store("apple")))
    assert check_store(Artifact("a.epub", "cn", "epub", b"no zip"), book) == ()


def _rule(code: str, kind: str) -> Rule:
    rule = load_store(code).rule(kind)
    assert rule is not None
    return rule
