"""The user's cache folder: what can be made again at any time and is only kept because it takes long."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

VARIABLE = "BANBEN_CACHE"


def folder() -> Path | None:
    """Return the folder ($BANBEN_CACHE, else `banben` in $XDG_CACHE_HOME or ~/.cache), None without any."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return base / "banben"


def path(name: str, fingerprint: str) -> Path | None:
    """Return where *name* of the version *fingerprint* is kept; None where nothing can be kept."""
    home = folder()
    return home / f"{name}-{fingerprint[:20]}" if home else None


def keep(place: Path, content: bytes) -> None:
    """Write *content* whole or not at all; a folder that cannot be written costs nothing but time.

    Older versions of the same name are removed.
    """
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(place)
        name = place.name.rpartition("-")[0]
        for old in place.parent.glob(f"{name}-*"):
            if old != place and old.name.rpartition("-")[0] == name:
                old.unlink(missing_ok=True)
