"""Page labels: the front matter in Roman numerals, the body from 1."""

from __future__ import annotations

import pytest

from banben.writers.labels import body_start


@pytest.mark.parametrize(
    ("names", "start"),
    [
        (["bare", "", "front", "front", "body", "body"], 4),
        (["body", "body"], 0),
        (["", "front"], 0),
        ([], 0),
    ],
)
def test_the_body_starts_at_its_first_page(names: list[str], start: int) -> None:
    assert body_start(names) == start
