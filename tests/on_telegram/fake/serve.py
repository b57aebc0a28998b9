"""`FakeTelegram`: what tests hold: the world, the faults, the waiting, and how calls come in.

Every transport hands its calls to `answer`: in process, over HTTP; updates go out by being asked
for, or to a webhook.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest

from tests.on_telegram.fake import calls, methods_polls, state
from tests.on_telegram.fake.actors import Person
from tests.on_telegram.fake.building import Building
from tests.on_telegram.fake.calls import Call
from tests.on_telegram.fake.faults import ANY, Cut, Failure
from tests.on_telegram.fake.flood import Flood
from tests.on_telegram.fake.shapes import Json, Refused
from tests.on_telegram.fake.state import Chat, Member, Message
from tests.on_telegram.fake.transport import LoopRequest
from tests.troubles import Troubles

HARMLESS = ("Exception happened while polling for updates.", "Network Retry Loop")
"""The library logs a lost connection as an error; being cut off is no bug of the bot."""

TOKEN = "7654321:AAinvented_token-for_the_fake_Telegram0"
"""What the bot must show; invented, in the form that tokens have."""

PATIENCE = 10.0
"""Seconds of real time for something that must come."""

WORKING = ("Application:", "telegram-")
"""How the tasks are called in which the bot's own code runs."""
FOREVER = (":update_fetcher", ":persistence_updater", "-forever")
"""How the names of those end that run as long as the bot."""
QUIET, GONE = 3, 100
"""Turns of the loop without a sign of life after which nothing more happens; and after which a bot
that has not taken its updates is taken to be away."""

TERMINATED = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


