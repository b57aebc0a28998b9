"""The wire to the platforms: takes what waits in the outbox, renders it, and loses some of it.

What arrives is kept as a chat would see it. Discord drops what comes twice with one nonce, as
the real one does; Telegram shows it twice. Must not know what a post is about.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.calendar import local_day, zone_of
from bot.domain.ids import Account, Place, Platform, PostId
from bot.domain.replies import RemindAsked, Reminded, Reply
from bot.on_discord.layouts import Viewer as DiscordViewer
from bot.on_discord.render import render as on_discord
from bot.on_telegram.messages import Viewer as TelegramViewer
from bot.on_telegram.rates import Rates
from bot.on_telegram.render import render as on_telegram
from bot.on_telegram.viewing import public_form
from bot.simulating.clock import Clock
from bot.simulating.pupils import NAMED
from bot.usecases.delivering import Delivering, Parcel
from bot.wording.pictures import sheet_of

PLATFORMS = (Platform.DISCORD, Platform.TELEGRAM)
TRAVEL = 0.04
"""Seconds that a post takes to arrive."""

OVERALL, IN_CHAT, IN_GROUP = 30, 1, 20
"""Messages that Telegram takes a second from a bot, a second for a chat, a minute for a group."""

PRIVATE = (Reminded, RemindAsked)
"""What only its learner sees."""

REFUSED, LOST = 0.01, 0.005
"""Chances that a platform refuses a post for a while, and that its "yes" is lost on the way."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A post that a chat shows: when it came, truly and ``by_clock`` of the bot; what it says."""

    post: PostId
    place: Place
    at: datetime
    by_clock: datetime
    reply: Reply


