"""Single questions on Discord: their history, and changing them by a form."""

import pytest

from bot.domain.ids import QuestionId, QuestionKey
from bot.domain.replies import QuestionText, Spot
from bot.on_discord.dialogs import dialog_for
from bot.on_discord.editing import fits_a_form
from bot.on_discord.limits import INPUT_TEXT
from bot.press import OfQuestion
from tests.on_discord.fake import Outcome
from tests.on_discord.fake.filling import Entry
from tests.on_discord.hall import Hall, said

CARD: dict[str, Entry] = {"words": "Who signed at Rapallo for Germany?", "back": "Rathenau"}


async def own_question(hall: Hall) -> str:
    """Let the teacher write a card, and return its id."""
    teacher = hall.people["Teacher"]
    said(await teacher.submit(await teacher.command("/question add"), CARD))
    offered = await teacher.autocomplete("/question edit", "question", "rathenau rapallo")
    (choice,) = offered.choices
    assert choice["name"] == CARD["words"]
    return str(choice["value"])


def text_of(form: list[dict[str, object]]) -> str:
    """Return what stands in the first input of a form."""
    part = form[0]["component"]
    assert isinstance(part, dict)
    return str(part["value"])


async def test_a_question_is_changed_and_its_history_tells(hall: Hall) -> None:
    teacher = await hall.set_up()
    number = await own_question(hall)
    opened = await teacher.command("/question edit", question=number)
    written = text_of(opened.modal["components"])
    assert "Rathenau" in written
    changed = written.replace("Who signed at Rapallo for Germany?", "Who signed for Germany?")
    done = said(await teacher.submit(opened, {"text": changed, "same": "same"}))
    assert "Saved" in done
    assert "Who signed at Rapallo for Germany?" in done
    assert "the question changed" in done
    shown = await teacher.command("/question history", question=number)
    again = await teacher.press(shown.message, "Edit")
    assert "Who signed for Germany?" in text_of(again.modal["components"])


async def test_a_slip_in_the_form_is_told_with_its_line(hall: Hall) -> None:
    teacher = await hall.set_up()
    opened = await teacher.command("/question edit", question=await own_question(hall))
    told = await teacher.submit(opened, {"text": "[[question]]\nid = 1", "same": "same"})
    assert "not saved yet" in said(told)
    assert "Line" in told.text
    again = await teacher.press(told.message, "Edit")
    assert text_of(again.modal["components"]) == "[[question]]\nid = 1", "nobody types it twice"
    back = await teacher.press(told.message, "Back")
    assert "Rathenau" in said(back), "what is kept is as it was"
    assert not back.message.files


async def test_another_question_under_the_same_id_is_a_new_version(hall: Hall) -> None:
    teacher = await hall.set_up()
    opened = await teacher.command("/question edit", question=await own_question(hall))
    changed = text_of(opened.modal["components"]).replace('"Rathenau"', '"Walther Rathenau"')
    done = said(await teacher.submit(opened, {"text": changed, "same": "other"}))
    assert "Version 2" in done
    assert "the answer changed" in done


async def test_a_built_in_question_is_looked_at_and_left_alone(hall: Hall) -> None:
    teacher = await hall.set_up()
    refused = said(await teacher.command("/question edit", question="tst-choice"))
    assert "was not brought by your class" in refused
    assert "report" in refused
    shown = await teacher.command("/question history", question="tst-choice")
    assert "not been changed" in said(shown)
    assert "Edit" not in shown.message.buttons


async def test_without_a_name_it_is_the_question_one_is_at(hall: Hall) -> None:
    teacher = await hall.set_up()
    assert "not there any more" in said(await teacher.command("/question history"))
    await hall.start_round(teacher, questions=1, kinds="choice")
    assert "tst-choice" in said(await teacher.command("/question history"))


@pytest.mark.parametrize("command", ["/question history", "/question edit"])
async def test_whoever_looks_after_nothing_sees_no_answers(hall: Hall, command: str) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    await hall.start_round(teacher, questions=1, kinds="choice")
    refused = said(await ben.command(command, question="tst-choice"))
    assert "owner" in refused
    assert "Rapallo" not in refused
    assert (await ben.autocomplete(command, "question", "")).choices == []


def test_a_form_holds_a_text_up_to_its_limit() -> None:
    key, number = QuestionKey(1), QuestionId("q")
    assert fits_a_form(QuestionText(key, "Deck", number, "x" * INPUT_TEXT))
    assert not fits_a_form(QuestionText(key, "Deck", number, "x" * (INPUT_TEXT + 1)))
    assert not fits_a_form(QuestionText(key, "Deck", number, "x", (Spot(1, 1, "No."),)))
    longest = "x" * INPUT_TEXT
    assert dialog_for(OfQuestion("edit", key), longest) is not None


async def test_a_question_too_long_for_a_form_comes_as_a_file(hall: Hall) -> None:
    teacher = await hall.set_up()
    long: dict[str, Entry] = {"words": "Why? " + "because " * 240, "back": "So. " + "then " * 390}
    said(await teacher.submit(await teacher.command("/question add"), long))
    (choice,) = (await teacher.autocomplete("/question edit", "question", "because")).choices
    shown = await teacher.command("/question edit", question=choice["value"])
    assert "longer than a form holds" in said(shown)
    assert shown.message.files


def asks_about(opened: Outcome) -> str:
    """Return the question that a form of a report names."""
    assert opened.modal["title"] == "Report this question"
    return str(opened.modal["components"][0].get("content", ""))


async def test_a_report_is_of_what_was_answered_and_not_of_what_waits_unseen(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    asked = await ben.command("/review")
    assert "Which treaty" in asked.text
    assert asks_about(await ben.command("/question report")).startswith("Which treaty")
    await ben.press(asked.message, "I don't know")  # the next one is open, and nobody has seen it
    opened = await ben.command("/question report")
    assert asks_about(opened).startswith("Which treaty")
    assert "Thank you" in said(await ben.submit(opened, {"note": "unclear"}))


async def test_a_report_is_of_what_the_channel_is_at(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, questions=1, kinds="typed")
    assert asks_about(await teacher.command("/question report")).startswith("Who replaced")
    await hall.pass_time(seconds=70)
    assert "The round goes on" in hall.last.text
    assert asks_about(await teacher.command("/question report")).startswith("Who replaced")
