"""Every reply as plain text: for terminals, story tests, and wherever nothing better fits.

Total over the closed union: a new reply does not type-check until it has a line here.
"""

from datetime import date, tzinfo
from typing import assert_never

from bot.domain import replies as r
from bot.domain.markup import shorten
from bot.wording import (
    asking,
    boards,
    calendar,
    daily,
    decks,
    guide,
    marking,
    mending,
    people,
    rounds,
)
from bot.wording.refusals import refusal

PLAIN_LIMIT = 4_000
"""Characters of a plain text at most."""


def plain(reply: r.Reply, *, today: date | None = None, zone: tzinfo | None = None) -> str:
    """Render a reply as plain text, never empty, at most ``PLAIN_LIMIT`` characters.

    ``today`` is the reader's local day, for "tomorrow" and weekdays; ``zone`` is for times of
    the clock, which are in UTC without it.
    """
    return shorten(_plain(reply, today, zone), PLAIN_LIMIT)


def _plain(reply: r.Reply, today: date | None, zone: tzinfo | None) -> str:  # noqa: C901
    match reply:  # a table: one line for each reply
        case r.Asked():
            return asking.asked(reply)
        case r.Answered():
            return asking.answered(reply)
        case r.AnswerCount():
            return asking.answer_count(reply)
        case r.CloseCall():
            return asking.close_call(reply)
        case r.HintGiven():
            return asking.hint_given(reply)
        case r.SelfGrade():
            return asking.self_grade(reply)
        case r.PointsProposed():
            return asking.points_proposed(reply)
        case r.Marked():
            return marking.marked(reply)
        case r.NothingDue():
            return marking.nothing_due(reply, today)
        case r.Skipped():
            return "Put aside for now; it will come back."
        case r.Undone():
            return marking.undone(reply)
        case r.ClaimFiled():
            return marking.claim_filed(reply)
        case r.ClaimQueue():
            return marking.claim_queue(reply)
        case r.ClaimSettled():
            return marking.claim_settled(reply)
        case r.Reported():
            return marking.reported(reply)
        case r.RoundStarted():
            return rounds.round_started(reply)
        case r.Revealed():
            return rounds.revealed(reply)
        case r.RoundOver():
            return rounds.round_over(reply)
        case r.SkipVoted():
            return rounds.skip_voted(reply)
        case r.Progress():
            return boards.progress(reply, today)
        case r.BoardShown():
            return boards.board_shown(reply)
        case r.ClassesShown():
            return boards.classes_shown(reply)
        case r.ClassShown():
            return people.class_shown(reply)
        case r.ClassLeft():
            return people.class_left(reply)
        case r.SettingsShown():
            return people.settings_shown(reply)
        case r.LinkCode():
            return people.link_code(reply, zone)
        case r.AccountsLinked():
            return people.accounts_linked(reply)
        case r.Decks():
            return people.decks(reply)
        case r.DeckAbout():
            return decks.deck_about(reply)
        case r.BringDeck():
            return decks.bring_deck(reply)
        case r.DeckComing():
            return decks.deck_coming(reply)
        case r.DeckUnread():
            return decks.deck_unread(reply)
        case r.DeckKept():
            return decks.deck_kept(reply)
        case r.DraftQueue():
            return decks.draft_queue(reply)
        case r.DraftText():
            return decks.draft_text(reply)
        case r.QuestionHistory():
            return mending.question_history(reply, today, zone)
        case r.QuestionText():
            return mending.question_text(reply)
        case r.DeckFile():
            return decks.deck_file(reply)
        case r.Welcome():
            return people.welcome(reply)
        case r.DailyShown():
            return daily.daily_shown(reply, today)
        case r.DailyPreview():
            return daily.daily_preview(reply, today)
        case r.RemindersShown():
            return calendar.reminders_shown(reply, today)
        case r.Reminded():
            return calendar.reminded(reply)
        case r.RemindAsked():
            return calendar.remind_asked(reply)
        case r.Snoozed():
            return calendar.snoozed(reply)
        case r.DigestShown():
            return calendar.digest_shown(reply)
        case r.Digest():
            return calendar.digest(reply)
        case r.ComebackOffered():
            return calendar.comeback_offered(reply)
        case r.ComebackShare():
            return calendar.comeback_share(reply, today)
        case r.Help():
            return guide.helped(reply)
        case r.PrivacyShown():
            return guide.privacy_shown(reply)
        case r.DataExported():
            return guide.data_exported(reply)
        case r.DeleteAsked():
            return guide.delete_asked(reply)
        case r.DataDeleted():
            return guide.data_deleted(reply)
        case r.Refused():
            return refusal(reply)
        case _:
            assert_never(reply)
