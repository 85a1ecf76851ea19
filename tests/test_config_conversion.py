"""The conversion's settings in book.toml: the book's, an edition's, and what a region does not know."""

from __future__ import annotations

from banben.config.book import fit
from banben.config.editions import read_editions
from banben.editions import Edition, Settings
from banben.problems import Problem
from banben.toml_places import read_toml


def read(text: str) -> tuple[dict[str, Edition], tuple[Problem, ...]]:
    values, places, broken = read_toml(text, "book.toml")
    assert not broken
    config, misfits = fit(values, places)
    editions, found = read_editions(config, ())
    return {edition.name: edition for edition in editions}, misfits + found


def test_without_a_word_about_it_an_edition_has_the_defaults() -> None:
    editions, problems = read("[editions.tw]\n")
    assert (editions["tw"].conversion, problems) == (Settings(), ())


def test_an_edition_goes_before_the_book_key_by_key() -> None:
    editions, problems = read("""
[conversion]
vocabulary = false
review = "required"
threshold = 0.8
switches = { tai = "台", li = "裏" }
[editions.tw.conversion]
review = "optional"
switches = { tai = "臺" }
[editions.hk]
""")
    assert problems == ()
    assert editions["tw"].conversion == Settings(False, False, 0.8, (("li", "裏"), ("tai", "臺")))
    assert editions["hk"].conversion == Settings(False, True, 0.8, (("li", "裏"), ("tai", "台")))


def test_a_switch_of_the_book_passes_over_regions_that_do_not_know_it() -> None:
    editions, problems = read('[conversion.switches]\ndates = "minguo"\n')
    assert problems == ()
    assert {name: edition.conversion.switches for name, edition in editions.items()} == {
        "cn": (),
        "tw": (("dates", "minguo"),),
        "hk": (),
    }


def test_an_editions_own_switch_must_be_its_regions() -> None:
    editions, (problem,) = read('[editions.cn.conversion.switches]\ntai = "台"\n')
    assert (problem.code, problem.origin and problem.origin.line) == ("C218", 2)
    assert dict(problem.values)["known"] == "—"
    assert editions["cn"].conversion.switches == ()


def test_quotation_marks_become_the_regions() -> None:
    editions, problems = read("""
[conversion.switches]
quotes = "『』「」"
[editions.cn]
[editions.tw]
[editions.hk.conversion.switches]
quotes = "“”‘’"
""")
    assert problems == ()
    assert {name: edition.region.quotes for name, edition in editions.items()} == {
        "cn": "『』「」",
        "tw": "『』「」",
        "hk": "“”‘’",
    }
    assert all(edition.conversion.switches == () for edition in editions.values())


def test_in_columns_marks_are_square_unless_the_edition_itself_wants_others() -> None:
    columns = 'region = "cn"\nwriting = "vertical"\n'
    own = "[editions.own.conversion.switches]\nquotes = "
    editions, problems = read(f"""
[conversion.switches]
quotes = "“”‘’"
[editions.cn]
[editions.upright]
{columns}
[editions.own]
{columns}
{own}"「」『』"
""")
    assert problems == ()
    assert {name: edition.region.quotes for name, edition in editions.items()} == {
        "cn": "“”‘’",
        "upright": "『』「」",
        "own": "「」『』",
    }
    assert editions["upright"].region.numerals == "han"


def test_an_unknown_switch_is_told_with_the_nearest() -> None:
    _, (problem,) = read('[editions.tw.conversion.switches]\nzho = "周"\n')
    assert (problem.code, dict(problem.values)["nearest"]) == ("C102", "zhou")


def test_a_threshold_is_a_share() -> None:
    editions, (problem,) = read("[conversion]\nthreshold = 1.5\n[editions.tw]\n")
    assert (problem.code, editions["tw"].conversion.threshold) == ("C106", Settings().threshold)
