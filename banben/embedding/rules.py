"""The sheet of an EPUB with fonts inside: faces, families by their new names, rare characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from banben.embedding.files import FontFile
from banben.embedding.spans import CLASS

# What a reader takes who shows no fonts of the book.
GENERIC = {"hei": "sans-serif", "mono": "monospace"}


def with_faces(sheet: str, files: Sequence[FontFile]) -> str:
    """Return *sheet* and after it one rule for each face; lines keep their numbers."""
    return sheet + "".join(map(_face, files))


def _face(file: FontFile) -> str:
    sources = ", ".join(f'url("{name}") format("{form}")' for name, form in file.sources)
    points = f" unicode-range: {_ranges(file.characters)};" if file.rare else ""
    weight = "normal" if file.rare else str(file.cut.weight)
    return (
        f'@font-face {{ font-family: "{file.family}"; font-weight: {weight}; font-style: normal;'
        f" src: {sources};{points} }}\n"
    )


def _ranges(characters: Iterable[str]) -> str:
    """Return the code points as `unicode-range` has them: U+2B05A, U+31A0-31A3."""
    runs: list[list[int]] = []
    for point in sorted(map(ord, characters)):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def renamed(sheet: str, names: Mapping[str, str]) -> str:
    """Return *sheet* with the book's own name before that of each family that it brings along."""
    for family, name in names.items():
        quoted = rf"([\"'])({re.escape(family)})\1"
        sheet = re.sub(quoted, rf'"{name}", \1\2\1', sheet)
    return sheet


def rare_rules(stacks: Mapping[str, Sequence[str]], text: str) -> str:
    """Return the rules of the spans: the embedded faces of each role, *text* being the role without a class.

    There is one weight of each; one thickened by the reader would fill these dense characters with ink.
    """
    return "".join(
        f".{CLASS if role == text else f'{CLASS}-{role}'} {{ font-family: "
        + ", ".join(f'"{name}"' for name in names)
        + f", {GENERIC.get(role, 'serif')}; font-weight: normal; }}\n"
        for role, names in sorted(stacks.items(), key=lambda item: item[0] != text)
    )


def root_rule(families: Sequence[str]) -> str:
    """Return the rule that gives the running text *families*: the root's, so that any other rule wins."""
    listed = ", ".join(f'"{family}"' for family in families)
    return f"html {{ font-family: {listed}, serif; }}\n" if families else ""
