"""Slash commands about classes: set up, join, link, roles. Must not know how they look.

A server's class is founded by whoever manages the server; who uses the bot there is a member.
"""

from discord import app_commands

from bot import wording
from bot.domain.replies import ClassShown, Problem, Refused, Reply, Role
from bot.on_discord import leaving, setting_up, typed
from bot.on_discord.answers import Answer, Form
from bot.on_discord.buttons import complete
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.offering import (
    AnyCommand,
    any_way,
    anywhere,
    choice,
    members_like,
    named,
    options,
    told,
)
from bot.on_discord.voice import Work
from bot.press import Go

MANAGER = "manage server"
"""The permission that setting a server up needs, in Discord's words."""


async def set_up(desk: Desk, seat: Seat, name: str, zone: str) -> Answer:
    """Found the class of a server, or show the one it has."""
    if seat.server is None:
        return Refused(Problem.NEEDS_ROOM)
    shown = await desk.classes.show(seat.who, seat.place)
    if isinstance(shown, ClassShown) and await _is_here(desk, seat, shown):
        changed = await desk.classes.set_zone(seat.who, zone) if zone else shown
        return await _begin(desk, seat, changed)
    if not seat.leads:
        return Refused(Problem.NOT_THEIRS, (MANAGER,))
    called = (name or seat.server_name)[:40]
    return await _begin(
        desk, seat, await desk.classes.create(seat.who, called, zone, place=seat.server)
    )


async def _begin(desk: Desk, seat: Seat, made: Reply) -> Answer:
    """Let its owner go on choosing how a class is set up."""
    return await setting_up.begin(desk, seat, made) if isinstance(made, ClassShown) else made


async def _is_here(desk: Desk, seat: Seat, shown: ClassShown) -> bool:
    """Return whether a class is the server's, and not another that somebody studies with."""
    here = await desk.arriving.class_here(seat.place)
    return here == shown.id


@anywhere
@any_way
class Class(app_commands.Group):
    """The class somebody studies with."""

    @app_commands.command(name=named("class.setup"), description=told("class.setup"))
    @app_commands.describe(**options("class.setup", "name", "zone"))
    async def setup(self, interaction: Interaction, name: str = "", zone: str = "") -> None:
        """Found the class of this server."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await set_up(desk, seat, name.strip(), zone.strip()[:60])

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("class.show"), description=told("class.show"))
    async def show(self, interaction: Interaction) -> None:
        """Show the class."""
        await interaction.client.voice.command(interaction, _show)

    @app_commands.command(name=named("class.code"), description=told("class.code"))
    async def code(self, interaction: Interaction) -> None:
        """Show the class, whose code is on it."""
        await interaction.client.voice.command(interaction, _show)

    @app_commands.command(name=named("class.join"), description=told("class.join"))
    @app_commands.describe(**options("class.join", "code"))
    async def join(self, interaction: Interaction, code: str = "") -> None:
        """Join a class; where none is meant, its code is asked for in a form."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            if seat.server is None and not code.strip():
                return Form(Go("class join"))
            return await desk.classes.join(seat.who, code[:20], seat.place)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("class.link"), description=told("class.link"))
    @app_commands.describe(**options("class.link", "code"))
    async def link(self, interaction: Interaction, code: str) -> None:
        """Let this server belong to a class of one's own."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            if seat.server is None:
                return Refused(Problem.NEEDS_ROOM)
            if not seat.leads:
                return Refused(Problem.NOT_THEIRS, (MANAGER,))
            return await desk.classes.link_place(seat.who, code[:20], seat.server)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("class.roles"), description=told("class.roles"))
    @app_commands.describe(**options("class.roles", "member", "role"))
    @app_commands.choices(role=choice(Role, wording.role_name))
    @app_commands.autocomplete(member=members_like)
    async def roles(self, interaction: Interaction, member: str = "", role: str = "") -> None:
        """Give a member a role; what is not said yet is asked for in a form."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            if not member.strip() or not role:
                return await _asking_for_role(desk, seat, member)
            return await desk.classes.set_role(seat.who, member[:60], Role(role))

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("class.name"), description=told("class.name"))
    @app_commands.describe(**options("class.name", "name"))
    async def name_(self, interaction: Interaction, name: str) -> None:
        """Rename the class."""
        await interaction.client.voice.command(interaction, _typed(f"class name {name[:100]}"))

    @app_commands.command(name=named("class.zone"), description=told("class.zone"))
    @app_commands.describe(**options("class.zone", "zone"))
    async def zone(self, interaction: Interaction, zone: str) -> None:
        """Change the class's time zone."""
        await interaction.client.voice.command(interaction, _typed(f"class zone {zone[:60]}"))

    @app_commands.command(name=named("class.leave"), description=told("class.leave"))
    async def leave(self, interaction: Interaction) -> None:
        """Leave the class."""

        async def work(desk: Desk, seat: Seat) -> Answer:
            return await complete(desk, seat, leaving.COMMAND)

        await interaction.client.voice.command(interaction, work)

    @app_commands.command(name=named("class.claims"), description=told("class.claims"))
    async def claims(self, interaction: Interaction) -> None:
        """Show what learners say was right."""
        await interaction.client.voice.command(interaction, _typed("class claims"))


async def _asking_for_role(desk: Desk, seat: Seat, member: str) -> Answer:
    """Return the form of a role, to those whose word counts."""
    shown = await desk.classes.show(seat.who, seat.place)
    if isinstance(shown, ClassShown) and shown.role is not Role.OWNER:
        return Refused(Problem.NOT_ALLOWED, (Role.OWNER.value,))
    return Form(Go("class role"), text=member[:60]) if isinstance(shown, ClassShown) else shown


async def _show(desk: Desk, seat: Seat) -> Answer:
    return await desk.classes.show(seat.who, seat.place if seat.server else None)


def _typed(command: str) -> Work:
    async def work(desk: Desk, seat: Seat) -> Answer:
        return await typed.run(desk, seat, command)

    return work


def class_commands() -> list[AnyCommand]:
    """Return the commands of this module."""
    return [Class(name=named("class"), description=told("class"))]
