"""The stylesheet of one edition and format: tokens filled into styles/*.css."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from itertools import groupby
from typing import Any

import tinycss2

from banben.contrast import READABLE, faint
from banben.css_checks import check_sheet
from banben.css_values import Resolver, component_values, in_points, segments
from banben.editions import Edition, Format, Writing
from banben.fonts import stack
from banben.model import Origin
from banben.problems import Problem, problem
from banben.turned import turned
from banben.type_area import Page, page_of

# In the order of the cascade; book.css is a book's own addition, which the shipped styles lack.
# screen.css holds what older readers drop a whole file for (banben/writers/sheets.py).
SHEETS: Mapping[Format, tuple[str, ...]] = {
    "epub": ("styles/base.css", "styles/epub.css", "styles/screen.css", "styles/book.css"),
    "pdf": ("styles/base.css", "styles/print.css", "styles/book.css"),
}
# For columns, each after the sheet that it goes on from; the others of an EPUB are turned before.
IN_COLUMNS: Mapping[str, str] = {
    "styles/epub.css": "styles/vertical.css",
    "styles/screen.css": "styles/vertical-screen.css",
    "styles/print.css": "styles/vertical-print.css",
}
# The counter style of Chinese folios, digit by digit: 一〇八.
HAN_FOLIO = "cjk-decimal"
# Tokens from which the page is computed: used, even where no sheet names them.
MEASURES = ("body-size", "leading", "note-size", "note-leading", "measure", "lines", "inner", "head")
NEEDED: Mapping[str, float] = {"body-size": 10.5, "leading": 18, "note-size": 8.5, "note-leading": 12}


def sheet(edition: Edition, format: Format, styles: Mapping[str, str]) -> tuple[str, tuple[Problem, ...]]:
    """Return the sheet with every token replaced by its value, and what is wrong with *styles*.

    *styles* holds the sheets by path (`styles/base.css`). Line n of the result is a line of one of
    them, which `line_origin` names: so a fault that a writer or validator reports by line in the
    sheet can be shown in the file. The PDF writer reports the rules that WeasyPrint ignores so (T3xx).
    """
    names = [name for name in sheets(format, edition.writing) if name in styles]
    problems = [found for name in names for found in check_sheet(styles[name], name, format)]
    tokens, wrong = _tokens(edition, format, styles)
    resolver = Resolver(tokens)
    parts: list[str] = []
    for name in names:
        before = len(resolver.faults)
        resolved = _resolved(styles[name], resolver)
        turns = edition.vertical and format == "epub" and name not in IN_COLUMNS.values()
        parts.append(turned(resolved) if turns else resolved)
        for fault in resolver.faults[before:]:
            problems.append(
                problem(
                    "T208" if fault.why == "circular" else "T201",
                    Origin(name, fault.line, fault.column),
                    length=len(f"var(--{fault.name})"),
                    name=fault.name,
                    near=_nearest(fault.name, tokens),
                )
            )
    made = "".join(parts)
    problems += _faint(made, edition, styles) if format == "epub" else ()
    return made, (*problems, *wrong, *_unused(edition, styles))


def _faint(made: str, edition: Edition, styles: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what cannot be read on some page of a reader; *made* is the sheet with its tokens filled in."""
    for item in faint(made):
        origin = line_origin(item.line, "epub", styles, edition.writing)
        code = "T209" if item.page == "light" else "T210"
        ratio = f"{item.ratio:.1f}"
        yield problem(code, origin, selector=item.selector, ratio=ratio, least=READABLE)


def page_tokens(edition: Edition, styles: Mapping[str, str]) -> Page:
    """Return the printed page of *edition*."""
    return _page(edition, _given(edition, "pdf", styles))[0]


def sheets(format: Format, writing: Writing) -> tuple[str, ...]:
    """Return the paths of the sheets in the order of the cascade."""
    if writing == "horizontal":
        return SHEETS[format]
    found: list[str] = []
    for name in SHEETS[format]:
        found += (name, IN_COLUMNS[name]) if name in IN_COLUMNS else (name,)
    return tuple(found)


def line_origin(
    line: int, format: Format, styles: Mapping[str, str], writing: Writing = "horizontal"
) -> Origin | None:
    """Return the file and line of *styles* from which line *line* of the sheet comes."""
    for name in sheets(format, writing):
        count = _closed(styles[name]).count("\n") if name in styles else 0
        if line <= count:
            return Origin(name, line)
        line -= count
    return None


