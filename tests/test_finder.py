"""Many words at once: the longest, left to right, none overlapping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banben.conversion.finder import Finder, never

WORDS = st.lists(st.text(st.sampled_from("甲乙丙"), min_size=1, max_size=4), max_size=6)


def test_the_longest_word_wins() -> None:
    assert list(Finder.of(["甲", "甲乙", "乙丙"]).find("甲乙丙甲", never)) == [(0, "甲乙"), (3, "甲")]


def test_what_crosses_gives_way_to_a_shorter_word() -> None:
    found = Finder.of(["甲乙", "甲"]).find("甲乙", lambda start, end: end - start > 1)
    assert list(found) == [(0, "甲")]


def test_no_words_find_nothing() -> None:
    assert list(Finder.of([]).find("甲]乙", never)) == []


@given(WORDS, st.text(st.sampled_from("甲乙丙丁"), max_size=20))
def test_what_is_found_stands_there_and_never_overlaps(words: list[str], text: str) -> None:
    end = 0
    for start, word in Finder.of(words).find(text, never):
        assert text[start : start + len(word)] == word
        assert start >= end
        end = start + len(word)
