"""The converter: what stays, what rules decide, and that no character of the source is lost."""

from __future__ import annotations

from conftest import converted, decided
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion import Line, Rule, Rules, converter_for
from banben.editions import Settings
from banben.model import Origin
from banben.regions import load_region

SENTENCES = st.text(
    st.sampled_from(
        "头发里面干了只钟软件质量通过项目经理，。a1 \u00ad\u200b\ufffc\x00\ud800余先生https://a.cn/后台"
    ),
    max_size=40,
)


@given(SENTENCES, st.sampled_from(["tw", "hk"]), st.booleans())
def test_the_sources_of_the_segments_are_the_line(text: str, region: str, words: bool) -> None:
    engine = converter_for(load_region(region), Settings(vocabulary=words), Rules())
    (line,) = engine.convert([Line(text)])
    assert "".join(segment.source for segment in line) == text
    assert "".join(segment.result for segment in line) == line.text
    assert all(0 <= segment.confidence <= 1 for segment in line)


@given(SENTENCES)
def test_characters_alone_keep_their_number(text: str) -> None:
    assert len(converted(text)) == len(text)


def test_a_rule_comes_before_the_vocabulary_and_is_never_touched_again() -> None:
    rules = Rules((Rule("软件", "软件", "", Origin("glossary/tw.tsv", 1)),))
    engine = converter_for(load_region("tw"), Settings(), rules)
    (line,) = engine.convert([Line("软件与硬件")])
    assert line.text == "软件與硬體"
    assert line.rules == ("glossary/tw.tsv:1",)


def test_a_word_that_depends_on_the_sense_is_proposed() -> None:
    (item,) = [item for item in decided("这份文件需要签字", words=True) if item.source == "文件"]
    assert (item.kind, item.result, item.alternatives) == ("proposal", "文件", ("檔案",))


def test_a_proposal_keeps_its_characters_right() -> None:
    (item,) = [item for item in decided("对象", words=True) if item.source == "对象"]
    assert item.result == "對象"
