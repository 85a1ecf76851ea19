"""What each word of the command line does, from its options to its exit code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from banben import shipped
from banben.jobs import Progress
from banben.problems import Exit, Problem, Stop, failed, problem
from banben.screen import Line, Screen
from banben.words import word

if TYPE_CHECKING:
    # Imported where it is used: the layout engine takes half a second, which --help need not wait for.
    from banben.pipeline import Outcome, Request


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
        if step.made:
            done, found = publish([item.artifact for item in step.made], out)
            published += done
            problems += found
        lines += _lines(step)
        screen.progress(Progress(step.edition, "published" if step.made else "failed"))
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


def _request(choice: Mapping[str, Any]) -> Request:
    from banben.load import Overrides
    from banben.pipeline import Request

    overrides = Overrides(
        title=choice["title"] or "",
        authors=tuple(choice["authors"]),
        language=choice["language"] or "",
        house=choice["house"],
    )
    return Request(
        root=choice["book"] or shipped.chapters(),
        overrides=overrides,
        editions=tuple(choice["editions"]),
        formats=tuple(choice.get("formats", ())),
        epubcheck=bool(choice.get("epubcheck")),
    )


def _lines(outcome: Outcome) -> list[Line]:
    """Return the rows of the summary for one edition; its shared problems are counted at its first file."""
    count = len(dict.fromkeys(outcome.problems))
    if not outcome.made:
        return [Line(outcome.edition, None, 0, outcome.seconds, count)]
    own = [len(dict.fromkeys(item.problems)) for item in outcome.made]
    own[0] += count - len(dict.fromkeys(found for item in outcome.made for found in item.problems))
    return [
        Line(item.artifact.name, len(item.artifact.content), item.artifact.pages, item.seconds, problems)
        for item, problems in zip(outcome.made, own, strict=True)
    ]


def convert_file(screen: Screen, wish: Mapping[str, Any], file: IO[bytes]) -> Exit:
    """Write *file*'s text as *wish* (the fields of `converting.Wish`) wants it."""
    from banben.conversion import convert_text
    from banben.converting import Wish, means
    from banben.encoding import decode

    wanted = means(Wish(**wish))
    text, undecodable = decode(file.read(), getattr(file, "name", "-"))
    problems = wanted.problems + undecodable
    if failed(problems):
        screen.texts = wanted.texts
        return screen.end(problems)
    screen.raw(convert_text(text, wanted.converter, wanted.quotes, _inside(file, wish["book"])))
    return Exit.DONE


def _inside(file: IO[bytes], book: Path | None) -> str:
    """Return the path of *file* in *book*, whose chapter's rules count for it; empty where it is no part."""
    path, home = Path(getattr(file, "name", "") or "-").resolve(), (book or Path()).resolve()
    return path.relative_to(home).as_posix() if book and path.is_relative_to(home) else ""


def review_book(screen: Screen, choice: Mapping[str, Any], out: Path, threshold: float | None) -> Exit:
    """Write the page and the table of each edition that *choice* names into the folder review/ of *out*.

    Where none is named, those are meant in which something is converted.
    """
    from banben.pipeline import localized, prepare
    from banben.publish import check_folder
    from banben.review import review, write_review

    prepared = prepare(_request(choice))
    screen.texts = prepared.texts
    manuscript, folder = prepared.manuscript, out / "review"
    problems = [*prepared.problems, *check_folder(folder)]
    if failed(problems):
        return screen.end(problems)
    counted: list[Mapping[str, Any]] = []
    for edition in manuscript.editions:
        text, _, found = localized(prepared, edition, screen.progress)
        if text.conversions or choice["editions"]:
            seen = review(text, edition, manuscript.metadata.language, threshold)
            paths, wrong = write_review(seen, manuscript.root, folder)
            problems += (*found, *wrong)
            counted.append({**seen.counts(), "files": [str(path) for path in paths]})
    code = screen.end(problems, files=counted)
    for row in counted:
        screen.say(word("review", **row))
    screen.say(word("written", path=folder))
    return code


def decide_file(screen: Screen, file: Path, choice: Mapping[str, Any]) -> Exit:
    """Write the decisions in *file* into the rule files of the book that *choice* names."""
    from banben.load import Overrides
    from banben.pipeline import Request, localized, prepare
    from banben.review import decided, house_folder, read_decisions, record, rule_lines

    returned = read_decisions(file, choice["edition"] or "")
    screen.texts = {str(file): returned.text}
    if not returned.decisions:
        return screen.end(returned.problems)
    overrides = Overrides(house=choice["house"])
    prepared = prepare(Request(choice["book"] or shipped.chapters(), overrides, (returned.edition,)))
    if not prepared.manuscript.editions:
        return screen.end([item for item in prepared.problems if item.code == "C901"])
    (edition,) = prepared.manuscript.editions
    screen.texts = {**prepared.texts, **screen.texts}
    passages = any(decision.scope == "passage" for decision in returned.decisions)
    units = decided(localized(prepared, edition, screen.progress)[0]) if passages else ()
    texts = prepared.manuscript.texts
    lines, problems = rule_lines(returned.decisions, edition.region.code, texts, units)
    house = choice["house"] or house_folder(prepared.manuscript)
    done = record(lines, prepared.manuscript.root, house, overrule=choice["overrule"])
    code = screen.end(
        (*returned.problems, *problems, *done.problems), files=[asdict(r) for r in done.written]
    )
    for rule in done.written:
        screen.say(f"{rule.name}: {rule.source} → {rule.target}")
    screen.say(word("recorded", count=len(done.written)))
    return code


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
