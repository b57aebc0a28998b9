"""One interaction and its answer: within three seconds, in the form that fits where it came from.

Must not know what is answered.
"""

import asyncio
from dataclasses import dataclass
from io import BytesIO

import discord

from bot.on_discord.desk import Interaction, Seat
from bot.on_discord.limits import ALT_TEXT
from bot.on_discord.render import Rendered

PATIENCE = 1.8
"""Seconds of work after which Discord is told that the answer takes longer; it waits for 3."""

HEAVY = 1 << 20
"""Bytes of files that may take longer to send than Discord waits: it is told so first."""


@dataclass(slots=True)
class Turn:
    """One interaction being answered. ``own`` is a message of theirs alone that may be changed."""

    interaction: Interaction
    seat: Seat
    own: bool
    deferring: "asyncio.Task[None] | None" = None
    timer: asyncio.TimerHandle | None = None
    channel: str = ""  # another one that the answer is about

    def begin(self) -> None:
        """Let Discord be told that the answer takes longer, unless it is ready before."""
        self.timer = asyncio.get_running_loop().call_later(PATIENCE, self._late)

    async def ready(self, size: int = 0) -> bool:
        """Return whether Discord was told that it takes longer. From now on it is not any more.

        ``size`` is how many bytes of files are to be sent. Raises what the library raises if it
        could not be told.
        """
        self.end()
        if self.deferring is None and size > HEAVY:
            self._late()
        if self.deferring is None:
            return False
        await self.deferring
        return True

    def end(self) -> None:
        """Leave it at what Discord was told."""
        if self.timer is not None:
            self.timer.cancel()

    def _late(self) -> None:
        self.deferring = asyncio.create_task(self._defer(), name="discord-ui-defer")

    async def _defer(self) -> None:
        response = self.interaction.response
        if self.own:
            await response.defer()
        else:
            await response.defer(ephemeral=not self.seat.alone, thinking=True)


async def send(turn: Turn, rendered: Rendered) -> None:
    """Send what was rendered: into a message of one's own, or as a private one."""
    interaction, view = turn.interaction, rendered.view
    assert view is not None  # noqa: S101 - every reply has one
    attached = files_of(rendered)
    in_place = turn.own and rendered.replaces
    late = await turn.ready(sum(len(file.data) for file in rendered.files))
    if not late and in_place:
        await interaction.response.edit_message(view=view, attachments=attached)
    elif not late:
        await interaction.response.send_message(
            view=view, files=attached, ephemeral=not turn.seat.alone
        )
    elif in_place or not turn.own:
        await interaction.edit_original_response(view=view, attachments=attached)
    else:
        await interaction.followup.send(view=view, files=attached, ephemeral=not turn.seat.alone)


def files_of(rendered: Rendered) -> list[discord.File]:
    """Return the files to send along, each with what it shows."""
    return [
        discord.File(BytesIO(file.data), file.name, description=file.alt[:ALT_TEXT] or None)
        for file in rendered.files
    ]
