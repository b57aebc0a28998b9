"""Deep links: a link that opens the private chat carries a press, like a button does.

Anybody can write a link and anybody may be led to tap one, so a list says which presses are taken
from there: those that show something, or ask for words. Nothing is left, deleted, answered, taken
or decided by following a link; what is joined by one (that is what an invitation is) can be left.
Must not know what a press does.
"""

import base64
import binascii
from urllib.parse import quote

from bot import press as p
from bot.domain.ids import AskId
from bot.on_telegram.limits import PAYLOAD

SHOWING = frozenset(
    {"settings", "settings remind", "privacy", "link", "deck", "class", "class claims", "daily"}
    | {"daily preview", "question", "start"}
)
"""Commands that show something as they stand: a word more, and they might change it."""

SETTINGS = ("name", "zone", "retention", "goal", "time", "alias", "hide", "rest")

ASKING = frozenset(
    {"class join", "deck import", "question add", "question edit"}
    | {"link code", *(f"settings {field}" for field in SETTINGS)}
)
"""Commands that ask for words as they stand, which nobody else can write."""

NEW_EACH_TIME = frozenset({"link"})
"""Commands of ``SHOWING`` that show something else where a word was left out."""

SHOWING_WITH_WORDS = frozenset({"review", "stats", "leaderboard", "help"})
"""Commands whose words say what to show, but for ``DECIDING`` ones."""

SHOWING_ONE = frozenset(
    {"deck show", "deck drafts", "deck export", "question edit", "question history"}
)
"""Commands that show what the words after them name."""

ADDED = "1"
"""What a group is told when somebody brings the bot there by ``group_link``."""

INVITING = "class join"
"""Followed by a code this is an invitation, and following it is what joins."""

DECIDING = frozenset({"plan"})
"""First words that make something else of a command that shows."""

_LOOKING = (p.Open, p.NextReview, p.Mine, p.ReportIt, p.ShowBoard)
"""Presses that show something; a report asks what the matter is, and waits for words."""

_LOOKS_AT_A_DECK = frozenset({"show", "review", "drafts", "export", "edit"})
"""What of a deck shows something; ``edit`` asks for words."""


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
    """Return the link that shows in private what a command is about.

    It runs the command, or what is left of it without words that no link can carry: those were
    done already, and are not asked for once more.
    """
    words = command.split()
    for count in range(len(words), 0, -1):
        told = " ".join(words[:count])
        found = p.Go(told) if len(told) <= p.MAX_WORD else None
        asks = count < len(words) and told.casefold() in ASKING | NEW_EACH_TIME
        if found is not None and not asks and written(found) is not None:
            return deep_link(bot, found)
    return f"https://t.me/{bot}?start=1"


def group_link(bot: str) -> str:
    """Return the link by which somebody adds the bot to a group of theirs."""
    return f"https://t.me/{bot}?startgroup={ADDED}"


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
        case p.Go(command) | p.Turn(command, _):
            return _is_looking(command.split())
        case p.OfDeck(verb):
            return verb in _LOOKS_AT_A_DECK
        case p.OfQuestion(verb):
            return verb == "history"
        case _:
            return isinstance(press, _LOOKING)


def _is_looking(words: list[str]) -> bool:
    """Return whether a command with these words only shows something, or asks for words."""
    folded = [word.casefold() for word in words]
    if " ".join(folded) in SHOWING | ASKING:
        return True
    if folded[:1] and folded[0] in SHOWING_WITH_WORDS:
        return folded[1:2] == [] or folded[1] not in DECIDING
    first = " ".join(folded[:2])
    return first in SHOWING_ONE or (first == INVITING and len(folded) == 3)
