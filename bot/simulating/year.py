"""Lets a year happen: jumps from one instant at which something is due to the next.

The bot lives between ``_open`` and ``_close``; a kill ends it in the middle of what it does.
Whatever it acknowledged is noted here, to be looked for afterwards.
"""

import asyncio
import random
from contextlib import AsyncExitStack, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App, look, open_app
from bot.config import Config
from bot.domain.calendar import local_day, zone_of
from bot.domain.ids import Account, AskId, LearnerId, Place
from bot.domain.question import Mark
from bot.domain.replies import (
    Answered,
    Asked,
    Marked,
    Posed,
    Refused,
    Reminded,
    Reply,
)
from bot.simulating.agenda import Agenda, Event, What, fill
from bot.simulating.clock import Clock
from bot.simulating.habits import look_about, play
from bot.simulating.plan import Plan, class_plan, write_bank
from bot.simulating.pupils import Pupil
from bot.simulating.town import Group, found, numbers_of, private_of
from bot.simulating.wire import PLATFORMS, Arrived, Wire
from bot.usecases.delivering import Delivering
from storage.waking import Waking, waking

STEP = timedelta(seconds=0.5)
"""The bot's own beat: the least by which time moves on."""

ALONE = 2
"""Questions that a pupil revises alone in one go."""

MOST_STEPS_BEFORE_DEATH = 300


