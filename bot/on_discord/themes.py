"""The colour of a theme: a bar beside its questions that can be seen on light and on dark.

A colour only helps to recognise a theme; nothing is told by colour alone.
"""

from zlib import crc32

COLOURS = (
    0xE56068,
    0xE26719,
    0xB6820F,
    0x83941A,
    0x379F35,
    0x1C9F68,
    0x169C94,
    0x2395C6,
    0x598AE7,
    0x9A7ADE,
    0xB96DD4,
    0xD760AF,
)
"""A hue each, all equally bright: 3 to 1 and better against white and against Discord's darks."""

HOUSE = 0x598AE7
"""What belongs to no theme."""


def colour_of(theme: str) -> int:
    """Return the colour of a theme by its short name: the same one for ever."""
    if not theme:
        return HOUSE
    return COLOURS[crc32(theme.encode("utf-8", "surrogatepass")) % len(COLOURS)]
