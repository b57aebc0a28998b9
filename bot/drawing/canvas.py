"""A picture being drawn: rounded boxes, dots and lines of text on one ground, then a PNG.

Sizes are pixels of a picture 1080 wide, which a phone shows at a third. Must not know what is
shown.
"""

from functools import cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from bot.drawing import fonts
from bot.drawing.palettes import Palette

WIDTH = 1080
MARGIN = 56
INNER = WIDTH - 2 * MARGIN

TITLE, BODY, SMALL = 54, 42, 33
"""Sizes of letters: some 18, 14 and 11 points on a phone."""

_STEPS = 7
"""Shades between a colour and its ground: the edges of letters need no more."""


class Canvas:
    """A picture of a height; ``y`` of a text is the top of its line."""

    def __init__(self, height: int, palette: Palette) -> None:
        self.palette = palette
        self._image = Image.new("RGB", (WIDTH, height), palette.ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(
        self, x: float, y: float, wide: float, high: float, colour: str, radius: int = 12
    ) -> None:
        """Fill a box with round corners; one without a width is not there."""
        if wide >= 1 and high >= 1:
            round_by = min(radius, int(wide / 2), int(high / 2))
            area = (x, y, x + wide - 1, y + high - 1)
            self._draw.rounded_rectangle(area, round_by, fill=colour)

    def ring(self, x: float, y: float, side: float, colour: str, radius: int = 12) -> None:
        """Draw the outline of a square."""
        area = (x + 2, y + 2, x + side - 3, y + side - 3)
        self._draw.rounded_rectangle(area, radius, outline=colour, width=5)

    def dot(self, x: float, y: float, side: float, colour: str) -> None:
        """Fill a circle within a square."""
        self._draw.ellipse((x, y, x + side - 1, y + side - 1), fill=colour)

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: int = BODY,
        colour: str = "",
        *,
        bold: bool = False,
        most: float = INNER,
        align: float = 0.0,
    ) -> float:
        """Write a line, cut where it is wider than ``most``; return its width.

        ``align`` says where of it ``x`` is: 0 its left, 0.5 its middle, 1 its right.
        """
        files = fonts.BOLD if bold else fonts.REGULAR
        shown = fonts.fitted(said, size, files, most)
        wide = fonts.width(shown, size, files)
        at = x - wide * align
        for file, part in fonts.runs(shown, files):
            face = fonts.font(file, size)
            self._draw.text(
                (at, y + size), part, fill=colour or self.palette.ink, font=face, anchor="ls"
            )
            at += face.getlength(part)
        return wide

    def png(self) -> bytes:
        """Return the picture as a file."""
        held = BytesIO()
        few = self._image.quantize(palette=_few(self.palette), dither=Image.Dither.NONE)
        few.save(held, "PNG", compress_level=3)
        return held.getvalue()


@cache
def _few(palette: Palette) -> Image.Image:
    """Return the colours that a picture is made of, known beforehand: finding them takes longer."""
    p = palette
    seen = [(p.ground, colour) for colour in (p.ink, p.muted, p.accent, p.good, *p.heat[1:])]
    seen += [(box, p.ink) for box in (p.raised, p.accent_soft)]
    seen += [(p.raised, colour) for colour in (p.accent_soft, p.good, p.accent, p.frost)]
    seen += [(medal, p.on_medal) for medal in p.medals]
    seen += [(p.ground, colour) for colour in (p.raised, p.accent_soft, p.frost, *p.medals)]
    shades = dict.fromkeys(
        tuple(
            round(a + (b - a) * step / _STEPS) for a, b in zip(_rgb(low), _rgb(high), strict=True)
        )
        for low, high in seen
        for step in range(_STEPS + 1)
    )
    held = Image.new("P", (1, 1))
    held.putpalette([part for shade in list(shades)[:256] for part in shade])
    return held


def _rgb(colour: str) -> tuple[int, ...]:
    return ImageColor.getrgb(colour)[:3]
