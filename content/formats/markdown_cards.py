"""Cards in Markdown, as people write them: ``Q:``/``A:``, ``::``, ``?`` between lines, boxes.

Takes lines one by one and yields cards as they stand; must not know headings, nor what becomes of
a card.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from content.formats.markdown_guard import LABELS
from content.formats.markdown_lines import Line, labelled

_LABEL = re.compile(
    rf"\s*(?:[-*+]\s+)?(?:\*\*|__)?(?P<name>{LABELS})(?:\s?\d{{1,4}})?(?:\*\*|__)?\s*"
    r"(?P<sign>[:.])(?:\*\*|__)?(?:\s+|\Z)(?P<text>.*)",
    re.IGNORECASE,
)
_BOX = re.compile(r"\s*[-*+]\s+\[([ xX])\]\s+(.*)")
_BETWEEN = re.compile(r"`[^`\n]*`|\{\{[^{}\n]*\}\}|(?<![\\:])(?P<sign>:{2,3})(?!:)")
_REVERSED_SIGN = ":::"
_CLOZE = re.compile(r"(?<![\\=])==(?=[^\s=])[^=\n]*==(?!=)|(?<![\\{])\{\{[^{}\n]+\}\}")


@dataclass(slots=True)
class Box:
    """An option with a box before it, ticked or not."""

    ticked: bool
    lines: list[str]
    note: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Raw:
    """A card as its lines stand. Without a ``front``, the heading above is its front."""

    line: int
    last: int
    front: list[Line] = field(default_factory=list)
    back: list[Line] = field(default_factory=list)
    explanation: list[Line] = field(default_factory=list)
    hint: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    is_reversed: bool = False


def has_cloze(text: str) -> bool:
    """Return whether a text has a deletion, ``==so==`` or ``{{so}}``."""
    return _CLOZE.search(text) is not None


def parted(text: str) -> tuple[str, str, str]:
    """Part "front :: back" at its sign, which is "" if there is none outside of code and gaps."""
    found = next((each for each in _BETWEEN.finditer(text) if each["sign"]), None)
    if found is None:
        return text, "", ""
    front, back = text[: found.start()].strip(), text[found.end() :].strip()
    return (front, found["sign"], back) if front and back else (text, "", "")


class Cards:
    """Collects the cards of one section, and the paragraphs that are in none."""

    def __init__(self) -> None:
        self.cards: list[Raw] = []
        self.loose: list[list[Line]] = []
        self._held: list[Line] = []  # the paragraph at hand, while it is in no card
        self._into: list[Line] | None = None  # what the open card is being given
        self._paragraph = 0  # where the last paragraph of that begins
        self._ends_blank = False  # whether a blank line closes the open card

    def take(self, line: Line) -> None:
        """Take the next line."""
        for rule in _RULES:
            if rule(self, line):
                return
        self._text(line)

    def finish(self) -> None:
        """Close what is open."""
        self._close_held()
        self._into = None

    @property
    def _open(self) -> Raw | None:
        return self.cards[-1] if self._into is not None else None

    def _code(self, line: Line) -> bool:
        if line.code:
            self._text(line)
        return line.code

    def _blank(self, line: Line) -> bool:
        if not line.blank:
            return False
        if self._ends_blank:
            self._into, self._ends_blank = None, False
        self._close_held()
        card = self._open
        if card is not None and card.boxes and self._into is card.front:
            return True  # a list whose items stand apart
        if self._into is not None:
            self._into.append(line)
            self._paragraph = len(self._into)
        return True

    def _label(self, line: Line) -> bool:
        found = _LABEL.fullmatch(line.text)
        if not found or (found["sign"] == "." and "*" not in line.text[: found.start("text")]):
            return False
        name, text = found["name"][0].upper(), Line(line.number, found["text"])
        if name == "Q":
            self._close_held()
            self._start(line, [text])
            return True
        if name == "A" and self._held and self._open is None:
            front, self._held = self._held, []
            self._start(front[0], front)
        card = self._open
        if card is None or (name == "A" and (card.back or card.boxes)):
            return False
        self._into = {"A": card.back, "E": card.explanation, "H": card.hint}[name]
        self._give(text)
        return True

    def _box(self, line: Line) -> bool:
        found = _BOX.fullmatch(line.text)
        if not found:
            return False
        card = self._open
        if card is None or self._into is not card.front or self._ends_blank:
            front, self._held = self._held, []
            card = self._start(front[0] if front else line, front)
        card.boxes.append(Box(found[1] != " ", [found[2].strip()]))
        card.last = line.number
        return True

    def _under_box(self, line: Line) -> bool:
        """Read on in an option: indented lines, and its note after ``>``."""
        card = self._open
        if card is None or not card.boxes or self._into is not card.front:
            return False
        if not line.text.startswith("  "):
            self._into = None
            return False
        text, box = line.text.strip(), card.boxes[-1]
        if text.startswith(">"):
            box.note.append(text[1:].strip())
        else:
            box.lines.append(text)
        card.last = line.number
        return True

    def _question_mark(self, line: Line) -> bool:
        """A line with nothing but ``?`` parts the lines above it from those below."""
        if line.text.strip() not in ("?", "??"):
            return False
        front, self._held = self._held, []
        if not front and self._into is not None and self._paragraph:
            front = self._into[self._paragraph :]
            del self._into[self._paragraph :]
        if not front:
            return False
        card = self._start(front[0], front)
        card.is_reversed = line.text.strip() == "??"
        self._into, self._ends_blank = card.back, True
        card.last = line.number
        return True

    def _inline(self, line: Line) -> bool:
        """Take "front :: back", unless it stands in the midst of an answer."""
        is_inside = self._into is not None and (
            self._ends_blank or not self._paragraph or len(self._into) > self._paragraph
        )
        front, sign, back = parted(line.text)
        if is_inside or not sign:
            return False
        self._close_held()
        front = re.sub(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+", "", front)
        back, tags, own_id = labelled(back)
        labels = [*(f"#{tag}" for tag in tags), *([f"^{own_id}"] if own_id else [])]
        card = self._start(line, [Line(line.number, " ".join([front, *labels]))])
        card.back.append(Line(line.number, back))
        card.is_reversed = sign == _REVERSED_SIGN
        self._into = None
        return True

    def _text(self, line: Line) -> None:
        if self._into is None:
            self._held.append(line)
        else:
            self._give(line)

    def _give(self, line: Line) -> None:
        assert self._into is not None  # noqa: S101  (a card is open)
        if not self._into:
            self._paragraph = 0
        self._into.append(line)
        self.cards[-1].last = line.number

    def _start(self, line: Line, front: Sequence[Line]) -> Raw:
        card = Raw(line.number, max([line.number, *(each.number for each in front)]), list(front))
        self.cards.append(card)
        self._into, self._paragraph, self._ends_blank = card.front, 0, False
        return card

    def _close_held(self) -> None:
        held, self._held = self._held, []
        if not held:
            return
        if any(has_cloze(line.text) for line in held if not line.code):
            self._start(held[0], held)
            self._into = None
        else:
            self.loose.append(held)


_RULES: tuple[Callable[[Cards, Line], bool], ...] = (
    Cards._code,  # noqa: SLF001  (the rules are the class's own, in their order)
    Cards._blank,  # noqa: SLF001
    Cards._label,  # noqa: SLF001
    Cards._box,  # noqa: SLF001
    Cards._under_box,  # noqa: SLF001
    Cards._question_mark,  # noqa: SLF001
    Cards._inline,  # noqa: SLF001
)
