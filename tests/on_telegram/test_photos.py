"""The sides of a picture are read from its head, whatever drew it; nonsense is no picture."""

import io
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from bot.on_telegram.messages import Upload
from bot.on_telegram.photos import is_photo, sides
from tests.on_telegram.asks import png

FORMATS: dict[str, dict[str, Any]] = {
    "PNG": {},
    "JPEG": {},
    "JPEG progressive": {"progressive": True, "exif": b"Exif\0\0" + bytes(600)},
    "WEBP": {},
    "WEBP lossless": {"lossless": True},
    "WEBP described": {"exif": b"Exif\0\0" + bytes(60)},
}


def drawn(name: str, size: tuple[int, int]) -> bytes:
    """Return a picture as a program writes it."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, name.split()[0], **FORMATS[name])
    return made.getvalue()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("size", [(640, 480), (3, 2), (700, 35)])
def test_sides_are_those_that_a_program_wrote(name: str, size: tuple[int, int]) -> None:
    data = drawn(name, size)
    assert sides(data) == size
    suffix = name.split()[0].lower().replace("jpeg", "jpg")
    assert is_photo(Upload(f"map.{suffix}", data))


@pytest.mark.parametrize("name", FORMATS)
def test_a_torn_picture_is_none_and_raises_nothing(name: str) -> None:
    data = drawn(name, (640, 480))
    assert sides(data[:12]) is None
    assert all(sides(data[:end]) in (None, (640, 480)) for end in range(0, len(data), 3))


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"RIFF....WEBPVP8 ", png()[:8]]), st.binary())
@example(b"\xff\xd8\xff", b"\xc4\x00\x00" * 9)
def test_nonsense_is_no_picture(head: bytes, rest: bytes) -> None:
    found = sides(head + rest)
    assert found is None or all(side >= 0 for side in found)


def test_a_drawing_is_a_file() -> None:
    assert not is_photo(Upload("map.svg", b"<svg/>"))
    assert not is_photo(Upload("map.gif", b"GIF89a"))
