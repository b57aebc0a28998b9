"""What a line of notes is as language: a question, a sentence that goes on, a fragment.

Only English function words are known; whatever is decided with their help is said in a warning by
the readers. Must not know any format.
"""

import re
from collections.abc import Iterable

from content.formats.notes import Line, fold, open_bracket


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WH = _set("what how who whom whose why when where which what's who's")
_AUX = _set(
    "is are was were am do does did has have had can could would should will shall may might must"
    " isn't aren't wasn't weren't don't doesn't didn't can't couldn't"
)
_TASKS = _set(
    "name list describe explain define give state outline identify evaluate compare summarise"
    " summarize discuss assess suggest recall complete contrast distinguish analyse analyze"
)
_LEADS = re.compile(
    r"(?:to what|in what|for what|at what|by what|on what|from what|under what|in which|for which"
    r"|on which|by which|with (?:what|whom)|of what|since when|true or false)\b"
)
_NO_SUBJECT = _set(
    "a an by in on at to for from with not also then later still now never always being been of as"
    " and or because forced sent made given taken led lost held built born killed due too so very"
    " part one done set put cut seen known left brought thought meant only no able likely"
)
_DANGLING = _set(
    "the a an of to in on and or with by for from new that which who whose than as at into between"
    " against under his her its their our my your these those this very more most such because if"
    " while although but between among towards toward upon without within via per nor both"
)
_FRAGMENT = re.compile(
    r"(?:the very|which|whose|whom)\b|(?:the|a|an)(?: [\w'-]+){1,3} (?:which|whom)\b"
)
_END = re.compile(r"[.!?:;…][\"'”’)\]]*\Z")
_WORD = re.compile(r"[\w'-]+")
_NARROWEST = 30  # characters; a line that is shorter was ended by its author


def words_of(text: str, most: int = 12) -> list[str]:
    """Return the first words of a text, folded."""
    return _WORD.findall(fold(text[:400]))[:most]


def asks(text: str) -> bool:
    """Return whether a text opens as a question or a task ("Name three …") does."""
    words = words_of(text, 1)
    if not words:
        return False
    opens = words[0] in _WH or words[0] in _AUX or words[0] in _TASKS
    return opens or _LEADS.match(fold(text[:40])) is not None


def interrogative(text: str) -> bool:
    """Return whether a text opens with a word that asks, tasks left out."""
    return asks(text) and words_of(text, 1)[0] not in _TASKS


def is_question(text: str) -> bool:
    """Return whether a text is built as a question, with its mark or without.

    "What Hitler wanted" and "Was destroyed by storms" are none: they go on with a sentence.
    """
    if text.rstrip("\"'”’) ").endswith("?"):
        return True
    words = words_of(text)
    if not words or not asks(text) or words[0] in _TASKS:
        return False
    if words[0] in _AUX:
        second = words[1] if len(words) > 1 else "not"
        return second not in _NO_SUBJECT and not second.endswith(("ed", "ly"))
    return _LEADS.match(fold(text[:40])) is not None or any(w in _AUX for w in words[1:7])


def is_yes_no(text: str) -> bool:
    """Return whether a question opens with its verb ("Was …"), as a wrapped sentence also may."""
    return any(word in _AUX for word in words_of(text, 1))


def ends(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return _END.search(text[-8:]) is not None


def goes_on(text: str) -> bool:
    """Return whether a text cannot end where it does: an article, a comma, an open bracket."""
    if ends(text):
        return False
    words = _WORD.findall(text[-40:])
    return text.endswith((",", "-", "–", "&", "(")) or open_bracket(text) or cut_off(words)


def cut_off(words: list[str]) -> bool:
    """Return whether the last of these words needs another after it; "vitamin A" does not."""
    return len(words) > 0 and words[-1] != "A" and words[-1].casefold() in _DANGLING


def starts_low(text: str) -> bool:
    """Return whether a text starts with a small letter, brackets and quotes aside."""
    return text.lstrip("\"'“‘([")[:1].islower()


def is_fragment(text: str, before: str) -> bool:
    """Return whether a point only completes the one ``before`` it."""
    return not ends(before) and _FRAGMENT.match(fold(text[:80])) is not None


class Width:
    """How wide the lines of a document are wrapped, learnt from lines that surely go on.

    A line that goes on in small letters was full; one far shorter ended because its author ended
    it. Without such lines ``known`` is False, and nothing can be said.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        lengths: list[int] = []
        before: Line | None = None
        for line in lines:
            wraps = before is not None and not line.marker and starts_low(line.text)
            if before is not None and wraps and before.text:
                lengths.append(len(before.whole))
            before = None if line.blank else line
        lengths.sort()
        self.usual = lengths[3 * len(lengths) // 4] if lengths else 0
        self.known = self.usual >= _NARROWEST

    def full(self, line: Line, after: Line) -> bool:
        """Return whether ``line`` is so long that the first word of ``after`` had to wrap."""
        word = after.text.split(" ", 1)[0]
        return self.known and len(line.whole) + 1 + len(word) >= 0.9 * self.usual

    def short(self, line: Line, after: Line) -> bool:
        """Return whether ``line`` is far too short to have been wrapped before ``after``."""
        word = after.text.split(" ", 1)[0]
        return self.known and len(line.whole) + 1 + len(word) < 0.7 * self.usual


def wraps(before: Line, line: Line, width: Width) -> bool:
    """Return whether an unmarked line goes on with the one before it."""
    if starts_low(line.text) or goes_on(before.text) or width.full(before, line):
        return True
    return not ends(before.text) and bool(before.marker) and line.indent > before.indent
