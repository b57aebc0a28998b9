"""How much may be sent when: Telegram's limits as sliding windows, and chats that it holds.

Pure arithmetic on seconds of a clock that only moves on. Must not know what is sent, nor wait.
"""

from collections import OrderedDict, deque
from itertools import islice

from bot.on_telegram import limits

SLACK = 0.03
"""Seconds by which windows are longer than Telegram's: messages take unequal times to get there.

With it 97 % of the allowed rate is used.
"""

SPARE = 4
"""Messages of a group's minute that are kept for its live round: a question, its reveal, the next.
Without them a talkative group would wait for minutes to see an answer."""

HELD_BEFORE_CLEANING = 100

EVERYWHERE_AFTER = 3
"""Telegram does not say whether it refuses one chat or the bot: so many different chats refused,
and nothing taken between them, mean the bot."""

EVERYWHERE_AT_MOST = 30.0
"""Seconds after which it is tried whether that was right: each of those chats waits on its own."""


class Window:
    """At most ``most`` events in any ``length`` seconds, each noted as it happens."""

    __slots__ = ("_length", "_times")

    def __init__(self, most: int, length: float) -> None:
        self._times: deque[float] = deque(maxlen=most)
        self._length = length + SLACK

    def free_at(self, spare: int = 0) -> float:
        """Return from when on there is room for one more and ``spare`` others.

        Minus infinity if there always was.
        """
        taken = (self._times.maxlen or 0) - spare
        return self._times[-taken] + self._length if len(self._times) >= taken else float("-inf")

    def note(self, now: float) -> None:
        """Count one more event. Raises ValueError before ``free_at``."""
        if now < self.free_at():
            raise ValueError("more than the window takes")
        self._times.append(now)

    def idle_at(self) -> float:
        """Return from when on it is as if nothing had ever happened."""
        return self._times[-1] + self._length if self._times else float("-inf")


class _Chat:
    """The windows of one chat."""

    __slots__ = ("minute", "second")

    def __init__(self, group: bool) -> None:
        self.second = Window(1, limits.CHAT_SECONDS)
        self.minute = Window(limits.GROUP_MESSAGES, limits.GROUP_SECONDS) if group else None

    def windows(self) -> tuple[Window, ...]:
        return (self.second,) if self.minute is None else (self.second, self.minute)


def is_group(chat: str) -> bool:
    """Return whether a chat is a group or channel and not somebody's own: those ids are below 0."""
    return not chat.isdecimal()


class Rates:
    """What was sent lately and what Telegram refused, and from when on the next may go."""

    def __init__(self) -> None:
        self._overall = Window(limits.ALL_MESSAGES, limits.ALL_SECONDS)
        self._even_from = float("-inf")
        self._chats: OrderedDict[str, _Chat] = OrderedDict()
        self._held: dict[str, float] = {}
        self._held_everywhere = float("-inf")
        self._refused: set[str] = set()

    def free_at(self, chat: str, *, spare: bool = False) -> float:
        """Return from when on a chat may get a message, as far as that chat is concerned.

        ``spare``: leaving something of a group's minute to its round.
        """
        held, known = self.held_until(chat), self._chats.get(chat)
        if known is None:
            return held
        minute = known.minute.free_at(SPARE if spare else 0) if known.minute else held
        return max(held, minute, known.second.free_at())

    def overall_free_at(self, *, evenly: bool) -> float:
        """Return from when on anybody may get a message.

        ``evenly``: keeping a distance to the one before, so that a reply always finds room soon.
        """
        return max(self._overall.free_at(), self._even_from if evenly else float("-inf"))

    def held_until(self, chat: str) -> float:
        """Return until when Telegram takes nothing for a chat."""
        return max(self._held.get(chat, float("-inf")), self._held_everywhere)

    def note(self, chat: str, now: float) -> None:
        """Count a message that goes out now. Raises ValueError before its time."""
        self._forget(now)
        known = self._chats.get(chat)
        if known is None:
            known = self._chats[chat] = _Chat(is_group(chat))
        for window in known.windows():
            window.note(now)
        self._chats.move_to_end(chat)
        self._overall.note(now)
        self._even_from = now + (limits.ALL_SECONDS + SLACK) / limits.ALL_MESSAGES

    def refuse(self, chat: str, now: float, seconds: float) -> None:
        """Note that Telegram wants nothing for ``seconds``: for this chat, or for any."""
        until = now + seconds + SLACK
        self._held[chat] = max(until, self._held.get(chat, until))
        self._refused.add(chat)
        if len(self._refused) >= EVERYWHERE_AFTER:
            shortest = min(self._held.get(known, until) for known in self._refused)
            self._held_everywhere = min(shortest, now + EVERYWHERE_AT_MOST)

    def taken(self) -> None:
        """Note that Telegram took something: it refuses some chats, but not the bot."""
        self._refused.clear()

    def _forget(self, now: float) -> None:
        """Let go of chats that may get anything again; few are kept, as few get anything."""
        for chat, known in tuple(islice(self._chats.items(), 2)):
            if max(window.idle_at() for window in known.windows()) <= now:
                del self._chats[chat]
        if len(self._held) > HELD_BEFORE_CLEANING:
            self._held = {chat: until for chat, until in self._held.items() if until > now}
