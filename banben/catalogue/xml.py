"""ONIX elements, written as they are nested: what is None or empty is left out."""

from __future__ import annotations

from typing import Any

from lxml import etree

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"


def node(name: str, *content: Any, **attributes: str) -> Any:
    """Return the element *name* (lxml) with text or elements; None where all that it would hold is empty."""
    inner = [item for item in content if item is not None and item != ""]
    if content and not inner:
        return None
    element = etree.Element(f"{{{NAMESPACE}}}{name}", {key: text for key, text in attributes.items() if text})
    for item in inner:
        if isinstance(item, (str, int)):
            element.text = str(item)
        else:
            element.append(item)
    return element


def written(root: Any) -> bytes:
    """Return the message as bytes, the namespace declared once."""
    message = etree.Element(root.tag, dict(root.attrib), {None: NAMESPACE})
    message.extend(root)
    etree.cleanup_namespaces(message)
    return bytes(etree.tostring(message, pretty_print=True, encoding="utf-8", xml_declaration=True))
