"""What a file would bring into a deck, and what a deck is, told as replies.

Pure but for what the tables say; must not decide who may do what.
"""

from collections.abc import Sequence

from bot.domain.ids import ClassId, DeckId
from bot.domain.posing import pose, solve
from bot.domain.question import Question
from bot.domain.replies import (
    DeckAbout,
    DeckComing,
    DeckUnread,
    DraftDone,
    DraftQueue,
    DraftShown,
    PausedShown,
    Sample,
    Spot,
)
from bot.usecases.importing import Plan
from bot.usecases.playable import LIVE_KINDS
from content import formats
from content.bringing import Brought
from content.draft import Problem
from storage import claims, classes, proposals, questions
from storage.classes import ClassRow
from storage.database import Tx
from storage.questions import DeckRow

SAMPLES = 3
CHANGES = 5
WARNINGS = 8
PROBLEMS = 20
PAUSED = 10
"""How many of each are told before the rest is only counted."""

_UNKNOWN = "We cannot tell which format this is."


def sample(question: Question, row: DeckRow | None = None) -> Sample:
    """Return a question with its answer, as a learner of its deck would see them."""
    titles = dict(row.themes) if row else {}
    theme = titles.get(question.theme, question.theme)
    return Sample(pose(question, 0, row.title if row else "", theme), solve(question))


def unread(name: str, brought: Brought) -> DeckUnread:
    """Return why a file cannot be read."""
    draft = brought.draft
    told = () if draft.problems[0].sentence.startswith(_UNKNOWN) else draft.problems
    title = formats.BY_NAME[draft.format].title if draft.format in formats.BY_NAME else ""
    return DeckUnread(
        name, draft.format if title else "", title, spots(told[:PROBLEMS]), len(told[PROBLEMS:])
    )


def spots(problems: Sequence[Problem]) -> tuple[Spot, ...]:
    """Return what is the matter in a file, and where."""
    return tuple(Spot(each.line, each.column, each.sentence) for each in problems)


def coming(name: str, brought: Brought, plan: Plan, class_name: str, *, asked: bool) -> DeckComing:
    """Return what keeping a file would do; ``asked`` if somebody wanted it kept already."""
    draft, found = brought.draft, plan.comparison
    made = brought.edition
    of_file = (*made.deck.questions, *(each.question for each in made.proposals)) if made else ()
    shown = draft.warnings[:WARNINGS]
    return DeckComing(
        deck=plan.deck,
        title=plan.title,
        class_name=class_name,
        new=plan.new,
        file_name=name,
        format=draft.format,
        format_title=formats.BY_NAME[draft.format].title,
        reason=draft.reason,
        added=len(found.added),
        unchanged=len(found.unchanged),
        reworded=len(found.reworded),
        changed=len(found.changes),
        gone=len(found.gone),
        proposed=plan.proposed,
        left_out=len(draft.dropped),
        changes=tuple(
            (sample(each.before), sample(each.after)) for each in found.changes[:CHANGES]
        ),
        warnings=tuple(Spot(each.line, 0, each.detail) for each in shown),
        more_warnings=len(draft.warnings) - len(shown),
        samples=tuple(map(sample, of_file[:SAMPLES])),
        undecided=asked,
    )


def about(
    tx: Tx, row: DeckRow, class_row: ClassRow, *, may_edit: bool, back: str = ""
) -> DeckAbout:
    """Return a deck as a member of a class sees it, or as somebody who may edit it."""
    counts = questions.theme_counts(tx, row.id)
    paused = questions.paused(tx, row.id)[:PAUSED] if may_edit else []
    return DeckAbout(
        deck=row.id,
        title=row.title,
        description=row.description,
        owner=class_row.name if row.class_id == class_row.id else "",
        themes=tuple((title, counts.get(name, 0)) for name, title in row.themes),
        questions=row.questions,
        chosen=in_play(tx, row, class_row.id),
        live=plays_live(tx, row.id),
        may_edit=may_edit,
        waiting=proposals.count(tx, row.id) if may_edit else 0,
        paused=tuple(
            PausedShown(
                each.question.id, sample(each.question, row), tuple(claims.reports(tx, each.key))
            )
            for each in paused
        ),
        back=back,
    )


def plays_live(tx: Tx, deck: DeckId) -> bool:
    """Return whether a deck has a question that can be played in a round."""
    return not questions.kinds(tx, deck).isdisjoint(LIVE_KINDS)


def in_play(tx: Tx, row: DeckRow, class_id: ClassId) -> bool:
    """Return whether a class plays a deck that it can use: every one, if it chose none."""
    chosen = classes.chosen_decks(tx, class_id)
    return not chosen or row.id in chosen


def queue(tx: Tx, row: DeckRow, done: DraftDone | None = None, count: int = 0) -> DraftQueue:
    """Return the first proposal that waits, with what was just done."""
    waiting = proposals.waiting(tx, row.id, 1)
    first = None
    if waiting:
        first = DraftShown(sample(waiting[0].question, row), waiting[0].why, waiting[0].line)
    return DraftQueue(row.id, row.title, first, proposals.count(tx, row.id), done, count)
