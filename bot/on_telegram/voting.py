"""What Telegram tells of the bot's polls: a vote is an answer, and a poll may be closed by others.

There is nobody to reply to: a vote has no message, so what came of it is seen in the reveal. Must
not know what a vote is worth.
"""

from telegram import Poll, PollAnswer
from telegram.constants import ChatID

from bot.domain.replies import Reply
from bot.on_telegram.desk import Desk, account_of


async def answered(desk: Desk, answer: PollAnswer) -> Reply | None:
    """Take a vote, or its being taken back; None for one in a chat's or channel's own name."""
    user = answer.user
    if user is None or answer.voter_chat is not None or user.id == ChatID.FAKE_CHANNEL:
        return None
    picks = tuple(answer.option_ids)
    return await desk.polling.vote(account_of(user), user.full_name, answer.poll_id, picks)


async def changed(desk: Desk, poll: Poll) -> bool:
    """Note how a poll stands; whether its question is asked again because others closed it."""
    return poll.is_closed and await desk.polling.closed(poll.id)
