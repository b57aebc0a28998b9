"""Pictures that come with a deck: which are kept, and under which name.

A picture is known by its first bytes, never by what its name claims. Must not know any format.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import PurePosixPath

from bot.domain.question import Deck
from content.bounds import MAX_MEDIA
from content.draft import Loss, Media
from content.pictures import is_active

_MAGIC = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
)
_TIDY = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.(?:png|jpg|gif|webp|svg)")
_SVG = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--|!doctype)", re.IGNORECASE)
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif"})


def suffix_of(data: bytes) -> str:
    """Return the suffix that fits the bytes of a picture, "" if they are none that we keep."""
    return next((suffix for magic, suffix in _MAGIC if magic.match(data)), "")


def accept(name: str, data: bytes, *, drawings: bool = False) -> Media | str:
    """Return a picture under a tidy name, or the sentence that says why it is not kept.

    An SVG can hold a program; it is only kept where ``drawings`` are wanted and it holds none.
    """
    shown = PurePosixPath(name.replace("\\", "/")).name[:80] or "a picture"
    if len(data) > MAX_MEDIA:
        return f"{shown} has {len(data) / 1e6:.1f} MB; a picture may have {MAX_MEDIA / 1e6:.0f} MB"
    suffix = suffix_of(data)
    if not suffix and _SVG.match(data):
        if not drawings:
            return f"{shown} is an SVG drawing, which is not kept; save it as PNG"
        if is_active(data.decode("utf-8", "replace")):
            return f"{shown} is a drawing that runs a script or loads something from elsewhere"
        suffix = ".svg"
    if not suffix:
        return f"{shown} is no PNG, JPEG, GIF or WebP picture"
    return Media(tidy_name(shown, data, suffix), data)


def tidy_name(name: str, data: bytes, suffix: str) -> str:
    """Return a file name of plain letters; a changed one carries a digest, so that none meet."""
    if _TIDY.fullmatch(name) and name.endswith(suffix):
        return name
    folded = unicodedata.normalize("NFKD", PurePosixPath(name).stem).encode("ascii", "ignore")
    stem = re.sub(r"[^a-z0-9]+", "-", folded.decode().lower()).strip("-")[:40] or "picture"
    return f"{stem}-{blake2b(data, digest_size=4).hexdigest()}{suffix}"


def missing_pictures(deck: Deck, media: tuple[Media, ...]) -> Iterator[Loss]:
    """Yield a loss for each question whose picture is not at hand when the deck is written."""
    names = {each.name for each in media}
    for question in deck.questions:
        if question.picture and question.picture.file not in names:
            yield Loss(question.id, f"Its picture {question.picture.file} is not at hand.")
