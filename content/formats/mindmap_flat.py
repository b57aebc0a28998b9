"""A mind map that was flattened to lines: no indents, no markers, wrapped nodes among the others.

Headings are guessed from their shape and said to be; a line that starts with "#" is one for sure,
and then no other line is. Deeper levels cannot be found again. Must not know pages nor cards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.vocabulary import lexicon
from content.draft import Caution, PointKind
from content.formats.growing import Twig
from content.formats.notes import Line, open_bracket
from content.formats.scanned import scanned

_MOST_WORDS = 6
_PERHAPS_WORDS = 10
_NARROW = 35  # characters; shorter lines tell no width
_FULL = 0.95  # of the width; a line as long as that was wrapped
_LED = 3  # words behind a participle that opens a heading
_BRACKET_LINES = 8  # lines that a bracket may stay open
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:\s?[-–]\s?(?:\d{2}){1,2})?s?\Z")
_VERB = re.compile(
    r"(?:is|are|was|were|had|has|have|did|does|left|leaves|signed|joined"
    r"|became|began|led|made|took|came|fell|won|lost|\w+ed)\Z",
    re.IGNORECASE,
)
_NO_VERB = lexicon("red united speed need seed breed creed greed deed weed feed bed shed")
_DANGLING = lexicon(
    "the a an of to in on and or with by for from new soviet nazi protect that which as at into"
    " between against their its his her our under than because but who whose"
)
_PEOPLES = lexicon(
    "british french german russian american italian japanese chinese polish spanish austrian"
    " roman greek turkish european western eastern northern southern allied ottoman"
)
_GOES_ON = re.compile(r"(?:had|was|were|is|are|has|did|and|or|of|which|who|whom|whose|than)\s")
_PICTURES = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\s]+(?=\S)")
_STOPS = (".", "!", "?", ":", ";")
_ENDS = (*_STOPS, ",", ")")


@dataclass(slots=True)
class Branch:
    """A branch of a map: its heading, None where there is none, and the nodes below it."""

    heading: Twig | None
    nodes: list[Twig] = field(default_factory=list)


class FlatMap:
    """The branches of a flattened map while its lines are read."""

    def __init__(self, lines: Sequence[Line], spaced: bool = False) -> None:
        """Take the lines of the map; with ``spaced``, lines without a gap are one node."""
        self.branches: list[Branch] = []
        self.cautions: list[Caution] = []
        self._lines = lines
        self._spaced = spaced
        self._after_heading = False
        self._bracket_end = -1
        self._width = _width([line.whole for line in lines])

    def read(self) -> None:
        """Read all lines."""
        for at in range(len(self._lines)):
            self._read(at)
        for branch in self.branches:
            for each in [*([branch.heading] if branch.heading else []), *branch.nodes]:
                if len(each.rows) > 1:
                    last, first = each.rows[-1].number, each.rows[0].number
                    detail = f"lines {first} to {last} were joined to one node"
                    self.cautions.append(Caution("JOINED", first, detail))

    def _read(self, at: int) -> None:
        line = self._lines[at]
        text, broken = scanned(line.whole, line.number)
        self.cautions.extend(broken)
        last = self.branches[-1].nodes[-1] if self.branches and self.branches[-1].nodes else None
        if self._after_heading:
            heading = self.branches[-1].heading
            if heading is not None and _dangles(heading.texts[-1], text):
                heading.wrap(line, text)
                return
        elif last is not None and self._continues(at, last, text):
            last.wrap(line, text)
            return
        if not self._after_heading and is_heading(text):
            self.branches.append(Branch(Twig(PointKind.NODE, [line], [text])))
            self._after_heading = True
            detail = f"“{text[:60]}” was taken for a heading; put # before headings to decide"
            self.cautions.append(Caution("HEADING_GUESSED", line.number, detail))
            return
        if not self.branches:
            self.branches.append(Branch(None))
        elif not self._after_heading and _perhaps_heading(text, self._following(at)):
            detail = f"“{text[:80]}” may be a heading; if it is, put # before all headings"
            self.cautions.append(Caution("HEADING_POSSIBLE", line.number, detail))
        elif (
            last is not None and not self._after_heading and _last_word(last.texts[-1]) in _PEOPLES
        ):
            detail = "this line may go on with the one above: please check"
            self.cautions.append(Caution("FRAGMENT", line.number, detail))
        self.branches[-1].nodes.append(Twig(PointKind.NODE, [line], [text]))
        self._after_heading = False
        self._bracket_end = self._closing(at, text)

    def _continues(self, at: int, last: Twig, text: str) -> bool:
        """Return whether a line goes on with the node above it."""
        before = last.texts[-1]
        if at <= self._bracket_end:
            return True
        if self._spaced and self._lines[at - 1].number == self._lines[at].number - 1:
            return True
        room = len(last.rows[-1].whole) + 1 + len(text.split(" ", 1)[0])
        full = self._width and room >= _FULL * self._width
        return goes_on(before, text) or bool(full and text[:1].islower())

    def _closing(self, at: int, text: str) -> int:
        """Return the index of the line that closes a bracket of ``at``; -1 if none near does."""
        if not open_bracket(text):
            return -1
        depth = 0
        for end in range(at, min(at + _BRACKET_LINES, len(self._lines))):
            whole = self._lines[end].whole
            depth += whole.count("(") + whole.count("[") - whole.count(")") - whole.count("]")
            if depth <= 0:
                return end
        detail = "a bracket is not closed"
        self.cautions.append(Caution("UNBALANCED_PAREN", self._lines[at].number, detail))
        return -1

    def _following(self, at: int) -> str:
        return self._lines[at + 1].whole if at + 1 < len(self._lines) else ""


def _width(texts: Sequence[str]) -> int:
    """Return how long lines are that surely go on below, 0 if there are none."""
    lengths = sorted(len(one) for one, two in pairwise(texts) if _dangles(one, two))
    width = lengths[3 * len(lengths) // 4] if lengths else 0
    return width if width >= _NARROW else 0


def is_heading(text: str) -> bool:
    """Return whether a line has the shape of a heading: a few words and no verb, or a year."""
    text = text[_signs(text) :]
    if _YEAR.match(text):
        return True
    return len(text.split()) <= _MOST_WORDS and _is_title(text)


def _signs(text: str) -> int:
    """Return where a text begins behind the pictures (emoji) that stand before it."""
    found = None if text[:1].isascii() else _PICTURES.match(text)
    return found.end() if found else 0


def goes_on(before: str, text: str) -> bool:
    """Return whether ``text`` is the wrapped rest of the line ``before`` it."""
    if _dangles(before, text) or (_GOES_ON.match(text) and not before.endswith(_STOPS)):
        return True
    return len(text.split()) <= 3 and text.endswith(".") and not before.endswith(_ENDS)


def _dangles(before: str, text: str) -> bool:
    """Return whether a line breaks off: after a comma, a hyphen, or a word that needs another."""
    if before.endswith((",", "-")) and not before.endswith(" -"):
        return True
    last = _last_word(before)
    return last in _DANGLING or (last in _PEOPLES and text[:1].islower())


def _is_title(text: str) -> bool:
    """Return whether a line opens with a capital and has neither a verb nor an end mark."""
    words = text.split()
    if not words or not text[0].isupper() or text[-1] in ".!?,)":
        return False
    if words[0].endswith("ing") and len(words[0]) > 4:
        return False
    plain = [word.strip("'‘’“”\"(),:;") for word in words]
    return not any(_VERB.match(word) and word.casefold() not in _NO_VERB for word in plain)


def _perhaps_heading(text: str, following: str) -> bool:
    first, *others = text.split()
    if first.endswith("ed") and 0 < len(others) < _LED:  # "Limited war", or "Invaded Poland"
        return bool(following) and _is_title(f"The {' '.join(others)}") and first[0].isupper()
    if not _MOST_WORDS <= len(others) < _PERHAPS_WORDS or not following:
        return False
    return _is_title(text) and not goes_on(text, following)


def _last_word(text: str) -> str:
    """Return the last word, folded; a capital A is a name ("vitamin A") and no article."""
    word = text.rsplit(maxsplit=1)[-1] if text else ""
    return "" if word == "A" else word.casefold().strip("‘“'\"(")
