"""What WeasyPrint may read: the sheet and the pictures of the publication, all of them in memory."""

from __future__ import annotations

from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from banben.documents import Asset, Publication

# A reserved name (RFC 6761 section 6.4), so that no address of a document can mean a real host. It is
# no `file:` either: WeasyPrint reads those from disk again when it writes pictures.
BASE = "https://publication.invalid/"
SHEET = "style.css"


class Shelf(URLFetcher):  # type: ignore[misc]
    """Resolves names of the publication, and `data:`, which holds what it names; nothing else."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        assets = (*publication.pictures.values(), *publication.cover)
        self._assets: dict[str, Asset] = {asset.name: asset for asset in assets}
        self._sheet = publication.sheet.encode("utf-8")

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - its shape
        """Return the sheet or a picture; ValueError, which WeasyPrint logs, for anything else."""
        name = unquote(url.removeprefix(BASE).partition("#")[0]) if url.startswith(BASE) else ""
        if name == SHEET:
            return URLFetcherResponse(url, self._sheet, {"Content-Type": "text/css; charset=utf-8"})
        if name in self._assets:
            asset = self._assets[name]
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})
        if url.startswith("data:"):
            return super().fetch(url)
        raise ValueError("not part of the publication")
