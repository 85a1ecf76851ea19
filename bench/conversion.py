"""How well the conversion does: marked sentences, Taiwan's prose there and back, flags, speed.

    python bench/conversion.py [--cases FILE ...] [--prose FOLDER] [--errors]

Stock OpenCC runs beside it in the same minute. `tw` and `hk` rows are converted by characters alone, `twp`
and `hkp` rows with the region's words; `tw2cn` rows are Taiwan's prose for the mainland. House-style pairs
are folded.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from banben.conversion import Converter, Line, Rules, Segment, convert_text, converter_for
from banben.conversion.back import Chain
from banben.conversion.judges import OpenCC
from banben.conversion.names import with_names
from banben.editions import Settings
from banben.regions import load_region

ROOT = Path(__file__).resolve().parent.parent
# The pairs of house style; the first of each counts as the second.
PAIRS = "溼濕 臺台 佔占 佈布 週周 裏裡 賬帳 羣群 峯峰 啓啟 説說 閲閱 衞衛 綫線 脱脫 悦悅 鋭銳 税稅 藴蘊 温溫"
FOLD = str.maketrans({pair[0]: pair[1] for pair in PAIRS.split()})
# Words that Taiwan's publishers print in two ways: the first counts as the second.
BOTH = [
    ("瞭解", "了解"),
    ("計畫", "計劃"),
    ("欲望", "慾望"),
    ("拚命", "拼命"),
    ("雇主", "僱主"),
    ("雇員", "僱員"),
    ("唸", "念"),
    ("嚐嚐", "嘗嘗"),
    ("拉鏈", "拉鍊"),
    ("發黴", "發霉"),
]
KEEP = "voc-keep"
NAMES = ("characters", "keep", "words-tw", "words-hk", "more", "blind", "blind2", "blind-words", "back")
OWN = [ROOT / "tests" / "conversion" / f"{name}.tsv" for name in NAMES]


@dataclass(frozen=True, slots=True)
class Row:
    """One marked sentence; *terms* holds lists of key terms, one of each of which must be printed."""

    source: str
    region: str
    expected: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]
    kind: str
    name: str
    sure: bool


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a table in the columns of conversion-cases.tsv."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Row(
                item["source"],
                item["region"],
                (item["expected"], *json.loads(item["alternatives"] or "[]")),
                tuple(tuple(terms) for terms in json.loads(item["terms"] or "[]")),
                item["class"],
                item["id"],
                item["sure"] == "1",
            )
            for item in table
        ]


def right(row: Row, result: str) -> bool:
    """Whether *result* is what the row expects: by key terms for words, else the whole sentence."""
    folded = result.translate(FOLD)
    if row.region.endswith("p") and row.terms:
        return all(any(term.translate(FOLD) in folded for term in terms) for terms in row.terms)
    return folded in [expected.translate(FOLD) for expected in row.expected]


def converter(region: str, words: bool, source: str = "cn") -> Converter:
    """Return the converter of *region* with no editor's rules, with or without the region's words."""
    return converter_for(load_region(region), Settings(vocabulary=words), Rules(), source)


def direction(region: str) -> tuple[str, str, bool]:
    """Return the source, the target and whether words are converted, for a row's *region* (twp, tw2cn …)."""
    source, back, target = region.partition("2")
    return (source, target, True) if back else ("cn", region.removesuffix("p"), region.endswith("p"))


def convert(engine: Converter, texts: Sequence[str]) -> Sequence[Sequence[Segment]]:
    """Return the segments of *texts*; what stands in backticks is code."""
    return engine.convert(with_names([Line(text) for text in texts]))


