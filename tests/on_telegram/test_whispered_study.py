"""A review in a group, by one who asked for it unseen: nobody sees any of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.question import Picture
from bot.wording import Label, guiding
from tests.decks import CHOICE, ORDER, TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.hall import Hall, open_hall
from tests.on_telegram.post_room import PIXEL, Pictures

ANSWER = "Treaty of Rapallo"


@pytest.fixture
async def hall(telegram: FakeTelegram, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """A group that has said all it has to say aloud."""
    async with open_hall(telegram, tmp_path / "db", clock, small_deck((CHOICE, TYPED))) as made:
        await made.set_up()
        before = len(made.public)
        yield made
        assert len(made.public) == before, "something was said aloud"


async def test_one_whisper_goes_from_question_to_answer_to_the_next(hall: Hall) -> None:
    ann = hall.come("Ann")
    whisper = (await ann.command("/review choice", whispered=True)).message
    assert whisper.only_for is ann.user
    marked = await ann.press(whisper, ANSWER)
    assert marked.alert == "", "all of it stands in the whisper"
    assert "Answer: Treaty of Rapallo" in whisper.said
    await ann.press(whisper, Label.NEXT)
    assert marked.edits == (whisper,)
    assert Label.NEXT not in whisper.buttons


async def test_an_answer_is_written_in_reply_to_a_whisper(hall: Hall) -> None:
    ann = hall.come("Ann")
    asked = (await ann.command("/review typed", whispered=True)).message
    marked = await ann.reply(asked, "molotov")
    assert marked.message.only_for is ann.user
    assert "Right" in marked.message.said
    again = await ann.reply(asked, "molotov")
    assert again.message.only_for is ann.user
    assert guiding.NOTHING_OPEN in again.message.said


async def test_the_next_question_can_be_written_to_as_well(hall: Hall) -> None:
    ann = hall.come("Ann")
    whisper = (await ann.command("/review choice", whispered=True)).message
    await ann.press(whisper, ANSWER)
    await ann.press(whisper, Label.NEXT)
    assert "Who replaced Litvinov" in whisper.said
    marked = await ann.reply(whisper, "molotov")
    assert "Right" in marked.message.said


async def test_a_refused_command_that_nobody_saw_is_refused_unseen(hall: Hall) -> None:
    ann = hall.come("Ann")
    refused = await ann.command("/link WRONG-CODE", whispered=True)
    assert refused.message.only_for is ann.user
    assert "code" in refused.message.said


async def test_a_stale_key_of_a_whisper_is_refused_by_a_notice(hall: Hall) -> None:
    ann = hall.come("Ann")
    whisper = (await ann.command("/review choice", whispered=True)).message
    keyboard = whisper.keyboard
    await ann.press(whisper, ANSWER)
    whisper.keyboard = keyboard
    refused = await ann.press(whisper, ANSWER)
    assert "already in" in refused.alert
    assert not refused.edits


async def test_steps_are_taken_in_one_whisper(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_hall(telegram, tmp_path / "db", clock, small_deck((ORDER,))) as hall:
        await hall.set_up()
        ann = hall.come("Ann")
        whisper = (await ann.command("/review", whispered=True)).message
        while Label.SEND_ANSWER not in whisper.buttons:
            step = await ann.press(whisper, whisper.buttons[0])
            assert step.edits == (whisper,)
        await ann.press(whisper, Label.SEND_ANSWER)
        assert Label.UNDO in whisper.buttons


async def test_what_has_a_picture_shows_it_once_and_its_words_change(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    deck = small_deck((replace(CHOICE, picture=Picture("map.png", "A map.")),))
    pictures = Pictures({"map.png": PIXEL})
    async with open_hall(telegram, tmp_path / "db", clock, deck, pictures=pictures) as hall:
        await hall.set_up()
        ann = hall.come("Ann")
        asked = (await ann.command("/review", whispered=True)).message
        marked = await ann.press(asked, ANSWER)
        assert marked.message is asked
        assert "✓ Right" in asked.said
        assert marked.message.only_for is ann.user
        assert marked.message.photo is not None


async def test_where_a_whisper_cannot_go_on_its_key_leads_into_the_private_chat(
    hall: Hall,
) -> None:
    ann = hall.come("Ann")
    whisper = (await ann.command("/review choice", whispered=True)).message
    await ann.press(whisper, ANSWER)
    hall.telegram.api.ephemeral = "refused"
    hall.telegram.fail("editEphemeralMessageText", 400, "Bad Request: message to edit not found")
    led = await ann.press(whisper, Label.NEXT)
    assert "Who replaced Litvinov" in (await ann.open(led.link)).text


async def test_a_whisper_that_has_nothing_new_to_show_says_so(hall: Hall) -> None:
    ann = hall.come("Ann")
    done = (await ann.command("/review weakest", whispered=True)).message
    again = await ann.press(done, Label.WEAKEST)
    assert not again.edits
    assert "All done" in again.alert
