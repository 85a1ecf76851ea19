"""OpenCC's dictionaries and ours: candidates, dropped rules, regional forms, one that is missing."""

from __future__ import annotations

import pytest

from banben.conversion import Rules, converter_for, dictionaries, lacking, regional
from banben.conversion.judges import Audited, Jieba, OpenCC
from banben.editions import Settings
from banben.regions import load_region


def test_a_character_has_opencc_s_forms_and_the_lexicon_s() -> None:
    assert dictionaries.candidates("tw")["发"] == ("發", "髮")
    assert set(dictionaries.candidates("tw")["湿"]) == {"溼", "濕"}


def test_words_of_the_lexicon_are_as_long_as_their_forms() -> None:
    assert [word for word, form in dictionaries.lexicon().items() if len(word) != len(form)] == []


def test_hong_kong_s_forms_are_derived() -> None:
    assert dictionaries.in_region(["裡面說著"], "hk") == ["裏面説着"]


def test_a_dropped_rule_is_off() -> None:
    assert "是只" in dictionaries.dropped()
    assert OpenCC("s2tw").convert(["还是只看结果"]) == ["還是隻看結果"]
    assert Audited("s2tw").convert(["还是只看结果"]) == ["還是只看結果"]


def test_jieba_writes_the_forms_of_hong_kong() -> None:
    assert Jieba("s2hk").convert(["这里面"]) == ["這裏面"]
    assert Jieba("s2hk").convert([]) == []


def test_a_missing_word_list_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    tw, cn = (converter_for(load_region(code), Settings(), Rules()) for code in ("tw", "cn"))
    assert lacking(tw) == ()
    monkeypatch.setattr(regional, "essay", lambda: None)
    assert [item.code for item in lacking(tw)] == ["E401"]
    assert lacking(cn) == ()
