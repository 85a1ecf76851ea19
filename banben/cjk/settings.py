"""What an edition and its region ask of a line."""

from __future__ import annotations

from dataclasses import dataclass

from banben.editions import Edition, Prohibition


@dataclass(frozen=True, slots=True)
class Settings:
    """*gap* between ideographs and Latin in ems (clreq 3.2.2); *hanging*: pauses and stops at a line's end
    stand outside the type area (clreq 3.1.7); *vertical*: glyphs stand upright in a turned line;
    *hyphenation*: pyphen's dictionary for Latin words in Chinese text, empty for none."""

    prohibition: Prohibition = "normal"
    hanging: bool = False
    gap: float = 0.25
    vertical: bool = False
    hyphenation: str = "en_US"


def settings_of(edition: Edition) -> Settings:
    """Return how the lines of *edition* are composed."""
    lines = edition.lines
    return Settings(lines.prohibition, lines.hanging, lines.gap, edition.writing == "vertical")
