"""Notes: pop-ups on a screen, footnotes in print, and notes at the chapter's end where those would fail."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from banben.model import Inlines, Note, NoteRef, Paragraph
from banben.render.flow import Flow
from banben.render.labels import note_mark
from banben.render.markup import attributes, escape
from banben.type_area import Page
from banben.walk import plain

Inner = Callable[[Inlines, Flow], str]
# A footnote longer than a page runs off it without a warning (WeasyPrint 70), and one that fills
# most of a page leaves no room for the line that calls it: the rest go to the chapter's end.
SHARE = 0.45


def reference(item: NoteRef, flow: Flow, inner: Inner) -> str:
    """Return the mark of a note; in print with the note itself, which floats to the page's foot."""
    note = flow.notes.get(item.label)
    if note is None:  # assembly has reported it
        return f"<sup>{escape(note_mark(item.number))}</sup>"
    first = item.label not in flow.met
    flow.met.add(item.label)
    at_foot = flow.setting.print and not flow.apart and fits(note, flow.setting.page)
    if first and at_foot:
        return _footnote(note, flow, inner)
    if first:
        flow.waiting.append(note)
    target, back = flow.note_ids(note)
    mark = note_mark(note.number)
    if flow.linked or (at_foot and not first):
        return f'<sup class="noteref">{mark}</sup>'
    names = attributes(
        class_="noteref",
        epub_type="noteref",
        role="doc-noteref",
        href=f"{flow.href}#{target}",
        id=back if first else "",
    )
    return f"<a{names}>{mark}</a>"


def fits(note: Note, page: Page) -> bool:
    """Whether *note* may stand at a page's foot: paragraphs only, and less than `SHARE` of a page."""
    lines = 0
    for block in note.blocks:
        if not isinstance(block, Paragraph):
            return False
        lines += ceil((len(plain(block.children)) + 2) / page.note_measure)
    return lines * page.note_leading <= SHARE * page.height


def _footnote(note: Note, flow: Flow, inner: Inner) -> str:
    """Return *note* as spans: it stands inside a paragraph, where no `<p>` may be."""
    paragraphs = [
        f"{flow.mark(block.origin)}{inner(block.children, flow)}"
        for block in note.blocks
        if isinstance(block, Paragraph)
    ]
    more = "".join(f'<span class="more">{text}</span>' for text in paragraphs[1:])
    first = paragraphs[0] if paragraphs else ""
    return f'<span class="note" data-mark="{note_mark(note.number)}">{first}{more}</span>'
