"""The stage: a publication with the fonts that it carries, their rules in its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from banben.documents import Document, Publication
from banben.editions import Edition
from banben.embedding.cascade import Passage, passages
from banben.embedding.choice import TEXT, Choice
from banben.embedding.faces import names, text_families, wanted
from banben.embedding.files import FontFile, Wish, font_files
from banben.embedding.licences import licences_file
from banben.embedding.rights import Rights
from banben.embedding.rules import rare_rules, renamed, root_rule, with_faces
from banben.embedding.spans import marked
from banben.fonts import Installed
from banben.model import Origin
from banben.problems import Problem, problem

# A reader loads them before it shows the first page; the shipped book's are less than a tenth of it.
MOST_BYTES = 10_000_000
# What a reader draws of itself in the text's font: the marks of lists, their numbers, dots of emphasis.
MARKERS = "0123456789.•◦▪"
HAN_MARKERS = "、〇零一二三四五六七八九十百千"
LANGUAGE = re.compile(r'\blang="((?:ja|ko|zh)[^"]*)"')


def embed(publication: Publication, installed: Installed) -> tuple[Publication, tuple[Problem, ...]]:
    """Return *publication* with the fonts that it needs inside, and what is wrong with them.

    Rare characters always bring theirs; with `embed_fonts` the whole design does.
    """
    edition = publication.edition
    rights = Rights(edition)
    choice = Choice(edition, installed, rights.admits)
    documents = marked(publication.documents, publication.sheet, choice)
    sheet = publication.sheet + rare_rules(choice.families(), TEXT)
    own = choice.names
    wishes = [Wish(one, own[one], frozenset(found), True) for one, found in choice.wanted.items()]
    if edition.embed_fonts:
        designed = tuple(_design(documents, sheet, edition, installed, rights))
        brought = {wish.cut.family: wish.family for wish in designed}
        text = [brought[family] for family in text_families(edition) if family in brought]
        sheet = renamed(sheet, brought) + root_rule(text)
        wishes += designed
    problems = (*rights.problems, *_lacking(choice, publication))
    if not wishes:
        return publication, problems
    files = font_files(tuple(wishes), edition.store.fonts, _has_foreign(documents, edition))
    notes = licences_file((file.cut, file.family) for file in files)
    fonts = (*(asset for file in files for asset in file.assets), notes)
    done = replace(publication, documents=documents, sheet=with_faces(sheet, files), fonts=fonts)
    return done, (*problems, *_too_large(files, edition))


def _design(
    documents: Iterable[Document], sheet: str, edition: Edition, installed: Installed, rights: Rights
) -> Iterator[Wish]:
    """Yield every face of the design with the characters that the documents show in it."""
    shown: list[Passage] = []
    for document in documents:
        try:
            shown += passages(document.content, sheet)
        except etree.XMLSyntaxError:  # a book's own template at fault, which verification reports
            continue
    markers = MARKERS + (HAN_MARKERS if edition.vertical else "")
    shown += [Passage(markers, font) for font in {passage.font for passage in shown}]
    named = names(edition)
    cuts = wanted(shown, named, text_families(edition), installed, rights.admits)
    for one, characters in sorted(cuts.items()):
        yield Wish(one, named[one.family], frozenset(characters), False)


def _has_foreign(documents: Iterable[Document], edition: Edition) -> bool:
    """Whether a passage is in another language of ideographs, for which fonts have other forms."""
    found = {tag for document in documents for tag in LANGUAGE.findall(document.content)}
    return bool(found - {edition.region.language})


def _lacking(choice: Choice, publication: Publication) -> Iterator[Problem]:
    """Yield G304 for each rare character without a font; where there is a PDF, the glyph check says it."""
    if "pdf" in publication.edition.formats:
        return
    for piece in sorted(choice.lacking):
        points = " ".join(f"U+{ord(character):04X}" for character in piece)
        origin = _place(piece, publication.documents)
        yield problem("G304", origin, 1, character=piece, point=points, edition=publication.edition.name)


def _place(text: str, documents: Iterable[Document]) -> Origin | None:
    for document in documents:
        at = document.content.find(text)
        if at >= 0 and (origin := document.origin_of(document.content.count("\n", 0, at) + 1)):
            return origin
    return None


def _too_large(files: tuple[FontFile, ...], edition: Edition) -> Iterator[Problem]:
    size = sum(len(asset.content) for file in files for asset in file.assets)
    if size > MOST_BYTES:
        sizes = {"size": f"{size / 1e6:.1f}", "most": f"{MOST_BYTES / 1e6:.0f}"}
        yield problem("G303", None, 1, edition=edition.name, **sizes)
