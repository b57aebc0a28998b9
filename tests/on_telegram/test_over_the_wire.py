"""The whole bot over HTTP: our own transport, long polling, files both ways, a line that breaks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.on_telegram.requesting import AiohttpRequest
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.fake.sockets import served
from tests.on_telegram.hall import one_of_each, open_hall

CSV = "question,answer\nCapital of Italy?,Rome\nCapital of Spain?,Madrid\n"


@pytest.fixture
async def far(telegram: FakeTelegram) -> AsyncIterator[FakeTelegram]:
    """The fake, reached through a socket."""
    async with served(telegram) as socket:
        telegram.over = lambda: AiohttpRequest(connect=socket.connector)
        yield telegram


async def test_a_question_is_asked_answered_and_revealed(
    far: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_hall(far, tmp_path / "a.db", clock, one_of_each()) as hall:
        teacher, ann = await hall.set_up(), hall.come("Ann")
        question = await hall.start_round(teacher, "1 calm choice")
        assert (await ann.press(question, "Treaty of Rapallo")).alert
        far.cut("sendMessage")
        await hall.pass_time(minutes=4)
        await hall.pass_time(minutes=1)
    assert "Ann" in "\n".join(message.said for message in hall.public)


async def test_a_deck_comes_as_a_document(
    far: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_hall(far, tmp_path / "a.db", clock) as hall:
        teacher = (await hall.set_up()).in_private()
        shown = await teacher.send_document("capitals.csv", CSV.encode(), "Capitals")
        assert "Capitals" in shown.said, shown.said
        assert shown.message.buttons
    assert far.called("getFile")


async def test_what_came_while_the_bot_was_away_is_done_when_it_is_back(
    far: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_hall(far, tmp_path / "a.db", clock) as hall:
        teacher = await hall.set_up()
    before = len(hall.public)
    await teacher.command("/leaderboard")
    assert len(hall.public) == before
    async with open_hall(far, tmp_path / "a.db", clock, chat=hall.chat) as hall:
        assert len(hall.public) == before + 1
        assert "This week" in hall.last.said
