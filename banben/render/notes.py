"""Notes: pop-ups on a screen, footnotes in print, and notes at the chapter's end where those would fail.

A pop-up is an `aside` of epub:type footnote whose mark is a link of epub:type noteref, each leading to the
other: so Apple Books (Asset Guide, Pop-up Footnotes), Kobo (kobolabs/epub-spec, Footnotes/Endnotes) and
Kindle (Publishing Guidelines, Footnote Guidelines) want it. Duokan wants classes of its own, and a picture
for the mark; WeRead, which takes the same form, shows the picture's alternative text (img.qqreader-footnote).
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from banben.maps import read_streams
from banben.model import Inlines, Note, NoteRef, Paragraph
from banben.render.flow import Flow
from banben.render.labels import note_mark
from banben.render.markup import attributes, escape
from banben.render.note_sign import NAME
from banben.type_area import Page
from banben.walk import plain

Inner = Callable[[Inlines, Flow], str]
# Longer ones than these go to the chapter's end: nobody reads pages on end in small type below the text.
PAGES = 2.0
WIDE = 50
"""The last number with a mark as wide as the first one's, which is what is written over it."""


def reference(item: NoteRef, flow: Flow, inner: Inner) -> str:
    """Return the mark of a note; in print with the note itself, which floats to the page's foot."""
    note = flow.notes.get(item.label)
    if note is None:  # assembly has reported it
        return f"<sup>{escape(note_mark(item.number))}</sup>"
    first = item.label not in flow.met
    flow.met.add(item.label)
    if first and flow.setting.print and not flow.apart and fits(note, flow.setting.page):
        return _footnote(note, flow, inner)
    if first:
        flow.waiting.append(note)
        flow.ended.add(item.label)
    at_foot = item.label not in flow.ended
    if at_foot and flow.setting.notes_by_page:
        return _repeated(note, flow)
    target, back = flow.note_ids(note)
    mark = end_mark(note, flow)
    if flow.linked or at_foot:
        return f'<sup class="noteref">{mark}</sup>'
    if flow.setting.duokan:
        return _pictured(note, flow, back if first else "")
    # Without the file's name: only so Vivliostyle sees that the note is here, and sets it at the page's foot.
    names = attributes(
        class_="noteref",
        epub_type="noteref",
        role="doc-noteref",
        href=f"#{target}",
        id=back if first else "",
    )
    return f"<a{names}>{mark}</a>"


def _pictured(note: Note, flow: Flow, id: str) -> str:
    """Return the mark of *note* in Duokan's form; its link has a name, since the picture's is the note."""
    target, _ = flow.note_ids(note)
    names = attributes(
        class_="noteref duokan-footnote",
        epub_type="noteref",
        role="doc-noteref",
        aria_label=f"{flow.setting.region.word('notes')}{note.number}",
        href=f"#{target}",
        id=id,
    )
    text = "　".join(" ".join(plain(stream).split()) for stream in read_streams(note.blocks))
    picture = attributes(class_="footnote qqreader-footnote", src=NAME, alt=text or note_mark(note.number))
    return f"<sup><a{names}><img{picture}/></a></sup>"


def end_mark(note: Note, flow: Flow) -> str:
    """Return the mark of a note at its chapter's end: 〔3〕 where those at the foot begin anew by page."""
    return f"〔{note.number}〕" if flow.setting.notes_by_page else note_mark(note.number)


def fits(note: Note, page: Page) -> bool:
    """Whether *note* may stand at a page's foot: paragraphs only, no more than `PAGES`."""
    lines = 0
    for block in note.blocks:
        if not isinstance(block, Paragraph):
            return False
        lines += ceil((len(plain(block.children)) + 2) / page.note_measure)
    return lines * page.note_leading <= PAGES * page.height


def _footnote(note: Note, flow: Flow, inner: Inner) -> str:
    """Return *note* as spans: it stands inside a paragraph, where no `<p>` may be."""
    paragraphs = [
        f"{flow.mark(block.origin)}{inner(block.children, flow)}"
        for block in note.blocks
        if isinstance(block, Paragraph)
    ]
    more = "".join(f'<span class="more">{text}</span>' for text in paragraphs[1:])
    first = paragraphs[0] if paragraphs else ""
    by_page = flow.setting.notes_by_page
    names = attributes(
        class_="note", id=flow.note_ids(note)[0] if by_page else "", data_mark=_mark(note, flow)
    )
    return f"<span{names}>{first}{more}</span>"


def _repeated(note: Note, flow: Flow) -> str:
    """Return a note that leads back to *note*: where marks begin anew, the old one would tell nothing."""
    target, _ = flow.note_ids(note)
    word, mark = flow.setting.region.word, _mark(note, flow)
    before, _, after = word("page").partition("{n}")
    place = flow.setting.places.get(flow.chapter.id)
    names = attributes(
        class_="page roman" if place and place.roman else "page",
        href=f"#{target}",
        data_before=before,
        data_after=after,
    )
    page = f"<a{names}></a>"
    # The layout writes the mark of that page over this one (banben/cjk/notes_marks.py).
    own = f"<span{attributes(data_of=target)}>{mark}</span>"
    if flow.apart:
        return f'<sup class="noteref">{own}</sup>'
    return f'<span class="note" data-mark="{mark}">{word("see")}{page}{word("note")}{own}</span>'


def _mark(note: Note, flow: Flow) -> str:
    return note_mark(min(note.number, WIDE) if flow.setting.notes_by_page else note.number)
