"""What the terminal shows: progress while editions are made, problems, the table at the end."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from banben import __version__
from banben.frames import as_json, frame
from banben.jobs import Progress
from banben.problems import Exit, Problem, exit_code, in_order
from banben.words import locale, word


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the summary: one file, or the edition that has none."""

    name: str
    size: int | None
    pages: int
    seconds: float
    problems: int


@dataclass(slots=True)
class Screen:
    """Where a command says things: on a terminal, as plain lines, or as one JSON document.

    Progress and problems go to standard error, results to standard output.
    """

    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True))
    live: Live | None = None

    def say(self, text: str) -> None:
        """Print a line of result."""
        if not (self.quiet or self.as_json):
            self.out.print(text, markup=False)

    def raw(self, text: str) -> None:
        """Write *text* as it is to standard output, in UTF-8 whatever the terminal is set to."""
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()

    def progress(self, step: Progress) -> None:
        """Show where an edition stands; on a terminal in place, elsewhere a line for each stage."""
        if self.quiet or self.as_json:
            return
        pages = f" {word('page', n=step.pages)}" if step.pages else ""
        before = self.stages.get(step.job)
        self.stages[step.job] = text = word(step.stage) + pages
        if not self.err.is_terminal:
            if before is None or before.split(" ")[0] != text.split(" ")[0]:
                self.err.print(f"{step.job}: {text}", markup=False)
            return
        if self.live is None:
            # Refreshed by hand: a refreshing thread must not live while editions fork.
            self.live = Live(console=self.err, auto_refresh=False, transient=True)
            self.live.start()
        self.live.update(self._board(), refresh=True)

    def _board(self) -> Table:
        board = Table.grid(padding=(0, 2))
        for job, text in self.stages.items():
            board.add_row(job, text)
        return board

    def problems(self, found: Iterable[Problem]) -> None:
        """Print *found*, each with its frame, and how many there are."""
        shown = [item for item in in_order(found) if self._shows(item)]
        for item in shown:
            self.err.print(frame(item, self.texts, locale()), markup=False)
            self.err.print()
        if self.quiet:
            return
        counts = Counter(item.severity for item in in_order(found))
        if not counts:
            self.err.print(word("none"), markup=False)
            return
        numbers = {f"{kind}s": counts.get(kind, 0) for kind in ("error", "warning", "note")}
        self.err.print(word("counts", **numbers), markup=False)

    def _shows(self, item: Problem) -> bool:
        if self.quiet:
            return item.severity == "error"
        return self.verbose or item.severity != "note"

    def table(self, lines: Sequence[Line]) -> None:
        """Print the summary: file, size, pages, seconds, problems."""
        if self.quiet:
            return
        table = Table(box=None, pad_edge=False)
        for column in ("file", "size", "pages", "seconds", "problems"):
            table.add_column(word(column), justify="left" if column == "file" else "right", no_wrap=True)
        for line in lines:
            size = word("failed") if line.size is None else f"{line.size / 1024:,.0f} KB"
            pages = str(line.pages) if line.pages else ""
            table.add_row(line.name, size, pages, f"{line.seconds:.1f}", str(line.problems))
        self.out.print(table)

    def end(
        self, found: Iterable[Problem], lines: Sequence[Line] = (), files: Sequence[Mapping[str, Any]] = ()
    ) -> Exit:
        """Show how a command ended and return its exit code."""
        if self.live is not None:
            self.live.stop()
        found = in_order(found)
        code = exit_code(found)
        if self.as_json:
            document = {
                "version": __version__,
                "exit": int(code),
                "files": list(files),
                "problems": [as_json(item, locale()) for item in found],
            }
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
            return code
        self.problems(found)
        if lines:
            self.table(lines)
        if code is not Exit.DONE and lines and not self.quiet:
            self.err.print(word("kept"), markup=False)
        return code
