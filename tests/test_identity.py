"""Names, identifiers and times of finished files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from sample_publication import METADATA, epub, print_book

from banben.documents import Publication
from banben.writers.identity import file_name, identifier, modified


def at(moment: datetime) -> Publication:
    return replace(epub(), metadata=replace(METADATA, modified=moment))


def test_a_file_is_named_by_slug_edition_and_format() -> None:
    assert file_name(epub()) == "wheels-cn.epub"
    assert file_name(print_book()) == "wheels-cn.pdf"


def test_an_isbn_is_the_identifier_of_its_own_format_only() -> None:
    assert identifier(epub()) == "urn:isbn:9787000000018"
    assert identifier(print_book()).startswith("urn:uuid:")


def test_without_isbn_the_identifier_is_the_same_in_every_build_and_differs_by_edition() -> None:
    book = print_book()
    other = replace(book, edition=replace(book.edition, name="tw"))
    assert identifier(book) == identifier(print_book())
    assert identifier(book) != identifier(other)


def test_times_are_told_in_utc() -> None:
    shanghai = datetime(2026, 11, 23, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    assert modified(at(shanghai)) == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    assert modified(at(datetime(2026, 11, 23, 8, 30, 1, 999))) == datetime(2026, 11, 23, 8, 30, 1, tzinfo=UTC)
