"""Takes what Telegram tells of: presses, messages, votes, comings; each becomes one call.

What is to be said about it is returned, to be said when the next is being taken already. Must not
know how anything looks, nor how updates get here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import structlog
from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.error import TelegramError

from bot import press as p
from bot.domain.ids import AskId, Place, Platform
from bot.domain.replies import Answered, Marked, Problem, Refused
from bot.on_telegram import bringing, buttons, commands, guides, links, topics, voting
from bot.on_telegram.admins import Admins
from bot.on_telegram.answers import Answer, Brought, Guide, Sent
from bot.on_telegram.bars import Bars
from bot.on_telegram.comings import Comings, invited
from bot.on_telegram.desk import Desk, Seat, place_of, seat_of
from bot.on_telegram.hidden import Hidden
from bot.on_telegram.listening import Sleep
from bot.on_telegram.messenger import Messenger
from bot.on_telegram.prompts import carried_by
from bot.on_telegram.reading import Command, ask_on, command_in, is_on
from bot.on_telegram.sending import Bot, ephemeral_of
from bot.on_telegram.turns import Turn
from bot.on_telegram.voice import Voice, Work

log = structlog.get_logger(__name__)

Say = Callable[[], Awaitable[None]]
OF_A_CLASS = (p.Go, p.Turn, p.OfDeck, p.BringIt, p.Again, p.OfQuestion)
"""Presses that stand for commands: they are about the class of the place where they are made."""

NOBODY = User(0, "", is_bot=False)
FIRST_WAIT, LAST_WAIT = 0.5, 2.0
"""From how many seconds on, and up to how many, lie between two tries of what nobody could repeat:
so few that a vote is written before its question closes, when the database is free again."""


class Taking:
    """Takes updates, each once; who calls sees to their order."""

    def __init__(
        self,
        desk: Desk,
        bot: Bot,
        voice: Voice,
        messenger: Messenger,
        admins: Admins,
        bars: Bars,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._bot = bot
        self._voice = voice
        self._messenger = messenger
        self._admins = admins
        self._sleep = sleep
        self._comings = Comings(desk, bot, admins, bars)
        self._hidden = Hidden(lambda: bot.username)

    async def take(self, update: Update) -> Say | None:
        """Do what an update says, and return what says what came of it."""
        if update.callback_query is not None:
            return await self._pressed(update.callback_query)
        if update.poll_answer is not None:
            answer = update.poll_answer
            reply = await self._surely(lambda: voting.answered(self._desk, answer))
            if isinstance(reply, Answered):
                self._messenger.count(reply.ask)
            return None
        if update.poll is not None:
            poll = update.poll
            await self._surely(lambda: voting.changed(self._desk, poll))
            return None
        if update.my_chat_member is not None:
            change = update.my_chat_member
            await self._messenger.heard(str(change.chat.id))
            greeting = await self._surely(lambda: self._comings.changed(change))
            return partial(self._greet, change.chat, greeting) if greeting else None
        message = update.message or update.channel_post
        return None if message is None else await self._said(message)

    async def _surely(self, work: Callable[[], Awaitable[object]]) -> object:
        """Do what Telegram tells of once and nobody repeats: until it is written.

        Telegram is not told that it is done, so that it comes again if the bot ends meanwhile.
        """
        wait = FIRST_WAIT
        while True:
            try:
                return await work()
            except Exception as error:
                problem = self._desk.explain(error)
                if problem is Problem.BROKEN:
                    log.exception("what Telegram told could not be noted")
                    return None
            if wait == FIRST_WAIT:
                log.warning("what Telegram told waits for the database", problem=problem.value)
            await self._sleep(wait)
            wait = min(LAST_WAIT, 2 * wait)

    async def _greet(self, chat: Chat, greeting: object) -> None:
        if isinstance(greeting, Guide):
            try:
                await self._comings.greet(chat, greeting)
            except TelegramError as refused:
                log.info("a group was not greeted", trouble=type(refused).__name__)

    def _seat(self, user: User, chat: Chat, message: Message | None) -> Seat:
        seat = seat_of(user, chat, message)
        if seat.group is not None:
            seat = replace(seat, leads=partial(self._admins.leads, chat.id, user.id))
        return replace(seat, bot=self._bot.username, pins=self._admins.may_pin)

    async def _pressed(self, query: CallbackQuery) -> Say | None:
        """Take a press on a key."""
        below, data = query.message, query.data
        if below is None or data is None:
            return None
        await self._messenger.heard(str(below.chat.id))
        message = topics.in_reach(below)
        ours = message is not None and is_on(message, data)
        press, brought = invited(p.decode(data), query.from_user.id, ours=ours)
        seat = replace(
            self._seat(query.from_user, below.chat, message),
            hidden=False,
            invited=brought,
            told_by=f"press {query.id}",
        )
        sent = Sent(beside=partial(bringing.beside, message), ours=ours)

        turn = Turn(seat, message, query.id, press)

        async def work(desk: Desk, seat: Seat) -> Answer:
            found = await topics.seated(desk, seat, below, press)
            if not isinstance(found, Seat):
                return found
            turn.seat = found
            return await buttons.push(desk, found, press, sent)

        return await self._answered(turn, work, arrive=isinstance(press, OF_A_CLASS))

    async def _answered(self, turn: Turn, work: Work, *, arrive: bool) -> Say:
        answer = await self._voice.done(turn, work, arrive=arrive)
        if isinstance(answer, Answered):
            self._messenger.count(answer.ask)
        return partial(self._voice.say, turn, answer)

    async def _said(self, message: Message) -> Say | None:
        """Take a message that is for the bot; nothing else is read."""
        if message.migrate_to_chat_id or message.migrate_from_chat_id:
            await self._surely(lambda: self._comings.moved(message))
            return None
        command = command_in(message, self._bot.username)
        user = message.from_user
        if message.sender_chat is not None or user is None:
            guide = self._hidden.guide(message, command)
            return self._unmask(message, guide) if guide else None
        if user.is_bot:
            return None
        await self._messenger.heard(str(message.chat.id))
        number = ephemeral_of(message)  # what is unseen has no other number
        told_by = f"{message.chat.id}:{message.message_id if number is None else f'~{number}'}"
        seat = replace(self._seat(user, message.chat, message), told_by=told_by, asked=message.date)
        if command is not None and not (message.document and command.name == "deck"):
            return await self._commanded(message, seat, command)
        return await self._written(message, seat, named=command is not None)

    def _unmask(self, message: Message, guide: Guide) -> Say:
        """Say something to somebody who writes as the group."""
        seat = self._seat(message.from_user or NOBODY, message.chat, message)
        turn = Turn(replace(seat, group=place_of(message.chat)), message)
        return partial(self._voice.say, turn, guide)

    async def _commanded(self, message: Message, seat: Seat, command: Command) -> Say:
        """Take a command; the one that a deep link gives carries a press."""
        turn = Turn(seat, message, again=command.press)
        press = links.read(command.rest) if command.name == "start" and seat.group is None else None
        if press is not None:
            turn.seat = replace(seat, through=partial(self._through, seat, press))
            turn.again = press
            return await self._answered(turn, _pushing(press), arrive=True)

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await commands.run(desk, seat, command.text)

        return await self._answered(turn, work, arrive=True)

    async def _through(self, seat: Seat, press: p.Press) -> Place | None:
        """Return the group that a link comes from, if who followed it is in that group."""
        ask = getattr(press, "ask", None)
        place = await self._desk.chatting.place_of(AskId(ask)) if ask is not None else None
        if place is None or place.platform is not Platform.TELEGRAM:
            return None
        member = await self._admins.is_in(int(place.chat_id), int(seat.who.user_id))
        return place if member else None

    async def _written(self, message: Message, seat: Seat, *, named: bool) -> Say | None:
        """Take a message that is no command: an answer, words that were asked for, or a file.

        In a group it is for the bot if it replies to it, or if a command is ``named`` with a file.
        """
        above = message.reply_to_message
        ours = (
            above is not None and above.from_user is not None and above.from_user.id == self._bot.id
        )
        turn = Turn(seat, message, again=p.Go("review"))
        if message.document is not None:
            ours = ours or named or seat.group is None
            return await self._file(turn, message) if ours else None
        if message.text is None:
            return None
        if above is not None and ours:
            prompt = carried_by(above, self._bot.username)
            if prompt is not None:
                sent = Sent(text=message.text, said=prompt[1], ours=True)
                turn.again = prompt[0]
                return await self._answered(turn, _pushing(prompt[0], sent), arrive=True)
            ask = ask_on(above)
            if ask is not None:
                turn.again = p.Open(ask)
                sent = Sent(text=message.text)
                return await self._answered(turn, _pushing(p.Open(ask), sent), arrive=False)
        # What replies to a whisper may not tell so, but nobody else sees it either.
        alone = seat.group is None or ephemeral_of(message) is not None
        return await self._talked(turn, message.text) if alone else None

    async def _file(self, turn: Turn, message: Message) -> Say | None:
        document = message.document
        if document is None:
            return None

        async def work(desk: Desk, seat: Seat) -> Answer:
            caption, may = message.caption or "", await desk.decks.bringing(seat.who)
            if isinstance(may, Refused):
                return may
            file = await bringing.read(document, bringing.deck_in(caption))
            form = bringing.format_in(caption)
            return Brought(await bringing.preview(desk, seat, file, form), file)

        return await self._answered(turn, work, arrive=True)

    async def _talked(self, turn: Turn, text: str) -> Say:
        """Take words of a private chat: the answer to the question that is before their eyes."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            asked = await desk.chatting.at(seat.who)
            if asked is None:
                return await _told(desk, seat) or guides.nothing_open(
                    await desk.chatting.near(seat.who)
                )
            return await buttons.written(desk, seat, asked.ask, text)

        return await self._answered(turn, work, arrive=False)


async def _told(desk: Desk, seat: Seat) -> Marked | None:
    """Return what an answer came to that these very words have given: they came twice."""
    last = await desk.looking.last(seat.who, since=seat.asked) if seat.asked else None
    found = await desk.study.mine(seat.who, last[0]) if last is not None else None
    return replace(found, later=False) if isinstance(found, Marked) else None


def _pushing(press: p.Press, sent: Sent = Sent()) -> Work:  # noqa: B008 - frozen
    async def work(desk: Desk, seat: Seat) -> Answer:
        return await buttons.push(desk, seat, press, sent)

    return work