@dataclass(slots=True, repr=False)
class FakeTelegram(Building):
    """The platform, as a test holds it."""

    troubles: Troubles = field(default_factory=lambda: Troubles(HARMLESS))
    token: str = TOKEN
    watched: tuple[str, ...] = WORKING
    polling: object | None = None  # who asks for updates now
    asking: int = 0
    busy: int = 0
    queues: list["asyncio.Queue[Any]"] = field(default_factory=list)
    quick: bool = True  # the bot is reached without a socket: waits are turns of the loop
    over: Callable[[], BaseRequest] | None = None

    @property
    def bot(self) -> state.User:
        """Return the bot's account."""
        return self.world.bot

    @property
    def calls(self) -> list[Call]:
        """Return every call so far, but for those that ask for updates."""
        return self.api.calls

    def called(self, method: str) -> list[Call]:
        """Return the calls of a method, in order; ``send*`` is every method that begins so."""
        wanted = Failure(method, times=1)
        return [call for call in self.calls if wanted.meets(call.method, None)]

    def request(self) -> BaseRequest:
        """Return a transport of the library that ends here: in process, unless `over` is set."""
        return LoopRequest(self) if self.over is None else self.over()

    def person(
        self,
        name: str,
        chat: Chat | None = None,
        *,
        status: str = state.MEMBER,
        started: bool = True,
        language: str = "en",
        username: str = "",
    ) -> Person:
        """Let somebody be in a chat, or in the private chat with the bot if none is named.

        `started` people have written to the bot before, so that it may write to them.
        """
        user = self.account(name, language=language, username=username)
        user.started = started
        private = self.world.private_with(user)
        if chat is not None:
            chat.members[user.id] = Member(user, status)
        return Person(self, user, chat or private)

    def admin(self, name: str, chat: Chat, *, language: str = "en") -> Person:
        """Let somebody be an administrator of a chat."""
        return self.person(name, chat, status=state.ADMINISTRATOR, language=language)

    def owner(self, chat: Chat) -> Person:
        """Return the owner of a chat, in it."""
        return Person(self, self.owner_of(chat), chat)

    def public(self, chat: Chat) -> list[Message]:
        """Return what the bot wrote in a chat for everybody, oldest first."""
        said = self.world.said_in(chat)
        return [m for m in said if m.sender is self.bot and not m.service and m.only_for is None]

    def fail(
        self,
        method: str,
        status: int,
        description: str,
        *,
        times: int = 1,
        chat: Chat | None = None,
        **parameters: int,
    ) -> None:
        """Let the next `times` calls of a method fail as told: the sentence is the whole one."""
        error = Refused(status, description, **parameters)
        where = chat.id if chat else None
        self.api.faults.failures.append(Failure(method, error, where, times))

    def slow_down(
        self, method: str = ANY, retry_after: int = 1, *, times: int = 1, chat: Chat | None = None
    ) -> None:
        """Answer the next calls with 429 and seconds to wait."""
        self.api.faults.slow_down(method, retry_after, times, chat.id if chat else None)

    def cut(
        self, method: str = ANY, *, times: int = 1, chat: Chat | None = None, hangs: bool = False
    ) -> None:
        """Break the line before the next calls arrive; or let the caller wait in vain."""
        where = chat.id if chat else None
        self.api.faults.failures.append(Failure(method, None, where, times, hangs=hangs))

    def lose_answer(self, method: str, *, times: int = 1, chat: Chat | None = None) -> None:
        """Do what the next call asks, and break the line instead of answering."""
        where = chat.id if chat else None
        self.api.faults.failures.append(Failure(method, None, where, times, after=True))

    def delay(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Let the next calls wait so many real seconds, then go on as ever."""
        self.api.faults.failures.append(Failure(method, times=times, seconds=seconds))

    def duplicate(self, copies: int = 2) -> None:
        """Deliver the next update several times."""
        self.api.updates.copies = copies

    def again(self, update: Json | None = None) -> None:
        """Deliver an update once more that was taken already; the last one if none is named."""
        self.api.updates.again(update or self.api.updates.every[-1])

    def limited(self, *, enforce: bool = False, edits: bool = True) -> Flood:
        """Watch the real platform's rate limits from now on, on this clock."""
        self.api.flood = Flood(self.world.clock, enforce, edits)
        return self.api.flood

    def tick(self) -> None:
        """Close the polls whose time is over."""
        methods_polls.close_due(self.api)

    def forgive(self) -> list[str]:
        """Return what went wrong so far, and forget it: the test expected it."""
        breaches = self.api.validator.breaches
        wrong = [*breaches, *self.troubles.heard]
        breaches.clear()
        self.troubles.heard.clear()
        return wrong

    @contextmanager
    def attending(self, queue: "asyncio.Queue[Any]") -> Iterator[None]:
        """Know the queue of a bot that runs in this process, so that `settle` can wait for it."""
        self.queues.append(queue)
        try:
            yield
        finally:
            self.queues.remove(queue)

    async def settle(self) -> None:
        """Return when the bot has taken every update and nothing more happens by itself.

        It knows of the updates that wait, of calls under way, of the queues of the applications
        it attends, and of tasks whose names begin as `watched` tells.
        """
        quiet = 0
        async with asyncio.timeout(PATIENCE):
            while quiet < (GONE if self.api.updates.pending else QUIET):
                await asyncio.sleep(0 if self.quick else 0.001)
                working = self._working()
                if working:
                    await asyncio.wait(working, timeout=PATIENCE)
                for queue in self.queues:
                    await queue.join()
                taking = self.api.updates.pending and (self.asking or self.queues)
                quiet = 0 if working or taking or self.busy else quiet + 1

    def _working(self) -> "set[asyncio.Task[Any]]":
        here = asyncio.current_task()
        return {
            task
            for task in asyncio.all_tasks()
            if task.get_name().startswith(self.watched)
            and not task.get_name().endswith(FOREVER)
            and task is not here
        }

    async def wait(self, known: Callable[[], object], patience: float = PATIENCE) -> None:
        """Return when something is so. Raises TimeoutError when it never is."""
        until = time.monotonic() + patience
        while not known():
            if time.monotonic() > until:
                raise TimeoutError("what was waited for did not come")
            await asyncio.sleep(0.001)

    async def answer(self, call: Call, token: str) -> tuple[int, Json]:
        """Answer a call, with all that can go wrong. Raises Cut for a line that breaks."""
        if token != self.token:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if call.method == "getUpdates":
            return await self._updates(call)
        self.busy += 1
        try:
            return await self._answer(call)
        finally:
            self.busy -= 1

    async def _answer(self, call: Call) -> tuple[int, Json]:
        chat = self.api.find_chat(call.text("chat_id"))
        failure = self.api.faults.taken(call.method, chat.id if chat else None)
        if failure is None:
            return calls.handle(self.api, call)
        if failure.seconds:
            await asyncio.sleep(failure.seconds)
            return calls.handle(self.api, call)
        if failure.error is not None:
            return self._failed(call, failure.error)
        if failure.after:
            calls.handle(self.api, call)
        else:
            self.api.calls.append(call)
        raise Cut("hangs" if failure.hangs else "cut")

    def _failed(self, call: Call, error: Refused) -> tuple[int, Json]:
        self.api.calls.append(call)
        call.status, call.description = error.status, error.description
        return error.status, error.body()

    async def _updates(self, call: Call) -> tuple[int, Json]:
        """Answer who asks for updates: wait until there are some, or somebody else asks."""
        failure = self.api.faults.taken(call.method, None)
        if failure is not None and failure.error is None:
            raise Cut("hangs" if failure.hangs else "cut")
        if failure is not None and failure.error is not None:
            return self._failed(call, failure.error)
        self.asking += 1
        try:
            return await self._waited(call)
        finally:
            self.asking -= 1

    async def _waited(self, call: Call) -> tuple[int, Json]:
        me = self.polling = object()
        self.api.updates.stir()  # whoever waited learns that they are replaced
        until = time.monotonic() + call.whole("timeout")
        while True:
            stirred = self.api.updates.stirred
            if self.polling is not me:
                return 409, Refused(409, TERMINATED).body()
            status, body = calls.handle(self.api, call)
            left = until - time.monotonic()
            if status != 200 or body["result"] or left <= 0:
                return status, body
            try:
                async with asyncio.timeout(left):
                    await stirred.wait()
            except TimeoutError:
                continue
