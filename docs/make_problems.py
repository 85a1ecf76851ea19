"""Make docs/problems.md: every code of the catalogue, and the test in which a writer can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from banben.problems import FAMILIES, Entry, catalogue

HERE = Path(__file__).parent
PAGE = HERE / "problems.md"
TESTS = HERE.parent / "tests"
HEAD = """# Problems

Every problem has a code, which keeps its meaning, a place in your files where it has one, and a way out.
Errors keep a book from being published; warnings and notes do not. `banben check` shows all of them, in
English where `BANBEN_LANG` is `en`; `--json` gives them to programs.

Each code is tested: by a folder of `tests/problems/`, a small book with the mistake and, in
`expected.txt`, what its writer is told, or by a unit test. `python docs/make_problems.py` makes this page
from the catalogue, `banben/codes/`.
"""
# What a manuscript, its configuration or the machine may bring, and the codes that answer to it.
INPUTS: Mapping[str, str] = {
    "text that is not UTF-8: the likely encoding is offered": "F101 F107",
    "a GB18030, Big5 or UTF-16 file": "F101",
    "NUL and control characters": "F102",
    "lone surrogates; characters lost before": "F103 F104",
    "an empty file; a file that is no text": "F105 F106",
    "a file of the order that is missing, stands there twice, is a folder": "F201 F202 F204",
    "a file outside the folder: `..`, absolute path, link": "F203 A101 M112",
    "`file:` and `http:` pictures": "M113 M111 A102",
    "`http:` in stylesheets and templates": "T205 T206 T115 T303",
    "a missing picture, or one of nearly that name": "A301 A302",
    "a truncated, misnamed, huge or unknown picture": "A201 A202 A203 A204 A205",
    "SVG with script, entities or references": "A206 A207 A208",
    "a duplicate id": "X101",
    "a broken cross-reference or link": "X201 X202 X203 X211 X213",
    "a footnote without text, without mark, written or used twice": "X301 X302 X303 X304",
    "a heading jump": "M207",
    "an unknown or unclosed container": "M201 M202",
    "an unknown region, audience or edition": "C201 C202 C901 M108",
    "a rule file's line without tab or target, doubled, contradicted": "L101 L102 L103 L104",
    "a rule file for no region or chapter; an unknown scope": "L105 L107 L108",
    "a rule that matches nothing; a chain of rules": "L106 L109 L111 L113",
    "a rule in the wrong script; both scripts in the manuscript": "L110 L112 L401 L402 L403 L404",
    "a house's folder that is not there or has no rules": "C216 C217",
    "an unknown configuration key, a value of the wrong type": "C102 C103 C104 C106",
    "broken TOML": "C101 M501",
    "a template with a syntax error or an undefined name": "T110 T111",
    "CSS that the PDF's layout or EPUB passes over": "T203 T204 T301",
    "a font that is not installed": "G102 G103 G104",
    "a character without a glyph": "G201 G202",
    "a paragraph or chapter beyond a limit": "M210 M216 F301 F303",
    "too many files or entries; too many or circular includes": "F302 F304 F305 F223",
    "an mdBook's includes that lead nowhere": "F221 F222",
    "an mdBook's or GitBook's settings without a meaning here": "C301 C303",
    "an output folder that cannot be written; a full disk": "E101 E102 E103",
}


@cache
def places() -> Mapping[str, tuple[str, ...]]:
    """Return for each code the folders of tests/problems/ and else the test modules that name it."""
    found: dict[str, list[str]] = {}
    for folder in sorted((TESTS / "problems").iterdir()):
        if (folder / "expected.txt").exists():
            found.setdefault(folder.name.partition("-")[0], []).append(f"problems/{folder.name}")
    folders = set(found)
    for module in sorted(TESTS.glob("test_*.py")):
        for code in sorted(set(re.findall(r'"([A-Z]\d{3})"', module.read_text("utf-8")))):
            if code not in folders:
                found.setdefault(code, []).append(module.name)
    return {code: tuple(names) for code, names in found.items()}


def page() -> str:
    """Return docs/problems.md."""
    return "\n".join([HEAD, *_inputs(), *(line for letter in FAMILIES for line in _family(letter))])


def _inputs() -> Iterator[str]:
    yield "## From mistake to code\n"
    yield "| what comes in | codes |\n|---|---|"
    for words, codes in INPUTS.items():
        yield f"| {words} | {' '.join(f'[{code}](#{code.lower()})' for code in codes.split())} |"
    yield "\nA byte order mark and CRLF line ends are accepted (tests/test_encoding.py).\n"


def _family(letter: str) -> Iterator[str]:
    words, exit_code = FAMILIES[letter]
    yield f"## {letter}: {words}\n"
    yield f"Errors lead to exit code {exit_code.value}.\n"
    yield "| code | severity | message | test |\n|---|---|---|---|"
    for code, entry in sorted(catalogue().items()):
        if code[0] == letter:
            yield _row(entry)
    yield ""


def _row(entry: Entry) -> str:
    message = re.sub(r"\{(\w+)\}", r"‹\1›", entry.message["en"]).replace("{{", "{").replace("}}", "}")
    tests = ", ".join(
        f"[{name.rpartition('/')[2]}](../tests/{name})" for name in places().get(entry.code, ())
    )
    code = f'<a id="{entry.code.lower()}"></a>{entry.code}'
    return f"| {code} | {entry.severity} | {_cell(message)} | {tests} |"


def _cell(text: str) -> str:
    """Return *text* so that a table's cell shows it as it stands."""
    return re.sub(r"([\\|<>*_\[\]`#])", r"\\\1", text)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
