"""Whether Telegram shows a picture as a photo; any other picture goes out as a file.

Reads no more than the head of a picture: its format and its sides. Must not know replies.
"""

from bot.on_telegram import limits
from bot.on_telegram.messages import Upload

SHOWABLE = (".png", ".jpg", ".jpeg", ".webp")

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The segments of a JPEG that tell its sides."""

_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""The marks of a JPEG that have no length."""


def is_photo(file: Upload) -> bool:
    """Return whether Telegram takes a file as a photo: a small enough picture, not too narrow."""
    if not file.name.lower().endswith(SHOWABLE) or len(file.data) > limits.PHOTO_BYTES:
        return False
    found = sides(file.data)
    if found is None or not all(found):
        return False
    return sum(found) <= limits.PHOTO_SIDES and max(found) <= limits.PHOTO_RATIO * min(found)


def sides(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a picture in pixels; None for what is none of these."""
    if data.startswith(_PNG) and len(data) >= 24:
        return _number(data[16:20]), _number(data[20:24])
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in _FRAMES:
            return _number(data[at + 7 : at + 9]), _number(data[at + 5 : at + 7])
        if mark == 0xFF:  # filling
            at += 1
        else:
            at += 2 if mark in _ALONE else 2 + _number(data[at + 2 : at + 4])
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind, head = data[12:16], data[20:30]
    if len(head) < 10:
        return None
    if kind == b"VP8X":
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if kind == b"VP8L":
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
