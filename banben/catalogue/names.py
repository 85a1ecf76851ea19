"""Contributors in ONIX: roles of list 17, names in parts, another script beside the printed one."""

from __future__ import annotations

from typing import Any

from banben.catalogue.xml import node
from banben.editions import Edition
from banben.index.persons import Name, name_of, sorted_as, spelled
from banben.model import Contributor

# MARC relator codes, as book.toml has them, in list 17; what it lacks is another (Z99).
ROLES = {
    "aut": "A01",
    "edt": "B01",
    "trl": "B06",
    "ill": "A12",
    "com": "C01",
    "aui": "A15",
    "ctb": "A32",
    "pht": "A13",
    "rev": "B26",
    "dsr": "A11",
}
OTHER = "Z99"
# List 18.
TRANSLITERATED = "05"


def contributor(person: Contributor, number: int, edition: Edition) -> Any:
    """Return the Contributor composite of *person*, the *number*th of the title page."""
    name = name_of(person)
    return node(
        "Contributor",
        node("SequenceNumber", str(number)),
        node("ContributorRole", ROLES.get(person.role, OTHER)),
        *_names(person, name, edition),
    )


def owner(holder: str) -> Any:
    """Return the CopyrightOwner composite of *holder*."""
    kind = "CorporateName" if name_of(Contributor(holder)).kind == "organization" else "PersonName"
    return node("CopyrightOwner", node(kind, holder))


def _names(person: Contributor, name: Name, edition: Edition) -> list[Any]:
    filed = sorted_as(person, edition.order, edition.region.traditional)
    if name.kind == "organization":
        return [node("CorporateName", person.name, collationkey=filed)]
    parts = [
        node("PersonName", person.name, collationkey=filed),
        node("PersonNameInverted", name.inverted),
        node("NamesBeforeKey", name.before),
        node("KeyNames", name.key),
        node("NamesAfterKey", name.after),
        node("SuffixToKey", name.suffix),
    ]
    if edition.order == "pinyin" and name.chinese and not name.before:
        latin = node("PersonName", spelled(name, "pinyin"), textscript="Latn")
        parts.append(node("AlternativeName", node("NameType", TRANSLITERATED), latin))
    return parts
