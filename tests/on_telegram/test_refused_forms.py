"""A picture or a file that Telegram does not take: the same is said in the next best form."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.ids import Account
from bot.domain.question import Picture
from bot.on_telegram.bars import Bars, Form, form_of
from bot.on_telegram.markup import literal
from bot.on_telegram.messages import Rendered, Upload
from bot.wording import Label
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.asks import png
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.hall import Hall, open_hall
from tests.on_telegram.post_room import PIXEL, Pictures

MAP = Picture("map.png", "A map of Italy.")
DECK = small_deck((replace(CHOICE, picture=MAP),))
ALT = "Picture: A map of Italy."
FORBIDDEN = "Forbidden: CHAT_SEND_PHOTOS_FORBIDDEN"
CSV = b"question,answer\nWho painted Guernica?,Picasso\n"


@pytest.fixture
async def pictures() -> Pictures:
    return Pictures({"map.png": PIXEL})


@pytest.fixture
async def pictured(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock, pictures: Pictures
) -> AsyncIterator[Hall]:
    """A group that studies a question with a picture."""
    async with open_hall(telegram, tmp_path / "db", clock, DECK, pictures=pictures) as opened:
        await opened.set_up()
        yield opened


async def test_a_picture_that_telegram_cannot_read_comes_as_a_file(
    pictured: Hall, pictures: Pictures
) -> None:
    pictures.files["map.png"] = png(300, 200, rest=b"torn")
    ann = pictured.come("Ann").in_private()
    asked = (await ann.command("/review")).message
    assert asked.photo is None
    assert asked.document is not None
    assert ALT in asked.said
    told = await ann.press(asked, "Treaty of Rapallo")
    assert "Right" in told.said
    assert set(pictured.telegram.forgive()) == {"sendPhoto: IMAGE_PROCESS_FAILED"}


@pytest.mark.parametrize("sentence", ["Bad Request: DOCUMENT_INVALID", FORBIDDEN])
async def test_what_is_not_taken_as_a_file_either_is_told_in_words(
    pictured: Hall, sentence: str
) -> None:
    ann = pictured.come("Ann").in_private()
    status = 403 if sentence == FORBIDDEN else 400
    for method in ("sendPhoto", "sendDocument"):
        pictured.telegram.fail(method, status, sentence)
    asked = (await ann.command("/review")).message
    assert (asked.photo, asked.document) == (None, None)
    assert ALT in asked.said
    assert "Treaty of Rapallo" in asked.buttons
    marked = await ann.press(asked, "Treaty of Rapallo")
    assert marked.message.photo is not None, "the next picture is tried anew"


async def test_a_board_comes_in_words_with_its_keys_where_no_pictures_are_allowed(
    pictured: Hall,
) -> None:
    question = await pictured.start_round(pictured.people["Teacher"], "1 calm")
    await pictured.come("Ann").press(question, "Treaty of Rapallo")
    await pictured.pass_time(minutes=4)
    pictured.chat.barred = frozenset({"can_send_photos", "can_send_documents"})
    board = (await pictured.people["Ann"].command("/leaderboard picture")).message
    assert (board.photo, board.document) == (None, None)
    assert "Ann" in board.said
    assert Label.PICTURE in board.buttons, "as the board is without a picture"


async def test_a_posted_question_falls_to_words_and_becomes_its_reveal(pictured: Hall) -> None:
    pictured.telegram.fail("sendPhoto", 403, FORBIDDEN)
    pictured.telegram.fail("sendDocument", 403, "Forbidden: CHAT_SEND_DOCS_FORBIDDEN")
    question = await pictured.start_round(pictured.people["Teacher"], "1 calm")
    assert (question.photo, question.document) == (None, None)
    assert ALT in question.said
    await pictured.pass_time(minutes=4)
    assert "Answer: Treaty of Rapallo" in question.said
    shown = await pictured.world.daily.show(
        Account(pictured.place.platform, str(pictured.people["Teacher"].user.id)), pictured.place
    )
    assert "paused" not in repr(shown).lower(), "a barred picture is no barred bot"


async def test_a_deck_is_brought_in_where_the_bot_may_send_no_files(pictured: Hall) -> None:
    pictured.chat.barred = frozenset({"can_send_documents"})
    teacher = pictured.people["Teacher"]
    coming = (await teacher.send_document("art.csv", CSV, "/deck import")).message  # unasked for
    assert coming.document is None
    assert "This would come" in coming.said
    kept = await teacher.press(coming, Label.BRING_IN)
    assert "art is in: 1 added." in kept.said


BOTH = frozenset({"can_send_photos", "can_send_documents"})


def tried(hall: Hall) -> tuple[int, int]:
    """Return how often a photo was tried so far, and how often a file."""
    return len(hall.telegram.called("sendPhoto")), len(hall.telegram.called("sendDocument"))


async def asked_again(hall: Hall) -> None:
    """Play a round of the pictured question, in words."""
    question = await hall.start_round(hall.people["Teacher"], "1 calm")
    assert (question.photo, question.document) == (None, None)
    assert ALT in question.said
    await over(hall)


async def over(hall: Hall) -> None:
    """Let a round come to its end."""
    for _ in range(2):
        await hall.pass_time(minutes=4)


async def test_what_a_group_bars_is_tried_once_and_again_when_half_a_day_is_over(
    pictured: Hall,
) -> None:
    pictured.chat.barred = BOTH
    for _ in range(2):
        await asked_again(pictured)
        assert tried(pictured) == (1, 1)
    board = (await pictured.people["Teacher"].command("/leaderboard picture")).message
    assert (board.photo, board.document) == (None, None)
    assert tried(pictured) == (1, 1), "an answer knows what a post has learnt"
    pictured.chat.barred = frozenset()
    await pictured.pass_time(hours=12)
    assert (await pictured.start_round(pictured.people["Teacher"], "1 calm")).photo is not None


async def test_what_a_group_barred_is_tried_anew_when_the_bots_rights_change(
    pictured: Hall,
) -> None:
    pictured.chat.barred = BOTH
    await asked_again(pictured)
    pictured.chat.barred = frozenset()
    await pictured.people["Teacher"].promote_bot()
    assert (await pictured.start_round(pictured.people["Teacher"], "1 calm")).photo is not None


async def test_one_group_bars_nothing_for_another_and_one_torn_picture_bars_nothing(
    clock: FakeClock,
) -> None:
    bars = Bars(clock)
    bars.note(-1, Form.PHOTO)
    photo = Rendered(text=literal("Map"), photo=Upload("map.png", PIXEL))
    assert form_of(bars.best(-1, photo)) is Form.FILE
    assert form_of(bars.best(-2, photo)) is Form.PHOTO
    bars.note(7, Form.PHOTO)
    assert form_of(bars.best(7, photo)) is Form.PHOTO, "in private it was that one picture"


async def test_a_picture_that_is_wrong_in_itself_is_no_bar(
    pictured: Hall, pictures: Pictures
) -> None:
    pictures.files["map.png"] = png(300, 200, rest=b"torn")
    await pictured.start_round(pictured.people["Teacher"], "1 calm")
    await over(pictured)
    pictures.files["map.png"] = PIXEL
    assert (await pictured.start_round(pictured.people["Teacher"], "1 calm")).photo is not None
    pictured.telegram.forgive()
