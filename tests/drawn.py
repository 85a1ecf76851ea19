"""With which fonts a browser draws a text, as Chromium's own inspector tells."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page


def fonts_of(page: Page, selector: str) -> list[dict[str, Any]]:
    """Return `familyName`, `isCustomFont` and `glyphCount` of the fonts of the first *selector*."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    return fonts
