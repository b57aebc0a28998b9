"""Reads a fragment of the classroom's page as a browser would: what it says, and what is wrong."""

from html.parser import HTMLParser

from bot.on_web import limits
from bot.on_web.render import Rendered

BAD_TAGS = {"script", "iframe", "object", "style", "link", "meta", "base"}
CLOSED_BY_THEMSELVES = {"br", "input", "img"}
WITHIN_A_WORD = {"b", "strong", "em", "i", "s", "code"}
PRESS_BYTES = 64


class Page(HTMLParser):
    """Notes what a fragment says, what its buttons carry, and what should not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.presses: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bad += [tag] * (tag in BAD_TAGS)
        self.texts += [" "] * (tag not in WITHIN_A_WORD)
        for name, value in attrs:
            self.bad += [name] * (name.startswith("on") or name == "style")
            self.ids += [value or ""] * (name == "id")
            self.presses += [value or ""] * (name == "data-press")
        if tag not in CLOSED_BY_THEMSELVES:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in CLOSED_BY_THEMSELVES:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        self.texts += [" "] * (tag not in WITHIN_A_WORD)
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        """Return what the fragment says, its white space as single blanks."""
        return " ".join("".join(self.texts).split())


def wrong(rendered: Rendered) -> list[str]:
    """Return what is wrong about a rendered reply, whatever it says."""
    page = Page(rendered.html)
    said = [f"bad {what}" for what in page.bad] + [f"unclosed {tag}" for tag in page.open]
    said += ["one id twice"] * (len(page.ids) != len(set(page.ids)))
    said += ["too much HTML"] * (len(rendered.html) > limits.HTML_CHARACTERS)
    said += [f"press of {len(p)} characters" for p in page.presses if len(p) > PRESS_BYTES]
    focus_lost = bool(rendered.focus) and rendered.focus not in page.ids
    return said + [f"no {rendered.focus} to focus"] * focus_lost
