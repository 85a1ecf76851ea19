"""A finished EPUB as the rules of a store look at it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

from PIL import Image

from banben.documents import Artifact, Asset, Publication
from banben.model import Origin
from banben.verify.package import OPF, Package
from banben.verify.subject import Subject

COVER = "cover-image"


class Parcel(Subject):
    """The file *artifact*, what it was made from, and what is in it as read back."""

    def __init__(self, artifact: Artifact, publication: Publication, package: Package) -> None:
        super().__init__(artifact.name, publication, package)
        self.artifact = artifact

    @property
    def opf(self) -> Any:
        """The root of the package document."""
        return self.package.trees["content.opf"]

    @cached_property
    def types(self) -> dict[str, str]:
        """The media types of the manifest by file."""
        return {item.get("href"): item.get("media-type") for item in self.opf.iter(OPF + "item")}

    @cached_property
    def cover(self) -> Asset | None:
        """The cover that shelves show, its size as it is in the file; None where there is none."""
        for item in self.opf.iter(OPF + "item"):
            if COVER in (item.get("properties") or "").split() and item.get("href") in self.package.files:
                name = item.get("href")
                content = self.package.files[name]
                return Asset(name, item.get("media-type"), content, *size(content), self.origin_of_file(name))
        return None

    @cached_property
    def cover_id(self) -> str:
        """The id of the cover in the manifest, or an empty string."""
        items = self.opf.iter(OPF + "item")
        return next((i.get("id") for i in items if COVER in (i.get("properties") or "").split()), "")

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every picture but the cover."""
        for name, media_type in self.types.items():
            beside = self.cover and name == self.cover.name
            if media_type.startswith("image/") and not beside and name in self.package.files:
                yield name, self.package.files[name]

    def rasters(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield name and picture of every raster picture but the cover."""
        for name, content in self.pictures():
            if self.types[name] != "image/svg+xml":
                with Image.open(BytesIO(content)) as image:
                    yield name, image

    def origin_of_file(self, name: str) -> Origin | None:
        """Return where the writer names the picture *name*, or where the document *name* begins."""
        publication = self.publication
        for asset in (*publication.pictures.values(), *publication.cover):
            if asset.name == name:
                return asset.origin
        document = self.documents.get(name)
        return document.origins[0][1] if document and document.origins else None


def size(content: bytes) -> tuple[int, int]:
    """Return the pixels of a raster picture, (0, 0) for what is none."""
    try:
        with Image.open(BytesIO(content)) as image:
            return image.size
    except OSError:
        return 0, 0
