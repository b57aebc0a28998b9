"""Anki's cloze deletions: ``{{c1::answer::hint}}``, several to a number and one within another.

Must not know notes or templates.
"""

import re
from dataclasses import dataclass, field

from content.bounds import MAX_DEPTH

_TOKEN = re.compile(r"\{\{c(\d{1,3}(?:,\d{1,3})*)::|\}\}")


@dataclass(frozen=True, slots=True)
class Deletion:
    """A text seen by one card: ``html`` has ``____`` for each gap of its number."""

    html: str
    answers: tuple[str, ...]
    hint: str
    whole: str


@dataclass(slots=True)
class _Open:
    """A deletion that is not closed yet."""

    mark: str
    numbers: frozenset[int]
    is_active: bool
    pieces: list[str] = field(default_factory=list)


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a text's deletions, each once, in rising order; 0 is none."""
    found = {
        int(each) for token in _TOKEN.finditer(text) if token[1] for each in token[1].split(",")
    }
    return tuple(sorted(found - {0}))


def seen(text: str, number: int) -> Deletion:
    """Return what the card of ``number`` shows, what its gaps hide, and the whole text."""
    answers: list[str] = []
    hints: list[str] = []
    shown = _walk(text, number, answers, hints)
    return Deletion(shown, tuple(answers), next(filter(None, hints), ""), _walk(text, -1, [], []))


def _walk(text: str, number: int, answers: list[str], hints: list[str]) -> str:
    """Return the text with its gaps; what is never closed stays as it stands."""
    base: list[str] = []
    stack: list[_Open] = []
    end = 0
    for token in _TOKEN.finditer(text):
        pieces = stack[-1].pieces if stack else base
        pieces.append(text[end : token.start()])
        end = token.end()
        if token[1] and len(stack) < MAX_DEPTH:
            own = frozenset(map(int, token[1].split(",")))
            active = number in own and not any(each.is_active for each in stack)
            stack.append(_Open(token[0], own, active))
        elif token[1] or not stack:
            pieces.append(token[0])
        else:
            _close(stack, base, answers, hints)
    tail = text[end:]
    for left in reversed(stack):
        tail = left.mark + "".join(left.pieces) + tail
    return "".join(base) + tail


def _close(stack: list[_Open], base: list[str], answers: list[str], hints: list[str]) -> None:
    done = stack.pop()
    answer, _, hint = "".join(done.pieces).partition("::")
    outer = stack[-1].pieces if stack else base
    if done.is_active:
        answers.append(answer)
        hints.append(hint)
    outer.append("____" if done.is_active else answer)


def deletion(number: int, answer: str, hint: str = "") -> str:
    """Return the deletion of an answer; texts are HTML, in which no mark of ours stands."""
    parts = (tame(each).replace(":", "&#58;") for each in (answer, hint) if each)
    return f"{{{{c{number}::{'::'.join(parts)}}}}}"


def tame(html: str) -> str:
    """Return HTML in which no brace could be taken for one of a deletion."""
    return html.replace("{", "&#123;").replace("}", "&#125;")
