"""The design's tokens: enough contrast in light and dark, and the same names in both."""

import re

import pytest

from bot.on_web.client import STATIC

CSS = (STATIC / "tokens.css").read_text("utf-8")
TEXT = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "raised"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("paper", "ink"),
    ("good", "surface"),
    ("good", "raised"),
    ("warm", "surface"),
    ("bad", "surface"),
    *((tone, f"{tone}-soft") for tone in ("good", "bad", "warm")),
    *(("ink", f"{tone}-soft") for tone in ("accent", "good", "bad", "warm")),
    *(("muted", f"{tone}-soft") for tone in ("accent", "good", "bad", "warm")),
)
EDGES = (("edge", "surface"), ("accent", "paper"), ("good", "raised"))


def colours(block: str) -> dict[str, str]:
    """Return the colours of a block of declarations by name."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


BLOCKS = [colours(block) for block in re.findall(r"\{([^{}]*--paper[^{}]*)\}", CSS)]
LIGHT, DARK_BY_SYSTEM, DARK_BY_HAND = BLOCKS


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_dark_is_the_same_by_system_and_by_hand() -> None:
    assert DARK_BY_SYSTEM == DARK_BY_HAND
    assert DARK_BY_HAND.keys() == LIGHT.keys()


@pytest.mark.parametrize("look", [LIGHT, DARK_BY_HAND], ids=["light", "dark"])
def test_every_text_can_be_read(look: dict[str, str]) -> None:
    low = [(a, b, round(contrast(look[a], look[b]), 2)) for a, b in TEXT]
    assert not [pair for pair in low if pair[2] < 4.5]
    edges = [(a, b, round(contrast(look[a], look[b]), 2)) for a, b in EDGES]
    assert not [pair for pair in edges if pair[2] < 3]


def test_nothing_comes_from_elsewhere() -> None:
    for file in STATIC.iterdir():
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(?m)^\s*//.*$|\s// .*$|`\$\{scheme\}//", "", text), file.name
        assert "url(" not in text
        assert "eval(" not in text
