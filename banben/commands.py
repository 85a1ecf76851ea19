"""What each word of the command line does, from its options to its exit code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, Any

from banben import shipped
from banben.jobs import Progress
from banben.problems import Exit, Problem, Stop, failed, problem
from banben.screen import Line, Screen
from banben.words import word


def build_book(screen: Screen, choice: Mapping[str, Any], out: Path, jobs: int) -> Exit:
    """Make and publish the editions that *choice* names, each as soon as it is whole."""
    from banben.pipeline import build, prepare
    from banben.publish import Published, check_folder, publish

    if found := check_folder(out):
        return screen.end(found)
    prepared = prepare(_request(choice))
    screen.texts = prepared.texts
    problems: list[Problem] = list(prepared.problems)
    lines: list[Line] = []
    published: list[Published] = []
    for step in build(prepared, jobs):
        if isinstance(step, Progress):
            screen.progress(step)
            continue
        problems += step.problems
        if step.artifacts:
            done, found = publish(step.artifacts, out)
            published += done
            problems += found
        lines += _lines(step)
        screen.progress(Progress(step.edition, "published" if step.artifacts else "failed"))
    code = screen.end(problems, lines, [asdict(item) for item in published])
    if published:
        screen.say(word("written", path=out))
    return code


def check_book(screen: Screen, choice: Mapping[str, Any]) -> Exit:
    """Look for the problems of every edition that *choice* names."""
    from banben.pipeline import check, prepare

    prepared = prepare(_request(choice))
    screen.texts = prepared.texts
    return screen.end(check(prepared))


def _request(choice: Mapping[str, Any]) -> Any:
    from banben.load import Overrides
    from banben.pipeline import Request

    overrides = Overrides(
        title=choice["title"] or "", authors=tuple(choice["authors"]), language=choice["language"] or ""
    )
    return Request(
        root=choice["book"] or shipped.chapters(),
        overrides=overrides,
        editions=tuple(choice["editions"]),
        formats=tuple(choice.get("formats", ())),
        epubcheck=bool(choice.get("epubcheck")),
    )


def _lines(outcome: Any) -> list[Line]:
    """Return the rows of the summary for one edition; the seconds stand at its first file."""
    count = len(dict.fromkeys(outcome.problems))
    if not outcome.artifacts:
        return [Line(outcome.edition, None, 0, outcome.seconds, count)]
    return [
        Line(item.name, len(item.content), item.pages, 0.0 if n else outcome.seconds, 0 if n else count)
        for n, item in enumerate(outcome.artifacts)
    ]


def convert_file(screen: Screen, region: str, book: Path | None, file: IO[bytes]) -> Exit:
    """Write *file*'s text in the script and with the quotation marks of *region*."""
    from banben.encoding import decode
    from banben.load import Overrides, load
    from banben.localize import convert_text, load_rules
    from banben.regions import known_regions, load_region

    if region not in known_regions():
        return screen.end([problem("C902", name=region, known=", ".join(known_regions()))])
    place = load_region(region)
    texts: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()
    if book is not None:
        manuscript, problems = load(book, Overrides())
        texts = manuscript.texts
    rules, found = load_rules(texts, place)
    text, undecodable = decode(file.read(), getattr(file, "name", "-"))
    problems += found + undecodable
    if failed(problems):
        screen.texts = texts
        return screen.end(problems)
    screen.raw(convert_text(text, place, rules))
    return Exit.DONE


def new_book(screen: Screen, folder: Path) -> Exit:
    """Copy the starter book into *folder*, which must be empty or not there."""
    if folder.exists() and any(folder.iterdir()):
        raise Stop([problem("E201", path=folder)])
    try:
        with as_file(files("banben") / "starter") as starter:
            shutil.copytree(starter, folder, dirs_exist_ok=True)
    except OSError as error:
        raise Stop([problem("E203", path=folder, reason=error.strerror)]) from error
    command = f"banben build --book {os.fspath(folder)} --out {os.fspath(folder / 'dist')}"
    screen.say(word("created", path=folder, command=command))
    return Exit.DONE
