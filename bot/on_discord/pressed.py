"""Every button and select of ours: it carries its press, and so outlives any restart.

Must not know what a press means.
"""

import re
from typing import Any, Self

from discord import ui

from bot.on_discord.answers import Sent
from bot.on_discord.desk import Interaction


class Pressed(ui.DynamicItem[ui.Item[Any]], template=r"(?s).+"):
    """A component that was used, whatever it is: also one of an older edition gets its answer."""

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the component of an interaction."""
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:
        """Do what it says."""
        data: Any = interaction.data
        values = data.get("values")
        sent = Sent(picked=None if values is None else tuple(map(str, values)))
        await interaction.client.take(interaction, data["custom_id"], sent)
