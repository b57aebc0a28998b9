"""What a press costs the bot on Telegram: ours beside a bare echo, on the same fake, in turn.

Ours is the full answer path: the press of an answer's button becomes a marked answer, a memory,
a line of the log and points, durably written, and the private message becomes what they came to.
Both answer the press, change the message, fetch their updates and use the same transport. The
echo runs once more on the library's own HTTP client: that ratio is why ours is another. At the
end a push to very many groups, on a clock of its own.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.ids import Platform
from tests.bench import town
from tests.bench.findings import Finding
from tests.bench.laps import Contestant, Laps, in_turn, joined, ratio
from tests.bench.plan import Plan
from tests.bench.pushing import pushing
from tests.bench.sides import Bot, Side, of_players, process, told
from tests.bench.telegram_bots import ECHO, HTTPX, LABEL, OURS
from tests.bench.town import DECK, RIGHT, Town
from tests.on_telegram.fake import FakeTelegram, Person, open_telegram, wire
from tests.on_telegram.fake.calls import Call
from tests.on_telegram.fake.sockets import Socket, served
from tests.on_telegram.fake.state import Message, Query

VALIDATED = 50
"""Of so many calls one is held against the published description: the rest would only cost time."""

WAVES = 3
"""Presses of each person in a round, one at a time."""

BOTH = ("answerCallbackQuery", "editMessageText")
"""What each bot has to do about a press."""

PATIENCE = 30.0
"""Seconds of real time for an answer that must come."""


@dataclass(slots=True)
class Player:
    """Somebody with a private message in hand: a question and its answer by turns."""

    person: Person
    changed: asyncio.Event
    answer: str
    onward: str = ""  # the button that brings the next question, if one has to come
    awaited: set[str] = field(default_factory=set)

    def heard(self, method: str) -> None:
        """Hear what the bot did: the press is answered and the message changed, in any order."""
        self.awaited.discard(method)
        if not self.awaited:
            self.changed.set()

    @property
    def hand(self) -> Message:
        """Return the message."""
        return self.person.last

    async def write(self, text: str) -> None:
        """Give a command, and wait for the message that answers."""
        await self.person.say(text)
        async with asyncio.timeout(PATIENCE):
            while self.hand.sender is self.person.user:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def press(self) -> None:
        """Press the answer. Raises RuntimeError when the message does not become its marking."""
        await self._press(self.answer)
        if "Right" not in self.hand.text:
            raise RuntimeError(f"not marked: {self.hand.text}")

    async def turn(self) -> None:
        """Take the next question."""
        if self.onward:
            await self._press(self.onward)

    async def _press(self, label: str) -> None:
        """Press a button and wait until that is answered and the message has changed."""
        api, message = self.person.telegram.api, self.hand
        (data,) = (key["callback_data"] for key in message.keys if label in key["text"])
        now = api.world.clock()
        query = Query(str(api.world.new() << 40), self.person.user, message, data, now)
        self.changed.clear()
        self.awaited = {*BOTH}
        api.world.queries[query.id] = query
        api.updates.push("callback_query", wire.query_json(query, api.world))
        async with asyncio.timeout(PATIENCE):
            await self.changed.wait()


async def on_telegram(plan: Plan) -> list[Finding]:
    """Compare presses at once and one at a time, and the two transports; then push."""
    async with AsyncExitStack() as stack:
        ours = await _studyhall(stack, plan)
        echo, slow = [await _echo(stack, plan, which) for which in (ECHO, HTTPX)]
        sides = (ours, echo, slow)
        contestants: list[Contestant] = [
            *(partial(side.at_once, plan.each) for side in sides),
            *(partial(side.alone, WAVES) for side in sides),
        ]
        rounds = await in_turn(plan.rounds, contestants)
        for side in sides:
            side.check()
    return [
        *told(f"a press on Telegram, {plan.at_once} at once", *rounds[:2]),
        *told("a press on Telegram, one at a time", *rounds[3:5]),
        _transports(f"a bare echo on Telegram, {plan.at_once} at once", *rounds[1:3]),
        _transports("a bare echo on Telegram, one at a time", *rounds[4:]),
        *await pushing(plan),
    ]


def _transports(name: str, ours: list[Laps], theirs: list[Laps]) -> Finding:
    """Return what the echo costs on our transport, beside the library's own."""
    return Finding(
        name=f"{name}, processor time over aiohttp",
        ours=joined(ours).work,
        unit="µs",
        beside="over httpx",
        theirs=joined(theirs).work,
        ratio=ratio(ours, theirs, lambda laps: laps.work),
    )


@asynccontextmanager
async def _bot(which: str, socket: Socket, folder: Path) -> AsyncIterator[Bot]:
    async with process("tests.bench.telegram_bots", which, str(socket.path), str(folder)) as bot:
        yield bot


async def _opened(
    stack: AsyncExitStack, plan: Plan, answer: str, onward: str = ""
) -> tuple[FakeTelegram, Socket, list[Player]]:
    telegram = await stack.enter_async_context(open_telegram(lambda: datetime.now(UTC)))
    telegram.api.validator.share = VALIDATED
    socket = await stack.enter_async_context(served(telegram))
    people = [telegram.person(f"Learner {n}") for n in range(1, plan.at_once + 1)]
    players = {who.chat.id: Player(who, asyncio.Event(), answer, onward) for who in people}

    def notice(call: Call) -> None:
        if call.method in BOTH:
            query = telegram.world.queries.get(call.text("callback_query_id"))
            chat = query.message.chat.id if query else call.whole("chat_id")
            players[chat].heard(call.method)

    telegram.api.after.append(notice)
    return telegram, socket, list(players.values())


async def _studyhall(stack: AsyncExitStack, plan: Plan) -> Side:
    """Open our bot on a town whose learners are the people of the chats."""
    telegram, socket, players = await _opened(stack, plan, RIGHT, "Next")
    due = 2 + (plan.rounds + 1) * (plan.each + WAVES)
    made = Town(learners=plan.at_once, questions=due, due=due, typed=False)
    folder = plan.folder / "telegram"
    file = await town.build(folder, made, datetime.now(UTC))
    town.let_in(file, Platform.TELEGRAM, [player.person.user.id for player in players])
    bot = await stack.enter_async_context(_bot(OURS, socket, folder))
    return await _seated(telegram, bot, players, f"/review {DECK}")


async def _echo(stack: AsyncExitStack, plan: Plan, which: str) -> Side:
    telegram, socket, players = await _opened(stack, plan, LABEL)
    bot = await stack.enter_async_context(_bot(which, socket, plan.folder))
    return await _seated(telegram, bot, players, f"/{ECHO}")


async def _seated(telegram: FakeTelegram, bot: Bot, players: list[Player], text: str) -> Side:
    """Let everybody get their message: at once, since a bot writes 30 messages a second."""
    await asyncio.gather(*(player.write(text) for player in players))

    def forget() -> None:
        telegram.api.calls.clear()
        telegram.world.queries.clear()
        telegram.world.edits.clear()
        telegram.api.updates.every.clear()
        for player in players:
            player.hand.versions.clear()
            player.hand.old_keyboards.clear()

    return of_players(bot, players, forget, telegram.forgive)
