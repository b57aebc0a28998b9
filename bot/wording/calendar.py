"""Reminders, the week's digest and the way back after a gap, as plain text: never a reproach."""

from datetime import date, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.nudges import ReminderState
from bot.domain.posed import Standing
from bot.domain.replies import (
    ComebackOffered,
    ComebackShare,
    Digest,
    DigestShown,
    Hard,
    RemindAsked,
    Reminded,
    RemindersShown,
    ReminderTerms,
    Snoozed,
)
from bot.wording.asking import asked
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, percent
from bot.wording.names import platform_name
from bot.wording.rounds import standing_line
from bot.wording.times import WEEKDAYS, clock_time, day_name, days_between, full_day


class CalendarLabel(StrEnum):
    """The words on buttons about reminders, digests and plans."""

    REMINDERS = "Reminders"
    REMIND_ME = "Remind me"
    USUAL = "When I usually study"
    NO_REMINDERS = "No reminders"
    CHANGE = "Change the time"
    QUIET = "Quiet hours"
    IN_AN_HOUR = "In an hour"
    THIS_EVENING = "This evening"
    TOMORROW = "Tomorrow"
    GO_ON = "Yes, go on"
    NO_MORE = "No, thank you"
    DIGEST = "Weekly digest"
    START_DIGEST = "Post it every week"
    END_DIGEST = "Stop it"
    START_PLAN = "Start the plan"
    NO_PLAN = "No plan, just review"
    MORE_NOW = "Go on now"
    END_PLAN = "End the plan"


OFFER = "Shall I remind you when something is due? Only then, once a day, and never at night."
"""Said once, after a session."""


def minute_time(minute: int) -> str:
    """Return a minute of the day as a time of the wall: "07:05"."""
    minute %= 1440
    return f"{minute // 60:02}:{minute % 60:02}"


def quiet_words(terms: ReminderTerms) -> str:
    """Say the quiet hours: "Quiet from 22:00 to 07:00.", or that there are none."""
    if terms.quiet_from == terms.quiet_to:
        return "No quiet hours."
    return f"Quiet from {minute_time(terms.quiet_from)} to {minute_time(terms.quiet_to)}."


def reminder_words(terms: ReminderTerms | None) -> str:
    """Say in a few words how somebody is reminded: "off", "at 18:00"."""
    if terms is None or terms.state is ReminderState.OFF:
        return "off"
    said = reminder_time(terms)
    return f"{said}, resting until you are back" if terms.state is ReminderState.ASLEEP else said


def reminder_time(terms: ReminderTerms) -> str:
    """Say when somebody is reminded: "at 18:00", "when you usually study (about 18:00)"."""
    time = minute_time(terms.hour * 60 + terms.minute)
    return f"when you usually study (about {time})" if terms.learnt else f"at {time}"


def reminder_state(reply: RemindersShown) -> str:
    """Say in a sentence how somebody is reminded; to who has no reminders, offer them."""
    terms = reply.terms
    if terms.state is ReminderState.OFF:
        return "Reminders are off now." if reply.changed else OFFER
    if terms.state is ReminderState.ASLEEP:
        return (
            "My reminders rest until you answer something again. "
            f"Then they come {reminder_time(terms)}, if something is due."
        )
    return f"I remind you {reminder_time(terms)}, if something is due."


def reminders_shown(reply: RemindersShown, today: date | None = None) -> str:
    """Render how somebody is reminded, and what they could change."""
    terms = reply.terms
    if terms.state is ReminderState.OFF:
        how = "Type /settings remind usual, or a time like 18:00, to have them."
        return lines(reminder_state(reply), how)
    return lines(
        "Saved." if reply.changed else "",
        reminder_state(reply),
        f"The next time at the earliest: {_when(terms.next_at, terms.zone, today)}."
        if terms.next_at
        else "",
        f"{quiet_words(terms)} All times are in {literal(terms.zone, 64)}.",
        f"Where: {platform_name(literal(terms.where, 30))}." if terms.where else "",
        "Type /settings remind 18:00, usual, quiet 22:00-07:00 or off.",
    )


