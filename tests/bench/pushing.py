"""The question of the day goes to very many groups at once: how much of Telegram's rate is used.

Everything is real but the clock and the platform: subscriptions fall due, each is chosen a
question, the outbox hands out, the library sends. Time passes only where pacing waits, so the
figures are exact, and the fake platform counts by its own windows whether a limit is exceeded.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.domain.daily import Manner
from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import Role
from bot.on_telegram.bars import Bars
from bot.on_telegram.messenger import Messenger
from bot.on_telegram.pacing import Pacing
from storage import classes, learners, subscriptions
from storage.database import Tx
from storage.subscriptions import Terms
from tests.bench.findings import Finding, Goal
from tests.bench.plan import Plan
from tests.decks import long_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, builder, open_telegram
from tests.on_telegram.fake.state import Chat
from tests.on_telegram.hall import desk_of
from tests.on_telegram.timer import LeisurelyTimer
from tests.usecases.world import World, open_world

GROUPS, FEWER = 10_000, 1_000
ALLOWED = 30
"""Messages a second that Telegram allows a bot in all."""

TEACHER = Account(Platform.TELEGRAM, "1")
AT_A_TIME = 500
"""Groups founded in one transaction."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push came to: posts, seconds of simulated time, breaches, and our processor time."""

    posts: int
    groups: int
    seconds: float
    breaches: tuple[str, ...]
    work: float

    @property
    def share(self) -> float:
        """Return how much of the allowed rate was used, in per cent."""
        return 100 * self.posts / ALLOWED / (self.seconds + 1 / ALLOWED)


async def push(folder: Path, groups: int) -> Pushed:
    """Let the question of the day fall due in so many groups, and bring it out."""
    clock = FakeClock()
    async with (
        open_telegram(clock) as telegram,
        open_world(folder / "push.db", clock, long_deck(20)) as world,
    ):
        chats = [telegram.group(f"Group {number}") for number in range(groups)]
        for first in range(0, groups, AT_A_TIME):
            some = chats[first : first + AT_A_TIME]
            await world.database.transaction(partial(_found, chats=some, clock=clock))
        clock.forward(hours=24)
        while await world.daily.tick():
            pass
        return await _delivered(telegram, world, clock, groups)


def _found(tx: Tx, chats: list[Chat], clock: FakeClock) -> None:
    """Found a class in each group, whose question of the day is due soon."""
    teacher, _ = learners.meet(tx, TEACHER, "Teacher", clock.now, "UTC")
    for chat in chats:
        group = classes.create(tx, chat.title, "UTC", clock.now)
        place = classes.place_id(tx, Place(Platform.TELEGRAM, str(chat.id)), group.id)
        classes.add_member(tx, group.id, teacher.id, Role.OWNER, clock.now)
        terms = Terms(
            zone="UTC",
            hour=9,
            minute=0,
            weekdays=127,
            topics=(),
            reveal_hours=None,
            late_hours=12,
            manner=Manner(silent=True),
        )
        plan = clock.now + timedelta(hours=24)
        subscriptions.plan(tx, subscriptions.put(tx, place, terms), plan)


async def _delivered(telegram: FakeTelegram, world: World, clock: FakeClock, groups: int) -> Pushed:
    pacing = Pacing(LeisurelyTimer(clock).timer())
    application = builder(telegram).rate_limiter(pacing).build()
    flood = telegram.limited()
    async with application:
        messenger = Messenger(desk_of(world), application.bot, pacing, Bars(clock))
        began, busy = clock.now, time.process_time()
        await messenger.flush()
        seconds = (clock.now - began).total_seconds()
    return Pushed(flood.sent, groups, seconds, tuple(flood.breaches), time.process_time() - busy)


async def pushing(plan: Plan) -> list[Finding]:
    """Measure a push to very many groups."""
    pushed = await push(plan.folder, FEWER if plan.quick else GROUPS)
    name = f"a push to {pushed.groups:,} groups"
    share = Goal(95, at_least=True, of_ratio=False)
    return [
        Finding(name=f"{name}, of the allowed rate", ours=pushed.share, unit="%", goal=share),
        Finding(
            name=f"{name}, limits exceeded",
            ours=len(pushed.breaches),
            goal=Goal(0, of_ratio=False),
        ),
        Finding(
            name=f"{name}, ours and the fake's work",
            ours=1e6 * pushed.work / max(1, pushed.posts),
            unit="µs a post",
        ),
    ]
