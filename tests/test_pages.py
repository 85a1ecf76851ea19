"""Pages are counted from WeasyPrint's own progress records while a book is laid out."""

from __future__ import annotations

import logging

from banben.jobs import Progress
from banben.pages import STEP, counted


def test_every_tenth_page_is_reported() -> None:
    seen: list[Progress] = []
    logger = logging.getLogger("weasyprint.progress")
    with counted("tw", seen.append):
        logger.info("Step 4 - Creating formatting structure")
        for page in range(1, 2 * STEP + 2):
            logger.info("Step 5 - Creating layout - Page %d", page)
    assert seen == [Progress("tw", "pdf", STEP), Progress("tw", "pdf", 2 * STEP)]


def test_the_logger_is_left_as_it_was() -> None:
    logger = logging.getLogger("weasyprint.progress")
    before = (logger.level, list(logger.handlers))
    with counted("tw", lambda _: None):
        pass
    assert (logger.level, list(logger.handlers)) == before


def test_weasyprint_still_reports_its_pages_in_these_words() -> None:
    import weasyprint

    seen: list[Progress] = []
    html = "<style>@page{size:50mm}</style>" + "<p style='break-after:page'>页" * (STEP + 1)
    with counted("cn", seen.append):
        weasyprint.HTML(string=html).render()
    assert Progress("cn", "pdf", STEP) in seen
