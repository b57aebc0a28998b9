"""Slash commands of learners: rounds, reviews, boards, settings, privacy, help.

Each is one call; the others are in the modules beside. Must not know how anything looks.
"""

from typing import Literal

from discord import app_commands

from bot import wording
from bot.domain.question import Skill
from bot.domain.replies import Help, Pace, Problem, Refused, Span
from bot.on_discord import starting, typed
from bot.on_discord.answers import Answer
from bot.on_discord.buttons import complete
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.kinds import kinds_of
from bot.on_discord.offering import (
    AnyCommand,
    Choice,
    any_way,
    anywhere,
    by_servers,
    choice,
    decks_like,
    in_servers,
    kinds_like,
    named,
    options,
    themes_like,
    told,
)
from bot.on_discord.people import OF_CHATS
from bot.on_discord.voice import Work
from bot.usecases.board_words import BoardWish
from bot.usecases.filters import Filters, Pick

Questions = app_commands.Range[int, 1, 50]
Level = app_commands.Range[int, 1, 3]


@app_commands.command(name=named("quiz"), description=told("quiz"))
@app_commands.describe(
    **options("quiz", "deck", "theme", "questions", "pace", "kinds", "skill", "difficulty")
)
@app_commands.choices(
    pace=choice(Pace, wording.pace_name),
    skill=choice(Skill, wording.skill_name),
)
@app_commands.autocomplete(deck=decks_like, theme=themes_like, kinds=kinds_like)
@in_servers
@by_servers
async def quiz(
    interaction: Interaction,
    deck: str = "",
    theme: str = "",
    questions: Questions = starting.DEFAULT_QUESTIONS,
    pace: str = Pace.CALM.value,
    kinds: str = "",
    skill: str = "",
    difficulty: Level | None = None,
) -> None:
    """Start a live round in this channel."""
    chosen = kinds_of(kinds)
    filters = Filters(
        deck=deck[:200],
        theme=theme[:200],
        skill=Skill(skill) if skill else None,
        difficulty=difficulty,
        kinds=chosen if isinstance(chosen, tuple) else (),
    )

    async def work(desk: Desk, seat: Seat) -> Answer:
        if isinstance(chosen, Refused):
            return chosen
        return await starting.start(desk, seat, filters, questions, Pace(pace))

    await interaction.client.voice.command(interaction, work)


@app_commands.command(name=named("review"), description=told("review"))
@app_commands.describe(**options("review", "deck", "theme", "pick"))
@app_commands.choices(pick=choice(Pick, str))
@app_commands.autocomplete(deck=decks_like, theme=themes_like)
@anywhere
@any_way
async def review(
    interaction: Interaction, deck: str = "", theme: str = "", pick: str = Pick.MIXED.value
) -> None:
    """Ask the next question of one's own."""
    filters = Filters(deck=deck[:200], theme=theme[:200], pick=Pick(pick))

    async def work(desk: Desk, seat: Seat) -> Answer:
        return await desk.study.next(seat.who, filters)

    await interaction.client.voice.command(interaction, work)


@app_commands.command(name=named("leaderboard"), description=told("leaderboard"))
@app_commands.describe(**options("leaderboard", "window", "deck", "whose", "when", "look", "meet"))
@app_commands.choices(window=choice(Span, wording.span_name))
@app_commands.autocomplete(deck=decks_like)
@anywhere
@any_way
async def leaderboard(
    interaction: Interaction,
    window: str = Span.WEEK.value,
    deck: str = "",
    whose: Literal["server", "class", "everybody", "classes"] = "server",
    when: Literal["now", "last"] = "now",
    look: Literal["words", "picture"] = "words",
    meet: str = "",
) -> None:
    """Show the board of this server's class, or of the one somebody studies with.

    "everybody" are all classes here, "classes" is class against class; ``meet`` is the code of
    another class to be compared with.
    """
    wish = BoardWish(
        span=Span(window),
        before=when == "last",
        server=whose == "everybody",
        classes=whose == "classes",
        pictured=look == "picture",
        deck=deck[:200],
    )

    async def work(desk: Desk, seat: Seat) -> Answer:
        place = seat.place if seat.server and whose != "class" else None
        if meet.strip():
            return await desk.boards.contest(seat.who, place, meet[:40])
        return await desk.boards.see(seat.who, place, wish)

    await interaction.client.voice.command(interaction, work)


@app_commands.command(name=named("stats"), description=told("stats"))
@app_commands.describe(**options("stats", "deck"))
@app_commands.autocomplete(deck=decks_like)
@anywhere
@any_way
async def stats(interaction: Interaction, deck: str = "") -> None:
    """Show one's own progress."""

    async def work(desk: Desk, seat: Seat) -> Answer:
        return await desk.study.progress(seat.who, deck[:200])

    await interaction.client.voice.command(interaction, work)


