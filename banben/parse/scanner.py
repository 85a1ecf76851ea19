"""The inline scanner: it remembers where each token began, and lets emphasis touch Chinese marks."""

from __future__ import annotations

from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from banben.parse.scripts import touches_chinese


class PlacedState(StateInline):
    """A state whose tokens carry `meta["pos"]`: the offset in the content at which they began."""

    text_start = 0

    def append_pending(self, text: str) -> None:
        """Append to the running text, whose first character sets its place."""
        if not self.pending:
            self.text_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the name is markdown-it's
        """End the running text."""
        token = super().pushPending()
        token.meta["pos"] = self.text_start
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token that begins at the scanner's place."""
        token = super().push(ttype, tag, nesting)
        token.meta["pos"] = self.pos
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's
        """Scan a run of marks; beside a Chinese character punctuation counts as a letter.

        CommonMark lets `**真。**她` stay unmarked, because punctuation inside and a letter outside mean
        "opening". Chinese has no spaces to tell the sides apart, so here either side may open and close;
        ASCII punctuation inside keeps CommonMark's meaning unless the other side is Chinese.
        """
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start > 0 else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        if not canSplitWord or not (touches_chinese(before) or touches_chinese(after)):
            return scanned
        opens = not isWhiteSpace(ord(after)) and _may_flank(after, before)
        closes = not isWhiteSpace(ord(before)) and _may_flank(before, after)
        return Scanned(opens, closes, scanned.length)


def _may_flank(inner: str, outer: str) -> bool:
    """Whether a mark between *inner* and *outer* may belong to *inner* (CommonMark 6.2, amended)."""
    if touches_chinese(inner) or not _is_punctuation(inner):
        return True
    return touches_chinese(outer) or isWhiteSpace(ord(outer)) or _is_punctuation(outer)


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


class PlacedInline(ParserInline):
    """The inline parser with the placed state; the text of unused marks stays in its own tokens."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Tokenize *src* into *tokens*."""
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class Dialect(MarkdownIt):
    """Markdown whose addresses stay as written, so that a wrong one can be shown to its writer."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - markdown-it's
        """Accept every address: targets.py reports the forbidden ones."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return *url* as written."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Return *link* as written."""
        return link
