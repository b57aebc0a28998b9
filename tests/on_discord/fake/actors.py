"""People: what somebody sees and can do. A person refuses what no human could do.

Each verb returns when the bot's callback has arrived; `Outcome` says what it was.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.on_discord.fake import components, filling, options, permissions, shapes, wire
from tests.on_discord.fake.filling import Entry
from tests.on_discord.fake.options import CannotDo, Value
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import Channel, File, Interaction, Message, Role, User

if TYPE_CHECKING:
    from tests.on_discord.fake.serve import FakeDiscord

PATIENCE = 10.0
"""Seconds of real time for a callback that must come; a slow machine is no bug of the bot."""

KINDS = {4: "message", 5: "deferred", 6: "nothing", 7: "update", 8: "choices", 9: "modal"}


class NoAnswer(AssertionError):
    """The bot did not answer: the person sees "The application did not respond"."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from one action."""

    discord: "FakeDiscord"
    person: "Person"
    interaction: Interaction

    @property
    def kind(self) -> str:
        """Return message, deferred, nothing, update, choices or modal."""
        return KINDS[self.interaction.answer or 0]

    @property
    def message(self) -> Message:
        """Return the message that answers, or that was changed."""
        assert self.interaction.original is not None, f"no message came back, but {self.kind}"
        return self.interaction.original

    @property
    def text(self) -> str:
        """Return what the message says now."""
        return self.message.text

    @property
    def private(self) -> bool:
        """Tell whether only this person sees the message."""
        return self.message.ephemeral

    @property
    def modal(self) -> Json:
        """Return the modal that opened."""
        assert self.interaction.modal is not None, f"no modal opened, but {self.kind} came"
        return self.interaction.modal

    @property
    def choices(self) -> list[Json]:
        """Return what autocomplete offers: names and values."""
        assert self.interaction.choices is not None, f"nothing offered, but {self.kind} came"
        return self.interaction.choices

    @property
    def followups(self) -> list[Message]:
        """Return the messages that came after the answer."""
        return self.interaction.followups

    async def final(self) -> Message:
        """Wait until the answer no longer says that the bot is thinking, and return it."""
        await self.discord.wait(lambda: not self.message.loading)
        return self.message


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a channel; `at` gives the same person elsewhere."""

    discord: "FakeDiscord"
    user: User
    channel: Channel

    @property
    def name(self) -> str:
        """Return the user's name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """Return what rings this person."""
        return f"<@{self.user.id}>"

    def at(self, channel: Channel) -> "Person":
        """Return the same person in another channel."""
        return replace(self, channel=channel)

    def in_private(self) -> "Person":
        """Return the same person in the private chat with the bot."""
        return self.at(self.discord.world.dm_with(self.user))

    def sees(self, message: Message) -> bool:
        """Tell whether this person has the message before their eyes."""
        return permissions.sees(self.user, message)

    @property
    def messages(self) -> list[Message]:
        """Return what this person sees in the channel, oldest first."""
        return [m for m in self.discord.world.said_in(self.channel) if self.sees(m)]

    @property
    def offered(self) -> set[str]:
        """Return the names of the commands that are offered here."""
        every = options.offered(self.discord.world, self.user, self.channel)
        return {command["name"] for command in every}

    def file(self, name: str, content: bytes) -> File:
        """Return a file to give to an option or an upload."""
        return File(self.discord.world.ids.new(), name, content, self.channel.id, ephemeral=True)

    async def command(self, path: str, /, **values: Value) -> Outcome:
        """Send ``/quiz`` or ``/class setup`` with its options filled."""
        return await self._send(shapes.COMMAND, path, dict(values), "")

    async def autocomplete(
        self, path: str, option: str, typed: Value, /, **values: Value
    ) -> Outcome:
        """Type into an option that completes itself, others being filled already."""
        return await self._send(shapes.AUTOCOMPLETE, path, {**values, option: typed}, option)

    async def _send(self, kind: int, path: str, values: dict[str, Value], typing: str) -> Outcome:
        name, *parts = path.removeprefix("/").split()
        world = self.discord.world
        found = options.command(world, self.user, self.channel, name, shapes.CHAT_INPUT)
        tree, shells = options.path(found, parts)
        if typing:
            completes = [o["name"] for o in tree["options"] if o.get("autocomplete")]
            if typing not in completes:
                raise CannotDo(f"{typing!r} does not complete itself, only {completes}")
        filled = options.fill(tree, values, world, self.channel, typing=typing)
        inner = filled.options
        for shell in reversed(shells):
            inner = [shell | {"options": inner}]
        data: Json = {"id": found["id"], "name": found["name"], "type": shapes.CHAT_INPUT}
        data |= {"options": inner, "resolved": filled.resolved}
        return await self._commanded(kind, found, data)

    async def context_menu(self, name: str, target: Message | User) -> Outcome:
        """Choose an entry from the menu of a message or a person."""
        world = self.discord.world
        on_message = isinstance(target, Message)
        kind = shapes.MESSAGE_MENU if on_message else shapes.USER_MENU
        found = options.command(world, self.user, self.channel, name, kind)
        resolved: dict[str, Json] = {}
        if isinstance(target, Message):
            self._must_see(target)
            resolved["messages"] = {str(target.id): wire.message_json(target, world)}
        else:
            options.resolve(target, resolved, world, self.channel)
        data: Json = {"id": found["id"], "name": name, "type": kind}
        data |= {"target_id": str(target.id), "resolved": resolved}
        return await self._commanded(shapes.COMMAND, found, data)

    async def _commanded(self, kind: int, found: Json, data: Json) -> Outcome:
        world, guild = self.discord.world, found.get("guild_id")
        owners = options.owners(found["integration_types"], world, self.user, self.channel)
        data |= {"guild_id": guild} if guild else {}
        return await self.act(kind, data, owners=owners)

    async def press(self, message: Message, what: str, *, crossing: bool = False) -> Outcome:
        """Press a button by label or custom_id; `crossing` presses one an edit has just taken."""
        button = self._find(message, what, {shapes.BUTTON}, crossing=crossing)
        if button["style"] == shapes.LINK:
            raise CannotDo(f"{what!r} opens a page; the bot never hears of it")
        data = {"custom_id": button["custom_id"], "component_type": shapes.BUTTON}
        trees = [message.components, *reversed(message.versions)]
        showing = next(t for t in trees if button in components.walk(t)) if crossing else None
        return await self.act(shapes.COMPONENT, data, message=message, showing=showing)

    async def choose(
        self, message: Message, what: str, values: str | Sequence[str | User | Role | Channel]
    ) -> Outcome:
        """Choose in a select, found by custom_id or placeholder; options go by label or value."""
        part = self._find(message, what, shapes.SELECTS)
        given = [values] if isinstance(values, str) else list(values)
        sheet = filling.Sheet(self.discord.world, self.channel, {})
        chosen = filling.chosen(part, what, given, sheet)
        data: Json = {"custom_id": part["custom_id"], "component_type": part["type"]}
        data |= {"values": chosen, "resolved": sheet.resolved}
        return await self.act(shapes.COMPONENT, data, message=message)

    async def submit(self, opened: Outcome, entries: dict[str, Entry] | None = None) -> Outcome:
        """Send an open modal; inputs go by label or custom_id."""
        if opened.person.user is not self.user:
            raise CannotDo(f"the modal is open before {opened.person.name}")
        data = filling.fill(opened.modal, entries or {}, self.discord.world, self.channel)
        before = opened.interaction
        return await self.act(shapes.SUBMIT, data, message=before.message, parent=before)

    async def say(self, text: str, *files: File) -> Message:
        """Write a message in the channel."""
        may = permissions.in_channel(self.channel, self.user)
        if not may & shapes.SEND_MESSAGES:
            raise CannotDo(f"{self.name} may not write here")
        return await self.discord.said(self.user, self.channel, text, files)

    async def dm(self, text: str) -> Message:
        """Write to the bot in private."""
        return await self.in_private().say(text)

    async def delete(self, message: Message) -> None:
        """Delete a message: one's own, or any with the permission to."""
        may = permissions.in_channel(message.channel, self.user) & shapes.MANAGE_MESSAGES
        if message.author is not self.user and not may and message.only_for != self.user.id:
            raise CannotDo(f"{self.name} may not delete what {message.author.name} wrote")
        await self.discord.delete_message(message)

    async def act(
        self,
        kind: int,
        data: Json,
        *,
        owners: dict[str, str] | None = None,
        message: Message | None = None,
        parent: Interaction | None = None,
        showing: list[Json] | None = None,
    ) -> Outcome:
        """Send an interaction of any kind, unchecked, and wait for its answer."""
        if owners is None:
            owners = self._owners(parent or (message.interaction if message else None))
        self._tell_permissions((data.get("resolved") or {}).get("channels") or {})
        born = self.discord.interaction(kind, self.user, self.channel, data, owners)
        born.message, born.parent, born.showing = message, parent, showing
        await self.discord.deliver(born)
        try:
            await asyncio.wait_for(born.answered.wait(), PATIENCE)
        except TimeoutError:
            raise NoAnswer(f"nothing answered {self.name}'s {data}") from None
        return Outcome(self.discord, self, born)

    def _tell_permissions(self, chosen: dict[str, Json]) -> None:
        """Put into channels that were chosen what this person may there, and what the bot may."""
        world = self.discord.world
        for key, told in chosen.items():
            channel = world.channels[int(key)]
            told["permissions"] = str(permissions.in_channel(channel, self.user))
            if world.tells_its_own:
                told["app_permissions"] = str(permissions.in_channel(channel, world.bot))

    def _owners(self, before: Interaction | None) -> dict[str, str]:
        if before is not None:
            return before.owners
        return {"0": str(self.channel.guild.id if self.channel.guild else 0)}

    def _must_see(self, message: Message) -> None:
        if not self.sees(message):
            raise CannotDo(f"{self.name} does not see that message")

    def _find(
        self,
        message: Message,
        what: str,
        kinds: set[int] | frozenset[int],
        *,
        crossing: bool = False,
    ) -> Json:
        """Return a component that this person can use."""
        if not crossing:
            self._must_see(message)
        trees = [message.components, *(reversed(message.versions) if crossing else ())]
        every = [c for tree in trees for c in components.walk(tree) if c["type"] in kinds]
        names = ("custom_id", "label", "placeholder")
        found = [c for c in every if what in {c.get(name) for name in names}]
        if not found or (len(found) > 1 and not crossing):
            shown = ", ".join(str(c.get("label") or c.get("custom_id")) for c in every)
            raise CannotDo(f"{what!r} is there {len(found)} times; there are: {shown}")
        if found[0].get("disabled") and not crossing:
            raise CannotDo(f"{what!r} is disabled")
        return found[0]
