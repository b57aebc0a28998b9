"""Does what people ask for, and sees to it that they are answered, whatever happens.

The one place that catches errors: it logs them without anybody's words and apologises once. Must
not know what any press or command does, nor in which way an answer is told.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.domain.ids import Platform
from bot.domain.replies import Problem, Refused
from bot.on_telegram.answers import Answer
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.refusals import NOT_ALLOWED
from bot.on_telegram.saying import Saying, is_late
from bot.on_telegram.sending import is_said
from bot.on_telegram.telling import Telling
from bot.on_telegram.turns import Turn
from bot.on_telegram.viewing import Viewing

log = structlog.get_logger(__name__)

PATIENCE = 3.0
"""Seconds of work after which a press is acknowledged without words; the answer follows."""

Work = Callable[[Desk, Seat], Awaitable[Answer]]
STRANGERS = (Refused(Problem.NEEDS_NAME), Refused(Problem.NEEDS_CLASS))


class Voice:
    """Answers with what the use cases say."""

    def __init__(self, desk: Desk, saying: Saying, viewing: Viewing) -> None:
        self._desk = desk
        self._saying = saying
        self._telling = Telling(desk, saying, viewing)

    async def done(self, turn: Turn, work: Work, *, arrive: bool) -> Answer:
        """Do something and return what is to be said; never raises.

        Who gives a command (``arrive``) is let in first; who presses is mostly known.
        """
        timer = None
        if turn.query:
            timer = asyncio.get_running_loop().call_later(PATIENCE, self._quieten, turn)
        try:
            if arrive:
                await self.arrive(turn.seat)
            answer = await work(self._desk, turn.seat)
            if answer in STRANGERS and not arrive:
                await self.arrive(turn.seat)
                answer = await work(self._desk, turn.seat)
        except Exception as error:
            log.exception("something went wrong", pressed=bool(turn.query))
            answer = Refused(self._desk.explain(error))
        finally:
            if timer is not None:
                timer.cancel()
        return answer

    async def arrive(self, seat: Seat) -> None:
        """Let somebody in where they are."""
        place = seat.class_place or await seat.through()
        leads = place is not None and await seat.leads()
        await self._desk.arriving.arrive(seat.who, seat.name, place, leads=leads)

    def _quieten(self, turn: Turn) -> None:
        """Let the key stop turning: what it does takes longer."""
        turn.quiet = asyncio.create_task(self._acknowledge(turn), name="telegram-quiet")

    async def _acknowledge(self, turn: Turn) -> bool:
        """Answer a press without words; False if that was not taken."""
        try:
            return await self._saying.notice(turn.query)
        except TelegramError as refused:
            log.info("a press was not acknowledged", reason=refused.message)
            return False

    async def say(self, turn: Turn, answer: Answer) -> None:
        """Say an answer; never raises. A chat that takes nothing gets nothing more."""
        place = turn.seat.place
        try:
            if turn.quiet is not None:
                turn.acknowledged = await turn.quiet
            await self._telling.tell(turn, answer)
        except Forbidden:
            await self._desk.delivering.chat_gone(Platform.TELEGRAM, place.chat_id)
        except ChatMigrated as moved:
            new = str(moved.new_chat_id)
            await self._desk.moving.moved(Platform.TELEGRAM, place.chat_id, new)
        except RetryAfter:
            log.info("an answer was not said: Telegram wants nothing for this chat now")
        except BadRequest as refused:
            if is_said(refused, *NOT_ALLOWED):
                log.info("an answer was not said: the bot may not write there")
            elif not is_late(refused):
                log.error("an answer was not taken", reason=refused.message)
                await self._apologise(turn)
        except TelegramError as trouble:
            log.warning("an answer did not get there", trouble=type(trouble).__name__)
        except Exception:
            log.exception("an answer could not be said")
            await self._apologise(turn)

    async def _apologise(self, turn: Turn) -> None:
        try:
            await self._telling.tell(turn, Refused(Problem.BROKEN))
        except Exception:
            log.warning("an apology was not taken")
