"""A chapter or part as one section: its opening, its blocks, and the notes that stand at its end."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from banben.model import Chapter, Inlines, Note, Paragraph, Role, Text
from banben.render.blocks import render_blocks
from banben.render.contents import chapter_title
from banben.render.flow import Flow, Setting
from banben.render.inlines import render_inlines
from banben.render.labels import chapter_label
from banben.render.markup import attributes
from banben.render.notes import end_mark
from banben.render.page_ranges import blocks_with_ends
from banben.walk import plain

# epub:type (EPUB Structural Semantics 1.1) and ARIA role (DPUB-ARIA 1.1); no role where there is none.
TYPES: dict[Role, tuple[str, str]] = {
    "part": ("part", "doc-part"),
    "preface": ("preface", "doc-preface"),
    "foreword": ("foreword", "doc-foreword"),
    "introduction": ("introduction", "doc-introduction"),
    "chapter": ("chapter", "doc-chapter"),
    "conclusion": ("conclusion", "doc-conclusion"),
    "afterword": ("afterword", "doc-afterword"),
    "appendix": ("appendix", "doc-appendix"),
    "glossary": ("glossary", "doc-glossary"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "acknowledgements": ("acknowledgments", "doc-acknowledgments"),
    "dedication": ("dedication", "doc-dedication"),
    "about": ("other-credits", ""),
}
# A title that does not fit on one line of its size breaks after these before it breaks anywhere.
PAUSES = "：；，。！？—…·:;,!?"
ONE_LINE = 14


@dataclass(frozen=True, slots=True)
class ChapterView:
    """What chapter.xhtml and part.xhtml may use as `chapter`.

    *running* (for heads) and *bookmark* are plain text, and empty but for print.
    """

    role: str
    id: str
    type: str
    aria: str
    label: Markup
    title: Markup
    running: str
    bookmark: str
    depth: int
    classes: str


def chapter_section(chapter: Chapter, setting: Setting, document: str) -> Markup:
    """Return *chapter* as a `<section>`; *document* is its EPUB file, empty in print."""
    flow = Flow(setting, chapter, document)
    type, aria = TYPES[chapter.role]
    view = ChapterView(
        role=chapter.role,
        id=chapter.id,
        type=type,
        aria=aria,
        label=setting.words(chapter_label(chapter, setting.region)),
        title=Markup(_title(chapter.title, flow)),
        running=plain(chapter.title).replace("\n", "") if setting.print else "",
        bookmark=chapter_title(chapter, setting.region) if setting.print else "",
        depth=chapter.depth,
        classes=" ".join(chapter.attributes.classes),
    )
    content = flow.mark(chapter.origin) + blocks_with_ends(chapter, flow)
    name = "part.xhtml" if chapter.role == "part" else "chapter.xhtml"
    return setting.templates.fill(name, chapter=view, content=Markup(content.rstrip()), notes=_notes(flow))


def _title(title: Inlines, flow: Flow) -> str:
    """Return a chapter's title, in pieces that stay on a line where it is long."""
    if len(plain(title)) <= ONE_LINE or not all(isinstance(item, Text) for item in title):
        return render_inlines(title, flow)
    pieces: list[str] = []
    piece = ""
    for at, character in enumerate(text := plain(title)):
        piece += character
        if character in PAUSES and text[at + 1 : at + 2] not in PAUSES:
            pieces, piece = [*pieces, piece], ""
    pieces += [piece] if piece else []
    if len(pieces) == 1 or max(map(len, pieces)) > ONE_LINE:
        return flow.words(text)
    return "".join(f'<span class="piece">{flow.words(piece)}</span>' for piece in pieces)


def _notes(flow: Flow) -> Markup:
    """Return the notes that wait for the chapter's end, and those that these call in turn."""
    done: list[str] = []
    while flow.waiting:
        done.append(_note(flow.waiting.pop(0), flow))
    if not done:
        return Markup("")
    title = flow.setting.region.word("notes") if flow.setting.print else ""
    return flow.setting.templates.fill("notes.xhtml", title=title, content=Markup("".join(done).rstrip()))


def _note(note: Note, flow: Flow) -> str:
    """Return a note as an `aside` whose mark leads back (EPUB 3.3 footnotes, DPUB-ARIA backlink)."""
    id, back = flow.note_ids(note)
    duokan = flow.setting.duokan
    names = attributes(
        class_="back",
        role="doc-backlink",
        href=f"{'' if duokan else flow.href}#{back}",
        title=flow.setting.region.word("back"),
    )
    mark = f"<a{names}>{end_mark(note, flow)}</a>"
    first = note.blocks[0] if note.blocks else None
    rest = note.blocks
    words = ""
    if isinstance(first, Paragraph):
        words, rest = render_inlines(first.children, flow), note.blocks[1:]
    text = f'<p class="note-text">{mark}{words}</p>\n{render_blocks(rest, flow)}'
    kind, item = {"epub_type": "footnote", "role": "doc-footnote"}, "duokan-footnote-item"
    if duokan:  # the mark has to lead to the item of the list
        text = (
            f'<ol class="duokan-footnote-content">\n<li{attributes(class_=item, id=id)}>{text}</li>\n</ol>\n'
        )
    aside = attributes(class_="endnote", **kind, id="" if duokan else id)
    return f"{flow.mark(note.origin)}<aside{aside}>\n{text}</aside>\n"
