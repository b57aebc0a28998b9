"""Files that go with a message: their names, and what is done where one is too large, or refused.

Must not know replies.
"""

import io
import zipfile
from dataclasses import replace

from bot.on_telegram import limits
from bot.on_telegram.markup import Html, apart, italic, lines, phrase
from bot.on_telegram.messages import Rendered, Upload
from bot.on_telegram.paging import message

PNG = b"\x89PNG\r\n"
"""How a picture in that format begins."""

TOO_LARGE = phrase(
    "Even packed, the file is larger than Telegram takes from me. "
    "Whoever runs this bot can give it to you."
)

REFUSED = phrase("The file was not taken here. Ask me again in private, or a little later.")


def beside(text: Html, name: str, data: bytes, *more: Html) -> Rendered:
    """Return a text with the file it is about, or with a word about a file that is too large."""
    file = upload(name, data)
    return message(text if file else lines(text, TOO_LARGE), *more, document=file)


def upload(name: str, data: bytes, alt: str = "") -> Upload | None:
    """Return a file that Telegram takes, packed if it is too large; None where even that fails."""
    name = file_name(name)
    if data.startswith(PNG) and name.endswith(".svg"):  # drawn in pixels for us
        name = f"{name.removesuffix('.svg')}.png"
    data = data or b"\n"  # an empty file is refused
    if len(data) > limits.DOCUMENT_BYTES:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        name, data = file_name(f"{name}.zip"), packed.getvalue()
    return Upload(name, data, alt) if len(data) <= limits.DOCUMENT_BYTES else None


def plainer(rendered: Rendered) -> Rendered | None:
    """Return the next best form where one is refused: a photo as a file, all else in words.

    None for words: there is no plainer form.
    """
    if rendered.photo is not None:
        return replace(rendered, photo=None, document=rendered.photo)
    if rendered.instead is not None:
        return rendered.instead
    if rendered.document is not None:
        return replace(rendered, document=None, text=apart(rendered.text, italic(REFUSED)))
    return None


def file_name(name: str) -> str:
    """Return a name that a file keeps as it is: plain letters, digits, dots and hyphens."""
    kept = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in name
    )
    kept = kept.strip(".-_")[-limits.FILE_NAME :].lstrip(".-_")
    return kept or "file"
