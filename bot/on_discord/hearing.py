"""What is heard of a press: the button that was pressed, without the message around it.

For every press the library makes all the pieces of the message anew, and a view to hold them, to
find the one button among them. Nobody here reads them: a button brings its own state. Must not
know what a press means. Where the library comes to read presses in another way, this does nothing,
and nothing is missing.
"""

import re
from typing import Any

from discord import Interaction, ui
from discord.state import AutoShardedConnectionState
from discord.ui.view import ViewStore

COMPONENT = 3


class Presses(ViewStore):
    """The library's own finder of what was pressed, which need not look for it."""

    async def schedule_dynamic_item_call(
        self,
        component_type: int,
        factory: type[ui.DynamicItem[Any]],
        interaction: Interaction[Any],
        custom_id: str,
        match: re.Match[str],
    ) -> None:
        """Bring the press to the component that carries it."""
        item = await factory.from_custom_id(interaction, ui.Button(custom_id=custom_id), match)
        await item.callback(interaction)


class Hearing(AutoShardedConnectionState[Any]):
    """The library's own reader of the gateway, told less of a press."""

    def clear(self, *, views: bool = True) -> None:
        """Forget everything, before the first connection and after the last."""
        super().clear(views=views)
        if views:
            self._view_store = Presses(self)

    def parse_interaction_create(self, data: Any) -> None:  # noqa: ANN401 - the library's own
        """Hear of an interaction."""
        if data["type"] == COMPONENT and "message" in data:
            data["message"]["components"] = []
        super().parse_interaction_create(data)
