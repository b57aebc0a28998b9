"""Every reply as a message of Discord's. Total: a new reply needs a line here.

The words come from ``bot.wording``, the pieces from ``layouts``; what each topic looks like is in
the modules beside this one. Pure: nothing here talks to Discord, and no button knows what it does.
"""

from typing import assert_never

from bot import press as p
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.replies import Reply
from bot.on_discord import (
    asking,
    boards,
    calendar_cards,
    daily_cards,
    deck_cards,
    marking,
    people,
    question_cards,
    refusing,
    rounds,
)
from bot.on_discord.layouts import Rendered, Upload, Viewer, button, rows
from bot.wording import Label

__all__ = ["Rendered", "Upload", "Viewer", "picture_of", "render"]


def picture_of(reply: Reply) -> tuple[DeckId, str] | None:
    """Return the deck and file name of the picture that a reply shows; None if it shows none."""
    posed = getattr(reply.asked if isinstance(reply, r.Reminded) else reply, "posed", None)
    if isinstance(posed, r.Posed) and posed.picture is not None:
        return posed.deck, posed.picture.file
    return None


def render(  # noqa: C901 - a table
    reply: Reply,
    viewer: Viewer,
    *,
    attached: Upload | None = None,
    count: r.AnswerCount | None = None,
    page: int = 0,
) -> Rendered:
    """Return a reply as what Discord is sent.

    ``attached`` is the picture of ``picture_of`` or of ``drawn``, or the file that a
    ``DeckComing`` is about; without it a picture is told in words. ``count`` is how many have
    answered an ``Asked`` by now, ``page`` (from 0) which page of a long list to show.
    """
    match reply:  # a table, a line or two for each reply
        case r.Asked():
            return asking.asked(reply, viewer, attached, count)
        case r.Marked():
            return marking.marked(reply, attached)
        case r.SelfGrade():
            return marking.self_grade(reply, attached)
        case r.PointsProposed():
            return marking.points_proposed(reply)
        case r.ClaimQueue():
            return marking.claim_queue(reply, page)
        case r.NothingDue():
            return marking.nothing_due(reply, viewer)
        case r.CloseCall(ask=ask):
            return marking.told(reply, viewer, *rows(button(p.Open(ask), Label.TRY_AGAIN)))
        case r.Skipped() | r.Undone():
            onward = rows(button(p.NextReview(), Label.NEXT))
            return marking.told(reply, viewer, *onward, replaces=True)
        case r.ClassLeft():
            return people.class_left(reply)
        case r.Answered() | r.ClaimSettled() | r.AccountsLinked():
            return marking.told(reply, viewer, replaces=True)
        case r.AnswerCount() | r.HintGiven() | r.SkipVoted() | r.ClaimFiled() | r.Reported():
            return marking.told(reply, viewer)
        case r.DataDeleted():
            return marking.told(reply, viewer, replaces=True)
        case r.Refused():
            return refusing.refused(reply)
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
            return people.class_shown(reply, page)
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
            return people.helped(reply)
        case r.Decks() | r.DeckAbout() | r.BringDeck() | r.DeckComing() | r.DeckUnread():
            return _deck(reply, attached, page)
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
            return calendar_cards.reminded(reply, attached)
        case r.RemindersShown() | r.RemindAsked() | r.Snoozed() | r.DigestShown() | r.Digest():
            return _calendar(reply, viewer, attached)
        case r.ComebackOffered() | r.ComebackShare():
            return _calendar(reply, viewer, attached)
        case _:
            assert_never(reply)


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


def _deck(reply: Deck, attached: Upload | None, page: int) -> Rendered:
    match reply:
        case r.Decks():
            return deck_cards.decks(reply, page)
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
