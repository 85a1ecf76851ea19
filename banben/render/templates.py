"""Templates filled in a sandbox; whatever is wrong with one becomes a problem with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from types import CodeType, TracebackType

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from banben.model import Origin
from banben.problems import Problem, problem
from banben.render.fragments import check
from banben.render.markup import unmarked
from banben.render.upright import in_column, in_line
from banben.theme import Theme

UNDEFINED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")


class _Compiled(BytecodeCache):
    """Templates compiled once for all formats and editions; every environment has the same options."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Templates:
    """The theme's templates. Every template gets `region` words as `words` and the values of its page.

    The filter `upright` makes a plain text the markup of a line or, where *vertical*, of a column.

    A template that fails gives a problem once, and its page's `content` alone, so that rendering
    goes on and later problems are found too.
    """

    def __init__(self, theme: Theme, vertical: bool = False, **everywhere: object) -> None:
        self.theme = theme
        self.problems: dict[Problem, None] = {}
        # autoescape is a constant: select_autoescape() is off for .xhtml.
        self._environment = SandboxedEnvironment(
            autoescape=True,
            undefined=StrictUndefined,
            loader=_loader(theme),
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )
        self._environment.globals.update(everywhere)
        self._environment.filters["upright"] = in_column if vertical else in_line
        for path in sorted(path for path in theme.own if path.endswith(".xhtml")):
            self._check_syntax(path)

    def fill(self, name: str, **values: object) -> Markup:
        """Return templates/*name* filled with *values*; on failure its `content`, or nothing."""
        try:
            filled = self._environment.get_template(name).render(values)
        except TemplateSyntaxError as error:
            self._add(problem("T110", Origin(f"templates/{error.name}", error.lineno), reason=error.message))
        except TemplateNotFound as error:
            self._add(self._missing(error, name))
        except UndefinedError as error:
            self._add(self._undefined(error, name, values))
        except Exception as error:  # whatever a template's expression raises is the template's fault
            origin = self._place(error.__traceback__, name)
            self._add(problem("T112", origin, reason=str(error) or type(error).__name__))
        else:
            path = f"templates/{name}"
            if path in self.theme.own:
                for found in check(unmarked(filled), path, self.theme.texts[path]):
                    self._add(found)
            return Markup(filled)
        return Markup(values.get("content", ""))

    def _add(self, found: Problem) -> None:
        self.problems[found] = None

    def _check_syntax(self, path: str) -> None:
        try:
            self._environment.parse(self.theme.texts[path], path.removeprefix("templates/"))
        except TemplateSyntaxError as error:
            self._add(problem("T110", Origin(path, error.lineno), reason=error.message))

    def _missing(self, error: TemplateNotFound, name: str) -> Problem:
        wanted = str(error.name or name)
        near = _nearest(wanted, (path.removeprefix("templates/") for path in self.theme.texts))
        return problem("T113", self._place(error.__traceback__, name), name=wanted, near=near)

    def _undefined(self, error: UndefinedError, name: str, values: Mapping[str, object]) -> Problem:
        found = UNDEFINED.search(str(error))
        if not found:
            return problem("T112", self._place(error.__traceback__, name), reason=str(error))
        wanted = found[1] or found[2]
        known = {**self._environment.globals, **values}
        origin = self._place(error.__traceback__, name, wanted)
        return problem("T111", origin, len(wanted), name=wanted, near=_nearest(wanted, _names(known)))

    def _place(self, trace: TracebackType | None, name: str, wanted: str = "") -> Origin | None:
        """Return the innermost template line of *trace*, at the column of *wanted*."""
        path, line = f"templates/{name}", 1
        while trace:
            filename = trace.tb_frame.f_code.co_filename
            if filename in self.theme.texts:
                path, line = filename, trace.tb_lineno
            trace = trace.tb_next
        if path not in self.theme.texts:
            return None
        lines = self.theme.texts[path].split("\n")
        text = lines[line - 1] if line <= len(lines) else ""
        return Origin(path, line, max(text.find(wanted), 0) + 1 if wanted else 1)


def _loader(theme: Theme) -> FunctionLoader:
    """Return a loader over *theme*; Jinja's file name is the path, so that tracebacks name it."""

    def load(name: str) -> tuple[str, str, None] | None:
        text = theme.template(name)
        return None if text is None else (text, f"templates/{name}", None)

    return FunctionLoader(load)


def _names(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        yield name
        if is_dataclass(value):
            yield from (item.name for item in fields(value))
        elif isinstance(value, Mapping):
            yield from map(str, value)


def _nearest(wanted: str, known: Iterator[str]) -> str:
    return next(iter(get_close_matches(wanted, sorted(set(known)), 1, 0.5)), "—")
