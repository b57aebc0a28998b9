"""The client: Discord's gateway on one side, presses and commands on the other.

It asks for no privileged intent and never reads a channel. Everything that matters is in the
database, so that a client may be closed and another opened at any time.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.config import BadConfig
from bot.domain.replies import Answered
from bot.on_discord import bringing
from bot.on_discord.answers import Answer, Elsewhere, Sent
from bot.on_discord.budget import Budget
from bot.on_discord.buttons import push
from bot.on_discord.callbacks import Callbacks
from bot.on_discord.checkup import REFUSED
from bot.on_discord.class_commands import class_commands
from bot.on_discord.comings import Comings
from bot.on_discord.commands import learners_commands
from bot.on_discord.daily_commands import daily_commands
from bot.on_discord.deck_commands import deck_commands
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.elsewhere import parted, there
from bot.on_discord.hearing import Hearing
from bot.on_discord.messenger import COUNT_EVERY, Messenger
from bot.on_discord.modals import submitted
from bot.on_discord.offering import Translations
from bot.on_discord.presence import Presence
from bot.on_discord.pressed import Pressed
from bot.on_discord.question_commands import question_commands
from bot.on_discord.voice import Voice
from bot.press import BringIt, Go, OfDeck, OfQuestion, Turn, decode

log = structlog.get_logger(__name__)

NOTHING_RINGS = discord.AllowedMentions.none()
OF_A_CLASS = (Go, Turn, OfDeck, BringIt)
"""Presses that stand for commands: they are about the class of the place where they are made."""

LONGEST_WAIT = 30.0
"""Seconds that a request waits for its turn; what Discord puts off for longer is tried again later.

