"""Discord's side of a comparison: a bot on a Discord of its own, and the people who press there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import sides
from tests.bench.sides import Bot, Side, process
from tests.on_discord.fake import FakeDiscord, Outcome, Person
from tests.on_discord.fake.state import Message


@asynccontextmanager
async def run_bot(which: str, discord: FakeDiscord, folder: Path) -> AsyncIterator[Bot]:
    """Run one of ``discord_bots`` for as long as the block lasts.

    What the bot says of its work is the fence here: the fake's own asks for heartbeats, of which
    the library sends at most 110 a minute before it falls silent.
    """
    module = "tests.bench.discord_bots"
    async with process(module, which, str(discord.path), str(folder)) as bot:
        await discord.wait(lambda: discord.gateway.live and discord.world.commands)
        yield bot


@dataclass(slots=True)
class Player:
    """Somebody with a private message in hand: a question and its answer by turns."""

    person: Person
    hand: Outcome
    answer: str
    onward: str = ""  # the button that brings the next question, if one has to come

    async def press(self) -> None:
        """Press the answer. Raises RuntimeError when the message does not become its marking."""
        self.hand = await self.person.press(self.hand.message, self.answer)
        if self.hand.kind != "update" or "Right" not in self.hand.text:
            raise RuntimeError(f"not marked: {self.hand.kind}, {self.hand.text}")

    async def turn(self) -> None:
        """Take the next question."""
        if self.onward:
            self.hand = await self.person.press(self.hand.message, self.onward)


@dataclass(slots=True)
class Floor:
    """A public message with buttons, pressed by everybody in turn: which of them is next."""

    shown: Message
    answers: Sequence[str]
    renew: Callable[[], Awaitable[Message]] | None = None  # when every answer was pressed
    pressed: int = 0

    @property
    def answer(self) -> str:
        """Return the label of the button to press now."""
        return self.answers[self.pressed % len(self.answers)]

    async def turn(self) -> None:
        """Go on to the next button or, after the last, to the next message."""
        self.pressed += 1
        if self.renew is not None and self.pressed % len(self.answers) == 0:
            self.shown = await self.renew()


@dataclass(slots=True)
class Voter:
    """Somebody who presses a button of a public message and is told so privately."""

    person: Person
    floor: Floor

    async def press(self) -> None:
        """Press. Raises RuntimeError when no private message says that it was taken."""
        told = await self.person.press(self.floor.shown, self.floor.answer)
        if not told.private or "Treaty" not in told.text:
            raise RuntimeError(f"not taken: {told.kind}, {told.text}")


def of_players(discord: FakeDiscord, bot: Bot, players: Sequence[Player]) -> Side:
    """Return a side of people who each have a private message of their own."""
    return sides.of_players(bot, players, discord.api.calls.clear, discord.forgive)


def of_voters(discord: FakeDiscord, bot: Bot, people: Sequence[Person], floor: Floor) -> Side:
    """Return a side of people who all press the buttons of one public message."""
    presses = [Voter(person, floor).press for person in people]
    return Side(bot, presses, floor.turn, discord.api.calls.clear, discord.forgive)