class Year:
    """One share of a plan: its classes, the bot that serves them, and what came of it."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.clock = Clock(plan.begins)
        self.dice = random.Random(f"{plan.seed}/year/{plan.first}")  # noqa: S311
        self.wire = Wire(self.clock, self.dice, plan.faults)
        self.agenda = Agenda()
        self.groups: list[Group] = []
        self.numbers: dict[Account, LearnerId] = {}
        self.kept: set[tuple[Account, AskId]] = set()  # answers that were acknowledged
        self.skipped: dict[int, set[date]] = {}
        self.away: list[tuple[datetime, datetime]] = []  # by the bot's clock
        self.happened: dict[What, int] = dict.fromkeys(What, 0)
        self.predicted: list[tuple[float, bool]] = []
        self.odd: list[str] = []
        self._config = Config(
            data=folder / "data", bank=write_bank(folder / "bank"), synchronous="OFF"
        )
        self._config.data.mkdir(parents=True, exist_ok=True)
        self._life = AsyncExitStack()
        self._app: App | None = None
        self._doomed = False
        self._alone_at: dict[Place, tuple[Group, Pupil]] = {}
        self._reached = plan.begins  # by the bot's clock, before that was set back

    @property
    def app(self) -> App:
        """Return the bot that lives now. Raises RuntimeError between two lives."""
        if self._app is None:
            raise RuntimeError("the bot is away")
        return self._app

    @property
    def end(self) -> datetime:
        """Return when the year is over."""
        return self.plan.begins + timedelta(days=self.plan.days)

    def zone_of_one(self, private: Place) -> ZoneInfo:
        """Return the zone of whoever is alone with the bot at a place."""
        return ZoneInfo(self._alone_at[private][0].plan.zone)

    async def live(self) -> None:
        """Let everything happen, and leave the bot open for the checks."""
        await self.open()
        for number in range(self.plan.first, self.plan.first + self.plan.classes):
            group = await found(self.app, self.plan, class_plan(self.plan, number, PLATFORMS))
            self.groups.append(group)
        self.numbers = await numbers_of(self.app, self.groups)
        self._alone_at = {
            private_of(one.account): (group, one) for group in self.groups for one in group.pupils
        }
        self.wire.guard({place: one.secret for place, (_, one) in self._alone_at.items()})
        fill(self.agenda, self.plan, self.groups)
        told = await self._told()
        while (at := self._next(told)) < self.end:
            self.clock.jump(at + STEP * self.dice.random())
            stirred = [await self._happen(event) for event in self.agenda.due(self.clock.true)]
            if any(stirred):
                told = await self._told()
            if self._is_due(told.soonest):
                told = await self._work(told)
        self.clock.mend()

    async def open(self) -> None:
        """Start the bot on what it kept."""
        self._app = await self._life.enter_async_context(open_app(self._config, self.clock))

    async def close(self) -> None:
        """End the bot."""
        self._app = None
        await self._life.aclose()

    async def _told(self) -> Waking:
        """Return when the bot has something to do, by what it kept."""
        return await self.app.database.transaction(waking)

    def _is_due(self, at: datetime | None) -> bool:
        return at is not None and at <= self.clock()

    def _next(self, told: Waking) -> datetime:
        """Return the true instant at which something happens next."""
        coming = [self.end]
        if told.soonest is not None:
            coming.append(self.clock.true + max(STEP, told.soonest - self.clock()))
        if (planned := self.agenda.soonest()) is not None:
            coming.append(planned)
        return min(coming)

    async def _work(self, told: Waking) -> Waking:
        """Do what the bot does of itself, and return what is next; it may die over it."""
        if not self._doomed:
            return await self._beat(told)
        self._doomed = False
        breaks = self.dice.choice((-1, -1, 0, 1))
        working = asyncio.create_task(self._beat(told, breaks))
        for _ in range(self.dice.randrange(MOST_STEPS_BEFORE_DEATH)):
            await asyncio.sleep(0)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await self.close()
        await self.open()
        return await self._told()

    async def _beat(self, told: Waking, breaks: int = -1) -> Waking:
        if self._is_due(told.tick):
            await look(self.app)
            told = await self._told()
        delivering = Delivering(self.app.database, self.clock)
        while due := [platform for platform, at in told.posts.items() if self._is_due(at)]:
            await self.wire.deliver(delivering, due, self._seen, breaks)
            told = await self._told()
        return told

    def _seen(self, arrived: Arrived) -> None:
        """Let the class of a place see a post: some will answer."""
        reply = arrived.reply
        if isinstance(reply, Reminded):
            self._reminded(arrived, reply.asked)
        if not isinstance(reply, Asked):
            return
        group = self._by_place(arrived)
        for pupil in group.pupils:
            if pupil.dice.random() < pupil.diligence:
                live = timedelta(seconds=pupil.dice.uniform(1, 12))
                at = arrived.at + (pupil.delay() if reply.daily else live)
                event = Event(
                    What.ANSWER, group, pupil, reply.ask, reply.posed, reply.daily is not None
                )
                self.agenda.add(at, event)

    def _reminded(self, arrived: Arrived, asked: Asked) -> None:
        """Let whoever was reminded answer on the spot, or not."""
        group, pupil = self._alone_at[arrived.place]
        if pupil.dice.random() < pupil.diligence:
            event = Event(What.REMINDED, group, pupil, asked.ask, asked.posed)
            self.agenda.add(arrived.at + pupil.delay(), event)

    def _by_place(self, arrived: Arrived) -> Group:
        number = abs(int(arrived.place.chat_id)) - 10_000
        return self.groups[number - self.plan.first]

    async def _happen(self, event: Event) -> bool:
        """Let something happen; whether the bot may now have something to do."""
        self.happened[event.what] += 1
        match event.what:
            case What.ANSWER:
                await self._answer(event)
            case What.REVIEW:
                await self._review(event)
            case What.REMINDED:
                await self._answer_alone(event)
            case What.ROUND | What.BOARD:
                await self._do_more(event)
            case What.SKIP:
                await self._skip(event.group)
            case What.KILL:
                self._doomed = True
            case What.OUTAGE:
                await self._outage(event.length)
            case What.BACK:
                self._reached = max(self._reached, self.clock())
                self.clock.step_back(event.length)
            case What.MEND:
                before = self.clock()
                self.clock.mend()
                self._gone(before, self.clock())
        is_daily = event.what is What.ANSWER and event.daily
        return not is_daily and event.what not in (What.REVIEW, What.REMINDED, What.BOARD)

    async def _answer(self, event: Event) -> None:
        pupil, ask, posed = event.pupil, event.ask, event.posed
        if pupil is None or ask is None or posed is None or event.group is None:
            return
        given = pupil.answer(posed, self._day(event.group))
        reply = await self.app.study.answer(pupil.account, ask, given)
        self._hear(reply, event.group, pupil)
        if isinstance(reply, Answered):
            self.kept.add((pupil.account, ask))

    def _day(self, group: Group) -> date:
        zone = zone_of(group.plan.zone)
        return local_day(self.clock(), zone) if zone else self.clock().date()

    async def _answer_alone(self, event: Event) -> None:
        pupil, ask, posed = event.pupil, event.ask, event.posed
        if pupil is None or ask is None or posed is None or event.group is None:
            return
        opened = await self.app.study.next(pupil.account)
        self._hear(opened, event.group, pupil)
        if isinstance(opened, Asked) and opened.ask == ask:  # else they were here meanwhile
            await self._alone(event.group, pupil, ask, posed)

    async def _review(self, event: Event) -> None:
        group, pupil = event.group, event.pupil
        if pupil is None or group is None:
            return
        for _ in range(ALONE):
            asked = await self.app.study.next(pupil.account)
            self._hear(asked, group, pupil)
            if not isinstance(asked, Asked):
                return
            await self._alone(group, pupil, asked.ask, asked.posed)

    async def _alone(self, group: Group, pupil: Pupil, ask: AskId, posed: Posed) -> None:
        given = pupil.answer(posed, self._day(group))
        marked = await self.app.study.answer(pupil.account, ask, given)
        self._hear(marked, group, pupil)
        self.clock.pass_by(8)
        if not isinstance(marked, Marked):
            self.odd.append(f"a review was not marked: {type(marked).__name__}")
            return
        self.kept.add((pupil.account, ask))
        if marked.recall_before is not None:
            self.predicted.append((marked.recall_before, marked.verdict.mark is Mark.RIGHT))

    async def _do_more(self, event: Event) -> None:
        group, pupil = event.group, event.pupil
        if group is None or pupil is None:
            return
        if event.what is What.ROUND:
            self._hear(await play(self.app, group, pupil), group, pupil)
        else:
            await look_about(self.app, self.wire, self.dice, group, pupil)

    def _hear(self, reply: Reply, group: Group, pupil: Pupil) -> None:
        """Let a pupil read what the bot says to them alone."""
        self.wire.whispered(reply, pupil.account, group.plan.zone, pupil.secret)

    async def _skip(self, group: Group | None) -> None:
        if group is not None:
            today = self.clock().astimezone(zone_of(group.plan.zone)).date()
            day = today + timedelta(days=self.dice.randrange(1, 8))
            reply = await self.app.daily.skip(group.leader.account, group.place, day)
            self._hear(reply, group, group.leader)
            if not isinstance(reply, Refused):
                self.skipped.setdefault(group.plan.number, set()).add(day)

    async def _outage(self, length: timedelta) -> None:
        before = self.clock()
        await self.close()
        self.clock.jump(self.clock.true + length)
        for missed in self.agenda.due(self.clock.true):
            if missed.what is What.MEND:
                self.clock.mend()
        await self.open()
        self._gone(before, self.clock())

    def _gone(self, before: datetime, after: datetime) -> None:
        """Note a stretch of the bot's time in which it could not do anything."""
        if (start := max(before, self._reached)) < after:  # what was reached before is done
            self.away.append((start, after))
