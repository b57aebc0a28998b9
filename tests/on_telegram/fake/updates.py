"""The updates for the bot: kept in order until they are fetched or delivered, 24 hours at most.

Must not know what any update says beyond its kind.
"""

import asyncio
import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.on_telegram.fake.shapes import Json

KEPT = timedelta(hours=24)
"""Telegram keeps what nobody fetched for a day."""

ONLY_IF_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to a bot that named them."""


@dataclass(slots=True)
class Waiting:
    """An update that was not confirmed yet."""

    update: Json
    at: datetime
    repeated: bool = False  # comes once more although it was confirmed

    @property
    def id(self) -> int:
        """Return its number."""
        return int(self.update["update_id"])

    @property
    def kind(self) -> str:
        """Return its kind."""
        return next(name for name in self.update if name != "update_id")


@dataclass(slots=True)
class Updates:
    """The queue. ``allowed`` are the kinds the bot named last; None for the usual ones."""

    clock: Callable[[], datetime]
    allowed: frozenset[str] | None = None
    waiting: list[Waiting] = field(default_factory=list)
    every: list[Json] = field(default_factory=list)
    last: int = 10_000
    copies: int = 1
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    handed: int = 0  # the highest number that was given out
    confirmed: int = 0  # the highest number that the bot has said it took

    def push(self, kind: str, told: Json) -> Json | None:
        """Add an update, if the bot takes its kind, and wake whoever waits for one."""
        if not self._taken(kind):
            return None
        self.last += 1
        update: Json = {"update_id": self.last, kind: copy.deepcopy(told)}
        self.every.append(update)
        copies, self.copies = self.copies, 1
        self.waiting.append(Waiting(update, self.clock()))
        self.waiting += [Waiting(update, self.clock(), repeated=True) for _ in range(copies - 1)]
        self.stir()
        return update

    def again(self, update: Json) -> None:
        """Deliver an update once more, as Telegram does when it did not hear that it was taken."""
        self.waiting.append(Waiting(update, self.clock(), repeated=True))
        self.waiting.sort(key=lambda one: one.id)
        self.stir()

    def stir(self) -> None:
        """Wake whoever waits."""
        self.stirred.set()
        self.stirred = asyncio.Event()

    def fetch(self, offset: int, limit: int) -> list[Json]:
        """Return what waits from ``offset`` on; everything before it is forgotten.

        A negative offset counts from the end and forgets what is before.
        """
        self._age()
        if offset < 0:
            offset = self.waiting[max(offset, -len(self.waiting))].id if self.waiting else 0
        if offset > 0:
            self.confirmed = max(self.confirmed, offset - 1)
            self.waiting = [one for one in self.waiting if one.id >= offset or one.repeated]
        chosen = self.waiting[:limit]
        found = [one.update for one in chosen]
        for one in chosen:
            one.repeated = False
        self.handed = max([self.handed, *(update["update_id"] for update in found)])
        return found

    def confirm(self, update: Json) -> None:
        """Forget an update that was delivered."""
        self.waiting.remove(next(one for one in self.waiting if one.update is update))
        self.handed = self.confirmed = max(self.handed, update["update_id"])

    @property
    def pending(self) -> bool:
        """Tell whether the bot has yet to take something."""
        return any(one.repeated or one.id > self.confirmed for one in self.waiting)

    def _age(self) -> None:
        now = self.clock()
        self.waiting = [one for one in self.waiting if now - one.at < KEPT]

    def _taken(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in ONLY_IF_NAMED
        return kind in self.allowed
