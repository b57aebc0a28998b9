"""What a message says to the bot: a command, an answer to one of its messages, a file, or words.

Must not know what is done about it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Message

from bot import press as p
from bot.domain.ids import AskId
from bot.on_telegram import links
from bot.on_telegram.messages import Rendered

_COMMAND = re.compile(r"/(?P<name>\w{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name in lower case, and what follows it."""

    name: str
    rest: str

    @property
    def text(self) -> str:
        """Return the command as it is run: without its slash, its words parted by one space."""
        return " ".join((self.name, *self.rest.split()))

    @property
    def press(self) -> p.Press:
        """Return what does the same again; without its words if no key can carry them."""
        again = p.Go(self.text)
        return again if _is_carried(again) else p.Go(self.name)


def _is_carried(press: p.Press) -> bool:
    try:
        p.encode(press)
    except ValueError:
        return False
    return True


def command_in(message: Message, bot: str) -> Command | None:
    """Return the command that a message or a caption gives this bot; None if it gives none."""
    found = _COMMAND.fullmatch((message.text or message.caption or "").strip())
    if found is None:
        return None
    named = found["bot"]
    if named is not None and named.casefold() != bot.casefold():
        return None
    return Command(found["name"].casefold(), (found["rest"] or "").strip())


def lying_in(message: Message) -> Message:
    """Return the message that has the file which a message is about; itself if none has one."""
    above = message.reply_to_message
    return above if message.document is None and above is not None and above.document else message


def ask_on(message: Message) -> AskId | None:
    """Return the question that the keys of a message are about, by what they carry."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return _first_ask((key.callback_data, key.url) for row in rows for key in row)


def ask_below(rendered: Rendered) -> AskId | None:
    """Return the question that the keys of a message to be sent are about."""
    return _first_ask((key.data, key.url) for row in rendered.keyboard for key in row)


def _first_ask(keys: Iterable[tuple[object, str | None]]) -> AskId | None:
    for data, url in keys:
        press = p.decode(data) if isinstance(data, str) else None
        if press is None and url:
            press = links.read(url.rpartition("?start=")[2])
        ask = getattr(press, "ask", None)
        if ask is not None:
            return AskId(ask)
    return None


def is_on(message: Message, data: str) -> bool:
    """Return whether a message has a key that carries this."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(key.callback_data == data for row in rows for key in row)
