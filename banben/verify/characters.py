"""Characters that no finished text should hold: none of the validators looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from banben.problems import Problem, problem
from banben.verify.faces import drawn
from banben.verify.package import TEXTS
from banben.verify.subject import Subject

# Noncharacters (Unicode 23.7), control characters that HTML forbids, and a byte order mark.
PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
NEVER = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef{PLANES}]")
# What stands for a lost character, and what means something in one font only.
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
REFERENCE = re.compile("&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")


def characters(subject: Subject) -> Iterator[Problem]:
    """V223: no byte order mark, control character or noncharacter. V224: nothing that shows as a box."""
    for name, content in subject.package.files.items():
        if not name.endswith(TEXTS):
            continue
        text = content.decode("utf-8")
        if "&#" in text:
            text = REFERENCE.sub(_meant, text)
        found = NEVER.search(text)
        if found:
            yield _problem("V223", subject, name, text, found)
        for boxed in UNREADABLE.finditer(text):
            if not drawn(subject, boxed.group()):
                yield _problem("V224", subject, name, text, boxed)
                break


def _meant(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(number) if 0 < number < 0x110000 else reference[0]


def _problem(code: str, subject: Subject, name: str, text: str, found: re.Match[str]) -> Problem:
    line = text.count("\n", 0, found.start()) + 1
    document = subject.documents.get(name)
    origin = document.origin_of(line) if document else None
    character = f"U+{ord(found.group()):04X}"
    return problem(code, origin, file=subject.file, name=name, line=line, character=character)
