"""The question of the day of another channel: its card is looked at here, and works from here.

In a forum no command can be given at all. So what is pressed on such a card carries its channel
behind the command, after an "@", and is done there. Must not know what a command does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot import press as p
from bot.domain.ids import Place, Platform
from bot.on_discord.desk import Seat
from bot.on_discord.layouts import Rendered

ABOUT_A_CHANNEL = "daily"
"""The command whose cards are about one channel."""

SIGN = " @"


@dataclass(frozen=True, slots=True)
class Put:
    """A press, and the id of the channel that it is about ("" for where it is made)."""

    press: p.Press | None
    channel: str = ""


def parted(press: p.Press | None) -> Put:
    """Return a press without its channel, and the channel."""
    if isinstance(press, p.Go):
        command, sign, number = press.command.rpartition(SIGN)
        try:
            return Put(p.Go(command), str(int(number, 16))) if sign else Put(press)
        except ValueError:
            return Put(None)
    return Put(press)


def carried(press: p.Press | None, channel: str) -> str | None:
    """Return what a button carries about another channel; None if it is not about one."""
    if not isinstance(press, p.Go) or press.command.partition(" ")[0] != ABOUT_A_CHANNEL:
        return None
    return p.encode(p.Go(f"{press.command}{SIGN}{int(channel):x}"))


def there(seat: Seat, channel: str) -> Seat:
    """Return somebody's seat as if they sat in another channel of the server; they may not."""
    if seat.server is None or channel in ("", seat.place.thread):
        return seat
    place = Place(Platform.DISCORD, seat.server.chat_id, channel)
    return replace(seat, place=place, lacks=seat.lacking(channel))


def moved(rendered: Rendered, channel: str) -> Rendered:
    """Let the buttons and selects of a card be about another channel, and say which it is."""
    view = rendered.view
    if not channel or view is None:
        return rendered
    found = [_move(part, channel) for part in _walk(view.pieces)]
    card: Any = view.pieces[0] if view.pieces else {}
    if any(found) and "components" in card:
        card["components"].insert(1, {"type": 10, "content": f"-# <#{channel}>"})
    return rendered


def _move(part: dict[str, Any], channel: str) -> bool:
    about = carried(p.decode(str(part.get("custom_id", ""))), channel)
    if about is not None:
        part["custom_id"] = about
    return about is not None


def _walk(parts: Iterable[Any]) -> Iterable[Any]:
    for part in parts:
        yield part
        yield from _walk(part.get("components", ()))
