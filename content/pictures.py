"""Checks the picture of a question: that it is there, described, and harmless to serve."""

import re
from pathlib import Path

from content.page import Page
from content.schema import PictureRecord

LARGEST_PICTURE = 500_000
"""Bytes."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.(svg|png|jpg|webp)")
_ACTIVE = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:script|foreignobject|iframe|embed|object|handler|listener)\b"
    r"|<!entity|<\?xml-stylesheet|javascript:|@import"
    r"|attributename\s*=\s*[\"']?\s*(?:\w{1,40}:)?(?:href|on)"
    r"|<\?xml[^>]{0,80}\bencoding\s*=\s*[\"'](?!utf-8[\"'])"
    r"|\son\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?![\"'#\s])|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
"""What makes an SVG run something or fetch from elsewhere."""


def check_picture(page: Page, at: str, picture: PictureRecord | None, folder: Path) -> bool:
    """Note what is wrong with a question's picture; say whether it may be used."""
    sentence = _complaint(picture, folder) if picture else ""
    if sentence:
        page.wrong(f"{at}.picture", sentence)
    return not sentence


def is_active(drawing: str) -> bool:
    """Return whether an SVG runs something or fetches something from elsewhere."""
    return _ACTIVE.search(drawing) is not None


def _complaint(picture: PictureRecord, folder: Path) -> str:
    if not picture.alt.strip():
        return "a picture needs `alt`: say in words what it shows"
    if not _NAME.fullmatch(picture.file):
        return (
            f"“{picture.file}” must be a plain file name beside deck.toml, in lower case, "
            "ending in .svg, .png, .jpg or .webp"
        )
    path = folder / picture.file
    try:
        return _complaint_about_file(path)
    except (OSError, UnicodeDecodeError) as error:
        return f"the picture {picture.file} cannot be read: {error}"


def _complaint_about_file(path: Path) -> str:
    if path.is_symlink():
        return f"the picture {path.name} is a link; links are not followed in a bank"
    if not path.is_file():
        return f"there is no picture {path.name} beside deck.toml"
    if path.stat().st_size > LARGEST_PICTURE:
        return f"the picture {path.name} is larger than {LARGEST_PICTURE:,} bytes"
    if path.suffix == ".svg" and is_active(path.read_text("utf-8")):
        return f"the picture {path.name} runs a script or loads something from elsewhere"
    return ""
