"""Slash commands and menu entries about single questions. Must not know how they look."""

import discord
from discord import app_commands

from bot.domain.ids import AskId, QuestionId, QuestionKey
from bot.domain.replies import Asked, Problem, QuestionText, Refused, Reply, Revealed
from bot.on_discord.answers import Answer, Form
from bot.on_discord.buttons import in_a_form
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.offering import (
    AnyCommand,
    any_way,
    anywhere,
    menu_name,
    named,
    options,
    questions_like,
    told,
)
from bot.on_discord.quoting import words_of
from bot.press import Go, OfQuestion, ReportIt, decode


@anywhere
@any_way
class Question(app_commands.Group):
    """Single questions of one's class."""

    @app_commands.command(name=named("question.add"), description=told("question.add"))
    async def add(self, interaction: Interaction) -> None:
        """Open the form of a new question."""
        await open_card(interaction)

    @app_commands.command(name=named("question.edit"), description=told("question.edit"))
    @app_commands.describe(**options("question.edit", "question"))
    @app_commands.autocomplete(question=questions_like)
    async def edit(self, interaction: Interaction, question: str = "") -> None:
        """Change a question, or look through what was proposed for the class's own deck."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            place = seat.place if seat.server else None
            if not question.strip():
                return await desk.authoring.waiting(seat.who, place)
            text = await desk.mending.text(seat.who, place, QuestionId(question.strip()[:200]))
            if isinstance(text, QuestionText):
                return in_a_form(OfQuestion("edit", text.key), text)
            return text

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("question.report"), description=told("question.report"))
    async def report(self, interaction: Interaction) -> None:
        """Report the question that somebody is at."""
        await interaction.client.voice.command(interaction, _reporting)

    @app_commands.command(name=named("question.history"), description=told("question.history"))
    @app_commands.describe(**options("question.history", "question"))
    @app_commands.autocomplete(question=questions_like)
    async def history(self, interaction: Interaction, question: str = "") -> None:
        """Show what a question said before, and what came of it."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            place = seat.place if seat.server else None
            which = QuestionId(question.strip()[:200]) or await _here(desk, seat)
            if which is None:
                return Refused(Problem.NO_SUCH_QUESTION)
            return await desk.mending.history(seat.who, place, which)

        await interaction.client.voice.command(interaction, work)


async def _reporting(desk: Desk, seat: Seat) -> Answer:
    """Return the form to report the question that this channel is at, or that was answered last.

    One's own next question is open before it is seen: it is meant only before any answer.
    """
    shown = await _open_here(desk, seat)
    if not isinstance(shown, Asked | Revealed):
        if (last := await desk.looking.last(seat.who)) is not None:
            return Form(ReportIt(last[0], "other"), text=last[1])
        shown = await desk.study.next(seat.who, await desk.looking.wanted(seat.who))
    if not isinstance(shown, Asked | Revealed):
        return Refused(Problem.NO_SUCH_QUESTION)
    return Form(ReportIt(shown.ask, "other"), text=shown.posed.stem)


async def _open_here(desk: Desk, seat: Seat) -> Reply:
    """Return the question that this channel is at, if it is at one."""
    asked = await desk.rounds.current(seat.who, seat.place)
    return (
        asked
        if isinstance(asked, Asked | Revealed)
        else await desk.daily.current(seat.who, seat.place)
    )


async def _here(desk: Desk, seat: Seat) -> QuestionId | QuestionKey | None:
    """Return the question that is open here, or that somebody answered last."""
    asked = await _open_here(desk, seat)
    if isinstance(asked, Asked | Revealed):
        return asked.posed.question
    return await desk.mending.latest(seat.who)


async def open_card(interaction: Interaction, text: str | None = "") -> None:
    """Open the form of a new question for the class's own deck, to those who are in a class.

    ``text`` is what it begins with; None where there should be something, and is not.
    """

    async def work(desk: Desk, seat: Seat) -> Answer:
        shown = await desk.classes.show(seat.who, seat.place if seat.server else None)
        if isinstance(shown, Refused):
            return shown
        if text is None:
            return Refused(Problem.NO_WORDS_THERE)
        return Form(Go("question add"), text=text)

    await interaction.client.voice.command(interaction, work)


@app_commands.context_menu(name=menu_name("card"))
@anywhere
@any_way
async def card(interaction: Interaction, message: discord.Message) -> None:
    """Open the form of a new question with what the chosen message says."""
    await open_card(interaction, words_of(message) or None)


@app_commands.context_menu(name=menu_name("report"))
@anywhere
@any_way
async def report_this(interaction: Interaction, message: discord.Message) -> None:
    """Report the question that the chosen message asks."""
    ask = ask_of(message) if message.author.id == interaction.client.user.id else None

    async def work(_desk: Desk, _seat: Seat) -> Answer:
        there = Refused(Problem.NO_QUESTION_THERE)
        return there if ask is None else Form(ReportIt(ask, "other"))

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
