"""A press is heard without the message around it, and still does all that it did."""

from typing import Any

import discord as library
import pytest

from bot.on_discord.answers import Sent
from bot.on_discord.client import StudyhallClient
from bot.on_discord.desk import Interaction
from bot.on_discord.hearing import row_of
from tests.on_discord.hall import Hall, said

BUTTON = {"type": 2, "custom_id": "b"}
SELECT = {"type": 3, "custom_id": "s", "options": [{"label": "x", "value": "s"}]}
TEXT = {"type": 10, "content": "b"}
CARD = {
    "type": 17,
    "components": [
        TEXT,
        {"type": 1, "components": [{"type": 2, "custom_id": "a"}, BUTTON]},
        {"type": 1, "components": [SELECT]},
    ],
}


@pytest.mark.parametrize(("custom_id", "found"), [("b", BUTTON), ("s", SELECT)])
def test_a_row_holds_what_was_pressed_alone(custom_id: str, found: dict[str, Any]) -> None:
    alone = {"type": 1, "components": [found]}
    assert row_of([TEXT, CARD], custom_id) == alone
    assert row_of(CARD["components"], custom_id) == alone  # type: ignore[arg-type]


def test_what_no_row_holds_is_not_found() -> None:
    assert row_of([TEXT, CARD], "c") is None
    assert row_of([{"type": 9, "components": [TEXT], "accessory": BUTTON}], "b") is None
    assert row_of([], "b") is None


async def test_the_library_makes_one_button_of_a_whole_card(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    take = StudyhallClient.take

    async def listening(
        client: StudyhallClient, interaction: Interaction, carried: str, sent: Sent
    ) -> None:
        assert interaction.message is not None
        [row] = interaction.message.components
        assert isinstance(row, library.ActionRow)
        heard.append(len(row.children))
        await take(client, interaction, carried, sent)

    monkeypatch.setattr(StudyhallClient, "take", listening)
    await hall.set_up()
    ben = hall.come("Ben")
    asked = await ben.command("/review")
    assert len(asked.message.buttons) > 1
    said(await ben.press(asked.message, "Skip"))
    assert heard == [1]
