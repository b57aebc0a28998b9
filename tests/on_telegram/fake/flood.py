"""The rate limits of the real Telegram, on the clock of the fake: watched only when asked for.

Figures of Telegram's FAQ for bots: one message a second in a chat, 20 a minute in a group, 30 a
second in all. Every breach is recorded; with `enforce` it also gets a 429.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.on_telegram.fake.shapes import too_many

A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SENDS = ("send", "copyMessage", "forwardMessage")
EDITS = ("editMessage", "stopPoll")
SHOWS = "sendChatAction"


@dataclass(slots=True)
class Window:
    """So many in such a while."""

    high: int
    per: timedelta
    past: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> timedelta:
        """Return how long until one more may pass; none if it may now."""
        while self.past and now - self.past[0] >= self.per:
            self.past.popleft()
        return self.past[0] + self.per - now if len(self.past) >= self.high else timedelta()


@dataclass(slots=True)
class Flood:
    """The limits, and each time they were broken: the method, the chat, and which."""

    clock: Callable[[], datetime]
    enforce: bool = False
    edits: bool = True  # edits count like messages, as the real platform has them count
    breaches: list[str] = field(default_factory=list)
    sent: int = 0
    _overall: Window = field(default_factory=lambda: Window(30, A_SECOND))
    _chats: dict[int, list[Window]] = field(default_factory=dict)

    def take(self, method: str, chat: int | None, *, group: bool) -> None:
        """Count a call. Raises Refused (429) for one too many if limits are enforced."""
        counted = method.startswith(SENDS + (EDITS if self.edits else ())) and method != SHOWS
        if not counted or chat is None:
            return
        now = self.clock()
        windows = self._of(chat, group=group)
        waits = [(window.wait(now), window) for window in (self._overall, *windows)]
        longest, worst = max(waits, key=lambda one: one[0])
        if longest:
            limit = f"{worst.high} in {worst.per.total_seconds():g} s"
            self.breaches.append(f"{method} in {chat} at {now}: more than {limit}")
            if self.enforce:
                raise too_many(max(1, -(-longest // A_SECOND)))
        self.sent += 1
        for _, window in waits:
            window.past.append(now)

    def _of(self, chat: int, *, group: bool) -> list[Window]:
        if chat not in self._chats:
            windows = [Window(1, A_SECOND)]
            self._chats[chat] = windows + ([Window(20, A_MINUTE)] if group else [])
        return self._chats[chat]
