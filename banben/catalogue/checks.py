"""The messages read back: against the rules of their formats, and against the files that they tell of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from banben import isbn
from banben.catalogue.rules import check_rules
from banben.catalogue.xml import NAMESPACE
from banben.documents import Artifact
from banben.problems import Problem, problem
from banben.schema import schema
from banben.verify.package import DC, OPF, open_package

ONIX = f"{{{NAMESPACE}}}"
# What list 196 calls the levels of WCAG, and what the package document calls some features.
LEVELS = {"84": "A", "85": "AA"}
FEATURES = {"14": "alternativeText", "17": "MathML", "19": "pageBreakMarkers", "41": "pageNavigation"}


def check_onix(message: Artifact, made: tuple[Artifact, ...]) -> tuple[Problem, ...]:
    """Return what is wrong with the ONIX *message* of the files *made* (V251, V252, V253)."""
    problems = check_rules(message.content, message.name)
    if problems:
        return problems
    root = etree.fromstring(message.content)
    return (*_facts(root, message, made), *_relations(root, message))


def _facts(root: Any, message: Artifact, made: tuple[Artifact, ...]) -> Iterator[Problem]:
    printed = next((item.pages for item in made if item.format == "pdf"), 0)
    epub = next((item for item in made if item.format == "epub"), None)
    for product in root.iter(ONIX + "Product"):
        extents = {item[0].text: item[1].text for item in product.iter(ONIX + "Extent")}
        expected = {"06": printed, "08": printed, "22": len(epub.content) if epub else 0}
        for kind in expected.keys() & extents.keys():
            if extents[kind] != str(expected[kind]):
                yield _differs(message, f"Extent {kind}", extents[kind], str(expected[kind]))
        if epub and product.find(f".//{ONIX}ProductForm").text == "EA":
            yield from _accessibility(product, message, epub)
            yield from _identifier(product, message, epub)


def _accessibility(product: Any, message: Artifact, epub: Artifact) -> Iterator[Problem]:
    """Yield where the codes of list 196 tell another book than the package document does."""
    metas = _metas(epub)
    pairs = ((item[0].text, item[1].text) for item in product.iter(ONIX + "ProductFormFeature"))
    codes = {value for kind, value in pairs if kind == "09"}
    claims = [text.split()[-1] for text in metas.get("dcterms:conformsTo", ())]
    told = [level for code, level in LEVELS.items() if code in codes]
    if told != claims:
        yield _differs(message, "conformsTo", ", ".join(told), ", ".join(claims))
    features = metas.get("schema:accessibilityFeature", ())
    for code, name in FEATURES.items():
        if (code in codes) != (name in features):
            yield _differs(message, name, str(code in codes).lower(), str(name in features).lower())


def _identifier(product: Any, message: Artifact, epub: Artifact) -> Iterator[Problem]:
    identifiers = product.findall(ONIX + "ProductIdentifier")
    package, _ = open_package(epub)
    if package is None:
        return
    found = package.trees["content.opf"].findtext(f".//{DC}identifier")
    told = [item.findtext(ONIX + "IDValue") for item in identifiers]
    if found.removeprefix("urn:isbn:") not in told:
        yield _differs(message, "identifier", ", ".join(told), found)


def _differs(message: Artifact, fact: str, told: str, found: str) -> Problem:
    return problem("V253", file=message.name, fact=fact, told=told or "—", found=found or "—")


def _metas(epub: Artifact) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    package, _ = open_package(epub)
    if package is not None:
        for meta in package.trees["content.opf"].iter(OPF + "meta"):
            found.setdefault(meta.get("property", ""), []).append(meta.text or "")
    return found


def _relations(root: Any, message: Artifact) -> Iterator[Problem]:
    """Yield where one format names the other with an identifier that the other does not have."""
    products = list(root.iter(ONIX + "Product"))
    own = [_values(product.findall(ONIX + "ProductIdentifier")) for product in products]
    if len(products) != 2:
        return
    for product, other in zip(products, reversed(own), strict=True):
        told = _values(product.findall(f".//{ONIX}RelatedProduct/{ONIX}ProductIdentifier"))
        if told != other:
            yield _differs(message, "RelatedProduct", ", ".join(told), ", ".join(other))


def _values(identifiers: list[Any]) -> list[str]:
    return [item.findtext(ONIX + "IDValue") for item in identifiers]


def check_opds(message: Artifact, made: tuple[Artifact, ...]) -> tuple[Problem, ...]:
    """Return what is wrong with the OPDS *message* of the files *made*, its cover among them (V254, V255)."""
    # Late, as in `schema.check`.
    from jsonschema import Draft202012Validator

    try:
        value = json.loads(message.content)
    except ValueError as fault:
        return (problem("V254", file=message.name, place="JSON", reason=fault),)
    faults = Draft202012Validator(schema("opds")).iter_errors(value)
    faults = sorted(faults, key=lambda fault: str(fault.json_path))
    problems = [
        problem("V254", file=message.name, place=fault.json_path, reason=fault.message) for fault in faults
    ]
    if problems:
        return tuple(problems)
    number = value["metadata"]["identifier"].removeprefix("urn:isbn:")
    if number != value["metadata"]["identifier"] and isbn.fault(number):
        problems.append(problem("V254", file=message.name, place="$.metadata.identifier", reason=number))
    known = {message.name, *(item.name for item in made)}
    for link in (*value["links"], *value["images"]):
        if link["href"] not in known:
            problems.append(problem("V255", file=message.name, href=link["href"]))
    return tuple(problems)