def printed(segments: Sequence[Segment]) -> str:
    """Return the text that *segments* print."""
    return "".join(segment.result for segment in segments)


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows right, all rows, and those that failed with what was printed and whether the review shows it."""

    right: int
    rows: int
    failed: tuple[tuple[Row, str, bool], ...]


def score(rows: Sequence[Row], region: str) -> Tally:
    """Convert the rows of *region* and count those that are right."""
    chosen = [row for row in rows if row.region == region]
    source, target, words = direction(region)
    engine = converter(target, words, source)
    failed: list[tuple[Row, str, bool]] = []
    for row in chosen:
        result = convert_text(row.source, engine, load_region(target).quotes)
        if not right(row, result):
            failed.append((row, result, shown(row, convert(engine, [row.source])[0])))
    return Tally(len(chosen) - len(failed), len(chosen), tuple(failed))


def shown(row: Row, segments: Sequence[Segment]) -> bool:
    """Whether the review shows what is wrong in *segments*: a flag on it, or a proposal of a key term."""
    if row.region.endswith("p"):
        missing = [terms for terms in row.terms if not any(term in printed(segments) for term in terms)]
        offered = [other for segment in segments if asked(segment) for other in segment.alternatives]
        return all(any(term in offered for term in terms) for terms in missing)
    at, wrong = 0, []
    for segment in segments:
        expected = fold(row.expected[0])[at : at + len(segment.result)]
        if fold(segment.result) != expected:
            wrong.append(segment)
        at += len(segment.result)
    return bool(wrong) and all(asked(segment) for segment in wrong)


def asked(segment: Segment) -> bool:
    """Whether the review asks about *segment*."""
    sure = segment.confidence >= Settings().threshold
    return segment.kind == "proposal" or (segment.kind in ("characters", "word") and not sure)


def stock(rows: Sequence[Row], region: str) -> int:
    """Return how many rows of *region* stock OpenCC gets right."""
    chosen = [row for row in rows if row.region == region]
    source, target, words = direction(region)
    chain = (f"s2{target}p",) if words and source == "cn" else load_region(target).chain(source)
    results = Chain(chain).convert([row.source for row in chosen])
    return sum(right(row, result) for row, result in zip(chosen, results, strict=True))


@dataclass(frozen=True, slots=True)
class Trip:
    """A text there and back: its ideographs, wrong characters, flags, and wrong ones among the flags."""

    ideographs: int
    wrong: int
    flags: int
    shown: int
    examples: tuple[str, ...]


def trip(texts: Sequence[str], region: str) -> Trip:
    """Turn *texts* of *region* into Simplified and back, and compare."""
    simplified = OpenCC(f"{region}2s").convert(texts)
    wrong = flags = shown = 0
    examples: list[str] = []
    for text, line in zip(texts, convert(converter(region, False), simplified), strict=True):
        at = 0
        native, back = fold(text), fold(printed(line))
        for segment in line:
            end = at + len(segment.source)
            flagged = segment.kind == "characters" and segment.confidence < Settings().threshold
            flags += flagged
            errors = sum(a != b for a, b in zip(native[at:end], back[at:end], strict=True))
            if errors:
                wrong += errors
                shown += errors * flagged
                mark = "?" if flagged else "!"
                found = f"{text[max(0, at - 6) : at]}[{segment.result}/{text[at:end]}]{text[end : end + 6]}"
                examples.append(f"{mark} {found} {segment.rule} {segment.confidence:.3f}")
            at = end
    size = sum(map(ideographs, texts))
    return Trip(size, wrong, flags, shown, tuple(examples))


def fold(text: str) -> str:
    """Return *text* without the differences of house style and of words that Taiwan prints in two ways."""
    text = text.translate(FOLD)
    for word, other in BOTH:
        text = text.replace(word, other)
    return text


def ideographs(text: str) -> int:
    """Return how many ideographs *text* has."""
    return sum("\u3400" <= character <= "\u9fff" for character in text)


def stock_trip(texts: Sequence[str], region: str) -> int:
    """Return the wrong characters of stock OpenCC there and back."""
    back = OpenCC(f"s2{region}").convert(OpenCC(f"{region}2s").convert(texts))
    pairs = zip(texts, back, strict=True)
    return sum(a != b for old, new in pairs for a, b in zip(fold(old), fold(new), strict=True))


def report_rows(path: Path, errors: bool, total: Counter[str]) -> Iterator[str]:
    """Yield the lines that say how the rows of *path* came out."""
    rows = read_rows(path)
    yield f"{path.name}: {len(rows)} rows"
    for region in ("tw", "hk", "twp", "hkp", "tw2cn", "hk2cn", "tw2hk", "hk2tw"):
        tally = score(rows, region)
        if not tally.rows:
            continue
        total["wrong"] += len(tally.failed)
        total["shown"] += sum(seen for _, _, seen in tally.failed)
        share = 100 * tally.right / tally.rows
        old = 100 * stock(rows, region) / tally.rows
        kept = [row for row, _, _ in tally.failed if row.kind == KEEP]
        keep = f", {len(kept)} {KEEP} spoilt" if region.endswith("p") else ""
        yield f"  {region:5} {tally.right}/{tally.rows} = {share:.1f} %   stock OpenCC {old:.1f} %{keep}"
        if errors:
            for row, result, seen in tally.failed:
                marks = f"{'?' if seen else '!'} {row.name} {row.kind}{'' if row.sure else ' (unsure)'}"
                yield f"    {marks} {row.source}"
                yield f"      -> {result}   expected {row.expected[0]} {row.terms or ''}"


def report_prose(folder: Path, region: str, errors: bool, total: Counter[str]) -> Iterator[str]:
    """Yield the lines that say how the prose of *folder* came back."""
    texts = [
        line for file in sorted(folder.glob("*.txt")) for line in file.read_text("utf-8").split("\n") if line
    ]
    result = trip(texts, region)
    total["wrong"] += result.wrong
    total["shown"] += result.shown
    per = 10_000 / max(1, result.ideographs)
    yield f"prose {folder.name}: {result.ideographs} ideographs there and back"
    yield (
        f"  wrong per 10,000: {result.wrong * per:.2f} ({result.wrong})"
        f"   stock OpenCC {stock_trip(texts, region) * per:.2f}"
    )
    yield f"  flags per 10,000: {result.flags * per:.1f}   wrong characters among the flags: {result.shown}"
    if errors:
        yield from (f"    {example}" for example in result.examples)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, action="append")
    parser.add_argument("--prose", type=Path, default=ROOT / "tests" / "prose")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for path in options.cases or OWN:
        print("\n".join(report_rows(path, options.errors, total)))
    for folder in sorted(item for item in options.prose.iterdir() if item.is_dir()):
        print("\n".join(report_prose(folder, folder.name, options.errors, total)))
    share = 100 * total["shown"] / max(1, total["wrong"])
    print(
        f"errors that remain: {total['wrong']}, among what the review shows: {total['shown']} = {share:.0f} %"
    )


if __name__ == "__main__":
    main()
