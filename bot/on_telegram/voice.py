"""Answers what people do: a press by a notice or in its message, a command by a message.

In a group nothing of one person's own is said aloud: it is a notice, an ephemeral message, or a
link into the private chat. The one place that catches errors: it logs them without anybody's words
and apologises once. Must not know what any press or command does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog
from telegram import Message, ReactionTypeEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot import press as p
from bot.domain.ids import Platform
from bot.domain.markup import plain
from bot.domain.replies import (
    Answered,
    Asked,
    DeckComing,
    Marked,
    Problem,
    Refused,
    Reply,
    SkipVoted,
    Source,
)
from bot.on_telegram import guides, links
from bot.on_telegram.answers import Answer, Brought, Elsewhere, Guide, Page, Quiet, Shown, Steps
from bot.on_telegram.asking import WRITTEN
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.keyboards import link
from bot.on_telegram.messages import Rendered
from bot.on_telegram.prompts import Prompt
from bot.on_telegram.saying import Saying, is_late
from bot.on_telegram.viewing import Viewing, public_form
from bot.wording import by_message, guiding

log = structlog.get_logger(__name__)

PATIENCE = 3.0
"""Seconds of work after which a press is acknowledged without words; the answer follows."""

KEPT = "👌"
"""How the bot shows that it kept an answer which was written in a group."""

Work = Callable[[Desk, Seat], Awaitable[Answer]]
STRANGERS = (Refused(Problem.NEEDS_NAME), Refused(Problem.NEEDS_CLASS))


@dataclass(slots=True)
class Turn:
    """One thing that somebody did: pressed a key (``query``), or wrote a message.

    ``message`` is the one pressed on or written, None where it is out of reach. ``again`` is what
    a link has to do to show the answer in private.
    """

    seat: Seat
    message: Message | None = None
    query: str = ""
    again: p.Press | None = None
    quiet: "asyncio.Task[None] | None" = field(default=None)

    @property
    def alone(self) -> bool:
        """Return whether nobody else reads along."""
        return self.seat.group is None


class Voice:
    """Answers with what the use cases say."""

    def __init__(self, desk: Desk, saying: Saying, viewing: Viewing) -> None:
        self._desk = desk
        self._saying = saying
        self._viewing = viewing

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
        turn.quiet = asyncio.create_task(self._saying.notice(turn.query), name="telegram-quiet")

    async def say(self, turn: Turn, answer: Answer) -> None:
        """Say an answer; never raises. A chat that takes nothing gets nothing more."""
        place = turn.seat.place
        try:
            await self._say(turn, answer)
        except Forbidden:
            await self._desk.delivering.chat_gone(Platform.TELEGRAM, place.chat_id)
        except ChatMigrated as moved:
            new = str(moved.new_chat_id)
            await self._desk.moving.moved(Platform.TELEGRAM, place.chat_id, new)
        except RetryAfter:
            log.info("an answer was not said: Telegram wants nothing for this chat now")
        except BadRequest as refused:
            if not is_late(refused):
                log.error("an answer was not taken", reason=refused.message)
                await self._apologise(turn)
        except TelegramError as trouble:
            log.warning("an answer did not get there", trouble=type(trouble).__name__)
        except Exception:
            log.exception("an answer could not be said")
            await self._apologise(turn)

    async def _apologise(self, turn: Turn) -> None:
        try:
            await self._say(turn, Refused(Problem.BROKEN))
        except Exception:
            log.warning("an apology was not taken")

    async def _say(self, turn: Turn, answer: Answer) -> None:
        if turn.quiet is not None:
            await turn.quiet
        if isinstance(answer, Elsewhere):
            await self._saying.open(turn, answer.url)
        elif isinstance(answer, Quiet):
            await self._saying.nothing(turn, vanish=answer.vanish)
        elif isinstance(answer, Prompt):
            await self._ask(turn, answer)
        elif turn.alone:
            await self._say_alone(turn, answer)
        elif turn.query:
            await self._say_to_press(turn, answer)
        else:
            await self._say_to_group(turn, answer)

    async def _ask(self, turn: Turn, prompt: Prompt) -> None:
        """Ask for words: in private, unless it is the group's business."""
        carried = links.written(prompt.press) if not turn.alone and turn.seat.bot else None
        if carried is None:
            await self._saying.ask(turn, prompt)
        elif turn.query:
            await self._saying.open(turn, links.deep_link(turn.seat.bot, prompt.press))
        else:
            await self._point(turn, prompt.press)

    async def _say_alone(self, turn: Turn, answer: Shown) -> None:
        """Say something in a private chat."""
        rendered = await self._viewing.rendered(turn.seat, answer)
        reply = answer.reply if isinstance(answer, Page | Brought) else answer
        if turn.query and isinstance(reply, Refused) and rendered.alert:
            await self._saying.notice(turn.query, rendered.alert, alert=True)
            return
        if isinstance(reply, Asked) and reply.posed.kind in WRITTEN:
            # What is written next has to be understood as the answer to this very question.
            if reply.source is not Source.REVIEW:
                await self._saying.ask(turn, _written_prompt(reply, rendered))
                return
            await self._desk.chatting.shown(turn.seat.who, reply.ask)
        await self._saying.show(turn, rendered, under=isinstance(reply, DeckComing))

    async def _say_to_press(self, turn: Turn, answer: Shown) -> None:
        """Say something to who pressed a key in a group."""
        if isinstance(answer, Guide):
            await self._saying.show(turn, answer.rendered)
            return
        reply = answer.reply if isinstance(answer, Page | Brought) else answer
        public = None if isinstance(reply, Steps) else public_form(reply)
        if public is not None and not isinstance(public, Refused | SkipVoted):
            shown = Page(public, answer.page) if isinstance(answer, Page) else public
            await self._saying.show(
                turn, await self._viewing.rendered(turn.seat, shown, public=True)
            )
            return
        rendered = await self._viewing.rendered(turn.seat, answer)
        carried = turn.again if turn.again is not None and links.written(turn.again) else None
        if carried is not None and turn.seat.bot and goes_on(reply, rendered):
            await self._saying.open(turn, links.deep_link(turn.seat.bot, carried))
            return
        alert = rendered.alert or guiding.FOR_YOUR_EYES
        await self._saying.notice(turn.query, alert, alert=True)
        if not isinstance(reply, Answered | Refused) and not is_notice(rendered):
            await self._saying.whisper(turn, rendered)

    async def _say_to_group(self, turn: Turn, answer: Shown) -> None:
        """Say something to who wrote a command or a reply in a group."""
        if isinstance(answer, Guide) and not answer.rendered.private:
            await self._saying.show(turn, answer.rendered, under=True)
            return
        if isinstance(answer, Answered):
            await self._saying.react(turn, ReactionTypeEmoji(KEPT))
            return
        if isinstance(answer, Brought):  # whoever sends a file to a group shows it to all
            rendered = await self._viewing.rendered(turn.seat, answer)
            await self._saying.show(turn, rendered, under=True)
            return
        public = None if isinstance(answer, Steps | Page | Guide) else public_form(answer)
        if public is not None:
            rendered = await self._viewing.rendered(turn.seat, public, public=True)
            await self._saying.show(turn, rendered, under=True)
        elif self._saying.may_whisper(turn):
            await self._saying.whisper(turn, await self._viewing.rendered(turn.seat, answer))
        else:
            await self._point(turn, turn.again)

    async def _point(self, turn: Turn, press: p.Press | None) -> None:
        """Say that this is for one person's eyes, with a link to where they see it."""
        bot = turn.seat.bot
        carried = links.written(press) if press is not None else None
        command = press.command if isinstance(press, p.Go) else ""
        url = (
            links.deep_link(bot, press)
            if press is not None and carried
            else links.command_link(bot, command)
        )
        rendered = guides.word(guiding.FOR_YOUR_EYES, link(url, guiding.SHOW_ME), private=False)
        await self._saying.show(turn, rendered, under=True)


def _written_prompt(asked: Asked, rendered: Rendered) -> Prompt:
    """Return the question of a group for one person, to be answered by a reply to it."""
    stem, how = plain(asked.posed.stem), by_message.typing_prompt(asked.posed)
    return Prompt(p.Open(asked.ask), f"{stem}\n\n{how} {guiding.YOUR_ANSWER}", rendered.asks)


def goes_on(reply: Reply | Steps, rendered: Rendered) -> bool:
    """Return whether there is more to do with an answer than to read it."""
    if isinstance(reply, Marked | Refused | Answered):
        return False
    return bool(rendered.keyboard or rendered.photo or rendered.document)


def is_notice(rendered: Rendered) -> bool:
    """Return whether a notice says all that there is to say."""
    bare = not (rendered.keyboard or rendered.photo or rendered.document or rendered.more)
    return bare and rendered.alert == rendered.text
