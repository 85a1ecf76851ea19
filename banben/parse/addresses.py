"""Addresses that stand in running text: they are kept from every later stage, and linked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from banben.model import Inline, Link, Origin, Text, Verbatim

_URL = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
# Chinese prose goes on right after an address, so ideographs belong to it only between two of its signs.
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.)[{_URL}]+(?:(?<=[/=?#])[{_HAN}]+(?=[/?#=&._%-][A-Za-z0-9/])[{_URL}]+)*"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_HINTS = ("://", "www.", "@")


def has_address(text: str) -> bool:
    """Whether *text* is worth a closer look."""
    return any(hint in text for hint in _HINTS)


def split_addresses(text: str, origin: Origin, linked: bool) -> Iterator[Inline]:
    """Yield *text* with its addresses protected; *linked*: it stands in a link already."""
    start = 0
    for match in _ADDRESS.finditer(text):
        address = _without_closing(match[0])
        if "." not in address and "://" not in address:
            continue
        if match.start() > start:
            yield Text(text[start : match.start()], _moved(origin, start))
        yield _address(address, _moved(origin, match.start()), linked)
        start = match.start() + len(address)
    if start < len(text):
        yield Text(text[start:], _moved(origin, start))


def _address(address: str, origin: Origin, linked: bool) -> Inline:
    shown = Verbatim(address, "address", origin)
    scheme = "mailto:" if "://" not in address and "@" in address else ""
    if linked or address.startswith("www."):
        return shown
    return Link(scheme + address, (shown,), "", origin)


def _without_closing(address: str) -> str:
    """Return *address* without the sentence's own marks at its end."""
    while address[-1] in ".,;:!?'*_~" or (address[-1] in ")]" and address.count("(") < address.count(")")):
        address = address[:-1]
    return address.rstrip("]") if "[" not in address else address


def _moved(origin: Origin, by: int) -> Origin:
    return Origin(origin.path, origin.line, origin.column + by)
