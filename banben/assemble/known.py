"""What a manuscript's links and references can mean: files, fragments, ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from banben.assemble.ids import written_ids
from banben.assemble.names import heading_slugs
from banben.assemble.targets import Target, chapter_targets
from banben.model import Chapter, Heading
from banben.walk import chapter_blocks, plain


@dataclass(frozen=True, slots=True)
class Known:
    """What can be referred to in one edition.

    *files* lead from a path to its chapter's id; *fragments* from a path to the fragments of that file
    and their ids; *names* from an id as written to the id in the book. *everywhere* and *paths* hold
    the written ids and the files of the whole manuscript, whether this edition prints them or not.
    """

    files: Mapping[str, str]
    fragments: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    targets: Mapping[str, Target]
    everywhere: frozenset[str]
    paths: frozenset[str]

    def id_of(self, name: str) -> str:
        """Return the id in the book for an id as written or as made by assembly; empty if unknown."""
        found = self.names.get(name, name)
        return found if found in self.targets else ""

    def fragment(self, path: str, name: str) -> str:
        """Return the id that fragment *name* means in the file *path*; empty if unknown."""
        inside = self.fragments.get(path, {})
        return inside.get(name) or inside.get(name.lower()) or ""


def known(chapters: Sequence[Chapter], names: Mapping[str, str], whole: Sequence[Chapter]) -> Known:
    """Return what *chapters*, which have their ids, offer; *whole* is the manuscript before selection."""
    files: dict[str, str] = {}
    fragments: dict[str, dict[str, str]] = {}
    for chapter in chapters:
        path = chapter.origin.path
        files.setdefault(path, chapter.id)
        for slug, id in _fragments(chapter, names):
            fragments.setdefault(path, {}).setdefault(slug, id)
    return Known(
        files,
        fragments,
        names,
        chapter_targets(chapters),
        frozenset(name for chapter in whole for name in written_ids(chapter)),
        frozenset(chapter.origin.path for chapter in whole),
    )


def _fragments(chapter: Chapter, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what links can put after `#` for *chapter*: ids as written, then slugs of its headings."""
    inside = chapter_targets((chapter,))
    yield from ((written, id) for written, id in names.items() if id in inside)
    headings = [block for block in chapter_blocks(chapter) if isinstance(block, Heading)]
    texts = [plain(chapter.title), *(plain(heading.children) for heading in headings)]
    ids = [chapter.id, *(heading.attributes.id for heading in headings)]
    yield from zip(heading_slugs(texts), ids, strict=True)
