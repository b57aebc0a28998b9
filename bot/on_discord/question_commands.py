"""Slash commands and menu entries about single questions. Must not know how they look."""

import discord
from discord import app_commands

from bot.domain.ids import AskId
from bot.domain.replies import Asked, Problem, Refused
from bot.on_discord.buttons import Answer, Form
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.offering import (
    AnyCommand,
    any_way,
    anywhere,
    decks_like,
    menu_name,
    named,
    options,
    told,
)
from bot.press import Go, ReportIt, decode

LONGEST_QUOTE = 1_500


@anywhere
@any_way
class Question(app_commands.Group):
    """Single questions of one's class."""

    @app_commands.command(name=named("question.add"), description=told("question.add"))
    async def add(self, interaction: Interaction) -> None:
        """Open the form of a new question."""
        await open_card(interaction)

    @app_commands.command(name=named("question.edit"), description=told("question.edit"))
    async def edit(self, interaction: Interaction) -> None:
        """Look through what was proposed for the class's own deck."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.authoring.waiting(seat.who, seat.place if seat.server else None)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("question.report"), description=told("question.report"))
    async def report(self, interaction: Interaction) -> None:
        """Report the question that somebody is at."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            asked = await desk.rounds.current(seat.who, seat.place)
            if not isinstance(asked, Asked):
                asked = await desk.daily.current(seat.who, seat.place)
            if not isinstance(asked, Asked):
                asked = await desk.study.next(seat.who, await desk.looking.wanted(seat.who))
            if not isinstance(asked, Asked):
                return Refused(Problem.NO_SUCH_QUESTION)
            return Form(ReportIt(asked.ask, "other"))

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("question.history"), description=told("question.history"))
    @app_commands.describe(**options("question.history", "deck"))
    @app_commands.autocomplete(deck=decks_like)
    async def history(self, interaction: Interaction, deck: str) -> None:
        """Show a deck with the questions that were reported."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await desk.decks.show(seat.who, deck[:200])

        await interaction.client.voice.command(interaction, work)


async def open_card(interaction: Interaction, text: str = "") -> None:
    """Open the form of a new question for the class's own deck."""

    async def work(_desk: Desk, _seat: Seat) -> Answer:
        return Form(Go("question add"), text=text)

    await interaction.client.voice.press(interaction, work)


@app_commands.context_menu(name=menu_name("card"))
@anywhere
@any_way
async def card(interaction: Interaction, message: discord.Message) -> None:
    """Open the form of a new question with what the chosen message says."""
    await open_card(interaction, message.content[:LONGEST_QUOTE])


@app_commands.context_menu(name=menu_name("report"))
@anywhere
@any_way
async def report_this(interaction: Interaction, message: discord.Message) -> None:
    """Report the question that the chosen message asks."""
    ask = ask_of(message) if message.author.id == interaction.application_id else None

    async def work(_desk: Desk, _seat: Seat) -> Answer:
        return Refused(Problem.ASK_GONE) if ask is None else Form(ReportIt(ask, "other"))

    await interaction.client.voice.press(interaction, work)


def ask_of(message: discord.Message) -> AskId | None:
    """Return the ask that a message's buttons are about, by what they carry."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        press = decode(str(getattr(item, "custom_id", "")))
        ask = getattr(press, "ask", None)
        if ask is not None:
            return AskId(ask)
    return None


def question_commands() -> list[AnyCommand]:
    """Return the commands of this module."""
    question = Question(name=named("question"), description=told("question"))
    return [question, card, report_this]
