"""Questions as notes of Anki's own note types: flashcards, typed answers and clozes.

Must not know packages, databases nor text files.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape as as_html

from bot.domain.question import Cloze, Deck, Question, Recall, Typed
from content.formats.anki_cloze import deletion, tame
from content.formats.anki_notes import BASIC, CLOZE, TYPED, Note, NoteType
from content.formats.html import to_html
from content.formats.keeping import NOT_HELD, RETIRED, theme_title

TITLE = "Anki"
_GAP = "____"
_RUN = re.compile(r"\[(?=/?(?:sound:|anki:|latex\]|\$))", re.IGNORECASE)


def unheld(question: Question) -> str:
    """Return why Anki's own note types cannot hold a question, "" if they can."""
    if question.retired:
        return RETIRED
    held = isinstance(question.kind, Recall | Typed | Cloze)
    return "" if held else NOT_HELD.format(TITLE)


def notes_of(deck: Deck, questions: Sequence[Question]) -> Iterator[Note]:
    """Yield a note for each question. Its id is the note's guid."""
    for line, question in enumerate(questions, 1):
        path = [deck.title, *theme_title(deck, question).split(" / ")]
        yield _note(question, "::".join(" ".join(name.split()) for name in path if name), line)


def _note(question: Question, deck: str, line: int) -> Note:
    kind, fields = _fields(question)
    tags = tuple("_".join(tag.split()) for tag in question.tags)
    return Note(str(question.id), kind, fields, tags, deck, line=line)


def _fields(question: Question) -> tuple[NoteType, tuple[str, ...]]:
    stem = _html(question.stem)
    if question.picture:
        file, alt = as_html(question.picture.file), as_html(question.picture.alt)
        shown = f'<img src="{file}" alt="{alt}">'
        stem = f"{stem}<br>{shown}" if stem else shown
    match question.kind:
        case Recall(back=back):
            return BASIC, (stem, _html(back))
        case Typed(key=key):
            return TYPED, (stem, _plain(key.accepted[0]))
        case Cloze(gaps=gaps):
            answers = [_plain(gap.accepted[0]) for gap in gaps]
            return CLOZE, (
                _with_gaps(stem, answers, _html(question.hint)),
                _html(question.explanation),
            )
    raise ValueError(f"{TITLE} has no {question.kind_name} questions")


def _with_gaps(stem: str, answers: Sequence[str], hint: str) -> str:
    """Return the text of a cloze: its gaps share a number, so that one card asks for all."""
    first, *rest = tame(stem).split(_GAP)
    hints = [hint, *[""] * len(answers)]
    gaps = [deletion(1, answer, hints.pop(0)) for answer in answers]
    gaps += [""] * (len(rest) - len(gaps))
    return first + "".join(gap + text for gap, text in zip(gaps, rest, strict=False))


def _html(source: str) -> str:
    return _inert(to_html(source))


def _plain(text: str) -> str:
    return _inert(as_html(text, quote=False))


def _inert(html: str) -> str:
    """Return HTML in which Anki finds no sound to play and no LaTeX to run."""
    return _RUN.sub("&#91;", html)
