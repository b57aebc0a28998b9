"""Marked answers and what may follow them, as plain text."""

from datetime import date

from bot.domain.question import KindName
from bot.domain.replies import (
    ClaimFiled,
    ClaimQueue,
    ClaimSettled,
    ClaimShown,
    Marked,
    NothingDue,
    Reported,
    Undone,
)
from bot.wording.calendar import OFFER
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, percent, room_for
from bot.wording.marks import reason_line, verdict_mark, verdict_word
from bot.wording.names import Label
from bot.wording.questions import solution_text, yours_sources
from bot.wording.times import day_name, due_in, full_day, minutes

_IN_PARTS = frozenset({KindName.CLOZE, KindName.MATCH})
"""The kinds that mark each line of an answer; an order marks neighbours, points the scheme."""


def marked(reply: Marked) -> str:
    """Render a marked answer: verdict, answer, points, when it comes back, what is left."""
    verdict = reply.verdict
    opening = f"{verdict_mark(verdict.mark)} {verdict_word(verdict.mark)}."
    return lines(
        f"{opening} {reason_line(verdict.reason)}",
        _yours(reply),
        solution_text(reply.posed, reply.solution),
        _gained(reply),
        _streak(reply),
        f"Think you were right? Press “{Label.I_WAS_RIGHT}”." if reply.can_claim else "",
        f"{count_of(reply.due_left, 'more question')} due." if reply.due_left > 0 else "",
    )


def _yours(reply: Marked) -> str:
    """Say what was answered: with a mark for each part, where every part has one."""
    room = room_for(len(reply.yours), 1_000)
    said = [one_line(text, room) for text in yours_sources(reply.posed, reply.yours)[:25]]
    if reply.posed.kind not in _IN_PARTS or len(said) != len(reply.verdict.parts):
        return f"You said: {listed(said, 25)}" if any(said) else ""
    signed = (
        f"{verdict_mark(mark)} {text} ({verdict_word(mark).lower()})"
        for mark, text in zip(reply.verdict.parts, said, strict=True)
    )
    return lines("You said:", *signed) if said else ""


def _gained(reply: Marked) -> str:
    points = f"{count_of(reply.points, 'point')}." if reply.points else "No points for this one."
    if not reply.counted:
        return f"{points} You had met it today already, so its next date stays."
    again = f" It comes back {due_in(reply.next_days)}." if reply.next_days is not None else ""
    known = reply.recall_before is not None
    forecast = f" My forecast that you would know it: {percent(reply.recall_before or 0)}."
    return points + again + (forecast if known else "")


def _streak(reply: Marked) -> str:
    streak = f"Streak: {count_of(reply.streak, 'day')}." if reply.first_today else ""
    goal = (
        f"Today: {minutes(reply.minutes_today)} of {number(reply.goal_minutes)}."
        if reply.goal_minutes > 0 and reply.minutes_today > 0
        else ""
    )
    return " ".join(part for part in (streak, goal) if part)


def gains(reply: Marked, *, live: bool = False) -> tuple[str, ...]:
    """Say what an answer has brought, each thing in a few words, for a line below it.

    ``live``: it was given in a round, whose podium counts by itself and not as the board does.
    """
    if reply.next_days is not None:
        comes_back = f"comes back {due_in(reply.next_days)}"
    else:
        comes_back = "" if reply.counted else "met today already: its next date stays"
    known = reply.counted and reply.recall_before is not None
    row = reply.first_today and reply.streak > 0
    studied = reply.goal_minutes > 0 and reply.minutes_today > 0
    goal = f"{minutes(reply.minutes_today)} of {number(reply.goal_minutes)} today"
    where = " on the board" if live else ""
    parts = (
        f"+{count_of(reply.points, 'point')}{where}" if reply.points else "no points for this one",
        comes_back,
        f"you had a {percent(reply.recall_before or 0)} chance" if known else "",
        f"{number(reply.streak)}-day streak" if row else "",
        goal if studied else "",
        f"{number(reply.due_left)} more due" if reply.due_left > 0 else "",
    )
    return tuple(part for part in parts if part)


def nothing_due(reply: NothingDue, today: date | None) -> str:
    """Render an empty queue: it is good news."""
    if reply.next_due is None:
        coming = ""
    elif today is None:
        coming = f"The next question is due on {full_day(reply.next_due)}."
    else:
        coming = f"The next question is due {_on(reply.next_due, today)}."
    fresh = (
        f"{count_of(reply.unseen, 'question')} you have not met yet: type /review unseen for one."
    )
    done = f"{count_of(reply.answered_today, 'answer')} today."
    return lines(
        "All done: nothing is due just now.",
        f"{done} Streak: {count_of(reply.streak, 'day')}.",
        coming,
        fresh if reply.unseen else "",
        OFFER if reply.offers_reminders else "",
    )


def _on(day: date, today: date) -> str:
    name = day_name(day, today)
    return name if name in {"today", "tomorrow", "yesterday"} else f"on {name}"


def undone(reply: Undone) -> str:
    """Render an answer taken back."""
    return f"Taken back, as if it had never been: {one_line(reply.stem, 400)}"


def claim_filed(reply: ClaimFiled) -> str:
    """Render a claim: the learner's own schedule is already put right."""
    if reply.points:
        gained = f"Counted as right for you ({count_of(reply.points, 'point')})."
        return f"{gained} An editor of the deck will look at your wording too."
    return (
        "Counted as right in your own reviews. An editor of the deck will look at your wording; "
        "if they agree, the points follow."
    )


def claim_queue(reply: ClaimQueue) -> str:
    """Render the editor's list of claims."""
    if not reply.claims:
        return "No claims are waiting. All done!"
    shown = [_claim(place, claim) for place, claim in enumerate(reply.claims[:10], 1)]
    more = len(reply.claims) - len(shown)
    heading = f"{count_of(len(reply.claims), 'claim')} waiting:"
    return lines(heading, *shown, f"and {number(more)} more." if more else "")


def _claim(place: int, claim: ClaimShown) -> str:
    accepted = listed([one_line(text, 40) for text in claim.accepted[:3]], 3)
    times = f" (from {count_of(claim.count, 'learner')})" if claim.count > 1 else ""
    said = f"“{literal(claim.given, 80)}”{times}"
    return f"{place}. {one_line(claim.stem, 120)} Answered: {said}. Accepted so far: {accepted}."


def claim_settled(reply: ClaimSettled) -> str:
    """Render an editor's decision."""
    if not reply.accepted:
        return "Declined. The question stays as it is."
    return f"Accepted from now on. {count_of(reply.remarked, 'answer')} marked again."


def reported(reply: Reported) -> str:
    """Render a report."""
    paused = "It rests until somebody has had a look." if reply.paused else ""
    return f"Thank you! The deck's editors will see it. {paused}".rstrip()
