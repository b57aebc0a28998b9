"""The menus of commands, for each kind of chat and each language; handed over only when changed.

Must not know what a command does.
"""

import json
from hashlib import blake2b

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.on_telegram.desk import Desk
from bot.on_telegram.limits import ABOUT, COMMAND_DESCRIPTION, SHORT_ABOUT, fit_plain, short
from bot.on_telegram.sending import Bot
from bot.wording import command_list, guiding
from bot.wording.offers import OFFERS, translated

log = structlog.get_logger(__name__)

PRIVATE = (
    "review", "stats", "quiz", "leaderboard", "daily", "deck", "question", "class", "settings",
    "link", "undo", "privacy", "help", "start",
)  # fmt: skip
"""Alone with the bot: one's own first; what needs a group (``quiz``) leads into one."""

GROUP = (
    "quiz", "review", "leaderboard", "daily", "stats", "deck", "question", "class", "settings",
    "link", "undo", "privacy", "help", "start",
)  # fmt: skip
"""In a group, for a learner: what everybody plays first, one's own last."""

ADMINS = (
    "quiz", "daily", "class", "deck", "question", "leaderboard", "review", "stats", "settings",
    "link", "undo", "privacy", "help", "start",
)  # fmt: skip
"""For who looks after a group: what they manage first, then all of a learner's, because Telegram
shows them no other menu."""

OWN = frozenset({"review", "stats", "settings", "link", "undo", "privacy"})
"""What is one person's own: newer apps send these so that nobody else sees them in a group."""

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")
"""Languages that are asked for; one that has no words of its own gets no menu of its own."""

_TOLD = {command.name: command.one_line for command in command_list}
_TOLD["start"] = guiding.START


async def bring(desk: Desk, bot: Bot, *, whispers: bool = True) -> None:
    """Hand every menu over that is not as it was handed over last. Never raises Telegram's errors.

    ``whispers``: commands of one's own are said unseen in groups.
    """
    scopes: tuple[tuple[BotCommandScope, tuple[str, ...], bool], ...] = (
        (BotCommandScopeDefault(), PRIVATE, False),
        (BotCommandScopeAllPrivateChats(), PRIVATE, False),
        (BotCommandScopeAllGroupChats(), GROUP, whispers),
        (BotCommandScopeAllChatAdministrators(), ADMINS, whispers),
    )
    for scope, names, unseen in scopes:
        for language in ("", *LANGUAGES):
            menu = menu_of(names, language, unseen=unseen)
            if language and menu == menu_of(names, "", unseen=unseen):
                continue
            await _hand_over(desk, bot, scope, language, menu)
    await _about(desk, bot)


def menu_of(names: tuple[str, ...], language: str, *, unseen: bool) -> list[BotCommand]:
    """Return a menu in a language."""
    found = []
    for name in names:
        ours = _TOLD.get(name) or OFFERS[name]
        said = translated(ours, language) or ours
        extra = {"is_ephemeral": True} if unseen and name in OWN else None
        found.append(BotCommand(name, short(said, COMMAND_DESCRIPTION), api_kwargs=extra))
    return found


async def _hand_over(
    desk: Desk, bot: Bot, scope: BotCommandScope, language: str, menu: list[BotCommand]
) -> None:
    written = json.dumps([command.to_dict() for command in menu], sort_keys=True).encode()
    digest = blake2b(written, digest_size=16).digest()
    name = f"telegram:{bot.id}:{scope.type}:{language}"
    if not await desk.syncing.changed(name, digest):
        return
    try:
        await bot.set_my_commands(menu, scope, language or None)
    except TelegramError as refused:
        log.warning("a menu was not taken", scope=scope.type, reason=refused.message)
        return
    await desk.syncing.told(name, digest)


async def _about(desk: Desk, bot: Bot) -> None:
    """Say on the bot's page, and in an empty chat with it, what it does."""
    long, brief = fit_plain(guiding.ABOUT, ABOUT), short(guiding.IN_SHORT, SHORT_ABOUT)
    digest = blake2b(f"{long}\n{brief}".encode(), digest_size=16).digest()
    name = f"telegram:{bot.id}:about"
    if not await desk.syncing.changed(name, digest):
        return
    try:
        await bot.set_my_description(long)
        await bot.set_my_short_description(brief)
    except TelegramError as refused:
        log.warning("the bot's page was not taken", reason=refused.message)
        return
    await desk.syncing.told(name, digest)