def reminder_opening(reply: Reminded) -> str:
    """Say why a reminder comes: how much is due, how long it takes, what it is good for."""
    due = count_of(reply.due, "question is", "questions are")
    streak = f" Your streak: {count_of(reply.streak, 'day')}." if reply.streak else ""
    time = f"about {count_of(reply.minutes, 'minute')}"
    return f"{due} due, {time}. Here is the first, if you like.{streak}"


def reminded(reply: Reminded) -> str:
    """Render a reminder with its question."""
    return lines(reminder_opening(reply), asked(reply.asked))


def remind_asked(reply: RemindAsked) -> str:
    """Render the question whether reminders shall go on."""
    return lines(
        "You have not needed my reminders lately, and that is fine.",
        f"Shall I go on? Otherwise I stay quiet until you are back; "
        f"{count_of(reply.due, 'question waits', 'questions wait')} for you then.",
    )


def snoozed(reply: Snoozed) -> str:
    """Render that a reminder is put off."""
    if reply.until is None:
        return "Reminders are off. Type /settings remind to switch them on."
    return f"All right. I come back {_when(reply.until, reply.zone)}, if something is due then."


def _when(at: datetime, zone_name: str, today: date | None = None) -> str:
    """Say an instant by the clock of a zone: "Friday at 18:00", or "today at 18:00"."""
    zone = zone_called(zone_name)
    try:
        day = at.astimezone(zone).date() if zone else at.date()
    except OverflowError:  # the first and last hours of the calendar have no other zone
        day = at.date()
    named = day_name(day, today) if today else WEEKDAYS[day.weekday()]
    return f"{named} at {clock_time(at, zone)}"


def zone_called(name: str) -> tzinfo | None:
    """Return the zone of a name that was checked when it was set; None if it is gone."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def digest_state(reply: DigestShown) -> str:
    """Say whether a place gets a digest, and when the next one comes."""
    if not reply.on:
        return "No weekly digest here yet: last week's board, what was hard, and what is coming."
    if reply.waits:
        return "The weekly digest waits: the last posts could not be delivered here."
    next_at = f" The next one: {_when(reply.next_at, reply.zone)}." if reply.next_at else ""
    time = minute_time(reply.hour * 60 + reply.minute)
    day = WEEKDAYS[reply.weekday % 7]
    return f"The weekly digest comes on {day}s at {time} ({literal(reply.zone, 64)}).{next_at}"


def digest_shown(reply: DigestShown) -> str:
    """Render how the digest of a place is set up."""
    if not reply.may_change:
        return lines(digest_state(reply), "" if reply.on else "A class owner can switch it on.")
    how = "monday 8:00, or off" if reply.on else "monday 8:00"
    return lines(digest_state(reply), f"Type /daily digest {how}.")


def digest_title(reply: Digest) -> str:
    """Return the heading of a week's digest."""
    window = days_between(reply.first_day, reply.last_day)
    return f"The week of {literal(reply.class_name, 60)}, {window}"


def team_line(reply: Digest) -> str:
    """Say how the class did together, and whether it reached its goal."""
    together = f"Together: {count_of(reply.points, 'point')}"
    who = count_of(reply.learners, "learner")
    if not reply.goal:
        return f"{together} by {who}. A fine beginning!"
    if reply.points >= reply.goal:
        return f"{together} by {who}: the goal of {number(reply.goal)} is reached!"
    missing = number(reply.goal - reply.points)
    return f"{together} by {who}, {missing} short of the goal of {number(reply.goal)}."


def digest_lines(reply: Digest) -> list[str]:
    """Return who stood out, how long the class's row is, and what is coming; a line each."""
    improved = listed([literal(name, 40) for name in reply.most_improved[:3]], 3)
    said = [
        f"Most improved: {improved}." if improved else "",
        f"Class streak: {count_of(reply.streak, 'day')}." if reply.streak else "",
        ahead_line(reply),
    ]
    return [line for line in said if line]


