"""Marks a given against an ask: the rules that a review and a live question share.

A close call asks once more and costs nothing; a second one is settled. A live answer is kept
privately, may be changed once, and becomes a review when its ask closes (see ``live.py``).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.judge import fold
from bot.domain.markup import plain
from bot.domain.memory import grade_of
from bot.domain.posing import in_words
from bot.domain.question import (
    Because,
    Filled,
    Given,
    Grade,
    Graded,
    Listed,
    Mark,
    Points,
    Verdict,
    Wrote,
)
from bot.domain.replies import (
    Answered,
    CloseCall,
    PointsProposed,
    Problem,
    Refused,
    Reply,
    Source,
)
from bot.usecases.recording import LONGEST, record
from bot.usecases.telling import marked, posed
from bot.usecases.told import told
from storage import asks, classes, picking, rounds
from storage.asks import Answer, Ask
from storage.database import Tx
from storage.learners import Learner
from storage.picking import Choosing
from storage.questions import Stored

LONGEST_FACT = 500
LONGEST_ESSAY = 4000
"""Characters of a typed answer, and of an answer in points."""

LEFT_LYING = 20
"""Seconds counted for a question that came long before its answer, as with a reminder."""

CHANGES = 1
GRACE = timedelta(seconds=1)
"""An answer sent before the close may arrive this much after it."""

EARLY_CLOSE = timedelta(seconds=2)
"""Time to change one's mind after the last player has answered."""


ALL = Choosing(decks=(), everything=True)


def unfit(given: Given) -> Refused | None:
    """Return why a given cannot even be marked: too long, or empty."""
    texts: tuple[str, ...]
    match given:
        case Wrote(text=text):
            texts, limit = (text,), LONGEST_FACT
        case Filled(texts=filled):
            texts, limit = filled, LONGEST_FACT
        case Listed(text=text, ticked=ticked):
            texts, limit = (text if text.strip() or not ticked else "ticked",), LONGEST_ESSAY
        case _:
            return None
    if any(len(text) > limit for text in texts):
        return Refused(Problem.TOO_LONG, (str(limit),))
    if not any(text.strip() for text in texts):
        return Refused(Problem.EMPTY)
    return None


def settled(verdict: Verdict) -> Verdict:
    """Return a verdict that asks nothing back: a close call left as it is."""
    if verdict.mark is not Mark.CLOSE:
        return verdict
    if verdict.reason.because is Because.FULL_DATE:
        return Verdict(Mark.PARTLY, verdict.reason, 0.5)
    if verdict.credit > 0:
        return replace(verdict, mark=Mark.PARTLY)
    return Verdict(Mark.WRONG, verdict.reason, 0.0, verdict.parts)


def grade_for(given: Given, verdict: Verdict, *, hinted: bool) -> Grade:
    """Return the memory's grade: the learner's own for a flashcard, else by the mark."""
    if isinstance(given, Graded):
        return min(given.grade, Grade.HARD) if hinted else given.grade
    return grade_of(verdict.mark, hinted=hinted)


def credit_of(verdict: Verdict, *, hinted: bool) -> int:
    """Return the credit per mille; a hint halves it."""
    return round(verdict.credit * (500 if hinted else 1000))


@dataclass(frozen=True, slots=True)
class Situation:
    """An answer about to be marked: who, what, when."""

    learner: Learner
    ask: Ask
    stored: Stored
    now: datetime


def over(tx: Tx, ask: Ask, learner: Learner) -> Refused:
    """Return why a closed review takes nothing more: it has its answer, or it was put aside."""
    answered = asks.answer_of(tx, ask.id, learner.id) is not None
    return Refused(Problem.ALREADY_ANSWERED if answered else Problem.ASK_GONE)


def answer_review(tx: Tx, at: Situation, given: Given) -> Reply:
    """Mark an answer to a learner's own review ask, or ask back once."""
    ask = at.ask
    if ask.learner != at.learner.id:
        return Refused(Problem.NOT_YOURS)
    if ask.closed_at is not None:
        return over(tx, ask, at.learner)
    verdict = told(at.stored).mark(given)
    if verdict.reason.because is Because.UNFIT:
        return Refused(Problem.UNFIT_ANSWER)
    if isinstance(given, Listed) and _to_tick(given, verdict):
        asks.note_try(tx, ask.id, given.text)
        return proposal(at, given, verdict)
    if verdict.mark is Mark.CLOSE and ask.tries == 0:
        asks.note_try(tx, ask.id)
        return CloseCall(ask.id, verdict.reason)
    return conclude(tx, at, given, settled(verdict))


def _to_tick(given: Listed, verdict: Verdict) -> bool:
    """Return whether the learner should see the mark scheme and tick what their words made.

    Cues credit what is certain; what they miss in somebody's own words, only the learner knows.
    """
    nothing_said = verdict.reason.because in (Because.EMPTY, Because.ECHO)
    return not given.ticked and verdict.mark is not Mark.RIGHT and not nothing_said


