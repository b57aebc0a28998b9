"""An editor decides what learners say was right: teach the question, re-mark what it changes."""

from dataclasses import replace
from datetime import datetime

from bot.domain.ids import Account, ClaimId, LearnerId
from bot.domain.marking import mark
from bot.domain.memory import grade_of
from bot.domain.posing import in_words
from bot.domain.question import (
    Because,
    Cloze,
    Filled,
    Given,
    Key,
    Listed,
    Mark,
    Point,
    Points,
    Question,
    Reason,
    Typed,
    Verdict,
    Wrote,
)
from bot.domain.replies import ClaimQueue, ClaimSettled, ClaimShown, Problem, Refused, Reply
from bot.usecases.answering import credit_of, settled
from bot.usecases.claiming import amendment_of
from bot.usecases.library import Library
from bot.usecases.recording import amend
from storage import asks, claims, learners, questions, reviews
from storage.claims import Claim
from storage.database import Tx
from storage.questions import Stored


def queue(tx: Tx, library: Library, who: Account) -> Reply:
    """Return the open claims of the classes somebody looks after, grouped by answer."""
    editor = learners.find(tx, who)
    if editor is None:
        return Refused(Problem.NEEDS_NAME)
    shown = []
    for group in claims.queue(tx, editor.id):
        question = library.question(tx, group.question).question
        shown.append(
            ClaimShown(
                claim=group.claim,
                question=question.id,
                stem=question.stem,
                accepted=_accepted(question),
                given="; ".join(in_words(question, group.given)),
                count=group.count,
            )
        )
    return ClaimQueue(tuple(shown))


def _accepted(question: Question) -> tuple[str, ...]:
    kind = question.kind
    if isinstance(kind, Typed):
        return kind.key.accepted
    if isinstance(kind, Cloze):
        return tuple(gap.accepted[0] for gap in kind.gaps)
    if isinstance(kind, Points):
        return tuple(point.text for point in kind.points)
    return ()


def settle(
    tx: Tx, library: Library, who: Account, number: ClaimId, *, accept: bool, now: datetime
) -> Reply:
    """Settle a claim and all like it. Accepting twice changes nothing the second time."""
    editor = learners.find(tx, who)
    if editor is None:
        return Refused(Problem.NEEDS_NAME)
    made = claims.get(tx, number)
    if made is None:
        return Refused(Problem.CLAIM_GONE)
    if not claims.may_settle(tx, editor.id, made):
        return Refused(Problem.NOT_ALLOWED, ("editor",))
    stored = library.question(tx, made.question)
    if made.accepted is not None or made.version != stored.question.version:
        return Refused(Problem.CLAIM_GONE)
    group = claims.settle(tx, made, accepted=accept, at=now)
    if not accept:
        for each in group:
            _withdraw_favour(tx, each, stored, now)
        return ClaimSettled(number, accepted=False, remarked=0)
    _teach(tx, stored, made.given, now)
    remarked = _remark(tx, library.question(tx, made.question), group, now)
    return ClaimSettled(number, accepted=True, remarked=remarked)


def _withdraw_favour(tx: Tx, claim_: Claim, stored: Stored, now: datetime) -> None:
    """Put a learner's schedule back as it was marked: the claim was turned down."""
    for review in reviews.of(tx, claim_.learner, claim_.question):
        if review.at == claim_.at:
            amend(
                tx, amendment_of(review, "declined", now, grade=review.grade), stored.question.deck
            )


def _teach(tx: Tx, stored: Stored, given: Given, now: datetime) -> None:
    """Add an accepted answer to the question: a variant, or an example of its points."""
    kind = stored.question.kind
    match given:
        case Wrote(text=text) if isinstance(kind, Typed):
            questions.add_alias(tx, stored.key, text.strip(), now)
        case Filled(texts=texts) if isinstance(kind, Cloze) and len(kind.gaps) == 1:
            questions.add_alias(tx, stored.key, texts[0].strip(), now)
        case Filled(texts=texts) if isinstance(kind, Cloze):
            gaps = tuple(_with(gap, text) for gap, text in zip(kind.gaps, texts, strict=False))
            questions.set_body(tx, stored.key, replace(stored.question, kind=Cloze(gaps)))
        case Listed(text=text, ticked=ticked) if isinstance(kind, Points):
            points = tuple(
                _exemplified(point, text) if i in ticked else point
                for i, point in enumerate(kind.points)
            )
            questions.set_body(
                tx, stored.key, replace(stored.question, kind=replace(kind, points=points))
            )
        case _:
            pass  # a number or date is what it is: the claim itself is all there is to accept


def _with(gap: Key, text: str) -> Key:
    known = text.strip() in gap.accepted
    return (
        gap if known or not text.strip() else replace(gap, accepted=(*gap.accepted, text.strip()))
    )


def _exemplified(point: Point, text: str) -> Point:
    if text in point.exemplars:
        return point
    return replace(point, exemplars=(*point.exemplars, text)[-20:])


def _remark(tx: Tx, stored: Stored, group: list[Claim], now: datetime) -> int:
    """Re-mark the answers whose verdict the accepted one changes; return how many."""
    changed = 0
    claimed = {(each.ask, each.learner) for each in group}
    version = stored.question.version
    for answer in asks.answers_for_question(tx, stored.key, version):
        if answer.given is None:
            continue
        verdict = settled(mark(stored.question, answer.given))
        ticked = isinstance(answer.given, Listed) and answer.given.ticked
        if (answer.ask, answer.learner) in claimed and not ticked:
            verdict = Verdict(Mark.RIGHT, Reason(Because.LEARNER), 1.0)
        if verdict.mark is not Mark.RIGHT or answer.mark is Mark.RIGHT:
            continue
        asks.put_answer(
            tx, answer.ask, answer.learner, answer.given, verdict, answer.at, changes=answer.changes
        )
        claims.grant(tx, answer.ask, answer.learner, now)
        changed += _credit(tx, answer.learner, stored, answer, verdict, now)
    return changed


def _credit(
    tx: Tx,
    learner: LearnerId,
    stored: Stored,
    answer: asks.Answer,
    verdict: Verdict,
    now: datetime,
) -> int:
    """Amend the review of one re-marked answer; 0 if it was taken back or never logged."""
    ask = asks.get(tx, answer.ask)
    hinted = answer.hinted or (ask is not None and ask.hinted)
    taken_back = {
        change.at: change.grade is None for change in reviews.amendments_of(tx, learner, stored.key)
    }
    for review in reviews.of(tx, learner, stored.key):
        if review.ask == answer.ask and not taken_back.get(review.at, False):
            change = amendment_of(
                review,
                "alias",
                now,
                grade=grade_of(verdict.mark, hinted=hinted),
                mark_=verdict.mark,
                credit=credit_of(verdict, hinted=hinted),
            )
            amend(tx, change, stored.question.deck)
            return 1
    return 0
