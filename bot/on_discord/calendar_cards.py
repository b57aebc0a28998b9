"""Reminders, the week's digest and the way back after a gap."""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.nudges import ReminderState
from bot.domain.question import KindName
from bot.on_discord import asking, markup, themes
from bot.on_discord.layouts import (
    Item,
    Rendered,
    Upload,
    Viewer,
    button,
    card,
    primary,
    rows,
    said,
    shown,
)
from bot.on_discord.limits import fit
from bot.on_discord.rounds import standing
from bot.wording import CalendarLabel, Label
from bot.wording.by_slash import by_slash

LINE = 400
HARD, TOP = 3, 5


def reminders(reply: r.RemindersShown, viewer: Viewer) -> Rendered:
    """Return how somebody is reminded, and what they can change about it."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    lines = text.split("\n")[:-1]  # its buttons say the last line
    off = reply.terms.state is ReminderState.OFF
    view = card(
        said(f"### {CalendarLabel.REMINDERS}", *(fit(line, LINE) for line in lines)),
        rows(
            primary(p.Go("settings remind usual"), CalendarLabel.USUAL)
            if off or not reply.terms.learnt
            else None,
            button(p.Go("settings remind at"), CalendarLabel.CHANGE),
            button(p.Go("settings remind quiet"), CalendarLabel.QUIET),
            None if off else button(p.Go("settings remind off"), CalendarLabel.NO_REMINDERS),
            button(p.Go("settings"), Label.SETTINGS),
        ),
    )
    return Rendered(view=view, replaces=True)


def reminded(reply: r.Reminded, attached: Upload | None = None) -> Rendered:
    """Return a reminder: its question is answered on the spot, and it can be put off."""
    posed = reply.asked.posed
    view = card(
        said(f"-# {markup.literal(wording.reminder_opening(reply))}"),
        said(asking.kicker(posed, wording.source_name(reply.asked.source)), asking.stem(posed)),
        asking.pictured(posed, attached),
        said(*asking.listing(posed), f"*{markup.literal(wording.prompt(posed))}*"),
        asking.answering(reply.asked),
        _otherwise(reply.asked),
        _not_now(),
        colour=themes.colour_of(posed.theme),
    )
    return Rendered(view=view, files=(attached,) if attached else ())


def _otherwise(asked: r.Asked) -> list[Item]:
    """Return the quiet buttons of a question: a hint, giving up."""
    posed, ask = asked.posed, asked.ask
    return rows(
        button(p.Hint(ask), Label.HINT) if posed.has_hint else None,
        button(p.GiveUp(ask), Label.DONT_KNOW) if posed.kind is not KindName.RECALL else None,
    )


def _not_now() -> list[Item]:
    return rows(
        button(p.Go("settings remind snooze hour"), CalendarLabel.IN_AN_HOUR),
        button(p.Go("settings remind snooze evening"), CalendarLabel.THIS_EVENING),
        button(p.Go("settings remind snooze tomorrow"), CalendarLabel.TOMORROW),
        button(p.Go("settings remind"), CalendarLabel.REMINDERS),
    )


def remind_asked(reply: r.RemindAsked) -> Rendered:
    """Return the question whether reminders shall go on."""
    view = card(
        said(*(fit(line, LINE) for line in wording.plain(reply).split("\n"))),
        rows(
            primary(p.Go("settings remind again"), CalendarLabel.GO_ON),
            button(p.Go("settings remind off"), CalendarLabel.NO_MORE),
            button(p.Go("review"), Label.REVIEW),
        ),
    )
    return Rendered(view=view, replaces=True)


def snoozed(reply: r.Snoozed) -> Rendered:
    """Return that a reminder is put off; the question itself stays answerable below."""
    view = card(
        said(fit(by_slash(wording.plain(reply)), LINE)),
        rows(
            button(p.Go("review"), Label.REVIEW),
            button(p.Go("settings remind"), CalendarLabel.REMINDERS),
        ),
    )
    return Rendered(view=view, replaces=True)


def digest_shown(reply: r.DigestShown) -> Rendered:
    """Return how the digest of a place is set up."""
    able = reply.may_change
    view = card(
        said(f"### {CalendarLabel.DIGEST}", fit(wording.digest_state(reply), LINE)),
        rows(
            primary(p.Go("daily digest on"), CalendarLabel.START_DIGEST)
            if able and not reply.on
            else None,
            button(p.Go("daily digest at"), CalendarLabel.CHANGE) if able else None,
            button(p.Go("daily digest off"), CalendarLabel.END_DIGEST)
            if able and reply.on
            else None,
            button(p.Go("daily"), Label.DAILY),
        ),
    )
    return Rendered(view=view, replaces=True)


def digest(reply: r.Digest, viewer: Viewer, picture: Upload | None = None) -> Rendered:
    """Return a week's digest for everybody in a place; a ``picture`` shows its board."""
    hard = [f"- {fit(wording.hard_line(each), 300)}" for each in reply.hardest[:HARD]]
    view = card(
        said(f"### {fit(wording.digest_title(reply), 200)}", fit(wording.team_line(reply), LINE)),
        shown(picture)
        if picture is not None
        else said(*(standing(each, viewer, medals=True) for each in reply.top[:TOP])),
        said(*(fit(line, LINE) for line in wording.digest_lines(reply))),
        said("**Hardest**", *hard) if hard else [],
        rows(
            primary(p.Go("review"), Label.REVIEW),
            button(p.Go("leaderboard"), Label.LEADERBOARD),
        ),
    )
    return Rendered(view=view, files=(picture,) if picture else (), private=False)


def comeback(reply: r.ComebackOffered) -> Rendered:
    """Return the plan for somebody who is back; one tap takes it."""
    view = card(
        said(
            f"### {fit(wording.comeback_opening(reply), 200)}",
            fit(wording.comeback_plan(reply), 600),
        ),
        rows(
            primary(p.Go("review plan yes"), CalendarLabel.START_PLAN),
            button(p.Go("review plan no"), CalendarLabel.NO_PLAN),
        ),
    )
    return Rendered(view=view, replaces=True)


def share(reply: r.ComebackShare, viewer: Viewer) -> Rendered:
    """Return that today's share of a plan is done."""
    text = wording.plain(reply, today=viewer.today)
    view = card(
        said(*(fit(line, LINE) for line in text.split("\n"))),
        rows(
            button(p.Go("review due"), CalendarLabel.MORE_NOW),
            button(p.Go("review plan no"), CalendarLabel.END_PLAN),
            button(p.Go("stats"), Label.PROGRESS),
        ),
    )
    return Rendered(view=view, replaces=True)
