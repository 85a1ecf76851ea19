"""Pictures of an EPUB: each decodes to its last byte; drawings scale and run nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageSequence

from banben.problems import Problem, problem
from banben.verify.subject import LINKS, Subject

FORMATS: Mapping[str, str] = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
OUTSIDE = re.compile(r"(?:@import|url\(\s*[\"']?\s*(?:[a-z]+:)?//)", re.I)
SELF = ("#", "data:image/")
RUNNING = (SVG + "script", SVG + "foreignObject", SVG + "handler")


def pictures(subject: Subject) -> Iterator[Problem]:
    """V204: every frame of every picture can be decoded, and the file is whole."""
    assets = (*subject.publication.pictures.values(), *subject.publication.cover)
    origins = {asset.name: asset.origin for asset in assets}
    for name, content in subject.package.files.items():
        format = FORMATS.get(name[name.rfind(".") :].lower())
        if format:
            reason = _fault(content, format)
            if reason:
                yield problem("V204", origins.get(name), file=subject.file, name=name, reason=reason)


def _fault(content: bytes, format: str) -> str:
    """Return what is wrong with a picture of *format*; "" for a sound one."""
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.verify()
        with Image.open(BytesIO(content)) as picture:
            for frame in ImageSequence.Iterator(picture):
                frame.load()
            found = picture.format
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as fault:
        return str(fault) or type(fault).__name__
    if found != format:
        return f"it is {found}, not {format}"
    return "" if _ends(content, format) else "its end is missing"


def _ends(content: bytes, format: str) -> bool:
    """Whether the mark that closes a file of *format* is there: Pillow makes do without it."""
    match format:
        case "JPEG":
            return content.rfind(b"\xff\xd9") > content.rfind(b"\xff\xda")
        case "PNG":
            return content.rfind(b"IEND") > 0
        case "GIF":
            return content.rstrip(b"\0").endswith(b";")
        case _:
            return len(content) >= int.from_bytes(content[4:8], "little") + 8


def drawings(subject: Subject) -> Iterator[Problem]:
    """V225: a drawing has a viewBox to scale by; it runs no script and asks for no file."""
    assets = (*subject.publication.pictures.values(), *subject.publication.cover)
    origins = {asset.name: asset.origin for asset in assets}
    for name, tree in subject.package.trees.items():
        if name.endswith(".svg"):
            for reason in dict.fromkeys(_odd(tree)):
                yield problem("V225", origins.get(name), file=subject.file, name=name, reason=reason)
        elif name.endswith(".xhtml"):
            for drawing in tree.iter(SVG + "svg"):
                for reason in dict.fromkeys(_odd(drawing)):
                    origin = subject.origin(name, drawing)
                    yield problem("V225", origin, file=subject.file, name=name, reason=reason)


def _odd(drawing: Any) -> Iterator[str]:
    if drawing.tag != SVG + "svg":
        yield "root element"
    elif not drawing.get("viewBox"):
        yield "no viewBox"
    for element in drawing.iter():
        if element.tag in RUNNING:
            yield element.tag.removeprefix(SVG)
        if element.tag == SVG + "style" and OUTSIDE.search(element.text or ""):
            yield "url() outside"
        for attribute, value in element.attrib.items():
            if attribute.startswith("on"):
                yield attribute
            elif _asks(element.tag, attribute, value):
                yield value[:60]


def _asks(tag: str, attribute: str, value: str) -> bool:
    """Whether the *attribute* of an element makes a reader ask for another file; a link does not."""
    if attribute in LINKS:
        return tag != SVG + "a" and not value.startswith(SELF)
    return "url(" in value and bool(OUTSIDE.search(value))
