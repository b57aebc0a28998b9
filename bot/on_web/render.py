"""Every reply as HTML, and where on the page it goes. Total: a new reply needs a line here.

The words come from ``bot.wording``, the shape from ``templates/``; this module knows which
template, which region, where the focus goes and what is announced. Must not know sockets.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from bot import wording
from bot.domain import replies as r
from bot.domain.calendar import local_day
from bot.domain.markup import spoken
from bot.domain.replies import Reply, Source
from bot.on_web.templating import fill


class Region(StrEnum):
    """Where on the page something goes."""

    LIVE = "live"  # the class's round
    DAILY = "daily"  # the question of the day
    BEFORE = "before"  # the answer of the one before
    WEEK = "week"  # the digest of the last one
    OWN = "own"  # what I study by myself
    WORK = "work"  # the working part of an ask's card; else the card as a whole, in OWN
    NOTE = "note"  # a slot of an ask's card; else a toast
    PANEL = "panel"  # leaderboard, progress, settings, …
    TOAST = "toast"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: their clock and zone, and the name they show."""

    now: datetime
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    name: str = ""

    @property
    def today(self) -> date:
        """Return the reader's local day, which starts at 04:00."""
        return local_day(self.now, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """HTML for a region. ``focus`` is an element's id; ``announce`` is read out politely.

    ``ask`` is whose card it belongs to (0: none), ``slot`` which of its notes it replaces.
    """

    region: Region
    html: str
    focus: str = ""
    announce: str = ""
    ask: int = 0
    slot: str = ""


def render(reply: Reply, viewer: Viewer) -> Rendered:  # noqa: C901 - a table, a line a reply
    """Return a reply as HTML for its region of the page."""
    match reply:
        case r.Asked():
            return _asked(reply, viewer)
        case r.Answered(ask=ask) | r.CloseCall(ask=ask) | r.ClaimFiled(ask=ask):
            return _note(reply, viewer, ask, "said")
        case r.HintGiven(ask=ask):
            return _note(reply, viewer, ask, "hint")
        case r.AnswerCount(ask=ask):
            return _note(reply, viewer, ask, "count")
        case r.SkipVoted(ask=ask):
            return _note(reply, viewer, ask, "votes")
        case r.SelfGrade(ask=ask):
            return _card("selfgrade", reply, viewer, Region.WORK, ask, "How well did you know it?")
        case r.PointsProposed(ask=ask):
            return _card("points", reply, viewer, Region.WORK, ask, "Tick the points you made.")
        case r.Marked(ask=ask):
            said = f"{wording.verdict_word(reply.verdict.mark)}. "
            said += wording.reason_line(reply.verdict.reason)
            return _card("marked", reply, viewer, Region.OWN, ask, said)
        case r.NothingDue():
            return _stage("nothing", reply, viewer, "All done for now.")
        case r.Undone():
            return _stage("undone", reply, viewer, "Taken back.")
        case r.Welcome():
            return _stage("welcome", reply, viewer, "")
        case r.Revealed():
            return _revealed(reply, viewer)
        case r.RoundStarted():
            html = fill("started", reply, viewer)
            return Rendered(region=Region.LIVE, html=html, announce=_plain(reply, viewer))
        case r.RoundOver():
            html = fill("over", reply, viewer)
            announce = "The round is over. The podium is shown."
            return Rendered(region=Region.LIVE, html=html, focus="live-title", announce=announce)
        case r.BoardShown():
            return _panel("board", reply, viewer)
        case r.ClassesShown():
            return _panel("classes", reply, viewer)
        case r.Progress():
            return _panel("progress", reply, viewer)
        case r.ClassShown():
            return _panel("class", reply, viewer)
        case r.SettingsShown():
            return _panel("settings", reply, viewer)
        case r.LinkCode() | r.AccountsLinked():
            return _panel("link", reply, viewer)
        case r.PrivacyShown():
            return _panel("privacy", reply, viewer)
        case r.DeleteAsked():
            return _panel("delete", reply, viewer)
        case r.Decks():
            return _panel("decks", reply, viewer)
        case r.DeckAbout():
            return _panel("deck", reply, viewer)
        case r.BringDeck():
            return _panel("bring", reply, viewer)
        case r.DeckComing():
            return _panel("coming", reply, viewer, "This is what would come.")
        case r.DeckUnread():
            return _panel("unread", reply, viewer, wording.unread_line(reply))
        case r.DeckKept():
            return _panel("kept", reply, viewer, wording.kept_line(reply))
        case r.DraftQueue():
            return _panel("drafts", reply, viewer, wording.done_line(reply))
        case r.DraftText():
            return _panel("drafttext", reply, viewer)
        case r.QuestionHistory():
            return _panel("history", reply, viewer)
        case r.QuestionText():
            return _panel("questiontext", reply, viewer)
        case r.DeckFile():
            return _panel("deckfile", reply, viewer, wording.file_line(reply))
        case r.DailyShown():
            return _panel("daily", reply, viewer)
        case r.DailyPreview():
            return _panel("dailyahead", reply, viewer)
        case r.RemindersShown():
            return _panel("reminders", reply, viewer)
        case r.Reminded():
            return _reminded(reply, viewer)
        case r.RemindAsked():
            return Rendered(region=Region.OWN, html=fill("remindasked", reply, viewer))
        case r.DigestShown():
            return _panel("digest", reply, viewer)
        case r.Digest():
            said = wording.digest_title(reply)
            return Rendered(region=Region.WEEK, html=fill("week", reply, viewer), announce=said)
        case r.ComebackOffered():
            return _stage("comeback", reply, viewer, wording.comeback_opening(reply))
        case r.ComebackShare():
            return _stage("share", reply, viewer, "Today's share is done.")
        case r.Help():
            return _panel("help", reply, viewer)
        case r.ClaimQueue():
            return _panel("claims", reply, viewer)
        case r.Skipped() | r.ClaimSettled() | r.Reported() | r.ClassLeft():
            return _toast(reply, viewer)
        case r.DataExported() | r.DataDeleted() | r.Snoozed() | r.Refused():
            return _toast(reply, viewer)
        case _:
            assert_never(reply)


def render_outcome(reply: r.Marked, viewer: Viewer) -> Rendered:
    """Return how one's own live answer was marked, for the card of its reveal."""
    said = f"{wording.verdict_word(reply.verdict.mark)}. "
    said += wording.reason_line(reply.verdict.reason)
    html = fill("outcome", reply, viewer)
    return Rendered(region=Region.NOTE, html=html, ask=reply.ask, slot="outcome", announce=said)


def _asked(reply: r.Asked, viewer: Viewer) -> Rendered:
    if reply.daily is not None:  # it comes while people do something else: no focus moves
        said = f"{wording.source_name(reply.source)}: {spoken(reply.posed.stem)}"
        html = fill("asked", reply, viewer)
        return Rendered(region=Region.DAILY, html=html, announce=said, ask=reply.ask)
    region = Region.OWN if reply.source is Source.REVIEW else Region.LIVE
    heading = wording.step_name(reply.step) if reply.step else ""
    announce = f"{heading}. {spoken(reply.posed.stem)}" if heading else ""
    html = fill("asked", reply, viewer)
    return Rendered(
        region=region, html=html, focus=f"q-{reply.ask}", announce=announce, ask=reply.ask
    )


def _reminded(reply: r.Reminded, viewer: Viewer) -> Rendered:
    """Return a reminder with its question: it comes unasked, so no focus moves."""
    said = wording.reminder_opening(reply)
    html = fill("reminded", reply, viewer)
    return Rendered(region=Region.OWN, html=html, announce=said, ask=reply.asked.ask)


def _revealed(reply: r.Revealed, viewer: Viewer) -> Rendered:
    answers = wording.answer_sources(reply.posed, reply.solution)
    announce = f"The answer: {'; '.join(spoken(line) for line in answers)}."
    html = fill("revealed", reply, viewer)
    if reply.daily is not None:
        said = f"The question of the day is over. {announce}"
        return Rendered(region=Region.BEFORE, html=html, announce=said, ask=reply.ask)
    return Rendered(
        region=Region.LIVE, html=html, focus=f"q-{reply.ask}", announce=announce, ask=reply.ask
    )


def _plain(reply: Reply, viewer: Viewer) -> str:
    return wording.plain(reply, today=viewer.today, zone=viewer.zone)


def _note(reply: Reply, viewer: Viewer, ask: int, slot: str) -> Rendered:
    said = _plain(reply, viewer)
    html = fill("note", reply, viewer, said=said)
    return Rendered(region=Region.NOTE, html=html, announce=said, ask=ask, slot=slot)


def _card(
    template: str, reply: Reply, viewer: Viewer, region: Region, ask: int, announce: str
) -> Rendered:
    html = fill(template, reply, viewer)
    return Rendered(region=region, html=html, focus=f"r-{ask}", announce=announce, ask=ask)


def _stage(template: str, reply: Reply, viewer: Viewer, announce: str) -> Rendered:
    html = fill(template, reply, viewer)
    return Rendered(region=Region.OWN, html=html, focus="own-title", announce=announce)


def _panel(template: str, reply: Reply, viewer: Viewer, announce: str = "") -> Rendered:
    html = fill(template, reply, viewer, plain=_plain(reply, viewer))
    return Rendered(region=Region.PANEL, html=html, focus="panel-title", announce=announce)


def _toast(reply: Reply, viewer: Viewer) -> Rendered:
    said = _plain(reply, viewer)
    html = fill("toast", reply, viewer, said=said)
    return Rendered(region=Region.TOAST, html=html, announce=said)
