"""What a picture that arrived somewhere is: opened as anybody's screen would open it."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture by its sides in pixels, its colours counted, and its ground."""

    width: int
    height: int
    colours: int
    ground: tuple[int, ...]

    @property
    def is_dark(self) -> bool:
        """Return whether its ground is nearer to black."""
        return sum(self.ground) < 3 * 128


def seen(data: bytes) -> Seen:
    """Return a PNG as it is seen. Raises AssertionError for what is none."""
    with Image.open(BytesIO(data)) as picture:
        assert picture.format == "PNG"
        rgb = picture.convert("RGB")
    corner = rgb.getpixel((1, 1))
    assert isinstance(corner, tuple)
    return Seen(rgb.width, rgb.height, len(rgb.getcolors(1 << 20) or ()), corner)
