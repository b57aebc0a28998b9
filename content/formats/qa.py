"""Questions with points below them, often hard-wrapped, or with their sides marked "Q:" and "A:".

Must not know other formats than those it must leave alone.
"""

from collections.abc import Sequence
from itertools import pairwise

from content.draft import Draft, PointKind, Unreadable
from content.formats import mindmap, outline
from content.formats.furniture import stated_count
from content.formats.notes import Line
from content.formats.outline_signs import is_quiz
from content.formats.page import HEAD, counted, head_of, opened, without_personal
from content.formats.page_marks import signature
from content.formats.phrases import asks, interrogative, starts_low
from content.formats.qa_marked import looks_marked, read_marked
from content.formats.qa_points import Fronts
from content.formats.qa_signs import numbers_are_fronts, questions_marked
from content.source import Source

_OTHER = ("# ", "## ", "### ", "```", "::", "- [ ]", "- [x]")
_OPENINGS = (*_OTHER, "---", "<", "{", "%", "|", "//")
_LEAST_POINTS = 3
_LEAST_FRONTS = 2
_LEAST_BARE = 3  # questions whose answers have no marker


def sniff(source: Source) -> str:
    """Return why this looks like questions with points below them."""
    lines = head_of(source)
    filled = [line for line in lines if not line.blank]
    if not filled or signature(lines) or counted(filled) is not None:
        return ""
    other = any(line.whole.startswith(_OTHER) for line in filled)
    if other or filled[0].whole.startswith(_OPENINGS):
        return ""
    if is_quiz(filled) or outline.sniff(source) or mindmap.sniff(source):
        return ""
    if looks_marked(filled) and source.suffix not in (".md", ".markdown"):
        return "its questions and answers are marked"
    return _pointed(filled) or _bare(filled)


def read(source: Source) -> Draft:
    """Read questions and points. Raises Unreadable when there is no front in the file."""
    page = opened(source)
    lines = without_personal(page, page.lines)
    for line in lines[:HEAD]:
        count = stated_count(line.whole)
        if count is not None and page.stated is None:
            page.stated, page.stated_line = count, line.number
            page.drop([line], "stated number of cards")
    lines = [line for line in lines if line.number != page.stated_line]
    grown = read_marked(page, lines) if looks_marked(lines) else Fronts(page, lines).read()
    if not grown:
        raise Unreadable(
            "We found no question in this file. Please put “# ” before each line that is a front."
        )
    return page.draft("qa", grown)


def _pointed(filled: Sequence[Line]) -> str:
    """Return why there are questions without a marker, each with marked points below it."""
    points = [line for line in filled if line.marker and line.kind is not PointKind.NUMBERED]
    if len(points) < _LEAST_POINTS:
        return ""
    numbered = numbers_are_fronts(filled)
    fronts = [above for above, below in pairwise(filled) if _is_front(above, below, numbered)]
    if questions_marked(filled):
        return "its questions are marked and stand above points"
    if all(line.text.endswith(":") for line in fronts):
        return ""  # a list of keys: the YAML of a trivia file
    asked = [line for line in fronts if interrogative(line.text)] or _wrapped(filled)
    if len(asked) >= _LEAST_FRONTS or (numbered and len(fronts) >= _LEAST_FRONTS):
        return f"{max(len(asked), _LEAST_FRONTS)} or more questions stand above marked points"
    return _topics(filled)


def _wrapped(filled: Sequence[Line]) -> list[Line]:
    """Return the questions that are wrapped onto a second line, with points below that."""
    threes = zip(filled, filled[1:], filled[2:], strict=False)
    return [
        one
        for one, two, three in threes
        if not one.marker and not two.marker and three.marker and interrogative(one.text)
    ]


def _topics(filled: Sequence[Line]) -> str:
    """Return why topics stand above marked points: no unmarked line is anything else."""
    bare = [above for above, below in pairwise(filled[1:]) if not above.marker and below.marker]
    others = [line for line in filled[2:] if not line.marker and not starts_low(line.text)]
    if any(line.kind is PointKind.NUMBERED for line in filled):
        return ""
    if len(bare) >= _LEAST_FRONTS and len(others) <= len(bare):
        return f"{len(bare)} topics stand above marked points"
    return ""


def _is_front(line: Line, below: Line, numbered: bool) -> bool:
    point = bool(below.marker) and below.kind is not PointKind.NUMBERED
    return point and (not line.marker or (numbered and line.kind is PointKind.NUMBERED))


def _bare(filled: Sequence[Line]) -> str:
    """Return why there are questions with unmarked answers: each has its mark, and one below."""
    if any(line.marker and line.kind is not PointKind.NUMBERED for line in filled):
        return ""
    asked = [_asked(line) for line in filled]
    fronts = sum(above and not below for above, below in pairwise(asked))
    answers = sum(not each for each in asked)
    if "\t" in "".join(line.raw for line in filled) or fronts < _LEAST_BARE:
        return ""
    starts_so = any(asked[:2])
    if fronts == sum(asked) and starts_so and answers <= 3 * fronts:
        return f"{fronts} questions stand above their answers"
    return ""


def _asked(line: Line) -> bool:
    return line.text.endswith("?") and asks(line.text)
