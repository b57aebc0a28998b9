"""Slash commands about decks: look, choose, bring in, take out. Must not know how they look."""

import discord
from discord import app_commands

from bot.domain.replies import Decks
from bot.on_discord import bringing, typed
from bot.on_discord.answers import Answer, Brought
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.limits import COMMAND_CHOICES
from bot.on_discord.offering import (
    AnyCommand,
    Choice,
    any_way,
    anywhere,
    decks_like,
    named,
    options,
    told,
)
from bot.on_discord.question_commands import open_card
from bot.usecases.decks import READS, WRITES


async def _reads_like(_interaction: Interaction, wanted: str) -> list[Choice]:
    """Offer the formats that can be read: more than fit into a list of choices."""
    return [
        app_commands.Choice(name=title[:100], value=name)
        for name, title in READS
        if wanted.casefold() in f"{name} {title}".casefold()
    ][:COMMAND_CHOICES]


@anywhere
@any_way
class Deck(app_commands.Group):
    """Decks of one's class."""

    @app_commands.command(name=named("deck.list"), description=told("deck.list"))
    async def list_(self, interaction: Interaction) -> None:
        """List the decks."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.classes.decks(seat.who)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("deck.show"), description=told("deck.show"))
    @app_commands.describe(**options("deck.show", "deck"))
    @app_commands.autocomplete(deck=decks_like)
    async def show(self, interaction: Interaction, deck: str) -> None:
        """Show a deck."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.decks.show(seat.who, deck[:200])

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("deck.import"), description=told("deck.import"))
    @app_commands.describe(**options("deck.import", "file", "deck", "format"))
    @app_commands.autocomplete(format=_reads_like)
    async def import_(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        deck: str = "",
        format: str = "",  # noqa: A002 - what everybody calls it
    ) -> None:
        """Say what a file would bring."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            read = await bringing.read(file, deck[:120])
            return Brought(await bringing.preview(desk, seat, read, format), read)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("deck.export"), description=told("deck.export"))
    @app_commands.describe(**options("deck.export", "deck", "format"))
    @app_commands.choices(
        format=[app_commands.Choice(name=title[:100], value=name) for name, title in WRITES][:25]
    )
    @app_commands.autocomplete(deck=decks_like)
    async def export(
        self,
        interaction: Interaction,
        deck: str,
        format: str = "json",  # noqa: A002
    ) -> None:
        """Give a deck as a file."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.decks.export(seat.who, deck[:200], format)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("deck.enable"), description=told("deck.enable"))
    @app_commands.describe(**options("deck.enable", "deck"))
    @app_commands.autocomplete(deck=decks_like)
    async def enable(self, interaction: Interaction, deck: str) -> None:
        """Let the class play a deck."""
        await _choose(interaction, deck, used=True)

    @app_commands.command(name=named("deck.disable"), description=told("deck.disable"))
    @app_commands.describe(**options("deck.disable", "deck"))
    @app_commands.autocomplete(deck=decks_like)
    async def disable(self, interaction: Interaction, deck: str) -> None:
        """Let the class no longer play a deck."""
        await _choose(interaction, deck, used=False)

    @app_commands.command(name=named("deck.drafts"), description=told("deck.drafts"))
    @app_commands.describe(**options("deck.drafts", "deck"))
    @app_commands.autocomplete(deck=decks_like)
    async def drafts(self, interaction: Interaction, deck: str) -> None:
        """Look through a deck's proposals."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.decks.drafts(seat.who, deck[:200])

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("deck.suggest"), description=told("deck.suggest"))
    async def suggest(self, interaction: Interaction) -> None:
        """Open the form of a new question."""
        await open_card(interaction)


async def _choose(interaction: Interaction, deck: str, *, used: bool) -> None:
    """Put a deck among those that the class plays, or take it out."""

    async def work(desk: Desk, seat: Seat) -> Answer:
        listed = await desk.classes.decks(seat.who)
        if not isinstance(listed, Decks):
            return listed
        wanted = deck.strip().casefold()
        meant = {d.deck for d in listed.decks if wanted in (d.deck.casefold(), d.title.casefold())}
        if not meant:  # refused with the nearest name
            return await desk.decks.show(seat.who, deck[:200])
        chosen = {each.deck for each in listed.decks if each.chosen}
        return await typed.choose_decks(
            desk, seat, sorted(chosen | meant if used else chosen - meant)
        )

    await interaction.client.voice.command(interaction, work)


def deck_commands() -> list[AnyCommand]:
    """Return the commands of this module."""
    return [Deck(name=named("deck"), description=told("deck"))]