@dataclass(slots=True)
class Wire:
    """Delivers posts. ``guarded`` are names that nobody else may read, ``names`` whose they are by
    where these are alone with the bot; ``clock`` moves as it sends.
    """

    clock: Clock
    dice: random.Random
    faults: bool
    guarded: frozenset[str] = frozenset()
    arrived: list[Arrived] = field(default_factory=list)
    shown: Counter[tuple[Place, PostId]] = field(default_factory=Counter)
    sent: dict[Platform, list[tuple[datetime, str]]] = field(default_factory=dict)
    refused: int = 0
    waits: dict[Place, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    lost: int = 0
    names: Mapping[Place, str] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    rendered: int = 0
    whispers: int = 0
    _rates: Rates = field(default_factory=Rates)

    def guard(self, names: Mapping[Place, str]) -> None:
        """Let nobody read these names but who is alone with the bot at each place; "" is none."""
        self.names = names
        self.guarded = frozenset(filter(None, names.values()))

    async def deliver(
        self,
        delivering: Delivering,
        platforms: Iterable[Platform],
        seen: Callable[[Arrived], None],
        breaks: int = -1,
    ) -> None:
        """Deliver what waits on platforms, of each place the oldest post.

        ``breaks``: after so many posts the worker dies, having sent but not noted the last.
        """
        for platform in platforms:
            parcels = await delivering.lease(platform)
            outcomes = [self._bring(delivering, parcel, seen) for parcel in parcels]
            if 0 <= breaks < len(parcels):
                del outcomes[breaks]
            await asyncio.gather(*(note() for note in outcomes))

    def _bring(
        self, delivering: Delivering, parcel: Parcel, seen: Callable[[Arrived], None]
    ) -> Callable[[], Awaitable[None]]:
        """Bring one post out, and return how to note what became of it."""
        if self.faults and self.dice.random() < REFUSED:
            self.refused += 1
            patience = timedelta(seconds=self.dice.choice((2, 20, 3600)))
            now = self.clock()
            self.waits.setdefault(parcel.place, []).append((now, now + patience))
            return partial(delivering.failed, parcel.id, patience)
        self._send(parcel, seen)
        if self.faults and self.dice.random() < LOST:
            self.lost += 1  # it is there, but nobody said so
            return partial(delivering.failed, parcel.id, timedelta(seconds=2))
        return partial(delivering.delivered, parcel.id, str(parcel.id))

    def was_refused(self, place: Place, at: datetime, give: timedelta) -> bool:
        """Return whether a place took no posts at an instant, ``give`` or take a little."""
        return any(start - give <= at <= stop + give for start, stop in self.waits.get(place, ()))

    def _send(self, parcel: Parcel, seen: Callable[[Arrived], None]) -> None:
        place = parcel.place
        chat = f"{place.chat_id}/{place.thread}"
        if place.platform is Platform.TELEGRAM:
            self._wait_for_turn(chat)
        self.clock.pass_by(TRAVEL)
        at = self.clock.true
        self.sent.setdefault(place.platform, []).append((at, chat))
        alone = isinstance(parcel.reply, PRIVATE)
        text = self.text(parcel.reply, place.platform, parcel.zone, public=not alone)
        own = self.names.get(place, "") if alone else ""
        facts = repr(parcel.reply)  # what any other platform, the web too, would make words of
        self.look_for_names(f"{facts}\n{text}", f"{place.platform} post {parcel.id}", own)
        self.shown[(place, parcel.id)] += 1
        if self.shown[(place, parcel.id)] == 1:
            arrived = Arrived(parcel.id, place, at, self.clock(), parcel.reply)
            self.arrived.append(arrived)
            seen(arrived)

    def _wait_for_turn(self, chat: str) -> None:
        now = self.clock.true.timestamp()
        free = max(self._rates.free_at(chat), self._rates.overall_free_at(evenly=True))
        if free > now:
            self.clock.pass_by(free - now + 0.001)
        self._rates.note(chat, self.clock.true.timestamp())

    def whispered(self, reply: Reply, who: Account, zone: str, own: str) -> None:
        """Let one person see a reply: it may hold their ``own`` name, and nobody else's.

        What is said is made of the reply's facts alone. Where these hold no name at all there is
        none in any words made of them; most have none, and making them would take half the time.
        """
        self.whispers += 1
        facts = repr(reply)
        if NAMED.search(facts):
            text = self.text(reply, who.platform, zone, public=False)
            where = f"a {type(reply).__name__} for {who.user_id}"
            self.look_for_names(f"{facts}\n{text}", where, own)

    def told_all(self, reply: Reply, platform: Platform, zone: str) -> None:
        """Let everybody in a group see a reply to one of them, if it is not that one's alone."""
        shown = public_form(reply)
        if shown is not None:
            text = self.text(shown, platform, zone)
            self.look_for_names(text, f"a {type(reply).__name__} for everybody")

    def text(
        self, reply: Reply, platform: Platform, zone: str = "UTC", *, public: bool = True
    ) -> str:
        """Return everything that a platform is sent of a reply, and what its picture shows."""
        self.rendered += 1
        local = zone_of(zone) or ZoneInfo("UTC")
        now = self.clock()
        sheet = sheet_of(reply, local_day(now, local))
        drawn = "" if sheet is None else repr(sheet)
        if platform is Platform.DISCORD:
            view = on_discord(reply, DiscordViewer(now, local, public=public)).view
            return f"{view.to_components()}\n{drawn}" if view is not None else drawn
        message = on_telegram(reply, TelegramViewer(now, local, public=public))
        keys = [key.label for row in message.keyboard for key in row]
        return "\n".join((message.text, *message.more, message.alert, *keys, drawn))

    def look_for_names(self, text: str, where: str, own: str = "") -> None:
        """Note every name in a text that should not be there; a reader may read their ``own``."""
        found = self.guarded.intersection(NAMED.findall(text)) - {own}
        self.leaks += [f"{name} in {where}" for name in sorted(found)]

    @property
    def duplicated(self) -> int:
        """Return how many posts somebody saw more than once.

        On Discord nobody did: what comes twice with one nonce is answered with the first.
        """
        return sum(
            count > 1
            for (place, _), count in self.shown.items()
            if place.platform is not Platform.DISCORD
        )

    def over_the_limits(self) -> list[str]:
        """Return where more was sent to Telegram than it takes, counted from what was sent."""
        sent = self.sent.get(Platform.TELEGRAM, [])
        found = list(_crowded([at for at, _ in sent], OVERALL, 1, "everywhere"))
        chats: dict[str, list[datetime]] = {}
        for at, chat in sent:
            chats.setdefault(chat, []).append(at)
        for chat, times in chats.items():
            found += _crowded(times, IN_CHAT, 1, chat)
            found += _crowded(times, IN_GROUP, 60, chat)
        return found


def _crowded(times: list[datetime], most: int, seconds: float, where: str) -> list[str]:
    """Return one line for each window with more than ``most`` instants in it."""
    window = timedelta(seconds=seconds)
    return [
        f"more than {most} in {seconds:g} s at {last:%Y-%m-%d %H:%M:%S} {where}"
        for first, last in zip(times, times[most:], strict=False)
        if last - first < window
    ]
