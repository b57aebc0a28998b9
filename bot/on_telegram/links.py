"""Deep links: a link that opens the private chat carries a press, like a button does.

Anybody can write a link and anybody may be led to tap one, so only presses that look at something
or begin it are taken from there: nothing is left, deleted or decided by following a link.
Must not know what a press does.
"""

import base64
import binascii
from urllib.parse import quote

from bot import press as p
from bot.domain.ids import AskId
from bot.on_telegram.limits import PAYLOAD

BEGUN_BY = frozenset(
    {"review", "stats", "leaderboard", "settings", "privacy", "link", "help", "deck", "class"}
    | {"class join", "deck import", "question add", "question edit", "class claims", "daily"}
    | {"daily preview", "settings remind", "start"}
)
"""Commands that a link may run, with what follows them."""

_LOOKING = (p.Open, p.NextReview, p.Mine, p.ReportIt, p.ShowBoard, p.Hint)


def deep_link(bot: str, press: p.Press) -> str:
    """Return the link that does this in the private chat with the bot called ``bot``.

    Raises ValueError for what no link may carry or what is too long for one: a bug of ours.
    """
    payload = written(press)
    if payload is None:
        raise ValueError(f"no link can carry {type(press).__name__}")
    return f"https://t.me/{bot}?start={payload}"


def answer_link(bot: str, ask: AskId) -> str:
    """Return the link that opens a question in private, to be answered there."""
    return deep_link(bot, p.Open(ask))


def command_link(bot: str, command: str) -> str:
    """Return the link that runs a command in private; without its words if they do not fit."""
    words = command.split()
    for count in range(len(words), 0, -1):
        found = (
            p.Go(" ".join(words[:count])) if len(" ".join(words[:count])) <= p.MAX_WORD else None
        )
        if found is not None and written(found) is not None:
            return deep_link(bot, found)
    return f"https://t.me/{bot}?start=1"


def group_link(bot: str) -> str:
    """Return the link by which somebody adds the bot to a group of theirs."""
    return f"https://t.me/{bot}?startgroup=1"


def sharing(url: str) -> str:
    """Return the link that lets somebody choose to whom a link is sent."""
    return f"https://t.me/share/url?url={quote(url, safe='')}"


def written(press: p.Press) -> str | None:
    """Return the start parameter of a press; None if no link may carry it, or it is too long."""
    if not _allowed(press):
        return None
    try:
        carried = p.encode(press)
    except ValueError:
        return None
    payload = base64.urlsafe_b64encode(carried.encode("ascii")).decode("ascii").rstrip("=")
    return payload if len(payload) <= PAYLOAD else None


def read(payload: str) -> p.Press | None:
    """Return the press of a start parameter; None for anything that is not ours to follow."""
    if not payload.isascii() or len(payload) > PAYLOAD:
        return None
    try:
        carried = base64.b64decode(
            payload + "=" * (-len(payload) % 4), altchars=b"-_", validate=True
        )
        press = p.decode(carried.decode("ascii"))
    except (binascii.Error, ValueError):
        return None
    return press if press is not None and _allowed(press) else None


def _allowed(press: p.Press) -> bool:
    match press:
        case p.Go(command):
            words = command.split()
            return " ".join(words[:2]) in BEGUN_BY or _is_looking(words)
        case p.OfDeck(verb):
            return verb in ("show", "review", "drafts")
        case _:
            return isinstance(press, _LOOKING)


def _is_looking(words: list[str]) -> bool:
    """Return whether a command with these words only shows something."""
    return words[:1] in (["review"], ["stats"], ["leaderboard"], ["help"])
