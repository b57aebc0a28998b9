"""Says what ``upkeep.examine`` found, a line each, with what to do about it."""

import asyncio
import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.config import Config
from bot.nightly import backups_of
from bot.usecases.upkeep import Check, Finding, examine

if TYPE_CHECKING:
    from telegram.request import BaseRequest

    from bot.on_discord.checkup import Connect


STALE = timedelta(hours=26)
"""A night's backup is older than this only if the next one was not made."""


def report(
    config: Config,
    connect: "Connect | None" = None,
    request: "BaseRequest | None" = None,
    now: datetime | None = None,
) -> Iterator[tuple[str, bool]]:
    """Yield a line and whether all is well with it, for everything that is looked at.

    ``connect`` and ``request`` stand in for the network in tests: Discord's and Telegram's.
    """
    running = False
    yield _python()
    for finding in examine(config.database, config.bank):
        running = running or (finding.check is Check.RUNNING and finding.about == ("yes",))
        yield _line(finding), finding.fine
    if not running:
        yield _port(config)
    if config.database.exists():
        yield _backups(config, now or datetime.now(UTC), running=running)
    yield _pictures(), True
    yield from _discord(config, connect)
    yield from _telegram(config, request)


def _python() -> tuple[str, bool]:
    version = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info >= (3, 11)
    return f"Python {version}" + ("" if fine else ": Studyhall needs 3.11 or newer."), fine


def _line(finding: Finding) -> str:
    about = finding.about
    match finding.check:
        case Check.SQLITE:
            tail = "" if finding.fine else ": too old; use a newer Python or system."
            return f"SQLite {about[0]}{tail}"
        case Check.ZONES:
            return "Time zones are known." if finding.fine else "No time zones: install tzdata."
        case Check.FOLDER:
            return f"Data in {about[0]}" if finding.fine else f"Data in {about[0]}: {about[1]}"
        case Check.SPACE:
            tail = "" if finding.fine else f": free some, {about[1]} MB should be there."
            return f"{about[0]} MB of disk free{tail}"
        case Check.RUNNING:
            return "The bot is running." if about[0] == "yes" else "The bot is not running."
        case Check.DATABASE:
            return _database(finding)
        case Check.BANK:
            return _bank(finding)


def _database(finding: Finding) -> str:
    if not finding.fine:
        return finding.about[0]
    if finding.about == ("new",):
        return "No database yet: the first run makes one."
    version, learners, questions, reviews = finding.about
    return (
        f"Database version {version}: {learners} learners, {questions} questions,"
        f" {reviews} answers."
    )


def _bank(finding: Finding) -> str:
    if finding.fine:
        return f"Bank: {finding.about[0]} questions, no mistakes."
    count, first, mistakes = finding.about
    return f"Bank: {count} questions, {mistakes} mistakes; the first is {first}"


def _port(config: Config) -> tuple[str, bool]:
    """Say whether the classroom's port is free."""
    if config.port == 0:
        return "The classroom takes a free port.", True
    where = f"{config.host}:{config.port}"
    try:
        family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
        with closing(socket.create_server((config.host, config.port), family=family)):
            return f"{where} is free for the classroom.", True
    except OSError as error:
        return f"{where} cannot be used ({error.strerror}): choose another --port.", False


def _backups(config: Config, now: datetime, *, running: bool) -> tuple[str, bool]:
    """Say how old the newest backup is; a bot that was off has made none, and that is fine."""
    last = backups_of(config).last()
    if last is None:
        how = "run studyhall backup" if config.backup_hour is None else "the running bot makes one"
        return f"No backup in {config.backups} yet: {how}.", True
    hours = max(0, int((now - last).total_seconds() // 3600))
    age = f"{hours // 24} days" if hours >= 48 else f"{hours} hours"
    if config.backup_hour is None or now - last <= STALE or not running:
        return f"The newest backup in {config.backups} is {age} old.", True
    return (
        f"The newest backup in {config.backups} is {age} old: the log says why; free some space,"
        " or run studyhall backup."
    ), False


def _pictures() -> str:
    """Say whether every script can be drawn as it is written; a comfort, and no reason to stop."""
    from bot.drawing import fonts  # loaded here alone: the bot does so with its first picture

    if fonts.joins_letters():
        return "Pictures show every script as it is written."
    return (
        "Pictures show Arabic, Hebrew and the scripts of India roughly: install FriBiDi"
        " (libfribidi0, or fribidi) for better."
    )


def _discord(config: Config, connect: "Connect | None") -> Iterator[tuple[str, bool]]:
    """Say what Discord says of the token; one of a wrong form was refused before."""
    if not config.discord_token:
        yield "No Discord: set STUDYHALL_DISCORD_TOKEN to be there too.", True
        return
    # The library takes a while to load: whoever has no bot on Discord does not wait for it.
    from bot.on_discord.checkup import look

    # What the library warns of is for programs that speak and listen.
    logging.getLogger("discord").addHandler(logging.NullHandler())
    yield from asyncio.run(look(config.discord_token, connect))


def _telegram(config: Config, request: "BaseRequest | None") -> Iterator[tuple[str, bool]]:
    """Say what Telegram says of the token; one of a wrong form was refused before."""
    if not config.telegram_token:
        yield "No Telegram: set STUDYHALL_TELEGRAM_TOKEN to be there too.", True
        return
    from bot.on_telegram.checkup import look

    yield from asyncio.run(
        look(
            config.telegram_token,
            server=config.telegram_server,
            webhook=config.telegram_webhook,
            request=request,
        )
    )
