"""Second thoughts: undo, "I was right", the editors' queue, reports.

The log is never changed; what is put right is an amendment, and everything folded follows.
"""

from datetime import datetime

from bot.domain.ids import Account, AskId
from bot.domain.memory import grade_of
from bot.domain.question import (
    Grade,
    Listed,
    Mark,
    Passed,
)
from bot.domain.replies import (
    ClaimFiled,
    Problem,
    Refused,
    Reply,
    Reported,
    Source,
    Undone,
)
from bot.domain.review import Amendment, Review
from bot.usecases.answering import Situation, folded, is_outside
from bot.usecases.library import Library
from bot.usecases.recording import amend
from bot.usecases.telling import can_claim
from storage import asks, claims, learners, questions, reviews
from storage.database import Tx

REPORT_QUORUM = 3
"""Reports by different learners that take a question out of play until an editor looks."""


def undo(
    tx: Tx, library: Library, who: Account, ask: AskId | None, now: datetime, told_by: str = ""
) -> Reply:
    """Take back a learner's last answer, if it was a review's, and open its ask again.

    Where an ``ask`` is named it must be that one: a second press finds another answer. What is
    asked for twice by the same message (``told_by``) is done once, and told as it was done.
    """
    learner = learners.find(tx, who)
    if learner is None:
        return Refused(Problem.NEEDS_NAME)
    done = reviews.told_before(tx, learner.id, told_by) if told_by else None
    if done is not None:
        before = library.question(tx, done).question
        return Undone(before.id, before.stem)
    last = reviews.last_of(tx, learner.id)
    if last is None or last.source is not Source.REVIEW:
        return Refused(Problem.NOTHING_TO_UNDO)
    if ask not in (None, last.ask):
        return Refused(Problem.NOT_LAST)
    stored = library.question(tx, last.question)
    amendment = amendment_of(last, "undo", now, grade=None)
    amend(tx, amendment, stored.question.deck)
    if told_by:
        reviews.note_told(tx, amendment, told_by)
    claims.withdraw(tx, last.ask, learner.id)
    asks.drop_open_reviews(tx, learner.id, now)
    asks.reopen(tx, last.ask)
    return Undone(stored.question.id, stored.question.stem)


def amendment_of(
    review: Review,
    cause: str,
    now: datetime,
    *,
    grade: Grade | None,
    mark_: Mark | None = None,
    credit: int | None = None,
) -> Amendment:
    """Return what puts a review right; what is not given stays as it was logged."""
    return Amendment(
        learner=review.learner,
        question=review.question,
        at=review.at,
        mark=mark_ or review.mark,
        credit=review.credit if credit is None else credit,
        grade=grade,
        cause=cause,
        made_at=now,
    )


def claim(tx: Tx, at: Situation) -> Reply:
    """File a learner's claim about their marked answer and fix their own schedule at once.

    Points wait for the editor: a claim cannot be used to farm the board.
    """
    answer = asks.answer_of(tx, at.ask.id, at.learner.id)
    review = review_of(tx, at)
    if answer is None or answer.given is None or isinstance(answer.given, Passed):
        return Refused(Problem.NOT_ANSWERED)
    if answer.verdict is None or review is None:
        return Refused(Problem.CANNOT_CLAIM)
    if not can_claim(at.stored, answer.given, answer.verdict):
        return Refused(Problem.CANNOT_CLAIM)
    number, new = claims.file(
        tx,
        learner=at.learner.id,
        ask=at.ask.id,
        question=at.ask.question,
        version=at.ask.version,
        given=answer.given,
        folded=folded(answer.given),
        at=review.at,
        now=at.now,
    )
    if new:
        grade = grade_of(Mark.RIGHT, hinted=at.ask.hinted or answer.hinted)
        amend(tx, amendment_of(review, "claim", at.now, grade=grade), at.stored.question.deck)
    return ClaimFiled(number, at.ask.id, 0)


def review_of(tx: Tx, at: Situation) -> Review | None:
    """Return the logged review of an ask, unless it was taken back."""
    log = reviews.of(tx, at.learner.id, at.ask.question)
    last = {
        change.at: change for change in reviews.amendments_of(tx, at.learner.id, at.ask.question)
    }
    for review in reversed(log):
        if review.ask == at.ask.id:
            change = last.get(review.at)
            return None if change is not None and change.grade is None else review
    return None


def remember_ticks(tx: Tx, at: Situation, given: Listed) -> None:
    """Offer points a learner ticked themself to the editor, as examples for the mark scheme."""
    if not given.text.strip() or not given.ticked:
        return
    review = review_of(tx, at)
    if review is None:
        return
    claims.file(
        tx,
        learner=at.learner.id,
        ask=at.ask.id,
        question=at.ask.question,
        version=at.ask.version,
        given=given,
        folded=folded(given),
        at=review.at,
        now=at.now,
    )


def report(tx: Tx, at: Situation, reason: str, note: str) -> Reply:
    """Report a question one was asked; the quorum pauses it until an editor has looked."""
    if at.ask.source is Source.REVIEW and at.ask.learner != at.learner.id:
        return Refused(Problem.NOT_YOURS)
    if is_outside(tx, at):
        return Refused(Problem.NEEDS_CLASS)
    count = claims.report(tx, at.ask.question, at.learner.id, reason[:40], note[:500], at.now)
    paused = count >= REPORT_QUORUM
    if paused:
        questions.pause(tx, at.ask.question, paused=True)
    return Reported(at.stored.question.id, paused=paused)
