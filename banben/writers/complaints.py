"""WeasyPrint's log as problems: what it ignores or cannot read is said once, with a code."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from banben.documents import Publication
from banben.model import Origin
from banben.problems import Problem, problem
from banben.writers.fetching import BASE, SHEET

PLACE = re.compile(r" at (\d+):(\d+)")
# A decorative picture has an empty text on purpose; that other pictures have one is checked with them.
EXPECTED = ('Image "%s" has no required alt description',)


@dataclass
class Complaints(logging.Handler):
    """Collects the records of WeasyPrint's logger, from warnings up."""

    records: list[logging.LogRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep *record*."""
        self.records.append(record)


@contextmanager
def listening() -> Iterator[Complaints]:
    """Collect what WeasyPrint logs inside, and keep it from every other handler."""
    logger = logging.getLogger("weasyprint")
    complaints = Complaints()
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)
        logger.propagate = propagated


def as_problems(complaints: Complaints, publication: Publication) -> tuple[Problem, ...]:
    """Return what was logged as problems, once each."""
    found = (_problem(record, publication) for record in complaints.records if record.msg not in EXPECTED)
    return tuple(dict.fromkeys(found))


def in_styles(problems: Sequence[Problem], place: Callable[[int], Origin | None]) -> tuple[Problem, ...]:
    """Return *problems* with lines of the sheet replaced by places in styles/, as `style.line_origin` has."""
    return tuple(
        replace(item, origin=place(item.origin.line)) if item.origin and item.origin.path == SHEET else item
        for item in problems
    )


def _problem(record: logging.LogRecord, publication: Publication) -> Problem:
    words = " ".join(record.getMessage().split())
    for start, make in KINDS.items():
        if str(record.msg).startswith(start):
            return make(record, publication)
    if PLACE.search(words):
        return _rule(words, publication)
    return problem("T308" if record.levelno < logging.ERROR else "T309", message=words)


def _rule(words: str, _: Publication) -> Problem:
    """Return the problem of a part of the sheet that is passed over; `in_styles` shows it in its file."""
    place = PLACE.search(words)
    origin = Origin(SHEET, int(place[1]), int(place[2])) if place else None
    return problem("T301", origin, message=PLACE.sub("", words).strip(" ."))


def _ignored(record: logging.LogRecord, publication: Publication) -> Problem:
    return _rule(" ".join(record.getMessage().split()), publication)


def _picture(record: logging.LogRecord, publication: Publication) -> Problem:
    url, reason = (*_arguments(record), "")[:2]
    name = url.removeprefix(BASE)
    if not url.startswith(BASE):
        return problem("T303", url=url)
    known = {asset.name: asset.origin for asset in publication.pictures.values()}
    return problem("T302", known.get(name), name=name, reason=reason or "SVG")


def _refused(record: logging.LogRecord, _: Publication) -> Problem:
    return problem("T303", url=_arguments(record)[0].removeprefix(BASE))


def _glyph(record: logging.LogRecord, _: Publication) -> Problem:
    character, point = (*_arguments(record), "", "")[:2]
    return problem("T304", character=character, point=f"U+{int(point):04X}")


def _target(record: logging.LogRecord, _: Publication) -> Problem:
    return problem("T305", target=_arguments(record)[0])


def _repeated(record: logging.LogRecord, _: Publication) -> Problem:
    return problem("T306", target=_arguments(record)[0])


def _cells(record: logging.LogRecord, _: Publication) -> Problem:
    return problem("T307", count=_arguments(record)[0])


def _late(record: logging.LogRecord, _: Publication) -> Problem:
    return problem("T310", note=_arguments(record)[0])


def _arguments(record: logging.LogRecord) -> tuple[str, ...]:
    arguments = record.args if isinstance(record.args, tuple) else ()
    return tuple(" ".join(str(argument).split()) for argument in arguments)


Maker = Callable[[logging.LogRecord, Publication], Problem]
# The starts of WeasyPrint 70's messages, and of our own (banben/cjk/notes_page.py).
KINDS: Mapping[str, Maker] = {
    "Ignored `": _ignored,
    "Failed to load image": _picture,
    "Failed to render SVG image": _picture,
    "Failed to load stylesheet": _refused,
    ".notdef glyph rendered": _glyph,
    "Content discarded: target points": _target,
    "Anchor defined twice": _repeated,
    "This row has more columns": _cells,
    "Note begins after the page": _late,
}
