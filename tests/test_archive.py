"""The canonical ZIP: bytes that depend on nothing but names and contents."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from banben.writers.archive import Archive

MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def entries(moment: datetime = MOMENT) -> dict[str, ZipInfo]:
    target = BytesIO()
    with Archive(target, moment) as archive:
        archive.add("mimetype", b"application/epub+zip")
        archive.add("EPUB/c01.xhtml", "字".encode() * 100)
        archive.add("EPUB/cover.jpg", b"\xff" * 100)
    return {info.filename: info for info in ZipFile(target).infolist()}


def test_the_mimetype_and_pictures_are_stored_and_text_is_deflated() -> None:
    found = {name: info.compress_type for name, info in entries().items()}
    assert found == {"mimetype": ZIP_STORED, "EPUB/c01.xhtml": ZIP_DEFLATED, "EPUB/cover.jpg": ZIP_STORED}


def test_dates_and_permissions_come_from_the_book_and_not_from_the_machine() -> None:
    for info in entries().values():
        assert info.date_time == (2026, 11, 23, 8, 30, 0)
        assert info.external_attr >> 16 == 0o100644
        assert info.create_system == 3


@pytest.mark.parametrize(("year", "shown"), [(1890, 1980), (2500, 2107)])
def test_a_year_that_a_zip_cannot_hold_is_clamped(year: int, shown: int) -> None:
    assert entries(MOMENT.replace(year=year))["mimetype"].date_time[0] == shown


def test_a_name_stands_once() -> None:
    with Archive(BytesIO(), MOMENT) as archive:
        archive.add("a", b"")
        with pytest.raises(ValueError, match="twice"):
            archive.add("a", b"")
