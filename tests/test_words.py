"""The command line speaks Chinese or English by the locale."""

from __future__ import annotations

import re

import pytest

from banben.words import WORDS, locale, word


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "BANBEN_LANG": "zh"}, "zh"),
        ({}, "en"),
    ],
)
def test_locale(environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BANBEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert locale() == expected


def test_every_phrase_has_both_languages_and_the_same_fields() -> None:
    for key, phrase in WORDS.items():
        fields = [set(re.findall(r"\{(\w+)\}", phrase[language])) for language in ("zh", "en")]
        assert fields[0] == fields[1], key


def test_values_stand_in_the_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANBEN_LANG", "zh")
    assert word("page", n=12) == "12 页"
