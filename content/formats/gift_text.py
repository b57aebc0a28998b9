"""The texts of GIFT: in Moodle's own format, HTML, Markdown or plain, and which of them we write.

Must not know what a text is for.
"""

import re
from dataclasses import dataclass, field
from html import unescape as without_entities

from content.bounds import within
from content.draft import Caution
from content.formats import gift_blocks
from content.formats.html import convert
from content.formats.literal import to_markup

PREFIX = re.compile(r"\A\s*\[(html|moodle|plain|markdown)\]")
"""How a text says what format it is in."""


@dataclass(slots=True)
class Texts:
    """Reads the texts of one question; ``form`` is the format of those that name none."""

    line: int
    form: str = "moodle"
    warnings: list[Caution] = field(default_factory=list)

    def stem(self, raw: str) -> str:
        """Return the question's text as markup; its format becomes that of all others."""
        if found := PREFIX.match(raw):
            self.form = found[1]
        return self.markup(raw)

    def markup(self, raw: str) -> str:
        """Return a text as markup. Raises Unreadable if it is far too long."""
        found = PREFIX.match(raw)
        form = found[1] if found else self.form
        text = gift_blocks.unescape(raw[found.end() :] if found else raw).strip()
        within(text, self.line)
        if form == "markdown":
            return without_entities(text)
        if form == "plain":
            return to_markup(text)
        return self._html(text.replace("\n", "<br>\n") if form == "moodle" else text)

    def plain(self, raw: str) -> str:
        """Return a text that has no format: an answer to type."""
        return within(" ".join(gift_blocks.unescape(raw).split()), self.line)

    def _html(self, text: str) -> str:
        converted = convert(text)
        for image in converted.images:
            detail = f"the picture {image.file} is not in this file"
            self.warnings.append(Caution("PICTURE", self.line, detail))
        for lost in converted.lost:
            self.warnings.append(Caution("HTML", self.line, f"left out: {lost}"))
        return converted.markup


def form_for(sources: list[str]) -> str:
    """Return the format that keeps these sources: "moodle" where they are plain, or "markdown"."""
    return "moodle" if all(map(_is_ordinary, sources)) else "markdown"


def _is_ordinary(source: str) -> bool:
    texts = Texts(0)
    is_long = len(source) > 2_000
    return not is_long and texts.markup(gift_blocks.escape(source)) == source.strip()


def written(source: str, form: str) -> str:
    """Return a source as GIFT in the format of its question."""
    text = source.strip()
    if form == "markdown":
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    return ("[markdown]" if form == "markdown" and text.startswith("[") else "") + (
        gift_blocks.escape(text)
    )