@app_commands.command(name=named("exam"), description=told("exam"))
@anywhere
@any_way
async def exam(interaction: Interaction) -> None:
    """Say that exams are yet to come."""
    await interaction.client.voice.command(interaction, _no_exams)


async def _no_exams(_desk: Desk, _seat: Seat) -> Answer:
    return Refused(Problem.NO_EXAMS)


@app_commands.command(name=named("undo"), description=told("undo"))
@anywhere
@any_way
async def undo(interaction: Interaction) -> None:
    """Take the last answer back."""

    async def work(desk: Desk, seat: Seat) -> Answer:
        return await desk.study.undo(seat.who)

    await interaction.client.voice.command(interaction, work)


async def _commands_like(_interaction: Interaction, typed_: str) -> list[Choice]:
    names = [*(command.name for command in wording.command_list), *OF_CHATS]
    return [app_commands.Choice(name=n, value=n) for n in names if typed_.casefold() in n][:25]


@app_commands.command(name=named("help"), description=told("help"))
@app_commands.describe(**options("help", "about"))
@app_commands.autocomplete(about=_commands_like)
@anywhere
@any_way
async def help_(interaction: Interaction, about: str = "") -> None:
    """Say what there is."""

    async def work(_desk: Desk, _seat: Seat) -> Answer:
        return Help(about[:40])

    await interaction.client.voice.press(interaction, work)


def _fields() -> dict[str, str]:
    """Return the settings by the names that they show."""
    fields = {wording.setting_label(field): field for field in wording.SETTINGS}
    return fields | {wording.CalendarLabel.REMINDERS.value: "remind"}


async def _settings_like(_interaction: Interaction, typed_: str) -> list[Choice]:
    fields, wanted = _fields(), typed_.casefold()
    return [
        app_commands.Choice(name=label[:100], value=field)
        for label, field in fields.items()
        if wanted in f"{label} {field}".casefold()
    ][:25]


@app_commands.command(name=named("settings"), description=told("settings"))
@app_commands.describe(**options("settings", "setting", "value"))
@app_commands.autocomplete(setting=_settings_like)
@anywhere
@any_way
async def settings(interaction: Interaction, setting: str = "", value: str = "") -> None:
    """Show the settings, or change one."""

    async def work(desk: Desk, seat: Seat) -> Answer:
        named_ = {label.casefold(): each for label, each in _fields().items()}
        field, to = setting.strip().casefold()[:40], value.strip()[:200]
        field = named_.get(field, field)  # typed to its end instead of chosen
        if to and not field:
            allowed = ", ".join(wording.SETTINGS)
            return Refused(Problem.BAD_VALUE, ("setting", "", allowed))
        return await complete(desk, seat, f"settings {field} {to}".strip())

    await interaction.client.voice.command(interaction, work)


@app_commands.command(name=named("link"), description=told("link"))
@app_commands.describe(**options("link", "code"))
@anywhere
@any_way
async def link(interaction: Interaction, code: str = "") -> None:
    """Give a code for another account, or use one."""

    async def work(desk: Desk, seat: Seat) -> Answer:
        return await typed.run(desk, seat, f"link {code[:40]}".strip())

    await interaction.client.voice.command(interaction, work)


@anywhere
@any_way
class Privacy(app_commands.Group):
    """What is kept about somebody, for them alone."""

    @app_commands.command(name=named("privacy.see"), description=told("privacy.see"))
    async def see(self, interaction: Interaction) -> None:
        """Say what is kept."""
        await interaction.client.voice.press(interaction, _typed("privacy"))

    @app_commands.command(name=named("privacy.export"), description=told("privacy.export"))
    async def export(self, interaction: Interaction) -> None:
        """Hand everything over."""
        await interaction.client.voice.command(interaction, _typed("privacy export"))

    @app_commands.command(name=named("privacy.delete"), description=told("privacy.delete"))
    async def delete(self, interaction: Interaction) -> None:
        """Ask whether to delete everything."""
        await interaction.client.voice.command(interaction, _typed("privacy delete"))


def _typed(command: str) -> Work:
    async def work(desk: Desk, seat: Seat) -> Answer:
        return await typed.run(desk, seat, command)

    return work


def learners_commands() -> list[AnyCommand]:
    """Return the commands of this module."""
    privacy = Privacy(name=named("privacy"), description=told("privacy"))
    return [quiz, review, leaderboard, stats, exam, undo, help_, settings, link, privacy]
