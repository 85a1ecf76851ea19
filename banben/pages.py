"""Pages counted while they are laid out, for the progress on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from banben.jobs import Progress, Report

STEP = 10
"""A report every so many pages: more would cost the layout time."""


class _Counter(logging.Handler):
    """Turns WeasyPrint's own progress records («Creating layout - Page N») into reports."""

    def __init__(self, edition: str, report: Report) -> None:
        super().__init__(logging.INFO)
        self.edition, self.report = edition, report

    def emit(self, record: logging.LogRecord) -> None:
        """Report every STEP pages; records about other steps carry no page."""
        if "Page %d" in str(record.msg) and isinstance(record.args, tuple):
            page = record.args[0]
            if isinstance(page, int) and page % STEP == 0:
                self.report(Progress(self.edition, "pdf", page))


@contextmanager
def counted(edition: str, report: Report) -> Iterator[None]:
    """Report the pages that WeasyPrint lays out inside the context."""
    logger = logging.getLogger("weasyprint.progress")
    handler = _Counter(edition, report)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
