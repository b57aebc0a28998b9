"""What becomes of a post that Telegram did not take: another try, another chat, or none at all.

The sentences are those of the Bot API's server, which has no numbers for its reasons. Must not
know what was to be sent.
"""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.domain.replies import Problem
from bot.on_telegram.pacing import seconds_of

FIRST_RETRY, LAST_RETRY = timedelta(seconds=5), timedelta(minutes=10)

NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "bot is not a member",
    "bot was kicked",
    "group chat was deactivated",
)
NOT_ALLOWED = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "topic_closed",
    "topic closed",
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What to do with a post: nothing of this means that it will never be taken.

    ``moved_to`` is the id that the chat has now. A chat that is gone takes its topics along.
    """

    again_in: timedelta | None = None
    moved_to: str = ""
    chat_gone: bool = False
    place_gone: bool = False


def fate_of(trouble: Exception, attempts: int, problem: Problem) -> Fate:
    """Return what becomes of a post after a try that failed, with ``attempts`` before it.

    ``problem`` is what the trouble is to the bot itself; one that passes loses no post.
    """
    match trouble:
        case ChatMigrated(new_chat_id=number):
            return Fate(again_in=timedelta(), moved_to=str(number))
        case RetryAfter():
            return Fate(again_in=timedelta(seconds=seconds_of(trouble)))
        case Forbidden():
            return Fate(chat_gone=True)
        case BadRequest(message=said):
            return _refused(said.lower())
        case TelegramError() | OSError():
            return Fate(again_in=again_in(attempts))
        case _:
            return Fate() if problem is Problem.BROKEN else Fate(again_in=again_in(attempts))


def _refused(said: str) -> Fate:
    if any(sentence in said for sentence in NOBODY_THERE):
        return Fate(chat_gone=True)
    return Fate(place_gone=any(sentence in said for sentence in NOT_ALLOWED))


def again_in(attempts: int) -> timedelta:
    """Return when a post that did not go out is tried again: twice as late each time."""
    return min(LAST_RETRY, FIRST_RETRY * (1 << min(attempts, 10)))
