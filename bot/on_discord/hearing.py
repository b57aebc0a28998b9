"""What is heard of a press: the button that was pressed, without the message around it.

For every press the library makes all the pieces of the message anew, to find the one button among
them. Nobody here reads them: a button brings its own state. Must not know what a press means.
Where the library comes to read presses in another way, this does nothing, and nothing is missing.
"""

from typing import Any

from discord.state import AutoShardedConnectionState

COMPONENT = 3
ROW = 1

Json = dict[str, Any]


class Hearing(AutoShardedConnectionState[Any]):
    """The library's own reader of the gateway, told less of a press."""

    def parse_interaction_create(self, data: Any) -> None:  # noqa: ANN401 - the library's own
        """Hear of an interaction."""
        if data["type"] == COMPONENT:
            message = data["message"]
            row = row_of(message["components"], data["data"]["custom_id"])
            if row is not None:
                message["components"] = [row]
        super().parse_interaction_create(data)


def row_of(parts: list[Json], custom_id: str) -> Json | None:
    """Return a row of the button or select alone; None where no row holds it."""
    for part in parts:
        inside = part.get("components", ())
        if part["type"] != ROW:
            found = row_of(inside, custom_id)
            if found is not None:
                return found
        for each in inside:
            if each.get("custom_id") == custom_id:
                return {"type": ROW, "components": [each]}
    return None
