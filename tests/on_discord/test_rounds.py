"""A live round on Discord: private answers, a public count, the reveal, the podium."""

import pytest

from tests.on_discord.hall import Hall, said


async def test_a_round_of_one_choice_from_start_to_podium(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    assert "Question 1 of 1" in question.text
    ben, cat = hall.come("Ben"), hall.come("Cat")
    assert set(question.buttons) >= {"Treaty of Rapallo", "Treaty of Berlin"}, question.text
    assert "Treaty of Rapallo" in said(await ben.press(question, "Treaty of Rapallo"))
    said(await cat.press(question, "Treaty of Berlin"))
    await hall.quiet()
    assert "2 learners have answered" in question.text
    assert "Ben" not in question.text
    await hall.pass_time(minutes=1)
    assert question is hall.last, "the reveal takes the question's place"
    assert "Ben" in question.text
    assert "Cat" not in question.text
    assert "Treaty of Rapallo" in question.text
    await hall.pass_time(minutes=1)
    assert "The round is over" in hall.last.text
    assert hall.last is not question


async def test_a_changed_mind_counts_once_and_only_once(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    ben = hall.come("Ben")
    said(await ben.press(question, "Treaty of Berlin"))
    said(await ben.press(question, "Treaty of Rapallo"))
    third = said(await ben.press(question, "Locarno Treaties"))
    assert "change" in third
    await hall.pass_time(minutes=1)
    assert "1 of 1" in question.text
    mine = await ben.press(question, "My answer")
    assert "You said Treaty of Rapallo" in said(mine)
    assert "points on the board" in mine.text, "the podium counts in its own way"
    assert "sign in April" not in mine.text, "the reveal above it tells the rest"
    assert mine.message.buttons == ["Report"], "it is no review: nothing comes next"


async def test_two_presses_at_once_and_one_event_twice_are_one_answer(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    ben = hall.come("Ben")
    hall.discord.duplicate(3)
    said(await ben.press(question, "Treaty of Rapallo"))
    said(await ben.press(question, "Treaty of Rapallo"))
    await hall.quiet()
    assert "1 learner has answered" in question.text


async def test_a_late_press_is_told_kindly(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    await hall.pass_time(minutes=1)
    late = said(await hall.come("Ben").press(question, "Treaty of Rapallo", crossing=True))
    assert "closed" in late or "over" in late


async def test_only_who_leads_stops_a_round(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=2)
    refused = said(await hall.come("Ben").press(question, "Stop"))
    assert "start" in refused
    stopped = await teacher.press(question, "Stop")
    assert stopped.kind == "nothing"
    await hall.quiet()
    assert "stopped" in hall.last.text
    [reveal] = [message for message in hall.public if "Nobody answered this one" in message.text]
    assert "Next question" not in reveal.text
    assert not {"Next", "Stop"} & set(reveal.buttons)


async def test_a_button_of_an_old_round_does_nothing_to_a_new_one(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, questions=1, kinds="choice")
    first = next(m for m in hall.public if "starts a round" in m.text)
    await hall.pass_time(minutes=1)
    await hall.pass_time(minutes=1)
    again = await hall.start_round(teacher, questions=1, kinds="typed")
    said(await teacher.press(first, "Stop"))
    await hall.quiet()
    assert "Question 1 of 1" in again.text
    assert hall.last is again


async def test_a_second_round_in_a_channel_has_to_wait(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, questions=1)
    assert "round" in said(await hall.come("Ben").command("/quiz"))


async def test_somebody_skips_only_with_others(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    ben = hall.come("Ben")
    said(await ben.press(question, "Skip"))
    await hall.quiet()
    assert "Closes" in question.text, "one vote of two takes nothing away"
    enough = await hall.come("Cat").press(question, "Skip")
    assert enough.kind == "nothing", "everybody sees what came of it"
    await hall.quiet()
    assert "skipped" in question.text


TYPED = {"typed": "Molotov", "number": "47 %", "date": "22 June 1941"}


@pytest.mark.parametrize("kind", sorted(TYPED))
async def test_what_is_typed_comes_by_a_form(hall: Hall, kind: str) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds=kind)
    ben = hall.come("Ben")
    opened = await ben.press(question, "Answer")
    given = await ben.submit(opened, {"text": TYPED[kind]})
    assert "still change it once" in said(given)
    await hall.pass_time(minutes=2)
    assert "1 of 1" in question.text


async def test_after_the_last_question_no_next_one_is_promised(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=2, kinds="choice,truefalse")
    await hall.pass_time(minutes=1)
    assert "Next question <t:" in question.text
    await hall.pass_time(seconds=13)
    last = hall.last
    await hall.pass_time(minutes=1)
    assert "The round goes on <t:" in last.text
    await hall.pass_time(seconds=13)
    assert "No answers this time." in hall.last.text
    assert "reviews now" not in hall.last.text


async def test_a_podium_of_those_who_hide_says_that_they_answered(hall: Hall) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    said(await ben.command("/settings", setting="hide", value="on"))
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    said(await ben.press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=1)
    assert "1 of 1 got it" in question.text
    await hall.pass_time(minutes=1)
    assert "Those who answered stay unseen here." in hall.last.text
    assert not any("Ben" in message.text for message in hall.public)


async def test_without_a_clock_who_leads_shows_the_answer(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, pace="untimed", questions=1, kinds="choice")
    ben = hall.come("Ben")
    said(await ben.press(question, "Treaty of Rapallo"))
    said(await hall.come("Cat").press(question, "Treaty of Berlin"))
    await hall.pass_time(minutes=30)
    assert "2 learners have answered" in question.text
    assert "1 of 2 votes" in said(await ben.press(question, "Show answer"))
    shown = await teacher.press(question, "Show answer")
    assert shown.kind == "nothing", "everybody sees what came of it"
    await hall.quiet()
    assert "1 of 2 got it" in question.text
    assert "skipped" not in question.text


async def test_a_name_from_right_to_left_turns_nothing_around_it(hall: Hall) -> None:
    await hall.set_up()
    shay = hall.come("شيماء")
    question = await hall.start_round(shay, questions=1, kinds="choice")
    alone = "\u2068شيماء\u2069"
    assert f"{alone} starts a round" in next(m for m in hall.public if "starts" in m.text).text
    said(await hall.come("Ann").press(question, "Treaty of Rapallo"))
    said(await shay.press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=1)
    assert f"{alone} and Ann" in question.text
    await shay.press(question, "Stop")
    await hall.quiet()
    assert f"was stopped by {alone}" in hall.last.text


async def test_another_round_is_like_the_one_before(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=3, pace="quick", deck="treaties")
    await teacher.press(question, "Stop")
    await hall.quiet()
    again = await hall.come("Ben").press(hall.last, "Play again")
    assert again.kind == "nothing", "everybody sees its start"
    await hall.quiet()
    assert "Ben starts a round\\: 3 questions from Treaties, at a quick pace" in hall.last.text
