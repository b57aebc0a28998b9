"""Makes a proposal of a stem and a kind, and looks whether it may be shown to an editor at all.

The last guard: a question that could not be kept, or that marks its own model answer wrong, is
no proposal. Must not know how notes are read.
"""

from typing import assert_never

from bot.domain.ids import DeckId
from bot.domain.marking import mark
from bot.domain.question import (
    Choice,
    Chosen,
    Cloze,
    Date,
    Filled,
    Given,
    Kind,
    Listed,
    Mark,
    Match,
    Matched,
    Number,
    Order,
    Ordered,
    Points,
    Question,
    Recall,
    Skill,
    TrueFalse,
    Typed,
    Wrote,
)
from content.build import build
from content.draft import Card, Found
from content.making import question
from content.page import Page
from content.records import record_of

LONGEST_STEM = 300
LONGEST_OPTION = 100


def proposal(card: Card, line: int, why: str, stem: str, kind: Kind, skill: Skill) -> Found | None:
    """Return a question made from notes; None if it is not sound. ``stem`` is markup."""
    if len(stem) > LONGEST_STEM:
        return None
    made = question(
        stem,
        kind,
        explanation=f"From your notes, line {line}.",
        tags=("proposed",),
        skill=skill,
    )
    if not is_sound(made):
        return None
    return Found(made, line, proposed=why, card=card.id, theme_title=card.theme)


def is_sound(made: Question) -> bool:
    """Tell whether a question can be kept and marks its own model answer right."""
    page = Page("")
    if build(page, "question", record_of(made), "", DeckId("")) is None:
        return False
    given = model_answer(made.kind)
    return given is None or mark(made, given).mark is Mark.RIGHT


def model_answer(kind: Kind) -> Given | None:
    """Return the model answer; None for a flashcard, which is not marked."""
    match kind:
        case Choice(options=options):
            return Chosen(tuple(at for at, option in enumerate(options) if option.correct))
        case TrueFalse(truth=truth):
            return Chosen((0 if truth else 1,))
        case Typed(key=key):
            return Wrote(key.accepted[0])
        case Number(value=value):
            return Wrote(value)
        case Date(value=value, until=until):
            return Wrote(f"{value} to {until}" if until else value)
        case Order(items=items):
            return Ordered(tuple(range(len(items))))
        case Match(pairs=pairs):
            return Matched(tuple(range(len(pairs))))
        case Cloze(gaps=gaps):
            return Filled(tuple(gap.accepted[0] for gap in gaps))
        case Points(points=points):
            return Listed("\n".join(point.text for point in points))
        case Recall():
            return None
    assert_never(kind)
