"""Making the world and changing it while the bot looks on: servers, people, roles, channels."""

from dataclasses import dataclass

from tests.on_discord.fake import shapes, wire
from tests.on_discord.fake.gateway import Gateway
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import Channel, Guild, Member, Overwrite, Role, User, World

THE_BOT_MAY = shapes.MEMBERS_MAY
"""What the invite gives the bot unless a test says otherwise."""


@dataclass(slots=True)
class Building:
    """The part of the platform that makes things; coroutines tell the bot as well."""

    world: World
    gateway: Gateway

    def guild(self, name: str = "Year 9", *, bot: int | None = THE_BOT_MAY) -> Guild:
        """Found a server with one text channel; `bot` is what the bot may, None leaves it out."""
        world = self.world
        owner = self.account(f"owner of {name}")
        made = Guild(world.ids.server(), name, owner, bot_in=bot is not None)
        made.roles[made.id] = Role(made.id, "@everyone", shapes.MEMBERS_MAY)
        made.members[owner.id] = Member(owner, world.clock())
        world.guilds[made.id] = made
        if bot is not None:
            enter(world, made, bot)
        self.channel(made, "general")
        return made

    def account(self, name: str, *, closed: bool = False) -> User:
        """Make a user in no server."""
        user = User(self.world.ids.new(), name.lower().replace(" ", "_"), name, closed=closed)
        self.world.users[user.id] = user
        return user

    def seat(
        self, name: str, channel: Channel | None, may: int, *, installed: bool, closed: bool
    ) -> tuple[User, Channel]:
        """Make a user and let them into a place; without one, their private chat with the bot."""
        user = self.account(name, closed=closed)
        if installed:
            self.world.installs.add(user.id)
        where = channel or self.world.dm_with(user)
        if where.guild is not None:
            member = where.guild.members[user.id] = Member(user, self.world.clock())
            if may:
                member.roles.add(self.role(where.guild, f"{name}'s", may).id)
        elif user not in where.people:
            where.people.append(user)
        return user, where

    def role(self, guild: Guild, name: str, may: int = 0) -> Role:
        """Make a role; the bot hears of it by GUILD_ROLE_CREATE only from `changed`."""
        made = Role(self.world.ids.new(), name, may)
        guild.roles[made.id] = made
        return made

    def channel(self, guild: Guild, name: str, *, kind: int = shapes.TEXT) -> Channel:
        """Make a channel of a server."""
        made = Channel(self.world.ids.new(), kind, name, guild)
        self.world.channels[made.id] = guild.channels[made.id] = made
        return made

    def forum(self, guild: Guild, name: str, *tags: str) -> Channel:
        """Make a forum with tags."""
        made = self.channel(guild, name, kind=shapes.FORUM)
        made.tags = [_tag(self.world.ids.new(), tag) for tag in tags]
        return made

    def thread(self, parent: Channel, name: str, *people: User) -> Channel:
        """Make a thread that a person began: a private one, if it is for certain people."""
        assert parent.guild is not None
        kind = shapes.PRIVATE_THREAD if people else shapes.PUBLIC_THREAD
        made = self.channel(parent.guild, name, kind=kind)
        made.people = list(people)
        made.parent, made.owner, made.began = parent, parent.guild.owner.id, self.world.clock()
        return made

    def group(self, name: str) -> Channel:
        """Make a group of friends, in which the bot never is."""
        made = Channel(self.world.ids.new(), shapes.GROUP, name)
        self.world.channels[made.id] = made
        return made

    async def forbid(self, channel: Channel, *bits: int, to: User | None = None) -> None:
        """Take permissions in a channel from the bot or somebody else; the bot hears."""
        whom = to or self.world.bot
        own = channel.overwrites.setdefault(whom.id, Overwrite(whom.id, 1))
        for bit in bits:
            own.deny |= bit
        await self.gateway.emit("CHANNEL_UPDATE", wire.channel_json(channel))

    async def allow(self, channel: Channel, to: User | None = None) -> None:
        """Give back what `forbid` took."""
        channel.overwrites.pop((to or self.world.bot).id, None)
        await self.gateway.emit("CHANNEL_UPDATE", wire.channel_json(channel))

    async def changed(self, guild: Guild, role: Role, may: int) -> None:
        """Change what a role may; the bot hears of it."""
        role.permissions = may
        data: Json = {"guild_id": str(guild.id), "role": wire.role_json(role)}
        await self.gateway.emit("GUILD_ROLE_UPDATE", data)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or thread; the bot hears of it."""
        told = wire.channel_json(channel)
        channel.deleted = True
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        await self.gateway.emit(event, told)

    async def kick(self, guild: Guild) -> None:
        """Throw the bot out of a server; it hears of it."""
        guild.bot_in = False
        guild.members.pop(self.world.bot.id, None)
        data: Json = {"id": str(guild.id)}
        await self.gateway.emit("GUILD_DELETE", data)

    async def invite(self, guild: Guild, may: int = THE_BOT_MAY) -> None:
        """Let the bot into a server; it hears of it."""
        guild.bot_in = True
        enter(self.world, guild, may)
        told = wire.guild_json(guild, self.world.bot)
        del told["unavailable"]  # by which a client tells a new server from one that is back
        await self.gateway.emit("GUILD_CREATE", told)

    async def outage(self, guild: Guild) -> None:
        """Let a server be unavailable, which is not the same as being kicked."""
        data: Json = {"id": str(guild.id), "unavailable": True}
        await self.gateway.emit("GUILD_DELETE", data)


def enter(world: World, guild: Guild, may: int) -> None:
    """Give the bot its place and its own role in a server."""
    role = Role(world.ids.new(), world.bot.display, may, managed=True)
    guild.roles[role.id] = role
    guild.members[world.bot.id] = Member(world.bot, world.clock(), {role.id})


def _tag(number: int, name: str) -> Json:
    told: Json = {"id": str(number), "name": name, "moderated": False}
    return told | {"emoji_id": None, "emoji_name": None}
