"""Bytes to text: UTF-8 with or without BOM, any line ends; whatever else it is, is a problem with a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from banben.model import Origin
from banben.problems import Problem, problem

# XML 1.0 section 2.2 admits none of these but tab and newline; U+0080-9F, U+2028 and U+2029 are
# admitted there, yet they print nothing and come from faulty conversions.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]"
    "|[\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff]"
)
_SURROGATE = re.compile(b"\xed[\xa0-\xbf][\x80-\xbf]")
_SIGNATURES = (
    (b"PK\x03\x04", "ZIP/DOCX"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAMPLE = 65_536
_COMMON = frozenset(
    "的一是不了在人有我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着著去之过過，。、：；？！“”「」《》（）"
)


def decode(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of *content*, without BOM and with `\\n` line ends, and what is wrong with it.

    Where it is not UTF-8 the text is the best reading that can be had, so that later stages and
    source frames have something to show; the problem is an error, so it is never published. For the
    same reason a control character, which no drawing or page could hold, is read as U+FFFD.
    """
    text, problems = _read(content, path)
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), problems


def _read(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    kind = next((name for sign, name in _SIGNATURES if content.startswith(sign)), None)
    if kind:
        return "", (problem("F106", Origin(path), kind=kind),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _salvage(content, path, fault)
    if text.count("\0") * 4 > len(text):  # UTF-16 of ASCII is valid UTF-8
        return _salvage(content, path, UnicodeDecodeError("utf-8", content, 0, 1, "NUL"))
    text = _newlines(text)
    return text, tuple(_odd_characters(text, path))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _salvage(content: bytes, path: str, fault: UnicodeDecodeError) -> tuple[str, tuple[Problem, ...]]:
    without_bom = content.removeprefix(b"\xef\xbb\xbf")
    if _SURROGATE.search(without_bom):
        read = _surrogates(without_bom, path)
        if read:
            return read
    likely = likely_encoding(content)
    if likely is None and content.count(0) * 20 > len(content):
        return "", (problem("F106", Origin(path), kind="binary"),)
    start = 0 if likely and likely.startswith(("UTF-16", "UTF-32")) else fault.start
    text = _newlines(content.decode(likely or "utf-8", "replace")).removeprefix("\ufeff")
    origin = _origin_of_byte(without_bom, start, path)
    if likely is None:
        return text, (problem("F107", origin, byte=f"0x{fault.object[fault.start]:02X}"),)
    return text, (problem("F101", origin, likely=likely, path=path),)


def _origin_of_byte(content: bytes, start: int, path: str) -> Origin:
    """Return the place of byte *start*: what stands before it is valid UTF-8."""
    before = _newlines(content[:start].decode("utf-8", "replace"))
    return Origin(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _surrogates(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]] | None:
    """Read surrogates that were encoded one by one; the lonely ones are F103 and become U+FFFD.

    Two halves that make a pair (CESU-8) are joined. Where something else is wrong as well, None
    is returned: another encoding is likelier.
    """
    try:
        halves = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    text = _newlines(halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"))
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        found = re.search("[\ud800-\udfff]", line)
        if found:
            lone = f"U+{ord(found[0]):04X}"
            problems.append(problem("F103", Origin(path, number, found.start() + 1), character=lone))
    return re.sub("[\ud800-\udfff]", "\ufffd", text), tuple(problems)


def likely_encoding(content: bytes) -> str | None:
    """Return the name, as iconv takes it, of the encoding that *content* seems to be in, or None.

    A byte order mark decides; then, of the encodings that can read it all, the one whose reading
    looks most like Chinese; then charset-normalizer. None also where it is UTF-8 but for a few bytes.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if sample.count(0) * 4 > len(sample):
        odd = sample[1::2].count(0)  # the high bytes of ASCII, second in little-endian order
        return "UTF-16LE" if odd > len(sample) * 0.4 else "UTF-16BE" if odd == 0 else None
    best, _, name = max((_score(sample, codec), -place, codec) for place, codec in enumerate(_CODECS))
    if best > 0.2:
        return None if name == "UTF-8" else name
    from charset_normalizer import from_bytes  # late: 40 ms that only broken files need to pay for

    guess = from_bytes(sample).best()
    return guess.encoding.upper().replace("_", "-") if guess and guess.encoding != "utf_8" else None


_CODECS = ("UTF-8", "GB18030", "BIG5-HKSCS", "UTF-16LE", "UTF-16BE", "SHIFT_JIS", "EUC-KR")


def _score(sample: bytes, codec: str) -> float:
    """Return how Chinese *sample* looks when read as *codec*, from 0 (unreadable) to 1.

    A sample may end inside a character, so the last bytes do not count as a fault. UTF-8 is also
    the likeliest where a single byte in twenty is broken: nothing else looks like it by accident.
    """
    text = sample.decode(codec, "replace")
    faults = text[:-2].count("\ufffd")
    if faults * 20 > len(text) or (faults and codec != "UTF-8"):
        return 0.0
    wide = [c for c in text if c > "\x7f"]
    return sum(_familiarity(c) for c in wide) / len(wide) if wide else 0.0


def _familiarity(character: str) -> float:
    """Return 1 for the commonest ideographs and marks, less for the common half of either standard.

    GB 2312 and Big5 both put their commoner ideographs first: rows B0-D7 and A4-C6.
    """
    if character in _COMMON:
        return 1.0
    for codec, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        code = character.encode(codec, "ignore")
        if len(code) == 2 and first <= code[0] <= last:
            return 0.5
    return 0.0


def _odd_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield one problem for each kind of character on each line that a book cannot print."""
    if not _CONTROL.search(text) and "\ufffd" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        found = _CONTROL.search(line)
        if found:
            name = f"U+{ord(found[0]):04X}"
            yield problem("F102", Origin(path, number, found.start() + 1), character=name)
        if "\ufffd" in line:
            yield problem("F104", Origin(path, number, line.index("\ufffd") + 1))
