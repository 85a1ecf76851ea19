"""The editions of book.toml: names resolved to regions, trims and ISBNs, or the nearest known offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from banben import isbn
from banben.config.book import Config
from banben.config.conversion import read_conversion
from banben.config.stores import find_cover, find_store
from banben.config.trade_editions import read_trade
from banben.editions import Edition, Format, Lines, PageList, Trim, Writing
from banben.problems import Problem
from banben.regions import known_regions, load_region
from banben.schema import nearest
from banben.trims import NARROWEST, WIDEST, find_trim, fits, known_trims, millimetres

# What is made of a folder that names no editions.
DEFAULT_EDITIONS = ("cn", "tw", "hk")
DEFAULT_FORMATS: tuple[Format, ...] = ("epub", "pdf")
DEFAULT_TRIM = "A5"
AUDIENCES = ("reader", "trainer")

_Isbns = tuple[tuple[Format, str], ...]


def read_editions(
    config: Config, audiences: Iterable[str]
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Return the editions in the order of book.toml; one whose region is unknown is left out.

    *audiences* are those that the boxes and the book add to reader and trainer.
    """
    tables = config.values.get("editions") or {name: {} for name in DEFAULT_EDITIONS}
    reading = _Reading(config, (*AUDIENCES, *sorted(set(audiences) - set(AUDIENCES))))
    editions = [reading.edition(name, table) for name, table in tables.items()]
    return tuple(edition for edition in editions if edition), tuple(reading.problems)


class _Reading:
    """One pass over the editions, which collects problems and the ISBNs that are taken."""

    def __init__(self, config: Config, audiences: tuple[str, ...]) -> None:
        self.config = config
        self.places = config.places
        self.audiences = audiences
        self.problems: list[Problem] = []
        self.taken: dict[str, str] = {}

    def edition(self, name: str, table: Mapping[str, Any]) -> Edition | None:
        isbns = self._isbns(name, table.get("isbn", {}))
        audience, trim = self._audience(name, table), self._trim(name, table.get("trim", DEFAULT_TRIM))
        code = table.get("region", name)
        if not self._known(name, code):
            return None
        writing: Writing = table.get("writing", "horizontal")
        region, settings, found = read_conversion(self.config, name, load_region(code), writing)
        self.problems += found
        formats = tuple(item for item in table.get("formats", ()) if item) or DEFAULT_FORMATS
        prices, catalogue, found = read_trade(name, table, formats, self.config)
        self.problems += found
        store, found = find_store(self.config, name, table)
        self.problems += found
        return Edition(
            name=name,
            region=region,
            audience=audience,
            formats=formats,
            isbns=isbns,
            trim=trim,
            tokens=tuple((key, str(value)) for key, value in table.get("tokens", {}).items()),
            title=table.get("title", ""),
            subtitle=table.get("subtitle", ""),
            description=table.get("description", ""),
            imprint=table.get("imprint", ""),
            conversion=settings,
            writing=writing,
            lines=_lines(table.get("lines", {})),
            folio=table.get("folio", "arabic"),
            notes=table.get("notes", "chapter"),
            index=table.get("index", ""),
            lists=tuple(kind for kind in table.get("lists", self.config.book.get("lists", ())) if kind),
            embed_fonts=table.get("embed_fonts", False),
            store=store,
            catalogue=catalogue,
            prices=prices,
            binding=table.get("binding", ""),
            page_list=self._page_list(name, table, formats),
            cover=find_cover(self.config, name, table),
        )

    def _known(self, name: str, code: str) -> bool:
        """Whether *code* is a region's."""
        if code not in known_regions():
            near, known = nearest(code, known_regions()), ", ".join(known_regions())
            fields = {"region": code, "nearest": near, "known": known, "edition": name}
            self.problems.append(self.places.problem("C201", ("editions", name, "region"), **fields))
        return code in known_regions()

    def _page_list(self, name: str, table: Mapping[str, Any], formats: tuple[Format, ...]) -> PageList:
        """Return what the EPUB does; what was asked for on the command line has no part in it."""
        wanted = table.get("page_list", "auto")
        if wanted == "print" and "pdf" not in formats:
            self.problems.append(self.places.problem("C221", ("editions", name, "page_list"), edition=name))
        return "print" if wanted != "none" and "pdf" in formats else "none"

    def _audience(self, name: str, table: Mapping[str, Any]) -> str:
        audience = str(table.get("audience", "reader"))
        if audience not in self.audiences:
            fields = {"audience": audience, "nearest": nearest(audience, self.audiences)}
            known = ", ".join(self.audiences)
            where = ("editions", name, "audience")
            self.problems.append(self.places.problem("C202", where, known=known, **fields))
            return "reader"
        return audience

    def _trim(self, name: str, written: str | Mapping[str, str]) -> Trim:
        where = ("editions", name, "trim")
        if isinstance(written, str):
            trim = find_trim(written)
            if trim is None:
                near, known = nearest(written, tuple(known_trims())), ", ".join(known_trims())
                found = self.places.problem("C203", where, trim=written, nearest=near, known=known)
                self.problems.append(found)
            return trim or known_trims()[DEFAULT_TRIM]
        width, height = millimetres(written["width"]), millimetres(written["height"])
        trim = Trim(f"{width:g} × {height:g} mm", width, height)
        if fits(trim):
            return trim
        limits = {"least": f"{NARROWEST:g}", "most": f"{WIDEST:g}"}
        self.problems.append(self.places.problem("C204", where, trim=trim.name, **limits))
        return known_trims()[DEFAULT_TRIM]

    def _isbns(self, name: str, table: Mapping[Format, str]) -> _Isbns:
        isbns: list[tuple[Format, str]] = []
        for format, written in table.items():
            where = ("editions", name, "isbn", format)
            digits = isbn.compact(written)
            match isbn.fault(written):
                case "":
                    holder = self.taken.setdefault(digits, f"{name}.{format}")
                    if holder != f"{name}.{format}":
                        self.problems.append(self.places.problem("C206", where, isbn=written, holder=holder))
                    isbns.append((format, digits))
                case "check":
                    right = isbn.check_digit(digits)
                    self.problems.append(self.places.problem("C205", where, isbn=written, digit=right))
                case _:
                    self.problems.append(self.places.problem("C215", where, isbn=written))
        return tuple(isbns)


def _lines(table: Mapping[str, Any]) -> Lines:
    usual = Lines()
    return Lines(
        prohibition=table.get("prohibition", usual.prohibition),
        hanging=table.get("hanging", usual.hanging),
        gap=float(table.get("gap", usual.gap)),
    )