def ahead_line(reply: Digest) -> str:
    """Say what the coming week brings: how much there is to review, when most, and the goal."""
    review = _to_review(reply)
    daily = ""
    if reply.daily_at is not None:
        daily = f" The next question of the day: {_when(reply.daily_at, reply.zone)}."
    goal = f"The goal is {count_of(reply.next_goal, 'point')}." if reply.next_goal else ""
    return f"This week: {review}{goal}{daily}" if review or goal or daily else ""


def _to_review(reply: Digest) -> str:
    """Say how much a class has to review: what falls due in the week, and what waits already."""
    new, waiting = sum(count for _, count in reply.ahead), max(0, reply.waiting)
    most = max(reply.ahead, key=lambda day: day[1], default=None)
    day = WEEKDAYS[most[0].weekday()] if most and most[1] else ""
    if not waiting:
        busiest = f", most on {day}" if day else ""
        return f"{count_of(new, 'review falls', 'reviews fall')} due{busiest}. " if new else ""
    already = f", {number(waiting)} of them" if new else ""
    busiest = f", most others on {day}" if day else ""
    all_ = count_of(new + waiting, "review waits", "reviews wait")
    return f"{all_} for the class{already} already{busiest}. "


def hard_line(hard: Hard) -> str:
    """Say what was hard about a question, of which nobody is told to have missed it."""
    known = "" if hard.recall is None else f"; {percent(hard.recall)} would know it now"
    wrong = f"{number(min(100, hard.wrong))}% of {count_of(hard.answers, 'answer')} wrong"
    return f"{one_line(hard.stem, 160)} ({wrong}{known})"


def podium_lines(top: tuple[Standing, ...]) -> list[str]:
    """Return the first of a board, a line each."""
    return [standing_line(standing) for standing in top[:5]]


def digest(reply: Digest) -> str:
    """Render a week's digest."""
    return lines(
        digest_title(reply),
        team_line(reply),
        *podium_lines(reply.top),
        *digest_lines(reply),
        "Hardest:" if reply.hardest else "",
        *(f"• {hard_line(hard)}" for hard in reply.hardest[:3]),
    )


def comeback_opening(reply: ComebackOffered) -> str:
    """Greet somebody who is back."""
    away = count_of(reply.away, "day")
    due = count_of(reply.due, "question waits", "questions wait")
    return f"Good to have you back after {away}! {due}, and there is an easy way through."


def comeback_plan(reply: ComebackOffered) -> str:
    """Say what a plan asks, and what it does for somebody."""
    time, alone = f"about {count_of(reply.minutes, 'minute')}", reply.days == 1
    a_day = f"{count_of(reply.a_day, 'question')}{'' if alone else ' a day'}, {time}"
    days = "and you are through today" if alone else f"for {count_of(reply.days, 'day')}"
    kept = f" Your streak of {count_of(reply.streak, 'day')} is safe." if reply.streak else ""
    return (
        f"The plan: {a_day}, {days}. What you are about to forget comes first, and nothing new "
        f"until you are through. No day of it breaks a streak.{kept}"
    )


def comeback_offered(reply: ComebackOffered) -> str:
    """Render the plan for somebody who is back."""
    yes, no = "/review plan yes", "/review plan no"
    return lines(comeback_opening(reply), comeback_plan(reply), f"Type {yes} or {no}.")


def comeback_share(reply: ComebackShare, today: date | None = None) -> str:
    """Render that today's share of a plan is done."""
    left = count_of(reply.left, "question")
    until = day_name(reply.until, today) if today else full_day(reply.until)
    streak = f" Streak: {count_of(reply.streak, 'day')}." if reply.streak else ""
    return lines(
        f"Today's share is done: {count_of(reply.answered, 'answer')}.{streak}",
        f"{left} can wait; at this pace you are through by {until}.",
    )
