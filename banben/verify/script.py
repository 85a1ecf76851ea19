"""Residue in the finished file: characters of the other script that no stretch of the book accounts for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from banben.conversion.residue import other_script, pure, script_of
from banben.folding import fold
from banben.model import CodeBlock, Metadata, Text, Verbatim
from banben.problems import Problem, problem
from banben.verify.package import XHTML, XML_LANG
from banben.verify.subject import Subject

# What the writer protects is rendered as one of these, or says its language.
VERBATIM = {XHTML + name for name in ("code", "kbd", "pre", "samp", "script", "style")}
SPOKEN = ("alt", "title", "aria-label", "content")
SHOWN = 12
AROUND = 3
"""So many characters beside a strange one must stand in the book as well."""


def residue(subject: Subject) -> Iterator[Problem]:
    """V236: all of the file, attributes, contents and metadata included, is in the edition's script.

    What stands so in the book's own text was judged there, where the writer can see it (L401, L402).
    V240: a drawing of the writer's has words that no conversion reaches.
    """
    language = subject.publication.edition.region.language
    script = script_of(language)
    own = {asset.name: asset.origin for key, asset in subject.publication.pictures.items() if not _made(key)}
    known = ""
    for name, tree in subject.package.trees.items():
        if pure(subject.package.files.get(name, b"").decode("utf-8"), script):
            continue
        known = known or fold("\n".join((*_text(subject.book), *_text(subject.publication.metadata))))
        found = [
            (element, strange.text)
            for element, text in _spoken(tree, script)
            for strange in other_script(text, script)
            if fold(_beside(text, strange.at, strange.at + len(strange.text))) not in known
        ]
        if found:
            characters = "".join(dict.fromkeys("".join(text for _, text in found)))
            origin = own[name] if name in own else subject.origin(name, found[0][0])
            yield problem(
                "V240" if name in own else "V236",
                origin,
                file=subject.file,
                name=name,
                language=language,
                characters=characters[:SHOWN],
            )


def _made(key: str) -> bool:
    """Whether the picture *key* is drawn from data by the build (`Publication.pictures`)."""
    return key.startswith("chart:")


def _spoken(element: Any, script: str) -> Iterator[tuple[Any, str]]:
    """Yield the texts in *element* that a reader sees or hears, foreign and verbatim ones left out."""
    if isinstance(element.tag, str) and element.tag not in VERBATIM:
        tag = element.get(XML_LANG) or element.get("lang") or ""
        if not tag or (tag.startswith("zh") and script_of(tag) == script):
            if element.text:
                yield element, element.text
            for name in SPOKEN:
                if element.get(name):
                    yield element, element.get(name)
            for child in element:
                yield from _spoken(child, script)
                if child.tail:
                    yield element, child.tail


def _beside(text: str, begin: int, end: int) -> str:
    """Return text[begin:end] with the ideographs next to it."""
    before = re.search(rf"[\u3400-\u9fff]{{0,{AROUND}}}$", text[:begin])
    after = re.match(rf"[\u3400-\u9fff]{{0,{AROUND}}}", text[end:])
    return (before.group() if before else "") + text[begin:end] + (after.group() if after else "")


def _text(value: object) -> Iterator[str]:
    """Yield the running and the verbatim text in *value*, a tree of dataclasses; of metadata every string."""
    if isinstance(value, (Text, Verbatim, CodeBlock)):
        yield value.text
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _text(item)
    elif isinstance(value, Metadata):
        yield from _strings(value)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _text(getattr(value, field.name))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
