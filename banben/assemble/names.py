"""Names made from texts and paths: ids that are valid XML names, and the slugs that links mean."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]*\Z")
FOLDER_FILES = frozenset({"readme", "index"})


def ascii_slug(text: str) -> str:
    """Return *text* as lower-case ASCII words joined by hyphens; empty when nothing of it is ASCII."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-")


def chapter_slug(path: str) -> str:
    """Return a slug for the file *path*: its stem without leading numbers, a README's folder's name."""
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem.lower() in FOLDER_FILES and file.parent.name else file.stem
    return ascii_slug(re.sub(r"^\d+[\s._-]+(?=.)", "", stem))


def heading_slug(text: str) -> str:
    """Return the fragment by which GitHub and mdBook link to a heading of *text*.

    Lower case, white space to hyphens, everything but letters, digits, `_` and `-` dropped.
    """
    text = re.sub(r"\s", "-", text.strip().lower())
    return "".join(c for c in text if c in "-_" or unicodedata.category(c)[0] in "LN")


def heading_slugs(texts: Iterable[str]) -> list[str]:
    """Return the slugs of a file's headings, repeated ones told apart by `-1`, `-2`."""
    seen: Counter[str] = Counter()
    slugs = []
    for slug in map(heading_slug, texts):
        slugs.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return slugs


def unused(name: str, taken: set[str]) -> str:
    """Return *name*, or with the first number that makes it new, and take it."""
    new, count = name, 1
    while new in taken:
        count += 1
        new = f"{name}-{count}"
    taken.add(new)
    return new
