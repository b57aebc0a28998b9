"""Slash commands about the question of the day of a channel. Must not know how they look."""

from dataclasses import replace

import discord
from discord import app_commands

from bot import wording
from bot.domain.daily import LATE_AT_MOST
from bot.domain.ids import Place, Platform
from bot.on_discord import typed
from bot.on_discord.answers import Answer, Elsewhere
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.offering import (
    AnyCommand,
    by_servers,
    days_like,
    decks_like,
    in_servers,
    managing,
    named,
    options,
    questions_like,
    told,
)
from bot.on_discord.voice import Work
from bot.on_discord.ways import set_up

DAYS = {"every day": (0, 1, 2, 3, 4, 5, 6), "weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6)}
Channel = app_commands.AppCommandChannel | app_commands.AppCommandThread


class Postable(app_commands.Transformer):
    """A channel, thread or forum that questions can be posted to."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return what kind of option it is."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds of channels that are offered."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.forum, kinds.public_thread, kinds.private_thread]

    async def transform(self, _interaction: Interaction, value: Channel, /) -> Channel:
        """Return what was chosen."""
        return value


@in_servers
@by_servers
@managing
class Daily(app_commands.Group):
    """The question of the day of a channel."""

    @app_commands.command(name=named("daily.show"), description=told("daily.show"))
    async def show(self, interaction: Interaction) -> None:
        """Show how it is set up."""
        await interaction.client.voice.command(interaction, _typed("daily"))

    @app_commands.command(name=named("daily.setup"), description=told("daily.setup"))
    @app_commands.describe(
        **options(
            "daily.setup", "time", "zone", "days", "deck", "reveal", "silent", "pin", "thread"
        ),
        **options("daily.setup", "role", "late", "channel"),
    )
    @app_commands.choices(days=[app_commands.Choice(name=name, value=name) for name in DAYS])
    @app_commands.autocomplete(deck=decks_like)
    async def setup(
        self,
        interaction: Interaction,
        time: str = "",
        zone: str = "",
        days: str = "",
        deck: str = "",
        reveal: app_commands.Range[int, 0, 72] | None = None,
        silent: bool | None = None,
        pin: bool | None = None,
        thread: bool | None = None,
        role: discord.Role | None = None,
        late: app_commands.Range[int, 0, LATE_AT_MOST] | None = None,
        channel: app_commands.Transform[Channel, Postable] | None = None,
    ) -> None:
        """Set it up, or change it."""
        wish = replace(
            typed.at_hour(time[:20]),
            zone=zone.strip()[:60] or None,
            weekdays=DAYS.get(days),
            topics=(deck[:200],) if deck.strip() else None,
            reveal_hours=reveal,
            silent=silent,
            pin=pin,
            thread=thread,
            role=str(role.id) if role else None,
            late_hours=late,
        )

        async def work(desk: Desk, seat: Seat) -> Answer:
            place = seat.place
            if refused := typed.no_hour(time[:40]):
                return refused
            if channel is not None and seat.server is not None:
                place = Place(Platform.DISCORD, seat.server.chat_id, str(channel.id))
            reply = await set_up(desk, seat, place, wish)
            return reply if place == seat.place else Elsewhere(reply, place.thread)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("daily.preview"), description=told("daily.preview"))
    async def preview(self, interaction: Interaction) -> None:
        """Show the next seven."""
        await interaction.client.voice.command(interaction, _typed("daily preview"))

    @app_commands.command(name=named("daily.pause"), description=told("daily.pause"))
    async def pause(self, interaction: Interaction) -> None:
        """Let none come for now."""
        await interaction.client.voice.command(interaction, _typed("daily pause"))

    @app_commands.command(name=named("daily.resume"), description=told("daily.resume"))
    async def resume(self, interaction: Interaction) -> None:
        """Let them come again."""
        await interaction.client.voice.command(interaction, _typed("daily resume"))

    @app_commands.command(name=named("daily.now"), description=told("daily.now"))
    async def now(self, interaction: Interaction) -> None:
        """Post today's now."""
        await interaction.client.voice.command(interaction, _typed("daily now"))

    @app_commands.command(name=named("daily.off"), description=told("daily.off"))
    async def off(self, interaction: Interaction) -> None:
        """End it."""
        await interaction.client.voice.command(interaction, _typed("daily off"))

    @app_commands.command(name=named("daily.skip"), description=told("daily.skip"))
    @app_commands.describe(**options("daily.skip", "day"))
    @app_commands.autocomplete(day=days_like)
    async def skip(self, interaction: Interaction, day: str = "") -> None:
        """Leave one out."""
        command = f"daily skip {day[:20]}".strip()
        await interaction.client.voice.command(interaction, _typed(command))

    @app_commands.command(name=named("daily.unskip"), description=told("daily.unskip"))
    @app_commands.describe(**options("daily.unskip", "day"))
    @app_commands.autocomplete(day=days_like)
    async def unskip(self, interaction: Interaction, day: str) -> None:
        """Give one back."""
        await interaction.client.voice.command(interaction, _typed(f"daily unskip {day[:20]}"))

    @app_commands.command(name=named("daily.digest"), description=told("daily.digest"))
    @app_commands.describe(**options("daily.digest", "day", "time", "on"))
    @app_commands.choices(
        day=[app_commands.Choice(name=name, value=name) for name in wording.WEEKDAYS]
    )
    async def digest(
        self, interaction: Interaction, day: str = "", time: str = "", on: bool | None = None
    ) -> None:
        """Set the digest of the week up, or show how it is."""
        words = f"{day} {time[:20]}".strip() or ("on" if on else "")
        command = f"daily digest {'off' if on is False else words}".strip()
        await interaction.client.voice.command(interaction, _typed(command))

    @app_commands.command(name=named("daily.queue"), description=told("daily.queue"))
    @app_commands.describe(**options("daily.queue", "question"))
    @app_commands.autocomplete(question=questions_like)
    async def queue(self, interaction: Interaction, question: str) -> None:
        """Let a question be asked before any other."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.daily.queue_question(seat.who, seat.place, question.strip()[:200])

        await interaction.client.voice.command(interaction, work)


def _typed(command: str) -> Work:
    async def work(desk: Desk, seat: Seat) -> Answer:
        return await typed.run(desk, seat, command)

    return work


def daily_commands() -> list[AnyCommand]:
    """Return the commands of this module."""
    return [Daily(name=named("daily"), description=told("daily"))]
