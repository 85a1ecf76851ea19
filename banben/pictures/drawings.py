"""Vector pictures (SVG): only shapes and text come through, with nothing that acts or reaches out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from lxml import etree

from banben.pictures.photographs import Fault, Picture, Verdict

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
MEDIA_TYPE = "image/svg+xml"
MOST_BYTES = 5_000_000
ACTIVE = frozenset(
    {"script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio", "video"}
)
SAFE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.I)
SCRIPT = re.compile(r"(?:java|vb)\s*script\s*:", re.I)
NAMING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})  # functions that name a file
LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*$", re.I)
PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
UNSIZED = (300.0, 150.0)  # the size CSS gives to replaced elements without one (CSS 2.2, 10.3.2)


def looks_like_svg(content: bytes) -> bool:
    """Whether *content* is XML or says so: UTF-8 or UTF-16, with or without a byte order mark."""
    start = content[:256].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    start = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    return start.startswith(b"<")


def examine_drawing(content: bytes) -> Verdict:
    """Return the drawing in *content* without declarations and editors' remains, or its faults."""
    if len(content) > MOST_BYTES:
        size = (("size", f"{len(content) / 1e6:.0f}"), ("most", f"{MOST_BYTES / 1e6:.0f}"))
        return Verdict(None, (("A203", size),), MEDIA_TYPE)
    if b"<!ENTITY" in content.replace(b"\0", b"").upper():  # before parsing: entities may multiply
        return Verdict(None, (("A207", ()),), MEDIA_TYPE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as reason:
        if b"<svg" not in content.replace(b"\0", b""):
            return Verdict(None, (("A205", ()),))  # a web page, most often one that says «not found»
        return Verdict(None, (("A201", (("reason", (reason.msg or "XML")[:80]),)),), MEDIA_TYPE)
    if root.tag != f"{{{SVG}}}svg":
        return Verdict(None, (("A205", ()),))
    faults = tuple(dict.fromkeys(_faults(root)))
    if faults:
        return Verdict(None, faults, MEDIA_TYPE)
    return _cleaned(root)


def _faults(root: etree._Element) -> Iterator[Fault]:
    """Yield what acts (A206), is an entity (A207), or refers to anything outside the drawing (A208)."""
    for node in (*root.itersiblings(preceding=True), *root.iter()):
        if isinstance(node, etree._Entity):
            yield "A207", ()
        elif isinstance(node, etree._ProcessingInstruction) and node.target == "xml-stylesheet":
            yield "A208", (("target", "xml-stylesheet"),)
        elif isinstance(node.tag, str):
            yield from _faults_of(node)


def _faults_of(element: etree._Element) -> Iterator[Fault]:
    name = etree.QName(element).localname
    if name.lower() in ACTIVE:
        yield "A206", (("what", f"<{name}>"),)
    if name == "style":
        yield from _outside(element.text or "")
    for key, value in element.attrib.items():
        attribute = etree.QName(key)
        if attribute.localname.lower().startswith("on") or SCRIPT.search(value):
            yield "A206", (("what", attribute.localname),)
        elif attribute.localname == "base" and attribute.namespace == XML:
            yield "A208", (("target", value[:60]),)
        elif attribute.localname in {"href", "src"}:
            if name != "a" and not _inside(value):
                yield "A208", (("target", value[:60]),)
        else:
            yield from _outside(value)


def _inside(address: str) -> bool:
    return not address.strip() or address.strip().startswith("#") or bool(SAFE_DATA.match(address.strip()))


def _outside(css: str) -> Iterator[Fault]:
    """Yield A208 for each address in *css*, a sheet or an attribute, that leads outside the drawing.

    The tokens are read as CSS reads them, since `\\75rl(…)` is `url(…)` too.
    """
    if any(sign in css for sign in "(@\\"):
        yield from _outside_tokens(tinycss2.parse_component_value_list(css))


def _outside_tokens(tokens: Iterable[Any]) -> Iterator[Fault]:
    for token in tokens:
        if token.type == "at-keyword" and token.lower_value == "import":
            yield "A208", (("target", "@import"),)
        elif token.type == "url" and not _inside(token.value):
            yield "A208", (("target", token.value[:60]),)
        elif token.type == "function":
            named = token.lower_name in NAMING
            words = [part.value for part in token.arguments if part.type == "string" and named]
            yield from (("A208", (("target", word[:60]),)) for word in words if not _inside(word))
            yield from _outside_tokens(token.arguments)
        elif token.type in {"{} block", "() block", "[] block"}:
            yield from _outside_tokens(token.content)


def _cleaned(root: etree._Element) -> Verdict:
    """Return the picture with a size, a viewBox to scale by, and only SVG's own names in it."""
    for element in list(root.iter()):
        if element is root:
            continue
        foreign = not isinstance(element.tag, str) or etree.QName(element).namespace != SVG
        if foreign or etree.QName(element).localname == "metadata":
            _remove(element)
    for element in root.iter():
        for key in list(element.attrib):
            if etree.QName(key).namespace not in (None, XLINK, XML):
                del element.attrib[key]
    width, height, sized = _sized(root)
    etree.cleanup_namespaces(root)
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    picture = Picture(MEDIA_TYPE, content, max(1, round(width)), max(1, round(height)))
    return Verdict(picture, () if sized else (("A209", ()),), MEDIA_TYPE)


def _remove(element: etree._Element) -> None:
    """Take *element* out and leave the text that follows it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "") or None
    else:
        parent.text = (parent.text or "") + (element.tail or "") or None
    parent.remove(element)


def _sized(root: etree._Element) -> tuple[float, float, bool]:
    """Give *root* width, height and viewBox where they lack; return the size in px and whether it had one."""
    box = [float(part) for part in re.findall(r"-?[0-9.]+(?:e[+-]?[0-9]+)?", root.get("viewBox", ""), re.I)]
    has_box = len(box) == 4 and box[2] > 0 and box[3] > 0
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if has_box and not width and not height:
        width, height = box[2], box[3]
    elif has_box and not width:
        width = height * box[2] / box[3]
    elif has_box and not height:
        height = width * box[3] / box[2]
    sized = width > 0 and height > 0
    if not sized:
        width, height = UNSIZED
    if not has_box:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    for name, length in (("width", width), ("height", height)):
        if not _pixels(root.get(name, "")):
            root.set(name, f"{length:g}")
    return width, height, sized


def _pixels(length: str) -> float:
    """Return an SVG length in CSS px; 0 for percentages and relative units."""
    match = LENGTH.match(length)
    if not match:
        return 0.0
    try:
        return float(match[1]) * PIXELS[match[2].lower()]
    except ValueError:
        return 0.0
