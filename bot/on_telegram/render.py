"""Every reply as a message of Telegram's. Total: a new reply needs a line here.

The words come from ``bot.wording``, the pieces from ``markup`` and ``keyboards``; what each topic
looks like is in the modules beside this one. Pure: nothing here talks to Telegram, and no key
knows what it does.
"""

from dataclasses import replace
from typing import assert_never

from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.markup import plain
from bot.domain.replies import Reply, Solution
from bot.on_telegram import (
    arranging,
    asking,
    boards,
    calendar_cards,
    daily_cards,
    deck_cards,
    limits,
    marking,
    people,
    question_cards,
    rounds,
)
from bot.on_telegram.limits import fit_plain, short
from bot.on_telegram.messages import Rendered, Upload, Viewer
from bot.on_telegram.polls import as_poll, polled

__all__ = ["Rendered", "Upload", "Viewer", "picture_of", "polled", "render"]


def picture_of(reply: Reply) -> tuple[DeckId, str] | None:
    """Return the deck and file name of the picture that a reply shows; None if it shows none."""
    posed = getattr(reply.asked if isinstance(reply, r.Reminded) else reply, "posed", None)
    if isinstance(posed, r.Posed) and posed.picture is not None:
        return posed.deck, posed.picture.file
    return None


def render(
    reply: Reply,
    viewer: Viewer,
    *,
    attached: Upload | None = None,
    count: r.AnswerCount | None = None,
    page: int = 0,
    solution: Solution | None = None,
) -> Rendered:
    """Return a reply as what Telegram is sent.

    ``attached`` is the picture of ``picture_of`` or of ``drawn``, or the file that a
    ``DeckComing`` is about; without it a picture is told in words. ``count`` is how many have
    answered an ``Asked`` by now, ``page`` (from 0) which page of a long list to show. With the
    ``solution`` of an ``Asked``, it comes as a native poll where the class wants those and it fits
    one.
    """
    rendered = _rendered(reply, viewer, attached, count, page)
    if isinstance(reply, r.Asked) and solution is not None and viewer.public and viewer.polls:
        rendered = as_poll(rendered, reply, solution, viewer)
    return rendered if rendered.alert else replace(rendered, alert=_gist(reply, viewer))


def _gist(reply: Reply, viewer: Viewer) -> str:
    """Return what a reply says in the room of an alert."""
    if isinstance(reply, r.Asked):  # it is read where it stands
        return short(plain(reply.posed.stem), limits.ALERT)
    said = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    return fit_plain(said, limits.ALERT)


