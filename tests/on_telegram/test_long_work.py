"""What took longer than a press waits: its notice is used up, and all the same it is told."""

import pytest

from bot.domain.ids import AskId
from bot.on_telegram import voice
from bot.press import Answer, Go, encode
from bot.wording import guiding
from tests.on_telegram.hall import Hall

ANSWER = "Treaty of Rapallo"


@pytest.fixture(autouse=True)
def everything_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every press be acknowledged before its work is done."""
    monkeypatch.setattr(voice, "PATIENCE", 0.0)


async def test_an_answer_that_was_kept_late_is_whispered(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann, before = hall.come("Ann"), len(hall.public)
    told = await ann.press(question, ANSWER)
    assert told.alert == ""
    assert told.message.only_for is ann.user
    assert "kept" in told.message.said.lower()
    assert len(hall.public) == before
    assert len(hall.telegram.called("answerCallbackQuery")) == 1


async def test_a_refusal_that_came_late_is_whispered(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    ann, before = hall.come("Ann"), len(hall.public)
    refused = await ann.press(question, "Stop")
    assert refused.message.only_for is ann.user
    assert "started the round" in refused.message.said
    assert len(hall.public) == before


@pytest.mark.parametrize("trouble", ["refused", "ignored"])
async def test_where_nothing_is_whispered_it_is_said_or_pointed_to(
    hall: Hall, trouble: str
) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    hall.telegram.api.ephemeral = trouble
    ann = hall.come("Ann")
    refused = await ann.press(question, "Stop")
    assert "started the round" in refused.message.said, "whoever reads that learns nothing"
    told = await ann.press(question, ANSWER)
    assert told.message.said == guiding.FOR_YOUR_EYES
    await hall.pass_time(minutes=4)
    mine = await ann.follow(told.message, guiding.SHOW_ME)
    assert ANSWER in mine.text


async def test_a_link_that_a_press_should_have_opened_is_whispered(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann, before = hall.come("Ann"), len(hall.public)
    led = await ann.send_press(question, encode(Go("question add")))
    assert led.link == ""
    assert led.message.only_for is ann.user
    assert (await ann.follow(led.message, guiding.SHOW_ME)).message.asks is not None
    asked = await ann.send_press(question, encode(Go("review")))
    assert asked.message.only_for is ann.user
    assert asked.message.buttons
    assert len(hall.public) == before


async def test_a_private_refusal_that_came_late_is_a_message(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann").in_private()
    asked = (await ann.command("/review")).message
    late = await ann.send_press(asked, encode(Answer(AskId(999), (0,))))
    assert late.alert == ""
    assert late.message.said


async def test_an_acknowledgement_that_fails_loses_no_answer(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann = hall.come("Ann")
    hall.telegram.fail("answerCallbackQuery", 403, "Forbidden: something else")
    told = await ann.press(question, ANSWER)
    assert "kept" in told.alert.lower()
