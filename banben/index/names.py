"""Names of entries as manuscripts write them: `main/sub`, with two slashes for one that is printed."""

from __future__ import annotations

# Stands for a slash that is printed, while a name is taken apart.
SLASH = "\0"


def parts(written: str) -> tuple[str, str]:
    """Return the main entry, empty for what is a main entry itself, and the entry: `A//B测试` is one."""
    main, sign, sub = written.replace("//", SLASH).partition("/")
    under, term = (main, sub) if sign else ("", main)
    return under.replace(SLASH, "/").strip(), term.replace(SLASH, "/").strip()


def joined(under: str, term: str) -> str:
    """Return the one way to write the entry *term* under *under*: the opposite of `parts`."""
    names = (name.replace("/", "//") for name in (under, term) if name)
    return "/".join(names)
