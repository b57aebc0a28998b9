"""The pictures of a Moodle question: files beside a text, shown in it by name.

Must not know the kinds of questions.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from pathlib import PurePosixPath

from bot.domain.question import Picture
from content.bounds import MAX_MEDIA
from content.draft import Caution, Media
from content.formats.html import Image
from content.formats.media import accept
from content.formats.xml_text import Node


class Pictures:
    """Collects the pictures that questions show, each once."""

    def __init__(self) -> None:
        self._media: dict[str, Media] = {}

    @property
    def media(self) -> tuple[Media, ...]:
        """Return the pictures by name."""
        return tuple(self._media[name] for name in sorted(self._media))

    def of(self, node: Node, images: tuple[Image, ...], warnings: list[Caution]) -> Picture | None:
        """Return the first picture of a question that can be kept, and warn of the others."""
        text = node.find("questiontext")
        files = {file.attributes.get("name", ""): file for file in text.all("file")} if text else {}
        chosen: Picture | None = None
        for image in images:
            if chosen:
                warnings.append(
                    Caution("SECOND_PICTURE", node.line, f"{image.file}: only one is shown")
                )
                continue
            found = _media(image.file, files.get(image.file))
            if isinstance(found, str):
                warnings.append(Caution("PICTURE", node.line, found))
                continue
            self._media.setdefault(found.name, found)
            chosen = Picture(found.name, image.alt or PurePosixPath(image.file).stem)
        return chosen

    def skip_others(self, node: Node, warnings: list[Caution]) -> None:
        """Warn of pictures in options and feedback."""
        for child in node.children:
            if child.tag != "questiontext":
                for file in _files(child):
                    name = file.attributes.get("name", "a picture")[:80]
                    detail = f"{name}: pictures are kept in questions alone"
                    warnings.append(Caution("PICTURE", file.line, detail))


def _files(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "file":
            yield child
        else:
            yield from _files(child)


def _media(name: str, file: Node | None) -> Media | str:
    if file is None:
        return f"{name[:80]} is not in the file"
    data = file.text
    if len(data) > MAX_MEDIA * 3 // 2:
        return f"{name[:80]} is too large"
    try:
        return accept(name, b64decode("".join(data.split()), validate=True))
    except (NotBase64, ValueError):
        return f"{name[:80]} is broken: its data is not base64"
