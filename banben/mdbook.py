"""mdBook's and GitBook's own configuration, read as if it were ours; what it cannot carry is reported."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from banben.config.book import Config
from banben.model import Origin
from banben.problems import Problem, problem
from banben.schema import check
from banben.toml_places import Places

_MDBOOK_KEYS = frozenset({"authors", "src", "multilingual", "text-direction"})
_MDBOOK_TABLES = frozenset({"build", "output", "preprocessor", "rust"})
_OUR_KEYS = frozenset(
    {
        "audiences",
        "chapters",
        "contributors",
        "copyright",
        "edition_number",
        "house",
        "identifier",
        "imprint",
        "modified",
        "published",
        "readership",
        "rights",
        "series",
        "slug",
        "subjects",
        "subtitle",
    }
)
_CARRIED = frozenset({"title", "authors", "description", "language", "src"})
_NESTED = frozenset({"output", "preprocessor"})
# GitBook's keys that are used, with their types; `gitbook` is the version of the tool itself.
_TYPES: Mapping[str, type | tuple[()]] = {
    "title": str, "author": str, "description": str, "language": str, "root": str, "structure": dict,
    "gitbook": str,
}  # fmt: skip
_LAYOUT = frozenset({"root", "structure.readme", "structure.summary"})
_YAML_LINE = re.compile(r"([ \t]*)([\w.-]+)[ \t]*:(?:[ \t]+[\"']?([^\"'#\n]*))?")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A foreign project: its configuration in our form, and where its chapters and order stand."""

    config: Config
    folder: str
    summary: str
    readme: str = ""


def is_mdbook(values: Mapping[str, Any], has_summary: bool) -> bool:
    """Whether *values* of a book.toml are mdBook's; *has_summary* says that src/SUMMARY.md exists."""
    book = values.get("book", {})
    keys = set(book) if isinstance(book, dict) else set()
    if values.keys() & {"conversion", "editions"} or keys & _OUR_KEYS:
        return False
    return bool(keys & _MDBOOK_KEYS or set(values) & _MDBOOK_TABLES or has_summary)


def from_mdbook(values: Mapping[str, Any], places: Places) -> tuple[Foreign, tuple[Problem, ...]]:
    """Return the project that mdBook's book.toml describes."""
    fitting, misfits = check("mdbook", values, places)
    book = dict(fitting.get("book", {}))
    problems = [*misfits, *_passed_over(values, places)]
    language = book.get("language", "")
    if language and not language.lower().startswith("zh"):
        # `mdbook init` writes "en" whatever the book is written in.
        problems.append(places.problem("C303", ("book", "language"), language=language, tool="mdBook"))
        del book["language"]
    folder = _folder(book.pop("src", "src"))
    contributors = [{"name": name} for name in book.pop("authors", ()) if name]
    ours = {key: text for key, text in book.items() if key in _CARRIED}
    config = Config({"book": {**ours, "contributors": contributors}}, places)
    return Foreign(config, folder, f"{folder}/SUMMARY.md".removeprefix("/")), tuple(problems)


def _passed_over(values: Mapping[str, Any], places: Places) -> Iterator[Problem]:
    book = values.get("book", {})
    for key in book if isinstance(book, dict) else ():
        if key not in _CARRIED:
            yield places.key_problem("C301", ("book", key), key=f"book.{key}", tool="mdBook")
    for table, inner in values.items():
        if table == "book":
            continue
        names = list(inner) if table in _NESTED and isinstance(inner, dict) else []
        paths: list[tuple[str, ...]] = [(table, name) for name in names] or [(table,)]
        for path in paths:
            yield places.key_problem("C301", path, key=".".join(path), tool="mdBook")


def from_gitbook(yaml: str | None, book: str | None) -> tuple[Foreign | None, tuple[Problem, ...]]:
    """Return the project that the texts of `.gitbook.yaml` and `book.json` describe; None without both."""
    if yaml is None and book is None:
        return None, ()
    values, found = _json("{}" if book is None else book)
    written, passed = _yaml(yaml or "")
    problems = (*found, *passed)
    structure = values.get("structure", {})
    layout = {
        "root": root if isinstance(root := values.get("root"), str) else "",
        **(structure if isinstance(structure, dict) else {}),
        **written,
    }
    folder = _folder(str(layout.get("root", "")))
    ours = {key: values[key] for key in ("title", "description") if isinstance(values.get(key), str)}
    author, language = values.get("author"), values.get("language")
    ours["contributors"] = [{"name": author}] if isinstance(author, str) and author else []
    if isinstance(language, str) and language.lower().startswith("zh"):
        ours["language"] = language
    elif isinstance(language, str) and language:
        at = _json_place(book or "", "language")
        problems = (*problems, problem("C303", at, len('"language"'), language=language, tool="GitBook"))
    broken = any(found.severity == "error" for found in problems)
    config = Config({"book": ours}, Places("" if book is None else "book.json"), broken)
    summary = _folder(f"{folder}/{layout.get('summary', 'SUMMARY.md')}".removeprefix("/"))
    readme = _folder(f"{folder}/{layout.get('readme', 'README.md')}".removeprefix("/"))
    return Foreign(config, folder, summary, readme), problems


def _folder(path: str) -> str:
    """Return *path* in its plain form, empty for the root itself."""
    plain = posixpath.normpath(path)
    return "" if plain == "." else plain


def _json(text: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as fault:
        return {}, (problem("C304", Origin("book.json", fault.lineno, fault.colno), reason=fault.msg),)
    except RecursionError:
        return {}, (problem("C304", Origin("book.json"), reason="[[[[…"),)
    if not isinstance(values, dict):
        return {}, (problem("C304", Origin("book.json"), reason="{ … } expected"),)
    passed = [key for key in values if not isinstance(values[key], _TYPES.get(key, ()))]
    return values, tuple(
        problem("C301", _json_place(text, key), len(key) + 2, key=key, tool="GitBook") for key in passed
    )


def _json_place(text: str, key: str) -> Origin:
    at = max(0, text.find(f'"{key}"'))
    return Origin("book.json", text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _yaml(text: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the few keys of `.gitbook.yaml` that GitBook documents for layout: no YAML beyond them.

    Others (`redirects` …) are passed over with a note each, without what stands below them.
    """
    values: dict[str, str] = {}
    problems: list[Problem] = []
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        match = _YAML_LINE.match(line)
        if match is None:
            continue
        indent, key, value = match[1], match[2], (match[3] or "").strip()
        table = table if indent else key
        name = f"{table}.{key}" if indent else key
        if (name in _LAYOUT) and value:
            values[key] = value
        elif (not indent and (key != "structure" or value)) or (indent and table == "structure"):
            origin = Origin(".gitbook.yaml", number, len(indent) + 1)
            problems.append(problem("C301", origin, len(key), key=name, tool="GitBook"))
    return values, tuple(problems)
