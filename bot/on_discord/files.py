"""Files that go with a message: their names, and what is done where one is too large."""

import io
import zipfile

from bot.on_discord import limits
from bot.on_discord.layouts import Item, Upload, said, shown
from bot.on_discord.limits import fit

PNG = b"\x89PNG\r\n"
"""How a picture in that format begins."""

TOO_LARGE = (
    "Even packed, the file is larger than Discord takes from me. "
    "Whoever runs this bot can give it to you."
)


def beside(text: str, file: Upload | None) -> list[Item]:
    """Return a text with the file it is about, or with a word about a file that is too large."""
    return [*said(fit(text, 1_500), "" if file else TOO_LARGE), *shown(file)]


def upload(name: str, data: bytes, alt: str = "") -> Upload | None:
    """Return a file within Discord's limit, packed if it is over it; None where even that fails."""
    name = file_name(name)
    if data.startswith(PNG) and name.endswith(".svg"):  # drawn in pixels for us
        name = f"{name.removesuffix('.svg')}.png"
    if len(data) > limits.ATTACHMENT_BYTES:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        name, data = file_name(f"{name}.zip"), packed.getvalue()
    return Upload(name, data, alt) if len(data) <= limits.ATTACHMENT_BYTES else None


def file_name(name: str) -> str:
    """Return a name that an attachment keeps as it is: plain letters, digits, dots and hyphens."""
    kept = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in name
    )
    kept = kept.strip(".-_")[-limits.FILE_NAME :].lstrip(".-_")
    return kept or "file"
