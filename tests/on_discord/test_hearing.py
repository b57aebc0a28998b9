"""A press is heard without the message around it, and still does all that it did."""

import pytest

from bot.on_discord.answers import Sent
from bot.on_discord.client import StudyhallClient
from bot.on_discord.desk import Interaction
from bot.press import Go, encode
from tests.on_discord.fake import shapes
from tests.on_discord.hall import Hall, said


async def test_the_library_makes_nothing_of_a_whole_card(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    take = StudyhallClient.take

    async def listening(
        client: StudyhallClient, interaction: Interaction, carried: str, sent: Sent
    ) -> None:
        assert interaction.message is not None
        heard.append(len(interaction.message.components))
        await take(client, interaction, carried, sent)

    monkeypatch.setattr(StudyhallClient, "take", listening)
    await hall.set_up()
    ben = hall.come("Ben")
    asked = await ben.command("/review")
    assert len(asked.message.buttons) > 1
    said(await ben.press(asked.message, "Skip"))
    assert heard == [0]


async def test_a_press_that_comes_without_its_message_is_answered(hall: Hall) -> None:
    data = {"custom_id": encode(Go("help")), "component_type": shapes.BUTTON}
    assert "/quiz" in said(await hall.come("Ben").act(shapes.COMPONENT, data))


@pytest.mark.parametrize(
    "how",
    [
        "asked to come again",
        "to be resumed",
        pytest.param("forgotten", marks=pytest.mark.slow),  # the library waits five seconds
    ],
)
async def test_a_session_that_ends_in_a_round_ends_nothing_else(hall: Hall, how: str) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    said(await hall.come("Ben").press(question, "Treaty of Rapallo"))
    gateway = hall.discord.gateway
    before = gateway.resumed + gateway.identified
    if how == "asked to come again":
        await gateway.tell_reconnect()
    else:
        await gateway.invalidate(resumable=how == "to be resumed")
    await hall.discord.wait(lambda: gateway.resumed + gateway.identified > before)
    await hall.discord.wait(hall.client.is_ready)
    said(await hall.come("Cat").press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=1)
    assert "2 of 2" in question.text
    assert len(hall.discord.called("PUT /applications/*/commands")) == 1
