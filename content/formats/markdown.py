"""Markdown notes with questions and answers, as people keep them for Obsidian and the like.

Titles and themes are headings; a heading with text below is a card of its own. Text that belongs to
no card is left out with its reason.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.question import Deck
from content.draft import Draft, Dropped, Media, Written
from content.formats.markdown_cards import Cards, Raw, has_cloze, parted
from content.formats.markdown_lines import Front, Line, lines_of
from content.formats.markdown_making import Maker, heading_text
from content.formats.markdown_writing import write_markdown
from content.source import Source

_SNIFFED = 200  # lines
_CODE = re.compile(r"[;{]\s*\Z|==\s*\(|^\s*(?:if|for|def)\b")


def sniff(source: Source) -> str:
    """Return why this looks like Markdown with cards, "" if it does not."""
    if source.is_binary:
        return ""
    lines = [line[:2_000] for line in source.lines[:_SNIFFED]]
    is_named = source.suffix in (".md", ".markdown")
    for number, line in enumerate(lines, 1):
        if re.match(r"\s*[-*+] \[[ xX]\] \S", line):
            return f"options with boxes ({number})"
        after = lines[number : number + 6]
        if re.match(r"\*{0,2}Q:", line) and any(re.match(r"\*{0,2}A:", each) for each in after):
            return f"Q: and A: ({number})"
    if sum(bool(parted(line)[1]) for line in lines) > (0 if is_named else 1):
        return "fronts and backs with :: between"
    if any(map(has_cloze, lines)) and (is_named or not any(map(_CODE.search, lines))):
        return "gaps marked with == or {{ }}"
    if any(line.strip() in ("?", "??") for line in lines[1:-1]):
        return "fronts and backs with a line ? between"
    if is_named and any(re.match(r"#{1,6} \S", line) for line in lines):
        return "a Markdown file with headings"
    asked = sum(bool(re.match(r"#{2,6} .*\?\s*\Z", line)) for line in lines)
    return "questions as headings" if asked > 1 else ""


class _Role(Enum):
    """What a heading is."""

    TITLE = auto()
    THEME = auto()
    CARD = auto()  # its front, with the text below as its back
    STEM = auto()  # the question above options
    EMPTY = auto()


@dataclass(slots=True)
class _Section:
    """A heading, None before the first, and the cards below it up to the next heading."""

    heading: Line | None
    cards: Cards = field(default_factory=Cards)


def read(source: Source) -> Draft:
    """Read the cards of a file, in their order."""
    front = Front()
    sections = _sections(lines_of(source.lines, front))
    maker = Maker(front.tags)
    reader = _Reader(front, maker)
    reader.read(sections)
    return Draft(
        format="markdown",
        title=reader.title or front.title,
        cards=tuple(maker.cards),
        questions=tuple(maker.questions),
        dropped=tuple(sorted(front.dropped, key=lambda each: each.line)),
        warnings=(*source.cautions, *maker.warnings),
        problems=tuple(sorted(maker.problems)),
    )


def _sections(lines: Iterator[Line]) -> list[_Section]:
    sections = [_Section(None)]
    for line in lines:
        if line.level:
            sections.append(_Section(line))
        else:
            sections[-1].cards.take(line)
    for section in sections:
        section.cards.finish()
    return sections


class _Reader:
    """Goes from heading to heading, and knows the theme that each card stands below."""

    def __init__(self, front: Front, maker: Maker) -> None:
        self.title = ""
        self._front, self._maker = front, maker
        self._above: list[Line] = []

    def read(self, sections: Sequence[_Section]) -> None:
        """Make the cards of all sections."""
        headed = [each for each in sections if each.heading is not None]
        # Where all headings are of the first level, and text stands below each, they are fronts.
        is_flat = len(headed) > 1 and all(
            each.heading and each.heading.level == 1 and each.cards.loose and not each.cards.cards
            for each in headed
        )
        for place, section in enumerate(sections):
            after = sections[place + 1].heading if place + 1 < len(sections) else None
            if section.heading is not None:
                self._headed(section.heading, section.cards, after, is_flat=is_flat)
            self._cards(section.cards)

    def _headed(self, heading: Line, cards: Cards, after: Line | None, *, is_flat: bool) -> None:
        """Give a heading its role; a card that takes its text takes it out of ``cards``."""
        self._above = [each for each in self._above if each.level < heading.level]
        match self._role(heading, cards, after, is_flat=is_flat):
            case _Role.TITLE:
                self.title = heading_text(heading)
                self._drop([heading], "the deck's title")
                return
            case _Role.THEME:
                self._drop([heading], "it names the theme")
            case _Role.CARD:
                back = [line for each in cards.loose for line in (*each, Line(0, ""))]
                cards.cards.append(Raw(heading.number, cards.loose[-1][-1].number, [heading], back))
                cards.loose = []
                self._cards(cards)
                cards.cards = []
            case _Role.STEM:
                raw = next(each for each in cards.cards if not each.front)
                raw.front, raw.line = [heading], heading.number
                self._cards(cards)
                cards.cards = []
            case _Role.EMPTY:
                self._drop([heading], "a heading with nothing below it")
        self._above.append(heading)

    def _role(self, heading: Line, cards: Cards, after: Line | None, *, is_flat: bool) -> _Role:
        if heading.level == 1 and not self.title and not is_flat:
            return _Role.TITLE
        if any(not each.front for each in cards.cards):
            return _Role.STEM
        if cards.loose and not cards.cards:
            return _Role.CARD
        if cards.cards or (after is not None and after.level > heading.level):
            return _Role.THEME
        return _Role.EMPTY

    def _cards(self, cards: Cards) -> None:
        theme = heading_text(self._above[-1]) if self._above else ""
        for raw in cards.cards:
            self._maker.add(raw, theme)
        for paragraph in cards.loose:
            self._drop(paragraph, "text beside the cards")
        cards.loose = []

    def _drop(self, lines: Iterable[Line], reason: str) -> None:
        self._front.dropped += (
            Dropped(line.number, line.text, reason) for line in lines if line.text.strip()
        )


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return a deck as Markdown; pictures stay behind, as the losses say."""
    del media
    return write_markdown(deck, read)
