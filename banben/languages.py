"""Passages in another language than Chinese (WCAG 2.2, 3.1.2 Language of Parts)."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A letter of any script but the ideographs, kana and zhuyin.
LETTER = "[^\\W\\d_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
PART = LETTER.replace("\\d", "")
WORD = f"{PART}+(?:['’-]{PART}+)*"
MARKS = "[,;:.!?\"'“”‘’()–—…&-]{0,3}"
PASSAGE = re.compile(f"{WORD}(?:{MARKS}\\s+{MARKS}{WORD}){{3,}}")
FIRST = re.compile(f"(?<![\\w'’-]){LETTER}")
LEAST = 4
# Vowels that only pinyin has: a line of readings is no foreign language.
PINYIN = re.compile("[āēīōūǖǎěǐǒǔǚǜ]", re.IGNORECASE)


def passages(text: str) -> Iterator[tuple[int, str]]:
    """Yield each foreign passage of *text* with its offset: four words or more, half of them small.

    Names, titles and terms in capitals are none: 3.1.2 exempts proper names and technical terms.
    """
    for found in PASSAGE.finditer(text):
        words = FIRST.findall(found[0])
        small = sum(not first.isupper() for first in words)
        if len(words) >= LEAST and small * 2 >= len(words) and not PINYIN.search(found[0]):
            yield found.start(), found[0]
