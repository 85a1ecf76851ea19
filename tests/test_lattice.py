"""The lattice reads clauses by the frequencies of words, and says how probable each form is."""

from __future__ import annotations

import marisa_trie
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion.lattice import Lattice
from banben.conversion.word_list import _NUMBER, WordList, word_list


def lattice(**words: tuple[str, float]) -> Lattice:
    """Return a lattice of *words*: source=(form, weight)."""
    packed = [(word, _NUMBER.pack(weight, False) + form.encode()) for word, (form, weight) in words.items()]
    return Lattice(WordList(marisa_trie.BytesTrie(packed)))


def test_the_longer_word_wins_where_it_is_frequent() -> None:
    read = lattice(头=("頭", 0.1), 发=("發", 0.1), 头发=("頭髮", 0.5)).read("头发")
    assert read.text == "頭髮"
    assert [(word.start, word.end, word.form) for word in read.words] == [(0, 2, "頭髮")]


def test_probabilities_come_from_all_ways_to_cut() -> None:
    read = lattice(头=("頭", 0.5), 发=("發", 0.5), 头发=("頭髮", 0.25)).read("头发")
    assert read.spread[1] == pytest.approx({"發": 0.5, "髮": 0.5})


def test_what_no_list_knows_is_itself() -> None:
    assert lattice(头=("頭", 0.1)).read("囍头").text == "囍頭"


@given(st.text(st.sampled_from("头发里面干了只钟一二龘囍"), min_size=1, max_size=64))
def test_every_clause_has_a_reading_as_long_as_it_is(clause: str) -> None:
    read = Lattice(word_list("tw")).read(clause)
    assert len(read.text) == len(clause)
    assert [word.start for word in read.words] == [0, *(word.end for word in read.words[:-1])]
    assert all(sum(forms.values()) == pytest.approx(1) for forms in read.spread)
