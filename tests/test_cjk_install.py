"""The composer is installed for a while, in the WeasyPrint that it was written for, and leaves no trace."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from typing import Any

import pytest
import weasyprint
from sample_lines import fonts, page, read
from sample_publication import EDITION
from weasyprint import HTML

from banben.cjk.install import patches
from banben.cjk.settings import Settings, settings_of
from banben.editions import Lines
from banben.patches import Patch, digest, patched
from banben.writers.tuning import VERSIONS, tuned

ALL = patches(Settings(vertical=True))


def name(patch: Patch) -> str:
    return f"{getattr(patch.owner, '__name__', patch.owner)}.{patch.name}"


@pytest.mark.parametrize("patch", ALL, ids=name)
def test_what_is_replaced_is_what_its_patch_was_written_against(patch: Patch) -> None:
    assert patch.digest, f"{name(patch)} has no digest"
    assert digest(patch) == patch.digest, f"{name(patch)} has changed: compare, then take its digest"


def test_the_installed_weasyprint_is_the_one_that_is_extended() -> None:
    assert weasyprint.__version__ == VERSIONS[0] == "70.0"


def everything() -> dict[str, Any]:
    """Return all that the modules and classes of WeasyPrint have under their names."""
    found: dict[str, Any] = {}
    for module in pkgutil.walk_packages(weasyprint.__path__, "weasyprint."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for key, value in vars(loaded).items():
            found[f"{module.name}.{key}"] = value
            if isinstance(value, type) and value.__module__.startswith("weasyprint"):
                inside = vars(value).items()
                found.update((f"{module.name}.{key}.{inner}", held) for inner, held in inside)
    return found


def changed(before: dict[str, Any]) -> set[str]:
    after = everything()
    return {key for key in before.keys() | after.keys() if before.get(key) is not after.get(key)}


@pytest.mark.parametrize("vertical", [False, True])
def test_nothing_stays_installed(vertical: bool) -> None:
    before = everything()
    with patched(patches(Settings(vertical=vertical))):
        HTML(string=page("<p>国家，ab</p>", 3)).write_pdf(font_config=fonts())
        assert changed(before)
    assert changed(before) == set()


def test_nothing_stays_installed_after_a_fault_either() -> None:
    before = everything()
    with pytest.raises(RuntimeError), patched(ALL):
        raise RuntimeError
    assert changed(before) == set()


def test_a_horizontal_edition_has_nothing_of_a_vertical_one() -> None:
    flat = {name(patch) for patch in patches(Settings())}
    assert flat < {name(patch) for patch in ALL}
    assert "weasyprint.pdf.fonts.build_fonts_dictionary" not in flat


def test_no_name_is_replaced_twice() -> None:
    names = [name(patch) for patch in ALL]
    assert len(names) == len(set(names))


def made() -> list[tuple[str, bool]]:
    document = HTML(string=page("<p>国家，（ab）</p>", 3)).render(font_config=fonts())
    return [(line.text, line.composed) for line in read(document)]


def test_lines_are_composed_inside_and_not_outside() -> None:
    stock = made()
    assert not any(composed for _, composed in stock)
    with patched(patches(Settings())):
        assert all(composed for _, composed in made())
    assert made() == stock


@pytest.mark.parametrize("order", ["inside", "outside"])
def test_the_composer_and_what_makes_layout_faster_go_together(order: str) -> None:
    with patched(patches(Settings())):
        alone = made()
    if order == "inside":
        with tuned(), patched(patches(Settings())):
            assert made() == alone
    else:
        with patched(patches(Settings())), tuned():
            assert made() == alone


def test_an_edition_says_how_its_lines_are_composed() -> None:
    assert settings_of(EDITION) == Settings()
    lines = Lines("strict", hanging=True, gap=0.125)
    assert settings_of(replace(EDITION, writing="vertical", lines=lines)) == Settings(
        "strict", hanging=True, gap=0.125, vertical=True
    )
