"""The whole core on a town's database, and learners who answer and go on to the next question.

What is timed is what an adapter does: ``Study.answer`` and ``Study.next``; the same calls, the
same Replies, nothing short-circuited.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from bot.app import App, open_app
from bot.config import Config
from bot.domain.ids import Account, AskId
from bot.domain.question import Chosen, Given, KindName, Wrote
from bot.domain.replies import Asked, Marked, Reply
from bot.usecases.filters import Filters
from bot.usecases.study import Study
from tests.bench.laps import Step
from tests.bench.town import RIGHT, account

FILTERS = Filters()
CHOSE: Given = Chosen((0,))
WROTE = (RIGHT, "the Rapallo treaty", f"{RIGHT}.", RIGHT.replace("pall", "pal"))
"""What is typed, in turn: one answer in four has a slip, over which the judge has to think."""


def wrote(ask: AskId) -> Given:
    """Return a typed answer in letters of its own case, so that no two are quite the same."""
    text = WROTE[ask // 2 % len(WROTE)]
    return Wrote("".join(c.upper() if ask >> n & 1 else c.lower() for n, c in enumerate(text)))


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[App]:
    """Open the core on a town's folder, durable as it comes."""
    async with open_app(Config(data=folder), lambda: datetime.now(UTC)) as app:
        yield app


class Player:
    """A learner with a question in hand."""

    def __init__(self, study: Study, who: Account) -> None:
        self._study = study
        self._who = who
        self._hand: tuple[AskId, Given] | None = None

    async def sit_down(self) -> None:
        """Take the first question. Raises RuntimeError when there is none."""
        self._take(await self._study.next(self._who, FILTERS))

    async def answer(self) -> None:
        """Answer the question in hand. Raises RuntimeError when it is not marked."""
        assert self._hand is not None
        _marked(await self._study.answer(self._who, *self._hand))

    async def apart(self) -> None:
        """Answer, read what it came to, then take the next question: two presses."""
        await self.answer()
        await self.sit_down()

    async def together(self) -> None:
        """Answer and take the next question in one press, as Anki does: two calls, one wait."""
        assert self._hand is not None
        answered = self._study.answer(self._who, *self._hand)
        marked, asked = await asyncio.gather(answered, self._study.next(self._who, FILTERS))
        _marked(marked)
        self._take(asked)

    def _take(self, reply: Reply) -> None:
        if not isinstance(reply, Asked):
            raise RuntimeError(f"no question for {self._who}: {reply}")
        typed = reply.posed.kind is KindName.TYPED
        self._hand = reply.ask, wrote(reply.ask) if typed else CHOSE


def _marked(reply: Reply) -> None:
    if not isinstance(reply, Marked):
        raise RuntimeError(f"not marked: {reply}")


def in_rotation(steps: Sequence[Step]) -> Step:
    """Return a step that is everybody's in turn: one at a time, never the same one twice."""
    turns = cycle(steps)

    async def step() -> None:
        await next(turns)()

    return step


async def seated(app: App, learners: range) -> list[Player]:
    """Return these learners of the town, each with a question in hand."""
    players = [Player(app.study, account(number)) for number in learners]
    for player in players:
        await player.sit_down()
    return players
