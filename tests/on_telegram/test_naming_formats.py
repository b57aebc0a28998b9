"""A file whose format nobody can tell: whoever sent it says what it is, by a key or a caption."""

import pytest

from bot.on_telegram import bringing
from bot.usecases.decks import READS
from tests.on_telegram.hall import Hall

ONE_CARD = b"Capital of France?,Paris\n"
CSV = "Table (CSV)"


async def test_the_format_is_tapped_and_the_same_file_read_again(hall: Hall) -> None:
    teacher = (await hall.set_up()).in_private()
    unread = await teacher.send_document("capitals.txt", ONE_CARD, "Capitals")
    assert "cannot tell which format" in unread.text
    assert "Tap what it is" in unread.text
    assert set(unread.message.buttons) == {title for _, title in READS}
    coming = await teacher.press(unread.message, CSV)
    assert "Capitals" in coming.text, coming.said
    assert "Nothing is kept yet" in coming.text
    assert not unread.message.buttons
    kept = await teacher.press(coming.message, "Bring it in")
    assert "is in" in kept.said


async def test_a_format_that_does_not_fit_leaves_the_others_to_be_tapped(hall: Hall) -> None:
    teacher = (await hall.set_up()).in_private()
    unread = await teacher.send_document("capitals.txt", ONE_CARD)
    wrong = await teacher.press(unread.message, "Moodle XML")
    assert "is not brought in" in wrong.text
    coming = await teacher.press(unread.message, CSV)
    assert "Nothing is kept yet" in coming.text


async def test_a_caption_names_the_format_and_the_deck(hall: Hall) -> None:
    teacher = (await hall.set_up()).in_private()
    coming = await teacher.send_document("c.txt", ONE_CARD, "/deck import csv Capital cities")
    assert "Capital cities" in coming.text, coming.said
    assert "Nothing is kept yet" in coming.text
    none = await teacher.send_document("c.txt", ONE_CARD, "/deck import cvs")
    assert "There is no format cvs" in none.text


async def test_in_a_group_the_file_is_read_again_for_all(hall: Hall) -> None:
    teacher = await hall.set_up()
    unread = await teacher.send_document("c.txt", ONE_CARD, "/deck import")
    assert CSV in unread.message.buttons, unread.said
    ann = hall.come("Ann")
    refused = await ann.press(unread.message, CSV)
    assert "editor" in refused.alert or "owner" in refused.alert
    coming = await teacher.press(unread.message, CSV)
    assert "Nothing is kept yet" in coming.text, coming.said
    kept = await teacher.press(coming.message, "Bring it in")
    assert "is in" in kept.said


async def test_where_no_files_are_taken_the_keys_find_the_one_that_was_sent(hall: Hall) -> None:
    teacher = (await hall.set_up()).in_private()
    unread = await teacher.send_document("c.txt", ONE_CARD)
    hall.telegram.fail("sendDocument", 403, "Forbidden: CHAT_SEND_DOCS_FORBIDDEN")
    coming = await teacher.press(unread.message, CSV)
    assert coming.message.document is None
    kept = await teacher.press(coming.message, "Bring it in")
    assert "is in" in kept.said


async def test_a_key_whose_message_is_gone_asks_for_the_file_again(hall: Hall) -> None:
    teacher = (await hall.set_up()).in_private()
    unread = await teacher.send_document("c.txt", ONE_CARD)
    data = next(key["callback_data"] for key in unread.message.keys if key["text"] == CSV)
    await teacher.delete(unread.message)
    lost = await teacher.send_press(unread.message, data)
    assert "send it again" in lost.said


@pytest.mark.parametrize(
    ("caption", "form", "deck"),
    [
        ("Capitals", "", "Capitals"),
        ("/deck import", "", ""),
        ("/deck@bot import CSV", "csv", ""),
        ("/deck import csv Capital  cities", "csv", "Capital cities"),
        ("/deck show x", "", ""),
        ("", "", ""),
    ],
)
def test_what_a_caption_says(caption: str, form: str, deck: str) -> None:
    assert bringing.format_in(caption) == form
    assert bringing.deck_in(caption) == deck
