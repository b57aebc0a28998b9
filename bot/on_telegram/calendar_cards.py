"""Reminders, the week's digest and the way back after a gap."""

from dataclasses import replace

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.nudges import ReminderState
from bot.on_telegram import arranging, asking
from bot.on_telegram.keyboards import Row, key, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.markup import Html, bold, italic, lines, literal, own, phrase
from bot.on_telegram.messages import Rendered, Upload, Viewer
from bot.on_telegram.paging import message
from bot.on_telegram.rounds import standing, to_review
from bot.wording import CalendarLabel, Label

LINE = 400
HARD, TOP = 3, 5


def reminders(reply: r.RemindersShown, viewer: Viewer) -> Rendered:
    """Return how somebody is reminded, and what they can change about it."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    off = reply.terms.state is ReminderState.OFF
    said = text.split("\n")[:-1]  # its keys say the last line
    return message(
        bold(literal(CalendarLabel.REMINDERS)),
        lines(*(fit(line, LINE, own) for line in said)),
        keys=(
            rows(
                primary(p.Go("settings remind usual"), CalendarLabel.USUAL)
                if off or not reply.terms.learnt
                else None,
                key(p.Go("settings remind at"), CalendarLabel.CHANGE),
                key(p.Go("settings remind quiet"), CalendarLabel.QUIET),
                None if off else key(p.Go("settings remind off"), CalendarLabel.NO_REMINDERS),
                key(p.Go("settings"), Label.SETTINGS),
            ),
        ),
        replaces=True,
    )


def reminded(reply: r.Reminded, viewer: Viewer, attached: Upload | None = None) -> Rendered:
    """Return a reminder: its question is answered on the spot, and it can be put off."""
    alone = replace(viewer, public=False)  # it goes to one person, like what they ask for
    posed = reply.asked.posed
    if arranging.is_stepwise(posed):
        asked = arranging.arranging(reply.asked, (), alone, attached)
    else:
        asked = asking.asked(reply.asked, alone, attached)
    said = message(
        italic(literal(wording.reminder_opening(reply))),
        asked.text,
        keys=(asked.keyboard, _not_now()),
        photo=asked.photo,
        document=asked.document,
    )
    return replace(said, more=(*said.more, *asked.more))


def _not_now() -> list[Row]:
    return rows(
        key(p.Go("settings remind snooze hour"), CalendarLabel.IN_AN_HOUR),
        key(p.Go("settings remind snooze evening"), CalendarLabel.THIS_EVENING),
        key(p.Go("settings remind snooze tomorrow"), CalendarLabel.TOMORROW),
        key(p.Go("settings remind"), CalendarLabel.REMINDERS),
    )


def remind_asked(reply: r.RemindAsked) -> Rendered:
    """Return the question whether reminders shall go on."""
    return message(
        lines(*_plain_lines(reply)),
        keys=(
            rows(
                primary(p.Go("settings remind again"), CalendarLabel.GO_ON),
                key(p.Go("settings remind off"), CalendarLabel.NO_MORE),
                key(p.Go("review"), Label.REVIEW),
            ),
        ),
        replaces=True,
    )


def _plain_lines(reply: r.Reply) -> list[Html]:
    return [fit(line, LINE, own) for line in wording.plain(reply).split("\n")]


def snoozed(reply: r.Snoozed) -> Rendered:
    """Return that a reminder is put off."""
    return message(
        lines(*_plain_lines(reply)),
        keys=(
            rows(
                key(p.Go("review"), Label.REVIEW),
                key(p.Go("settings remind"), CalendarLabel.REMINDERS),
            ),
        ),
        replaces=True,
    )


def digest_shown(reply: r.DigestShown) -> Rendered:
    """Return how the digest of a place is set up."""
    able, on = reply.may_change, reply.on
    return message(
        bold(literal(CalendarLabel.DIGEST)),
        fit(wording.digest_state(reply), LINE, own),
        keys=(
            rows(
                primary(p.Go("daily digest on"), CalendarLabel.START_DIGEST)
                if able and not on
                else None,
                key(p.Go("daily digest at"), CalendarLabel.CHANGE) if able else None,
                key(p.Go("daily digest off"), CalendarLabel.END_DIGEST) if able and on else None,
                key(p.Go("daily"), Label.DAILY),
            ),
        ),
        replaces=True,
    )


def digest(reply: r.Digest, viewer: Viewer, picture: Upload | None = None) -> Rendered:
    """Return a week's digest for everybody in a place; a ``picture`` shows its board as well."""
    hard = [phrase("• {}", fit(wording.hard_line(each), 300)) for each in reply.hardest[:HARD]]
    return message(
        lines(
            bold(fit(wording.digest_title(reply), 200)),
            fit(wording.team_line(reply), LINE),
        ),
        lines(*(standing(each, viewer) for each in reply.top[:TOP])),
        lines(*(fit(line, LINE) for line in wording.digest_lines(reply))),
        lines(bold(phrase("Hardest")), *hard) if hard else literal(""),
        keys=(rows(to_review(viewer), key(p.Go("leaderboard"), Label.LEADERBOARD)),),
        photo=picture,
        private=False,
    )


def comeback(reply: r.ComebackOffered) -> Rendered:
    """Return the plan for somebody who is back; one tap takes it."""
    return message(
        bold(fit(wording.comeback_opening(reply), 200)),
        fit(wording.comeback_plan(reply), 600),
        keys=(
            rows(
                primary(p.Go("review plan yes"), CalendarLabel.START_PLAN),
                key(p.Go("review plan no"), CalendarLabel.NO_PLAN),
            ),
        ),
        replaces=True,
    )


def share(reply: r.ComebackShare, viewer: Viewer) -> Rendered:
    """Return that today's share of a plan is done."""
    text = wording.plain(reply, today=viewer.today)
    return message(
        lines(*(fit(line, LINE, own) for line in text.split("\n"))),
        keys=(
            rows(
                key(p.Go("review due"), CalendarLabel.MORE_NOW),
                key(p.Go("review plan no"), CalendarLabel.END_PLAN),
                key(p.Go("stats"), Label.PROGRESS),
            ),
        ),
        replaces=True,
    )
