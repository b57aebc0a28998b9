"""Decks and questions that people bring: looked through first, kept by a tap, taken out again."""

import pytest

from bot.on_telegram.bringing import MOST
from bot.wording import guiding
from tests.on_telegram.fake import Person
from tests.on_telegram.hall import Hall

CSV = b"front,back\nCapital of France?,Paris\nCapital of Italy?,Rome\n"


async def teaching(hall: Hall) -> Person:
    """Return a teacher who owns the class, in their private chat."""
    return (await hall.set_up()).in_private()


async def test_a_file_is_looked_through_and_kept_by_a_tap(hall: Hall) -> None:
    teacher = await teaching(hall)
    asked = await teacher.command("/deck import")
    assert guiding.SEND_FILE in asked.text
    coming = await teacher.send_document("capitals.csv", CSV, "Capitals")
    assert "Capitals" in coming.text
    assert "2" in coming.text
    assert "Bring it in" in coming.message.buttons
    listed = await teacher.command("/deck")
    assert "Capitals" not in listed.text  # nothing is kept yet
    kept = await teacher.press(coming.message, "Bring it in")
    assert "✓" in kept.said
    assert "Capitals" in (await teacher.command("/deck")).text


async def test_a_preview_that_was_deleted_asks_for_the_file_again(hall: Hall) -> None:
    teacher = await teaching(hall)
    coming = await teacher.send_document("capitals.csv", CSV)
    assert coming.own is not None
    await teacher.delete(coming.own)
    keys = coming.message.keys
    data = next(key["callback_data"] for key in keys if key["text"] == "Bring it in")
    await teacher.delete(coming.message)
    lost = await teacher.send_press(coming.message, data)
    assert "send it again" in lost.said


async def test_a_file_in_reply_to_the_bot_in_a_group(hall: Hall) -> None:
    teacher = await hall.set_up()
    anything = (await teacher.command("/help")).message
    assert not (await teacher.send_document("notes.csv", CSV)).messages  # said to nobody
    coming = await teacher.send_document("capitals.csv", CSV, to=anything)
    assert "Nothing is kept yet" in coming.text
    ann = hall.come("Ann")
    refused = await ann.press(coming.message, "Bring it in")
    assert "owner" in refused.alert
    kept = await teacher.press(coming.message, "Bring it in")
    assert "is in: 2 added" in kept.alert


async def test_only_editors_bring_files_and_too_large_ones_are_not_fetched(hall: Hall) -> None:
    teacher = await teaching(hall)
    ann = hall.come("Ann")
    await ann.command("/help")
    refused = await ann.in_private().send_document("capitals.csv", CSV)
    assert "look after" in refused.text or "owner" in refused.text
    assert not hall.telegram.called("getFile")
    large = await teacher.send_document("huge.csv", CSV, size=MOST + 1)
    assert "MB" in large.text
    assert not hall.telegram.called("getFile")
    hall.telegram.fail(
        "getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    lost = await teacher.send_document("capitals.csv", CSV)
    assert "send it again" in lost.text


async def test_what_cannot_be_read_is_told(hall: Hall) -> None:
    teacher = await teaching(hall)
    unread = await teacher.send_document("picture.bin", bytes(range(256)) * 40)
    assert unread.text
    assert "Bring it in" not in unread.message.buttons


@pytest.mark.parametrize("form", ["json", "csv"])
async def test_a_deck_goes_out_as_a_document(hall: Hall, form: str) -> None:
    teacher = await teaching(hall)
    coming = await teacher.send_document("capitals.csv", CSV)
    await teacher.press(coming.message, "Bring it in")
    out = await teacher.command(f"/deck export capitals {form}")
    document = out.message.document
    assert document is not None
    assert b"Paris" in document.data


async def test_a_deck_is_chosen_from_a_keyboard(hall: Hall) -> None:
    teacher = await teaching(hall)
    asked = await teacher.command("/deck show")
    await teacher.press(asked.message, "Treaties")
    assert "Treaties" in asked.message.said
    away = await teacher.command("/deck disable treaties")
    assert "Treaties" in away.text
    unknown = await teacher.command("/deck show tretaies")
    assert "Did you mean" in unknown.text


async def test_a_question_is_written_in_two_replies(hall: Hall) -> None:
    teacher = await teaching(hall)
    asked = await teacher.command("/question")
    first = await teacher.press(asked.message, guiding.ADD_QUESTION)
    assert guiding.ASK_FRONT in first.text
    second = await teacher.reply(first.message, "Who wrote <b>Emma</b> & whose is @it?")
    assert guiding.ASK_BACK in second.text
    assert "Who wrote <b>Emma" in second.text
    done = await teacher.reply(second.message, "Jane Austen")
    assert done.text
    listed = await teacher.command("/deck")
    assert "Year 9" in listed.text
    found = await hall.world.database.transaction(
        lambda tx: tx.execute("SELECT CAST(body AS TEXT) FROM questions").fetchall()
    )
    assert len([body for (body,) in found if "Austen" in body and "@it?" in body]) == 1


async def test_the_dialogue_outlives_a_restart(hall: Hall) -> None:
    teacher = await teaching(hall)
    first = await teacher.command("/question add")
    second = await teacher.reply(first.message, "Who wrote Emma?")
    await hall.client.close()
    # Nothing but the message knows: another client on the same database goes on.
    assert second.message.asks is not None


async def test_a_member_suggests_and_an_editor_decides(hall: Hall) -> None:
    teacher = await teaching(hall)
    ann = hall.come("Ann").in_private()
    await hall.people["Ann"].command("/help")
    first = await ann.command("/question add")
    second = await ann.reply(first.message, "Who wrote Emma?")
    waits = await ann.reply(second.message, "Jane Austen")
    assert waits.text
    queue = await teacher.command("/question edit")
    assert "Emma" in queue.text
    changed = await teacher.press(queue.message, "Edit")
    assert guiding.ASK_TEXT in changed.text
    accepted = await teacher.press(queue.message, "Accept")
    assert accepted.said


async def test_a_question_is_reported_with_a_word(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    ann = hall.come("Ann")
    await ann.press(question, "Treaty of Rapallo")
    await hall.pass_time(minutes=4)
    led = await ann.press(hall.last, "Report")
    asked = await ann.open(led.link)
    thanks = await ann.in_private().reply(asked.message, "There were two of them")
    assert thanks.text
    reports = (await hall.world.dump("reports"))["reports"]
    assert len(reports) == 1


async def test_everything_goes_when_somebody_says_so(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    await ann.command("/review choice")
    exported = await ann.command("/privacy export")
    assert exported.message.document is not None
    asked = await ann.command("/privacy delete")
    label = next(button for button in asked.message.buttons if button.startswith("Delete"))
    prompt = await ann.press(asked.message, label)
    wrong = await ann.reply(prompt.message, "no")
    assert "DELETE" in wrong.text
    gone = await ann.reply(prompt.message, "DELETE")
    assert "gone" in gone.text.lower()
    assert not any("Ann" in map(str, r) for r in (await hall.world.dump("learners"))["learners"])
