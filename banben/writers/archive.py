"""A ZIP whose bytes depend on its content alone: fixed dates, fixed permissions, given order."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

UNIX = 3
FILE_MODE = 0o100644
# Deflating what is compressed already costs time and gains less than one percent.
STORED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".woff2")


class Archive(ZipFile):
    """A ZIP for writing, because EbookLib stamps the clock and the user's umask on every entry.

    `mimetype` and pictures are stored, everything else is deflated (EPUB 3.3 section 4.2.2).
    """

    def __init__(self, target: IO[bytes], modified: datetime) -> None:
        super().__init__(target, "w", ZIP_DEFLATED)
        # A DOS date counts from 1980 to 2107.
        year = min(max(modified.year, 1980), 2107)
        self._date = (year, *modified.timetuple()[1:6])

    def add(self, name: str, content: bytes) -> None:
        """Write *content* as the entry *name*; a name that is there already is a fault of the caller."""
        if name in self.NameToInfo:
            raise ValueError(f"{name} stands twice in the archive")
        info = ZipInfo(name, self._date)
        info.create_system = UNIX
        info.external_attr = FILE_MODE << 16
        plain = name == "mimetype" or name.endswith(STORED)
        info.compress_type = ZIP_STORED if plain else ZIP_DEFLATED
        super().writestr(info, content)
