"""A channel, where nobody can write: what is asked there says the ways that work."""

from pathlib import Path

import pytest

from bot.domain.replies import Pace
from bot.usecases.filters import Filters
from tests.decks import TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.post_room import open_room

DECK = small_deck((TYPED,))
BY_REPLY = "reply to this message"


async def test_a_typed_question_in_a_channel_leads_to_the_private_chat_alone(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    channel = telegram.channel()
    async with open_room(telegram, tmp_path / "db", clock, channel, deck=DECK) as room:
        await room.found()
        asked = await room.start_round(Filters(), pace=Pace.UNTIMED)
        question = room.last
        assert "Answer in private." in question.said
        assert BY_REPLY not in question.said
        assert any("?start=" in key.get("url", "") for key in question.keys)
        room.messenger.count(asked.ask)
        await room.quiet()
        assert "answered so far" in question.said
        assert BY_REPLY not in question.said
        assert len(telegram.called("getChat")) == 1


@pytest.mark.parametrize("told", [True, False], ids=["a group", "not told what it is"])
async def test_a_typed_question_in_a_group_can_be_answered_there(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock, *, told: bool
) -> None:
    if not told:
        telegram.fail("getChat", 500, "Internal Server Error")
    async with open_room(
        telegram, tmp_path / "db", clock, telegram.supergroup(), deck=DECK
    ) as room:
        await room.found()
        await room.start_round(Filters(), pace=Pace.UNTIMED)
        assert BY_REPLY in room.last.said
