"""SUMMARY.md, the order of mdBook and GitBook: nested lists are parts and chapters."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from banben.model import Origin, Role
from banben.order import Entry, without_repeated_openings
from banben.problems import Problem, problem

_LISTS = ("bullet_list", "ordered_list")
_TARGET = re.compile(r"\]\(\s*(<[^>\n]*>|[^)\s]*)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def read_summary(text: str, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the order in *text*, whose links are relative to the folder of *path* (SUMMARY.md).

    An item that has items under it is a part, with its file as the part's opening; so is each heading
    after the first. Links before the first list are prefaces, links after it afterwords.
    """
    reading = _Reading(path, text.split("\n"))
    for n, node in enumerate(SyntaxTreeNode(MarkdownIt("commonmark").parse(text)).children):
        reading.block(node, n == 0)
    return without_repeated_openings(reading.entries), tuple(reading.problems)


@dataclass(slots=True)
class _Reading:
    """One pass over the blocks of a SUMMARY.md."""

    path: str
    lines: list[str]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    in_part: bool = False
    listed: bool = False

    def block(self, node: SyntaxTreeNode, first: bool) -> None:
        match node.type:
            case "heading":
                self._heading(node, first)
            case "paragraph":
                for link in self._links(node):
                    self._add(link, "afterword" if self.listed else "preface", 0)
            case "bullet_list" | "ordered_list":
                self.listed = True
                self._list(node, int(self.in_part))
            case "hr":
                self._report("F212", node)
            case "html_block" if node.content.lstrip().startswith("<!--"):
                pass
            case _:
                self._report("F208", node)

    def _heading(self, node: SyntaxTreeNode, first: bool) -> None:
        text = _text(node)
        if node.tag == "h1" and first:
            # mdBook and GitBook both take the first heading for the title of the list itself.
            if text.lower() not in ("summary", "目录", "目錄", "contents", "table of contents"):
                self._report("F213", node, title=text)
            return
        self.in_part = True
        self.entries.append(Entry("", text, "part", 0, self._origin(node)))

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        for item in node.children:
            inner = [child for child in item.children if child.type in _LISTS]
            links: list[_Link] = []
            for child in item.children:
                if child.type == "paragraph":
                    links += self._links(child, bare=bool(inner))
                elif child.type not in _LISTS:
                    self._report("F208", child)
            for n, link in enumerate(links):
                # Below the outermost level a file with others under it is a chapter with chapters.
                opens = inner and n == 0 and (depth == 0 or not link.target)
                self._add(link, "part" if opens else None, depth)
            for child in inner:
                self._list(child, depth + 1)

    def _add(self, link: _Link, role: Role | None, depth: int) -> None:
        """Append the entry that *link* stands for, or say why there is none."""
        target, _, fragment = link.target.partition("#")
        if _SCHEME.match(target):
            self.problems.append(problem("F211", link.origin, link.length, target=target))
        elif target or role == "part":
            file = posixpath.join(posixpath.dirname(self.path), target) if target else ""
            entry = Entry(file, link.title, role, depth, link.origin, link.length, fragment)
            self.entries.append(entry)
        elif fragment:
            self.problems.append(problem("F210", link.origin, link.length, title=link.title))
        else:
            self.problems.append(problem("F209", link.origin, link.length, title=link.title))

    def _links(self, paragraph: SyntaxTreeNode, bare: bool = False) -> Iterator[_Link]:
        """Yield the links of *paragraph*; with *bare*, its text when it has none (a part's title)."""
        inline = paragraph.children[0]
        links = [child for child in inline.children if child.type == "link"]
        loose = "".join(_text(child) for child in inline.children if child.type in ("text", "code_inline"))
        if bare and not links:
            yield _Link("", _text(inline), self._origin(paragraph), 1)
            return
        if loose.strip():
            self._report("F208", paragraph)
        first, last = paragraph.map or (0, 1)
        targets = [
            (number, found)
            for number, line in enumerate(self.lines[first:last], first + 1)
            for found in _TARGET.finditer(line)
        ]
        for n, link in enumerate(links):
            origin, length = self._origin(paragraph), 1
            if len(targets) == len(links):
                number, found = targets[n]
                origin = Origin(self.path, number, found.start(1) + 1)
                length = max(1, len(found[1]))
            yield _Link(unquote(str(link.attrs["href"])), _text(link), origin, length)

    def _report(self, code: str, node: SyntaxTreeNode, **fields: str) -> None:
        origin = self._origin(node)
        length = max(1, len(self.lines[origin.line - 1].strip()))
        self.problems.append(problem(code, origin, length, **fields))

    def _origin(self, node: SyntaxTreeNode) -> Origin:
        line = node.map[0] if node.map else 0
        text = self.lines[line]
        return Origin(self.path, line + 1, len(text) - len(text.lstrip()) + 1)


@dataclass(frozen=True, slots=True)
class _Link:
    target: str
    title: str
    origin: Origin
    length: int


def _text(node: SyntaxTreeNode) -> str:
    """Return the plain text of *node*."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(_text(child) for child in node.children)
