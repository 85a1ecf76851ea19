"""Styles in WeasyPrint: computed values that need no computing, and one style for pages alike."""

from __future__ import annotations

from typing import Any

from weasyprint import css
from weasyprint.css import ComputedStyle, StyleFor
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import page as pages

from banben.patches import Function, Patch

RARE = {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
# Their values depend on one another or on more than the parent's value.
SPECIAL = {"float", "display", "position", "page"}


def _names() -> dict[str, tuple[str, ...]]:
    """Return what each property may be set by in the cascade, for properties without a special rule."""
    found = {}
    for name in INITIAL_VALUES:
        if name in SPECIAL or name.startswith("text_decoration_"):
            continue
        if name not in INHERITED and name in INITIAL_NOT_COMPUTED:
            continue
        logical = PHYSICAL_FUNCTIONS.get(name)
        # The logical property that stands for this one depends on the direction of the line.
        names = {logical(block="ttb", inline=inline) for inline in ("ltr", "rtl")} if logical else set()
        found[name] = (name, *sorted(names))
    return found


def computed(stock: Function) -> Function:
    """Take an inherited or initial value at once where nothing in the cascade sets the property."""
    inherited = {name: names for name, names in _names().items() if name in INHERITED}
    initial = {name: names for name, names in _names().items() if name not in INHERITED}

    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if names := initial.get(key):
            for name in names:
                if name in cascaded:
                    return stock(self, key)
            value = self[key] = INITIAL_VALUES[key]
            return value
        if (names := inherited.get(key)) and self.parent_style is not None:
            for name in names:
                if name in cascaded:
                    return stock(self, key)
            value = self[key] = self.parent_style[key]
            return value
        return stock(self, key)

    return missing


def rare_styles(stock: Function) -> Function:
    """Put off the styles of pseudo-elements that WeasyPrint's own sheet gives to every element.

    Only notes and list items have such boxes; `asked` computes the style when one is made.
    """

    def compute(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: Any = None,
        base_url: Any = None,
        target_collector: Any = None,
    ) -> None:
        key = element, pseudo_type
        if pseudo_type in RARE and "anchor" not in self._cascaded_styles[key]:
            waiting = vars(self).setdefault("_banben_waiting", {})
            waiting[key] = (self._cascaded_styles[key], parent, root, base_url)
        else:
            stock(self, element, parent, root, pseudo_type, base_url, target_collector)
            if parent is not None and pseudo_type is None and hasattr(element, "tag"):
                _note_likeness(self, self._computed_styles[element, None])

    return compute


def _note_likeness(style_for: Any, style: Any) -> None:
    """Keep with *style* the identity of the first one that differs from it in the anchor at most."""
    alike = vars(style_for).setdefault("_banben_alike", {})
    cascaded = (item for item in style.cascaded.items() if item[0] != "anchor")
    key = (
        identity(style.parent_style),
        frozenset((name, id(value), weight) for name, (value, weight) in cascaded),
    )
    style._banben_like = alike.setdefault(key, id(style))


def like_identity(_: Function) -> Function:
    """Let `StyleFor` take styles that are alike for one, where it looks for a style to share."""
    return identity


def identity(thing: Any) -> int:
    """Return the identity of *thing*, for styles that differ in their anchors only that of the first.

    Elements that the same rules match share a style if their parents do. An element with an id has a
    style of its own, for its anchor, and nothing below it would share any without this.
    """
    like = getattr(thing, "_banben_like", None)
    return id(thing) if like is None else int(like)


def asked(stock: Function) -> Function:
    """Compute a style that `rare_styles` has put off."""

    def style(self: Any, element: Any, pseudo_type: Any = None) -> Any:
        waiting = pseudo_type in RARE and vars(self).get("_banben_waiting", {}).pop(
            (element, pseudo_type), None
        )
        if waiting:
            cascaded, parent, root, base_url = waiting
            parent_style = self._computed_styles[parent, None]
            self._computed_styles[element, pseudo_type] = ComputedStyle(
                parent_style, cascaded, pseudo_type, self._computed_styles[root, None], base_url,
                self.font_config, self.initial_page_sizes,
            )  # fmt: skip
        return stock(self, element, pseudo_type)

    return style


def page_styles(stock: Function) -> Function:
    """Let pages that the same rules match share their styles, instead of computing all for each."""

    def compute(page_type: Any, html: Any, style_for: Any) -> None:
        known = vars(style_for).setdefault("_banben_pages", {})
        key = tuple(
            style_for._page_type_match(selector[2], page_type)
            for sheet, _, _ in style_for._sheets
            for _, selectors, _ in sheet.page_rules
            for selector in selectors
        )
        styles = style_for.get_computed_styles()
        if key in known:
            for pseudo, style in known[key].items():
                styles[page_type, pseudo] = style
            return
        stock(page_type, html, style_for)
        kinds = [pseudo for found, pseudo in style_for.get_cascaded_styles() if found == page_type]
        known[key] = {pseudo: styles[page_type, pseudo] for pseudo in (None, *kinds)}

    return compute


PATCHES = (
    Patch(StyleFor, "set_computed_styles", rare_styles, "b5b15856b8beff3f"),
    Patch(css, "id", like_identity, "b1e725a7552502aa", reader=StyleFor.__init__, alone=True),
    Patch(StyleFor, "__call__", asked, "96b91915ae7c344a"),
    Patch(ComputedStyle, "__missing__", computed, "b318d8efc8ac79d7"),
    Patch(pages, "set_page_type_computed_styles", page_styles, "4e68b396b35c4a06"),
)
