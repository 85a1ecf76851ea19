"""References: links between chapters and cross-references by id, resolved to `#id` in the book."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from posixpath import basename
from urllib.parse import unquote

from banben.assemble.known import Known, known
from banben.assemble.places import place_of
from banben.maps import map_chapter, map_inlines
from banben.model import Chapter, CrossRef, Inline, Inlines, Link, Origin
from banben.problems import Problem, problem

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
DOCUMENT = re.compile(r"(\.(md|markdown|html?)|/|(\A|/)[^./]*)\Z", re.IGNORECASE)
NONE_NEAR = "—"


def resolve(
    chapters: Sequence[Chapter],
    names: Mapping[str, str],
    whole: Sequence[Chapter],
    texts: Mapping[str, str],
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """Return *chapters* with every internal target as `#id` (Link) or as the id itself (CrossRef).

    Links come from parsing as an address, `#fragment`, or a path from the book folder with a fragment.
    One that leads nowhere leaves its text; a cross-reference that leads nowhere is dropped, and its
    problem is an error. *names* leads from ids as written to the book's; *texts* are the sources.
    """
    resolver = _Resolver(known(chapters, names, whole), texts)
    done = []
    for chapter in chapters:
        resolver.here = chapter.origin.path
        done.append(map_chapter(chapter, lambda stream: map_inlines(stream, resolver.inline)))
    return tuple(done), tuple(resolver.problems)


@dataclass(slots=True)
class _Resolver:
    """Goes through the chapters in order; *here* is the file that it is in."""

    known: Known
    texts: Mapping[str, str]
    here: str = ""
    problems: list[Problem] = field(default_factory=list)

    def inline(self, item: Inline) -> Inlines:
        match item:
            case CrossRef():
                return self._cross_reference(item)
            case Link() if not SCHEME.match(item.target):
                id = self._link(item)
                return (replace(item, target=f"#{id}"),) if id else item.children
            case _:
                return (item,)

    def _cross_reference(self, item: CrossRef) -> Inlines:
        name = item.target
        id = self.known.id_of(name)
        if not id:
            if name in self.known.everywhere:
                self._report("X202", item.origin, name, id=name)
            else:
                self._report("X201", item.origin, name, id=name, nearest=nearest(name, self._ids()))
            return ()
        target = self.known.targets[id]
        if (
            item.form not in ("page", "pages")
            and not target.number
            and not target.title
            and target.kind != "box"
        ):
            self._report("X203", item.origin, name, id=name)
            return ()
        return (replace(item, target=id),)

    def _link(self, item: Link) -> str:
        """Return the id that *item* leads to, empty (and reported) when there is none."""
        path, _, fragment = item.target.partition("#")
        fragment = unquote(fragment)
        file = path or self.here
        if file not in self.known.paths:
            self._unknown_file(item, path)
            return ""
        if file not in self.known.files:
            self._report("X202", item.origin, item.target, id=item.target)
            return ""
        if not fragment:
            return self.known.files[file] if path else self._empty(item)
        id = self.known.fragment(file, fragment) or ("" if path else self.known.id_of(fragment))
        if id:
            return id
        if not path and fragment in self.known.everywhere:
            self._report("X202", item.origin, item.target, id=fragment)
            return ""
        inside = [*self.known.fragments.get(file, ()), *(() if path else self._ids())]
        near = nearest(f"#{fragment}", [f"#{name}" for name in inside])
        self._report("X213", item.origin, item.target, fragment=fragment, file=file, nearest=near)
        return self.known.files[file] if path else ""

    def _unknown_file(self, item: Link, path: str) -> None:
        if path.startswith("../"):
            return  # outside the book folder, which parsing has reported
        if DOCUMENT.search(path):
            near = nearest(path, self.known.paths)
            self._report("X211", item.origin, item.target, target=item.target, nearest=near)
        else:
            self._report("X212", item.origin, item.target, target=item.target)

    def _empty(self, item: Link) -> str:
        self._report("X214", item.origin, "](#)")
        return ""

    def _ids(self) -> Collection[str]:
        return self.known.everywhere

    def _report(self, code: str, origin: Origin, word: str, **values: str) -> None:
        place = place_of(self.texts, origin, word, basename(word))
        self.problems.append(problem(code, place.origin, place.length, **values))


def nearest(name: str, among: Collection[str]) -> str:
    """Return what of *among* is most like *name*, a dash when nothing is."""
    return next(iter(get_close_matches(name, sorted(among), 1, 0.5)), NONE_NEAR)
