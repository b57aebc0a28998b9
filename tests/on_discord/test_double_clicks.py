"""Buttons that are pressed twice, or three times, or at once: each does what it says, once."""

import asyncio

from tests.on_discord.fake import Outcome, Person
from tests.on_discord.fake.state import Message
from tests.on_discord.hall import Hall, said


async def thrice(hall: Hall, who: Person, message: Message, label: str) -> list[Outcome]:
    """Press a button three times before anything has come back, and return what came of each."""
    pressed = (who.press(message, label, crossing=True) for _ in range(3))
    outcomes = await asyncio.gather(*pressed)
    await hall.quiet()
    return list(outcomes)


async def reviewed(who: Person) -> Message:
    """Answer a question of one's own, and return the message that says how."""
    asked = await who.command("/review")
    while "I don't know" not in asked.message.buttons:
        await who.press(asked.message, "Skip")
        asked = await who.command("/review")
    said(await who.press(asked.message, "I don't know"))
    return asked.message


async def test_undo_takes_back_one_answer(hall: Hall) -> None:
    ben = hall.come("Ben")
    await reviewed(ben)
    hall.clock.forward(seconds=20)
    marked = await reviewed(ben)
    outcomes = await thrice(hall, ben, marked, "Undo")
    taken = [o.text for o in outcomes if "Taken back" in o.text]
    refused = [said(o) for o in outcomes if "not your last one" in o.text]
    assert (len(taken), len(refused)) == (1, 2)
    assert "Taken back" in said(await ben.command("/undo")), "the one before is still there"


async def test_undo_among_the_figures_takes_back_one_too(hall: Hall) -> None:
    ben = hall.come("Ben")
    assert "Undo" not in (await ben.command("/stats")).message.buttons
    await reviewed(ben)
    hall.clock.forward(seconds=20)
    await reviewed(ben)
    shown = (await ben.command("/stats")).message
    texts = [outcome.text for outcome in await thrice(hall, ben, shown, "Undo")]
    assert sum("Taken back" in text for text in texts) == 1


async def test_skip_the_next_leaves_out_one_day(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = (await teacher.command("/daily setup", time="17:00")).message
    outcomes = await thrice(hall, teacher, shown, "Skip the next")
    assert {said(outcome).count("skipped") for outcome in outcomes} == {1}


async def test_the_question_of_the_day_is_posted_once(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = (await teacher.command("/daily setup", time="17:00")).message
    outcomes = await thrice(hall, teacher, shown, "Post it now")
    assert sum("had its daily question already" in said(o) for o in outcomes) == 2
    assert len(hall.public) == 1


async def test_next_goes_one_question_on_and_an_old_one_none(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=3)
    await hall.pass_time(minutes=4)
    hall.clock.forward(seconds=2)
    await thrice(hall, teacher, question, "Next")
    second = hall.last
    assert "Question 2 of 3" in second.text
    hall.clock.forward(seconds=5)
    assert "moved on" in said(await teacher.press(question, "Next"))
    await hall.quiet()
    assert "Closes" in second.text, "and the second question is still open"


async def test_buttons_of_an_earlier_round_say_that_it_has_passed(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=3)
    beginning = hall.public[-2]
    await teacher.press(question, "Skip")
    await hall.quiet()
    await thrice(hall, teacher, question, "Stop")
    await thrice(hall, teacher, hall.last, "Play again")
    await hall.pass_time(seconds=4)
    running = hall.last
    assert "Question 1 of" in running.text
    for label in ("Join", "Stop"):
        assert "moved on" in said(await hall.come("Ben").press(beginning, label))
    assert "moved on" in said(await teacher.press(question, "Next"))
    await hall.quiet()
    assert hall.last is running


async def test_whoever_joins_twice_is_in_and_told_so(hall: Hall) -> None:
    teacher = await hall.set_up()
    assert "You are in" in said(await teacher.command("/quiz", questions=1))
    await hall.quiet()
    outcomes = await thrice(hall, hall.come("Ben"), hall.last, "Join")
    assert all("You are in" in said(outcome) for outcome in outcomes)
    assert not any("Join" in outcome.message.buttons for outcome in outcomes)
    assert "You are in" not in hall.last.text