Shorter than a lease of the outbox, so that no other worker takes a post that is waiting.
"""

INTENTS = discord.Intents(guilds=True)
"""Servers, channels and roles. Nothing of who is there or what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How to reach Discord: by which token, for which shards, through what."""

    token: str
    shard_ids: tuple[int, ...] = ()  # none: all of them
    shards: int = 0  # 0: as many as Discord recommends
    connect: Callable[[], aiohttp.BaseConnector] | None = None  # instead of the network
    ready_within: float = 2.0  # seconds to wait for the servers of a shard
    count_every: float = COUNT_EVERY  # seconds between two edits of how many have answered


class Tree(app_commands.CommandTree["StudyhallClient"]):
    """The commands; an interaction that comes twice is heard once."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Return whether this is news. What is being typed is completed however often it comes."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        return bool(interaction.client.voice.is_news(interaction))

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Log what is wrong with a command itself: what one does is caught where it is done."""
        command = interaction.command
        name = command.qualified_name if command else "unknown"
        log.error("a command went wrong", command=name, exc_info=error)
        await interaction.client.voice.apologise(interaction)


class StudyhallClient(Comings):
    """Studyhall on Discord."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self.budget = Budget(desk.clock)
        shards: dict[str, Any] = {"shard_ids": list(line.shard_ids)} if line.shard_ids else {}
        if line.shards:
            shards["shard_count"] = line.shards
        super().__init__(
            intents=INTENTS,
            connector=line.connect() if line.connect else None,
            guild_ready_timeout=line.ready_within,
            allowed_mentions=NOTHING_RINGS,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            http_trace=self.budget.trace(),
            max_ratelimit_timeout=LONGEST_WAIT,
            **shards,
        )
        self.desk = desk
        self.callbacks = Callbacks(self.budget.note)
        self.voice = Voice(desk, self.callbacks)
        self.messenger = Messenger(desk, self, self.budget, line.count_every)
        self.status_line = Presence(desk, self)
        self.ended = asyncio.Event()
        self.tree = Tree(self)

    def _get_state(self, **options: Any) -> Hearing:  # noqa: ANN401 - the library's own
        return Hearing(
            dispatch=self.dispatch,
            handlers=self._handlers,
            hooks=self._hooks,
            http=self.http,
            **options,
        )

    async def setup_hook(self) -> None:
        """Know every button, bring the commands if they have changed, begin to deliver."""
        self.add_dynamic_items(Pressed)
        every = (
            *learners_commands(),
            *class_commands(),
            *deck_commands(),
            *question_commands(),
            *daily_commands(),
        )
        for command in every:
            self.tree.add_command(command)
        await self.tree.set_translator(Translations())
        await self._sync()
        self.messenger.start()
        self.status_line.start()

    async def _sync(self) -> None:
        """Hand the commands over, if they are not those handed over last."""
        translator = self.tree.translator
        assert translator is not None  # noqa: S101 - set just before
        payload = [
            await command.get_translated_payload(self.tree, translator)
            for command in self.tree.get_commands()
        ]
        written = json.dumps(payload, sort_keys=True, default=str).encode()
        digest, name = blake2b(written, digest_size=16).digest(), f"discord:{self.application_id}"
        if await self.desk.syncing.changed(name, digest):
            await self.tree.sync()
            await self.desk.syncing.told(name, digest)
            log.info("commands handed to Discord", commands=len(payload))

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        """Tell who listens; to an interaction nobody does, except for forms."""
        if event != "interaction" or _is_form(args[0]):
            super().dispatch(event, *args, **kwargs)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a form that was sent in; the library knows only those opened since it started."""
        data: Any = interaction.data
        await self.take(interaction, data["custom_id"], Sent(fields=submitted(data["components"])))

    async def take(self, interaction: Interaction, carried: str, sent: Sent) -> None:
        """Do what a button, a select or a form carries, once."""
        if not self.voice.is_news(interaction):
            return
        put = parted(decode(carried))
        press = put.press
        if isinstance(press, BringIt | OfQuestion):
            sent = replace(sent, beside=partial(bringing.beside, interaction))

        async def work(desk: Desk, seat: Seat) -> Answer:
            answer = await push(desk, there(seat, put.channel), press, sent)
            if isinstance(answer, Answered):
                self.messenger.count(answer.ask)
            if put.channel and not isinstance(answer, Elsewhere):
                return Elsewhere(answer, put.channel)
            return answer

        if isinstance(press, OF_A_CLASS):
            await self.voice.command(interaction, work)
        else:
            await self.voice.press(interaction, work)

    async def close(self) -> None:
        """Leave: what was begun is answered and sent, then the line is cut."""
        await self.status_line.stop()
        await self.voice.finish()
        await self.messenger.stop()
        await self.callbacks.close()
        await super().close()


def _is_form(interaction: object) -> bool:
    return (
        isinstance(interaction, discord.Interaction)
        and interaction.type is discord.InteractionType.modal_submit
    )


@asynccontextmanager
async def open_client(desk: Desk, line: Line) -> AsyncIterator[StudyhallClient]:
    """Log in and connect, for as long as the block lasts.

    Raises BadConfig in a sentence for a token or shards that Discord does not accept, and OSError
    when it cannot be reached.
    """
    client = StudyhallClient(desk, line)
    try:
        await client.login(line.token)
    except discord.LoginFailure as refused:
        await client.close()
        raise BadConfig(REFUSED) from refused
    except BaseException:
        await client.close()
        raise
    connected = asyncio.create_task(client.connect(), name="discord-gateway")
    connected.add_done_callback(partial(_lost, client))
    try:
        yield client
    finally:
        if not client.is_ready():  # the library would go on trying with a closed line
            connected.cancel()
            await asyncio.gather(connected, return_exceptions=True)
        await client.close()
        connected.cancel()
        await asyncio.gather(connected, return_exceptions=True)


def _lost(client: StudyhallClient, connected: "asyncio.Task[None]") -> None:
    """Say why a connection has ended for good; the rest of the bot goes on without it."""
    client.ended.set()
    trouble = None if connected.cancelled() else connected.exception()
    if isinstance(trouble, discord.GatewayNotFound):
        log.warning("Discord does not say where its gateway is")
    elif trouble is not None:
        log.error("Discord has ended the connection", exc_info=trouble)
