"""Scripts: characters of the wrong script, in what an edition prints and in what was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from banben.conversion.residue import mixed, pure, residue, script_of
from banben.conversion.segments import Converted
from banben.localize.decisions import place
from banben.model import Text
from banben.problems import Problem, problem

# With more lines than these a file as a whole is of another script than it is said to be.
MOST = 12
WHOLE = {"L401": "L403", "L402": "L404"}


def script_problems(
    runs: Sequence[Text], text: str, done: Converted, source: str, target: str
) -> Iterator[Problem]:
    """Yield what is of the wrong script in *text*, which *runs* make, and in what became of it.

    *source* and *target* are the languages (BCP 47) of the manuscript and of the edition. A mainland
    book may quote Traditional characters as they are: its own edition has no residue.
    """
    written, printed = script_of(source), script_of(target)
    if "hant" in (written, printed) and not pure(done.text, printed):
        for at, characters in residue(done, printed):
            fields = {"characters": characters, "language": target}
            yield problem("L401", place(runs, at), len(characters), **fields)
    if not pure(text, written):
        for at, characters in mixed(done, written):
            yield problem("L402", place(runs, at), len(characters), characters=characters)


def by_file(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield *problems* of `script_problems` one a line; where more than MOST lines of a file, one for all."""
    files: dict[tuple[str, str], dict[int, Problem]] = defaultdict(dict)
    for item in problems:
        assert item.origin is not None
        lines = files[item.origin.path, item.code]
        earlier = lines.get(item.origin.line)
        lines[item.origin.line] = _both(earlier, item) if earlier else item
    for (_, code), lines in files.items():
        if len(lines) <= MOST:
            yield from lines.values()
        else:
            first = next(iter(lines.values()))
            yield replace(first, code=WHOLE[code], values=(*first.values, ("count", str(len(lines)))))


def _both(first: Problem, second: Problem) -> Problem:
    """Return *first*, which stands where it stands, with the characters of *second* as well."""
    characters = dict(first.values)["characters"] + dict(second.values)["characters"]
    values = {**dict(first.values), "characters": "".join(dict.fromkeys(characters))}
    return replace(first, values=tuple(values.items()))
