"""Colours of pictures, light and dark. Every text keeps a contrast of 4.5:1 or more."""

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """On which ground a picture is seen."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look; ``heat`` are the shades of a day, from nothing to most."""

    ground: str
    raised: str
    ink: str
    muted: str
    accent: str
    accent_soft: str
    good: str
    frost: str
    medals: tuple[str, str, str]
    on_medal: str
    heat: tuple[str, str, str, str, str]


LIGHT = Palette(
    ground="#fffefb",
    raised="#f0ede5",
    ink="#1e2025",
    muted="#5b5d66",
    accent="#2d4a94",
    accent_soft="#e6ebf8",
    good="#17693f",
    frost="#3f7fb5",
    medals=("#e3b341", "#b9bec8", "#cf8f5a"),
    on_medal="#1e2025",
    heat=("#f0ede5", "#bfdcca", "#85bb9c", "#4b946d", "#17693f"),
)

DARK = Palette(
    ground="#1c1f26",
    raised="#2b303a",
    ink="#eceae4",
    muted="#a9abb4",
    accent="#a3b8f5",
    accent_soft="#2c3759",
    good="#74d3a0",
    frost="#8cc4f0",
    medals=("#e3b341", "#b9bec8", "#cf8f5a"),
    on_medal="#14161b",
    heat=("#2b303a", "#2c4c40", "#427763", "#5ba581", "#74d3a0"),
)

PALETTES = {Look.LIGHT: LIGHT, Look.DARK: DARK}
