"""A live round moves on: open an ask, close and reveal it, bring missed ones back, end.

Everything is rows and alarms, written in one transaction with the post that tells the place,
so a restart carries on with the same question and the same clock.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.folding import amended, fold
from bot.domain.ids import PlaceId, QuestionKey
from bot.domain.posing import solve
from bot.domain.question import KindName, Mark, Question
from bot.domain.replies import (
    Pace,
    Problem,
    Refused,
    Reply,
    Revealed,
    RoundStep,
)
from bot.usecases.answering import (
    EARLY_CLOSE,
    Situation,
    credit_of,
    deadline,
    grade_for,
)
from bot.usecases.library import Library
from bot.usecases.podium import podium, shown_names, tallies
from bot.usecases.posting import KEPT
from bot.usecases.recording import Recorded, record
from bot.usecases.telling import asked, marked_later, posed
from storage import alarms, asks, learners, outbox, polls, reviews, rounds
from storage.asks import Answer, Ask
from storage.database import Tx
from storage.questions import Stored
from storage.rounds import Round

CLOSE = "close"
ADVANCE = "advance"

START_DELAY = timedelta(seconds=3)
PACE = {Pace.QUICK: timedelta(seconds=20), Pace.CALM: timedelta(seconds=45)}
PAUSE = {Pace.QUICK: timedelta(seconds=6), Pace.CALM: timedelta(seconds=12)}
"""How long a question stays open and how long its reveal is read, by pace."""

EFFORT = {
    KindName.TYPED: 1.5,
    KindName.NUMBER: 1.5,
    KindName.DATE: 1.5,
    KindName.CLOZE: 1.5,
    KindName.RECALL: 1.5,
    KindName.ORDER: 2.0,
    KindName.MATCH: 2.0,
    KindName.POINTS: 4.0,
}
"""Kinds that need more than a tap get this many times the pace."""

COME_BACK = 3
"""At most so many missed questions return at the end of a round."""

ROUND_POINTS = 10
"""A right answer on a round's podium; the class's board counts learning instead."""


def advance(tx: Tx, library: Library, round_: Round, now: datetime) -> bool:
    """Open the next question of a round, or end it. False if somebody else just did."""
    if round_.position >= len(round_.questions):
        missed = _missed_keys(tx, library, round_) if round_.position == round_.first_pass else ()
        if not missed:
            return end(tx, library, round_, now)
        rounds.extend(tx, round_.id, round_.questions + missed)
        refreshed = rounds.get(tx, round_.id)
        assert refreshed is not None  # noqa: S101 - it was just written
        round_ = refreshed
    if not rounds.step(tx, round_.id, round_.position):
        return False
    stored = library.question(tx, round_.questions[round_.position])
    closes_at = _closes_at(stored.question, round_.pace, now)
    ask = asks.open_in_place(
        tx,
        question=stored.key,
        version=stored.question.version,
        round_id=round_.id,
        place=round_.place,
        class_id=round_.class_id,
        number=round_.position + 1,
        seed=random.getrandbits(31),
        at=now,
        closes_at=closes_at,
    )
    alarms.clear(tx, ADVANCE, round_.id)
    if closes_at is not None:
        alarms.set_alarm(tx, CLOSE, ask.id, closes_at)
    reply = asked(stored, ask, step=step_of(round_, ask), closes_at=closes_at)
    outbox.post(tx, round_.place, f"ask:{ask.id}", reply, now)
    return True


def _closes_at(question: Question, pace: Pace, now: datetime) -> datetime | None:
    base = PACE.get(pace)
    return None if base is None else now + base * EFFORT.get(question.kind_name, 1.0)


def step_of(round_: Round, ask: Ask) -> RoundStep:
    """Return where a round stands at one of its asks."""
    again = ask.number > round_.first_pass
    return RoundStep(round_.id, ask.number, len(round_.questions), round_.pace, again)


def close_early(tx: Tx, ask: Ask, now: datetime) -> None:
    """Bring the close forward when everybody who is waited for has answered."""
    if ask.round is None or ask.closed_at is not None:
        return
    # Past the common close only those with extra time are left, whether they are seen or not.
    late = ask.closes_at is not None and now >= ask.closes_at
    if _extra_time(tx, ask, now) if late else not rounds.all_answered(tx, ask.round, ask.id):
        return
    at = now + EARLY_CLOSE
    # Past the common close the alarm is set for somebody's extra time, who has answered now.
    if ask.closes_at is None or not (now < ask.closes_at <= at):
        alarms.set_alarm(tx, CLOSE, ask.id, at)


def close(
    tx: Tx, library: Library, ask: Ask, now: datetime, *, skipped: bool = False, last: bool = False
) -> PlaceId | None:
    """Close a live ask: its answers become reviews, and the place sees the reveal.

    ``last``: the round is being stopped, so that no other question follows.
    Returns the place, or None if the ask was closed already or somebody with extra time is
    still answering (the alarm then rings again at their deadline).
    """
    if not skipped and (later := _extra_time(tx, ask, now)) is not None:
        alarms.set_alarm(tx, CLOSE, ask.id, later)
        return None
    if ask.round is None or ask.place is None or not asks.close(tx, ask.id, now):
        return None
    alarms.clear(tx, CLOSE, ask.id)
    round_ = rounds.get(tx, ask.round)
    assert round_ is not None  # noqa: S101 - an ask of a round has one
    stored = library.question(tx, ask.question)
    answers = asks.answers_to(tx, ask.id)
    for answer in answers:
        _record(tx, stored, ask, answer, now)
    next_at = None if last else _plan_next(tx, round_, now)
    reply = _reveal(tx, stored, ask, round_, answers, next_at, skipped=skipped, last=last)
    outbox.post(tx, round_.place, f"ask:{ask.id}", reply, now)
    return ask.place


def _extra_time(tx: Tx, ask: Ask, now: datetime) -> datetime | None:
    """Return until when somebody with extra time may still answer; None to close now.

    A native poll has one time for all: it takes no votes after it.
    """
    if ask.round is None or ask.closes_at is None or now < ask.closes_at:
        return None
    waiting = (learners.by_id(tx, who) for who in rounds.slower(tx, ask.round, ask.id))
    limits = [deadline(ask, learner) for learner in waiting if learner is not None]
    latest = max((limit for limit in limits if limit is not None), default=now)
    return latest if latest > now and not polls.of_ask(tx, ask.id) else None


def _record(tx: Tx, stored: Stored, ask: Ask, answer: Answer, now: datetime) -> Recorded | None:
    """Turn one kept answer into a review and a line of the podium."""
    learner = learners.by_id(tx, answer.learner)
    if learner is None or answer.given is None or answer.verdict is None:
        return None
    recorded = record(
        tx,
        learner=learner,
        question=ask.question,
        version=ask.version,
        deck=stored.question.deck,
        ask=ask.id,
        at=now,
        seconds=round((answer.at - ask.opened_at).total_seconds()),
        mark=answer.verdict.mark,
        credit=credit_of(answer.verdict, hinted=answer.hinted),
        grade=grade_for(answer.given, answer.verdict, hinted=answer.hinted),
        source=ask.source,
    )
    if ask.round is not None:
        points = credit_of(answer.verdict, hinted=answer.hinted) * ROUND_POINTS // 1000
        right = answer.verdict.mark is Mark.RIGHT
        rounds.score(tx, ask.round, learner.id, points, right=right)
    return recorded


def _plan_next(tx: Tx, round_: Round, now: datetime) -> datetime | None:
    """Set the alarm for the next question; untimed rounds wait for somebody to move on."""
    pause = PAUSE.get(round_.pace)
    if pause is None:
        return None
    alarms.set_alarm(tx, ADVANCE, round_.id, now + pause)
    return now + pause


def _reveal(
    tx: Tx,
    stored: Stored,
    ask: Ask,
    round_: Round,
    answers: Sequence[Answer],
    next_at: datetime | None,
    *,
    skipped: bool,
    last: bool,
) -> Revealed:
    right = [answer.learner for answer in answers if answer.mark is Mark.RIGHT]
    return Revealed(
        ask=ask.id,
        posed=posed(stored, ask),
        solution=solve(stored.question),
        tallies=tallies(stored.question, answers),
        answered=len(answers),
        right=len(right),
        right_names=shown_names(tx, right),
        step=step_of(round_, ask),
        next_at=next_at,
        skipped=skipped,
        last=last,
    )


def _missed_keys(tx: Tx, library: Library, round_: Round) -> tuple[QuestionKey, ...]:
    """Return the questions still in play that fewer than half of those who answered got right."""
    missed: list[tuple[float, QuestionKey]] = []
    for ask in asks.of_round(tx, round_.id):
        answers = asks.answers_to(tx, ask.id)
        right = sum(answer.mark is Mark.RIGHT for answer in answers)
        stored = library.question(tx, ask.question)
        if stored.paused or stored.question.retired:
            continue
        if answers and right * 2 < len(answers):
            missed.append((right / len(answers), ask.question))
    missed.sort(key=lambda pair: pair[0])
    return tuple(key for _, key in missed[:COME_BACK])


def end(
    tx: Tx,
    library: Library,
    round_: Round,
    now: datetime,
    *,
    stopped: bool = False,
    by: str = "",
) -> bool:
    """End a round with its podium; ``by`` is who stopped it, if seen. False if it had ended."""
    if not rounds.end(tx, round_.id, now):
        return False
    alarms.clear(tx, ADVANCE, round_.id)
    for ask in asks.of_round(tx, round_.id):
        alarms.clear(tx, CLOSE, ask.id)
        asks.close(tx, ask.id, now)
    reply = podium(tx, library, round_, stopped=stopped, by=by)
    outbox.post(tx, round_.place, f"round:{round_.id}", reply, now)
    outbox.trim(tx, round_.place, KEPT)
    return True


def outcome(tx: Tx, at: Situation, answer: Answer) -> Reply:
    """Return what a learner's live answer came to, once its ask has closed."""
    log = reviews.of(tx, at.learner.id, at.ask.question)
    kept = amended(log, reviews.amendments_of(tx, at.learner.id, at.ask.question))
    _, outcomes = fold(kept)
    for review, result in zip(kept, outcomes, strict=True):
        if review.ask == at.ask.id and answer.given is not None and answer.verdict is not None:
            return marked_later(at.stored, at.ask, answer.given, answer.verdict, result, review.day)
    return Refused(Problem.ASK_GONE)
