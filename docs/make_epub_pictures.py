"""Put the readers' screenshots that the tests keep side by side into docs/pictures/.

BANBEN_ARTEFACTS=artefacts python -m pytest tests/readers
python docs/make_epub_pictures.py artefacts/readers
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

PICTURES = Path(__file__).resolve().parent / "pictures"
HEIGHT = 480
GAP = 12
COLOURS = 64
READERS = ("foliate", "epubjs", "vivliostyle")
SHEETS = {
    "epub-cn.png": [f"{reader}-cn-chapter.png" for reader in READERS],
    "epub-vertical.png": [f"{reader}-tw-vertical-chapter.png" for reader in READERS],
    "epub-note.png": ["foliate-cn-note-1.png", "vivliostyle-cn-note-1.png", "foliate-tw-vertical-note-1.png"],
}


def row(shots: Sequence[Path]) -> Image.Image:
    """Return the screenshots *shots* in a row, all of one height, on grey."""
    pictures = [Image.open(path).convert("RGB") for path in shots]
    pictures = [picture.resize((picture.width * HEIGHT // picture.height, HEIGHT)) for picture in pictures]
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, HEIGHT), "#bbb")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    return sheet


def main(folder: Path) -> None:
    """Write every sheet from the screenshots in *folder*."""
    for name, shots in SHEETS.items():
        made = row([folder / shot for shot in shots]).quantize(COLOURS)
        made.save(PICTURES / name, optimize=True)
        print(f"{name}: {(PICTURES / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