def proposal(at: Situation, given: Listed, verdict: Verdict) -> Reply:
    """Return the mark scheme for the learner to tick off what their own words made."""
    kind = at.stored.question.kind
    assert isinstance(kind, Points)  # noqa: S101 - only points propose
    credited = tuple(i for i, part in enumerate(verdict.parts) if part is Mark.RIGHT)
    return PointsProposed(
        ask=at.ask.id,
        posed=posed(at.stored, at.ask),
        points=tuple(point.text for point in kind.points),
        credited=credited,
        proposed=verdict.proposed,
        need=kind.need,
        yours=given.text,
    )


def conclude(tx: Tx, at: Situation, given: Given, verdict: Verdict) -> Reply:
    """Close a review ask with its answer: record, remember, and say what it came to."""
    if not asks.answer_review(tx, at.ask.id, given, verdict, at.now):
        return Refused(Problem.ALREADY_ANSWERED)
    recorded = record(
        tx,
        learner=at.learner,
        question=at.ask.question,
        version=at.ask.version,
        deck=at.stored.question.deck,
        ask=at.ask.id,
        at=at.now,
        seconds=_spent(at),
        mark=verdict.mark,
        credit=credit_of(verdict, hinted=at.ask.hinted),
        grade=grade_for(given, verdict, hinted=at.ask.hinted),
        source=at.ask.source,
    )
    due_left = picking.due_count(tx, at.learner.id, recorded.review.day, ALL)
    return marked(tx, at.learner, at.stored, at.ask, given, verdict, recorded, due_left)


def _spent(at: Situation) -> int:
    """Return the seconds that an answer took; of a question that was left lying nobody knows."""
    seconds = round((at.now - at.ask.opened_at).total_seconds())
    return seconds if seconds <= LONGEST else LEFT_LYING


def deadline(ask: Ask, learner: Learner) -> datetime | None:
    """Return when an ask closes for this learner; extra time is theirs alone.

    Somebody without a time limit has four times the common time in a live round, so that a
    round always ends. A daily question is open for hours, and closes for everybody at once.
    """
    if ask.closes_at is None or ask.round is None:
        return ask.closes_at
    per_cent = learner.extra_time or 400
    return ask.opened_at + (ask.closes_at - ask.opened_at) * per_cent / 100


def answer_live(tx: Tx, at: Situation, given: Given) -> Reply:
    """Keep a live answer privately until the reveal, or ask back once."""
    ask, learner = at.ask, at.learner
    if refused := closed_to(tx, at):
        return refused
    earlier = asks.answer_of(tx, ask.id, learner.id)
    verdict = told(at.stored).mark(given)
    if verdict.reason.because is Because.UNFIT:
        return Refused(Problem.UNFIT_ANSWER)
    if ask.round is not None:
        rounds.join(tx, ask.round, learner.id, at.now, present=False)
    if verdict.mark is Mark.CLOSE and not verdict.proposed and not (earlier and earlier.tries):
        asks.note_live(tx, ask.id, learner.id, at.now, hint=False)
        return CloseCall(ask.id, verdict.reason)
    changes = _changes(earlier, given)
    if changes is None:
        return Refused(Problem.NO_CHANGES_LEFT)
    asks.put_answer(tx, ask.id, learner.id, given, settled(verdict), at.now, changes=changes)
    return mine(tx, at, given, changes)


def _changes(earlier: Answer | None, given: Given) -> int | None:
    """Return the count of changes after this answer, or None if there is none left.

    The same answer again (a double tap) is no change.
    """
    if earlier is None or earlier.given is None:
        return earlier.changes if earlier else 0  # one that was taken back was changed
    if earlier.given == given:
        return earlier.changes
    return earlier.changes + 1 if earlier.changes < CHANGES else None


def mine(tx: Tx, at: Situation, given: Given, changes: int) -> Answered:
    """Return what the learner has answered so far, for their eyes only."""
    said = in_words(at.stored.question, given)
    by_hand = isinstance(given, Wrote | Filled | Listed)
    return Answered(
        ask=at.ask.id,
        yours=said if by_hand else tuple(map(plain, said)),
        changes_left=CHANGES - changes,
        answered=asks.answered(tx, at.ask.id),
        changed=changes > 0,
        daily=at.ask.source is Source.DAILY,
        grade=given.grade if isinstance(given, Graded) else None,
    )


def closed_to(tx: Tx, at: Situation) -> Refused | None:
    """Return why a live ask does not take this learner's answer: closed, late, not theirs."""
    ask = at.ask
    if ask.closed_at is not None:
        return Refused(Problem.ASK_CLOSED)
    if is_outside(tx, at):
        return Refused(Problem.NEEDS_CLASS)
    limit = deadline(ask, at.learner)
    if limit is not None and at.now > limit + GRACE:
        return Refused(Problem.ASK_CLOSED)
    return None


def is_outside(tx: Tx, at: Situation) -> bool:
    """Return whether an ask was posed to a class that the learner is not in."""
    asked = at.ask.class_id
    return asked is not None and classes.role_of(tx, asked, at.learner.id) is None


def folded(given: Given) -> str:
    """Return a typed answer in the form by which equal ones are grouped; empty if not typed."""
    match given:
        case Wrote(text=text) | Listed(text=text):
            return fold(text)
        case Filled(texts=texts):
            return " | ".join(fold(text) for text in texts)
        case _:
            return ""
