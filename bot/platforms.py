"""The whole bot, served: the classroom and the chat platforms around one core.

``discord_adapter`` and ``telegram_adapter`` join their rooms to the core. Must not know what is
asked or answered.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from bot.app import App, metronome, open_app, web_classroom
from bot.config import Config
from bot.logs import log_to
from bot.nightly import nightly
from bot.process import invitation, seldom_collected, stop_signal
from bot.stocking import pictures_for_chats
from bot.usecases.arriving import Arriving
from bot.usecases.authoring import Authoring
from bot.usecases.chatting import Chatting
from bot.usecases.delivering import Delivering
from bot.usecases.looking import Looking
from bot.usecases.mending import Mending
from bot.usecases.mishaps import mishap
from bot.usecases.moving import Moving
from bot.usecases.polling import Polling
from bot.usecases.syncing import Syncing
from storage import secrets

if TYPE_CHECKING:
    from aiohttp import BaseConnector
    from telegram.request import BaseRequest

    from bot.on_discord.desk import Desk as DiscordDesk
    from bot.on_discord.reaching import Patience
    from bot.on_telegram.desk import Desk as TelegramDesk
    from bot.on_telegram.hook import Hook
    from bot.on_telegram.listening import Sleep
    from bot.on_telegram.pacing import Timer

log = structlog.get_logger(__name__)


async def serve(config: Config, announce: Callable[[str], None] = print) -> None:
    """Serve the classroom and be on the platforms until the process is asked to stop."""
    log_to(sys.stderr, config.log_level, config.log_format, config.secrets)
    stop = stop_signal()
    async with open_app(config) as app:
        hook = await telegram_hook(app)
        doors = {urlsplit(config.telegram_webhook).path: hook.knock} if hook else {}
        async with (
            metronome(app),
            nightly(config, app.backups, app.clock),
            web_classroom(app, doors) as address,
            discord_adapter(app) as on_discord,
            telegram_adapter(app, hook=hook) as on_telegram,
        ):
            for line in (*invitation(address), *on_discord, *on_telegram):
                announce(line)
            log.info(
                "open",
                port=urlsplit(address).port,
                discord=bool(on_discord),
                telegram=bool(on_telegram),
            )
            with seldom_collected():
                await stop.wait()
            log.info("closing")
    announce("Studyhall is closed. Every answer is kept.")


@asynccontextmanager
async def discord_adapter(
    app: App,
    connect: "Callable[[], BaseConnector] | None" = None,
    ready_within: float = 2.0,
    patience: "Patience | None" = None,
) -> AsyncIterator[tuple[str, ...]]:
    """Be on Discord, if there is a token, and yield how to invite the bot.

    Where Discord cannot be reached that is told, and tried again in the background. ``connect``
    stands in for the network in tests. Raises BadConfig for a token that Discord does not accept.
    """
    if not app.config.discord_token:
        yield ()
        return
    # The library takes a while to load: whoever has no bot on Discord does not wait for it.
    from bot.on_discord.client import Line
    from bot.on_discord.reaching import invite_of, stay_on

    line = Line(
        token=app.config.discord_token,
        shard_ids=app.config.discord_shard_ids,
        shards=app.config.discord_shards,
        connect=connect,
        ready_within=ready_within,
    )
    async with stay_on(discord_desk(app), line, patience) as client:
        if client is None:
            yield ("Discord cannot be reached just now. I go on trying; all else works.",)
        else:
            yield (f"On Discord as {client.user}. Invite me: {invite_of(client)}",)


def discord_desk(app: App) -> "DiscordDesk":
    """Return what Discord's room works with."""
    from bot.on_discord.desk import Desk

    database, clock = app.database, app.clock
    return Desk(
        study=app.study,
        rounds=app.rounds,
        daily=app.daily,
        reminding=app.reminding,
        digesting=app.digesting,
        comeback=app.comeback,
        boards=app.boards,
        classes=app.classes,
        decks=app.decks,
        settings=app.settings,
        privacy=app.privacy,
        posting=app.posting,
        arriving=Arriving(database, clock, app.config.zone),
        looking=Looking(database, clock, app.library),
        authoring=Authoring(database),
        mending=Mending(database, clock),
        delivering=Delivering(database, clock),
        syncing=Syncing(database),
        pictures=pictures_for_chats(app.pictures, app.decks),
        explain=mishap,
        clock=clock,
    )


async def telegram_hook(app: App) -> "Hook | None":
    """Return what Telegram knocks at, if updates are to be brought; None if they are fetched."""
    if not (app.config.telegram_token and app.config.telegram_webhook):
        return None
    from bot.on_telegram.hook import Hook

    kept = await app.database.transaction(lambda tx: secrets.secret(tx, "telegram"))
    return Hook(app.config.telegram_secret or kept.hex())


@asynccontextmanager
async def telegram_adapter(
    app: App,
    request: "BaseRequest | None" = None,
    get_updates: "BaseRequest | None" = None,
    *,
    hook: "Hook | None" = None,
    timer: "Timer | None" = None,
    sleep: "Sleep" = asyncio.sleep,
) -> AsyncIterator[tuple[str, ...]]:
    """Be on Telegram, if there is a token, and yield how to bring the bot into a group.

    Where Telegram cannot be reached that is told, and tried again in the background. The requests
    stand in for the network in tests, ``timer`` and ``sleep`` for time. Raises BadConfig for a
    token that Telegram does not accept.
    """
    config = app.config
    if not config.telegram_token:
        yield ()
        return
    # The library takes a while to load: whoever has no bot on Telegram does not wait for it.
    from bot.on_telegram.client import SERVER, Line, open_client
    from bot.on_telegram.links import group_link

    line = Line(
        token=config.telegram_token,
        server=config.telegram_server or SERVER,
        webhook=config.telegram_webhook,
        hook=hook,
        request=request,
        get_updates=get_updates,
        timer=timer,
        sleep=sleep,
    )
    async with open_client(telegram_desk(app), line) as client:
        if client.reached.is_set():
            name = client.bot.username
            yield (f"On Telegram as @{name}. Add me to a group: {group_link(name)}",)
        else:
            yield ("Telegram cannot be reached just now. I go on trying; all else works.",)


def telegram_desk(app: App) -> "TelegramDesk":
    """Return what Telegram's room works with."""
    from bot.on_telegram.desk import Desk

    database, clock = app.database, app.clock
    return Desk(
        study=app.study,
        rounds=app.rounds,
        daily=app.daily,
        reminding=app.reminding,
        digesting=app.digesting,
        comeback=app.comeback,
        boards=app.boards,
        classes=app.classes,
        decks=app.decks,
        settings=app.settings,
        privacy=app.privacy,
        posting=app.posting,
        arriving=Arriving(database, clock, app.config.zone),
        looking=Looking(database, clock, app.library),
        authoring=Authoring(database),
        mending=Mending(database, clock),
        chatting=Chatting(database, clock, app.library),
        polling=Polling(
            database=database,
            clock=clock,
            library=app.library,
            study=app.study,
            posting=app.posting,
            default_zone=app.config.zone,
        ),
        delivering=Delivering(database, clock),
        moving=Moving(database, clock),
        syncing=Syncing(database),
        pictures=pictures_for_chats(app.pictures, app.decks),
        explain=mishap,
        clock=clock,
    )