def _rendered(  # noqa: C901 - a table
    reply: Reply,
    viewer: Viewer,
    attached: Upload | None,
    count: r.AnswerCount | None,
    page: int,
) -> Rendered:
    match reply:  # a table, a line or two for each reply
        case r.Asked():
            return _asked(reply, viewer, attached, count)
        case r.Marked():
            return marking.outcome(reply) if reply.later else marking.marked(reply, attached)
        case r.SelfGrade():
            return marking.self_grade(reply, attached)
        case r.PointsProposed():
            return arranging.points(reply)
        case r.ClaimQueue():
            return marking.claim_queue(reply, viewer, page)
        case r.NothingDue():
            return marking.nothing_due(reply, viewer)
        case r.CloseCall():
            return marking.again(reply, viewer)
        case r.Skipped() | r.Undone():
            return marking.onward(reply, viewer)
        case r.Answered():
            return marking.kept(reply, viewer)
        case r.ClaimSettled() | r.ClassLeft() | r.AccountsLinked():
            return marking.told(reply, viewer, replaces=True)
        case r.AnswerCount() | r.HintGiven() | r.SkipVoted() | r.ClaimFiled() | r.Reported():
            return marking.told(reply, viewer)
        case r.DataDeleted():
            return marking.told(reply, viewer, replaces=True)
        case r.Refused():
            return people.refused(reply, viewer)
        case r.RoundStarted():
            return rounds.started(reply, viewer)
        case r.Revealed():
            return rounds.revealed(reply, viewer, attached)
        case r.RoundOver():
            return rounds.over(reply, viewer)
        case r.BoardShown():
            return boards.board(reply, viewer, attached)
        case r.ClassesShown():
            return boards.classes(reply, viewer)
        case r.Progress():
            return boards.progress(reply, viewer, page, attached)
        case r.Welcome():
            return people.welcome(reply, viewer)
        case r.ClassShown():
            return people.class_shown(reply, viewer, page)
        case r.SettingsShown():
            return people.settings_shown(reply)
        case r.LinkCode():
            return people.link_code(reply, viewer)
        case r.PrivacyShown():
            return people.privacy_shown(reply)
        case r.DeleteAsked():
            return people.delete_asked(reply)
        case r.DataExported():
            return people.exported(reply)
        case r.Help():
            return people.helped(reply, viewer)
        case r.Decks() | r.DeckAbout() | r.BringDeck() | r.DeckComing() | r.DeckUnread():
            return _deck(reply, viewer, attached, page)
        case r.DeckKept() | r.DraftQueue() | r.DraftText() | r.DeckFile():
            return _brought(reply)
        case r.QuestionHistory():
            return question_cards.history(reply, viewer)
        case r.QuestionText():
            return question_cards.text(reply)
        case r.DailyShown():
            return daily_cards.daily(reply, viewer)
        case r.DailyPreview():
            return daily_cards.preview(reply, viewer)
        case r.Reminded():
            return calendar_cards.reminded(reply, viewer, attached)
        case r.RemindersShown() | r.RemindAsked() | r.Snoozed() | r.DigestShown() | r.Digest():
            return _calendar(reply, viewer, attached)
        case r.ComebackOffered() | r.ComebackShare():
            return _calendar(reply, viewer, attached)
        case _:
            assert_never(reply)


def _asked(
    reply: r.Asked, viewer: Viewer, attached: Upload | None, count: r.AnswerCount | None
) -> Rendered:
    """Return a question; one's own that is answered in steps begins with the first of them."""
    if arranging.is_stepwise(reply.posed) and not viewer.public:
        return arranging.arranging(reply, (), viewer, attached)
    return asking.asked(reply, viewer, attached, count)


Deck = r.Decks | r.DeckAbout | r.BringDeck | r.DeckComing | r.DeckUnread
Calendar = (
    r.RemindersShown
    | r.RemindAsked
    | r.Snoozed
    | r.DigestShown
    | r.Digest
    | r.ComebackOffered
    | r.ComebackShare
)
Brought = r.DeckKept | r.DraftQueue | r.DraftText | r.DeckFile


def _calendar(reply: Calendar, viewer: Viewer, attached: Upload | None) -> Rendered:
    match reply:
        case r.RemindersShown():
            return calendar_cards.reminders(reply, viewer)
        case r.RemindAsked():
            return calendar_cards.remind_asked(reply)
        case r.Snoozed():
            return calendar_cards.snoozed(reply)
        case r.DigestShown():
            return calendar_cards.digest_shown(reply)
        case r.Digest():
            return calendar_cards.digest(reply, viewer, attached)
        case r.ComebackOffered():
            return calendar_cards.comeback(reply)
        case r.ComebackShare():
            return calendar_cards.share(reply, viewer)
    assert_never(reply)


def _deck(reply: Deck, viewer: Viewer, attached: Upload | None, page: int) -> Rendered:
    match reply:
        case r.Decks():
            return deck_cards.decks(reply, viewer, page)
        case r.DeckAbout():
            return deck_cards.about(reply)
        case r.BringDeck():
            return deck_cards.bringing(reply)
        case r.DeckComing():
            return deck_cards.coming(reply, attached)
        case r.DeckUnread():
            return deck_cards.unread(reply)
    assert_never(reply)


def _brought(reply: Brought) -> Rendered:
    match reply:
        case r.DeckKept():
            return deck_cards.kept(reply)
        case r.DraftQueue():
            return deck_cards.drafts(reply)
        case r.DraftText():
            return deck_cards.draft_text(reply)
        case r.DeckFile():
            return deck_cards.deck_file(reply)
    assert_never(reply)
