"""Every defect planted in a finished EPUB is found, by the check that it is for, and by no false one."""

from __future__ import annotations

from collections.abc import Callable

import planted
import pytest
from defects import DEFECTS
from sample_publication import book, epub

from banben.documents import Artifact, Publication
from banben.problems import Problem, catalogue
from banben.verify import verify
from banben.verify.epub import CHECKS
from banben.writers.epub import write


def own(artifact: Artifact, publication: Publication) -> list[Problem]:
    """Return the problems of our own checks, without the stores' advice."""
    return [item for item in verify(artifact, publication, book()) if item.code.startswith("V")]


@pytest.mark.parametrize("sound", [epub, planted.with_font, planted.with_pictures])
def test_a_sound_book_passes_every_check(sound: Callable[[], Publication]) -> None:
    publication = sound()
    assert own(write(publication)[0], publication) == []


def test_a_page_list_that_agrees_passes() -> None:
    artifact = planted.changed(write(epub())[0], planted.PAGES)
    assert own(artifact, epub()) == []


def test_packing_alone_changes_nothing() -> None:
    artifact = write(epub())[0]
    assert (
        planted.packed(planted.unpacked(artifact)) == artifact.content
        or own(planted.changed(artifact, lambda entries: None), epub()) == []
    )


@pytest.mark.parametrize("what", DEFECTS)
def test_a_planted_defect_is_found(what: str) -> None:
    defect = DEFECTS[what]
    found = own(*defect.file())
    assert defect.code in {item.code for item in found}
    assert len({item.code for item in found}) <= 2, [(item.code, item.values) for item in found]
    assert all(item.message("zh") and item.message("en") for item in found)


def test_every_check_has_its_defect() -> None:
    coded = {code for codes, _ in CHECKS for code in codes}
    assert coded - {"V240", "X602"} <= {defect.code for defect in DEFECTS.values()}
    family = {code for code in catalogue() if code.startswith("V2") and code < "V250"}
    assert family == {code for code in coded if code.startswith("V")} | {"V201", "V202", "V226", "V240"}