def _closed(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _resolved(text: str, resolver: Resolver) -> str:
    """Return *text* with tokens filled in and their definitions taken out, line by line as it was."""
    return resolver.fill(_parts(text))


@cache
def _parts(text: str) -> tuple[Any, ...]:
    """Return the `segments` of a sheet without the definitions of tokens."""
    parts: list[Any] = []
    for node in component_values(_closed(text)):
        if node.type == "{} block" and "".join(map(str, parts[-8:])).rstrip().endswith(":root"):
            kept = [item for item in _definitions(node.content) if not item.name.startswith("--")]
            # Without tokens nothing may be left of it: older readers take `:root` for a fault.
            parts = [*parts, "{"] if kept else _without(parts, ":root")
            for item in kept:
                parts += [f"{item.name}:", *segments(_trimmed(item.value)), ";"]
            parts += ["\n" * tinycss2.serialize(node.content).count("\n"), "}" if kept else ""]
        else:
            parts += segments([node])
    return tuple(_joined(parts))


def _trimmed(value: list[Any]) -> list[Any]:
    """Return *value* without the white space around it."""
    solid = [at for at, node in enumerate(value) if node.type != "whitespace"]
    return value[solid[0] : solid[-1] + 1] if solid else []


def _joined(parts: Sequence[Any]) -> Iterator[Any]:
    """Yield *parts* with neighbouring texts as one."""
    for texts, group in groupby(parts, lambda part: isinstance(part, str)):
        if texts:
            yield "".join(group)
        else:
            yield from group


def _without(parts: list[Any], selector: str) -> list[Any]:
    """Return *parts*, of which the last are text, without the *selector* that they end with."""
    start = next((at for at in range(len(parts), 0, -1) if not isinstance(parts[at - 1], str)), 0)
    text = "".join(parts[start:])
    at = text.rindex(selector)
    return [*parts[:start], text[:at] + text[at + len(selector) :]]


def _definitions(content: Any) -> list[Any]:
    items = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [item for item in items if item.type == "declaration"]


@cache
def _defaults(text: str) -> tuple[tuple[str, str, int, int], ...]:
    """Return the tokens that `:root` of a sheet defines: name, value, line, column."""
    return tuple(_definitions_of_root(text))


def _definitions_of_root(text: str) -> Iterator[tuple[str, str, int, int]]:
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for item in _definitions(rule.content):
                if item.name.startswith("--"):
                    yield (
                        item.name[2:],
                        tinycss2.serialize(item.value).strip(),
                        item.source_line,
                        item.source_column,
                    )


def _given(edition: Edition, format: Format, styles: Mapping[str, str]) -> dict[str, str]:
    """Return the tokens by rising rank: the sheets' own, the region's fonts and tokens, the edition's."""
    paths = sheets(format, edition.writing)
    tokens = {name: value for path in paths for name, value, _, _ in _defaults(styles.get(path, ""))}
    if edition.folio == "han":
        tokens["folio"] = HAN_FOLIO
    for role, _ in edition.region.fonts:
        tokens[f"font-{role}"] = ", ".join(f'"{family}"' for family in _families(edition, format, role))
    set_by_name = (*edition.region.tokens, *edition.tokens)
    tokens.update((name, value) for name, value in set_by_name if _is_value(value))
    return tokens


def _families(edition: Edition, format: Format, role: str) -> tuple[str, ...]:
    """Return the families of *role*: in print all that the glyph check reckons with.

    On a screen those of the text must not come before a device's own Kai or Hei.
    """
    fonts = dict(edition.region.fonts)
    if format == "pdf" or role == "song":
        return stack(edition.region, role)
    return tuple(family for family in fonts[role] if family not in fonts.get("song", ())) or fonts[role]


def _is_value(value: str) -> bool:
    """Whether *value* can stand in a declaration and ends neither it nor its rule."""
    nodes = tinycss2.parse_component_value_list(value)
    return bool(value.strip()) and not any(n.type in ("error", "{} block") or n == ";" for n in nodes)


def _tokens(
    edition: Edition, format: Format, styles: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    tokens = _given(edition, format, styles)
    problems = [
        problem("T207", name=name, value=value, edition=edition.name)
        for name, value in (*edition.region.tokens, *edition.tokens)
        if not _is_value(value)
    ]
    page, wrong = _page(edition, tokens)
    if format == "pdf":
        tokens.update(page.tokens())
        tokens.update((n, value) for n, value in edition.tokens if n in page.tokens() and _is_value(value))
    return tokens, (*problems, *wrong)


def _page(edition: Edition, tokens: Mapping[str, str]) -> tuple[Page, tuple[Problem, ...]]:
    """Return the page that *tokens* give; a length that is none gives way to the house's own."""
    problems: list[Problem] = []
    lengths: dict[str, float] = dict(NEEDED)
    resolver = Resolver(tokens)
    for name in MEASURES:
        if name not in tokens:
            continue
        value = resolver.token(name)
        length = in_points(value)
        if length is not None and length > 0:
            lengths[name] = length
        elif value != "auto":
            problems.append(problem("T207", name=name, value=value, edition=edition.name))
    return page_of(edition.trim, lengths, edition.vertical), tuple(problems)


def _unused(edition: Edition, styles: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a note for each token that the edition or a sheet sets and nothing reads."""
    cascades = [sheets(format, edition.writing) for format in SHEETS]
    every = sorted({path for paths in cascades for path in paths if path in styles})
    defined = {name: Origin(path, *place) for path in every for name, _, *place in _defaults(styles[path])}
    values = {**_given(edition, "epub", styles), **_given(edition, "pdf", styles)}
    resolver = Resolver(values)
    for path in every:
        _resolved(styles[path], resolver)
    read = resolver.used | set(MEASURES) | set(page_tokens(edition, styles).tokens())
    for name, origin in defined.items():
        if name not in read:
            yield problem("T202", origin, length=len(name) + 2, name=name, near=_nearest(name, read))
    for name, _ in (*edition.region.tokens, *edition.tokens):
        if name not in read and name not in defined:
            yield problem("T202", name=name, near=_nearest(name, read))


def _nearest(name: str, known: Any) -> str:
    return next(iter(get_close_matches(name, sorted(known), 1, 0.5)), "—")
