"""Keys in a topic whose message is out of reach: they are never of the chat's root."""

from bot import wording
from bot.domain.daily import DailyState
from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import DailyShown, Problem, Refused
from bot.press import Go, encode
from tests.on_telegram.fake import Person
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall
from tests.usecases.world import expect


async def faculty(hall: Hall) -> Person:
    """Return a teacher in a topic of a forum that is set up."""
    forum = hall.telegram.supergroup("Faculty", forum=True)
    topic = hall.telegram.topic(forum, "History")
    teacher = hall.telegram.admin("Teacher", forum).at(forum, topic)
    await teacher.command("/class setup")
    return teacher


def last(hall: Hall, who: Person) -> Message:
    """Return the last that everybody sees in the forum."""
    return hall.telegram.public(who.chat)[-1]


async def test_a_key_of_a_round_is_of_its_topic(hall: Hall) -> None:
    teacher = await faculty(hall)
    await teacher.command("/quiz 1 calm choice")
    await hall.pass_time(seconds=3.5)
    question = last(hall, teacher)
    assert question.thread
    data = next(k["callback_data"] for k in question.keys if k["text"] == "Stop")
    await teacher.delete(question)
    await teacher.send_press(question, data)
    await hall.quiet()
    said = last(hall, teacher)
    assert "stopped" in said.said.lower()
    assert said.thread == question.thread


async def test_what_only_shows_something_is_shown_in_private(hall: Hall) -> None:
    teacher = await faculty(hall)
    board = (await teacher.command("/leaderboard")).message
    await teacher.delete(board)
    before = hall.telegram.public(teacher.chat)
    data = next(k["callback_data"] for k in board.keys if k["text"] == "This month")
    led = await teacher.send_press(board, data)
    assert hall.telegram.public(teacher.chat) == before
    assert "month" in (await teacher.open(led.link)).text


async def test_what_changes_something_is_done_in_no_other_place(hall: Hall) -> None:
    teacher = await faculty(hall)
    await teacher.at(teacher.chat).command("/daily setup 17:00")  # of the root
    daily = (await teacher.command("/daily setup 18:00")).message
    await teacher.delete(daily)
    before = hall.telegram.public(teacher.chat)
    refused = await teacher.send_press(daily, encode(Go("daily pause")))
    assert refused.alert == wording.plain(Refused(Problem.OUT_OF_REACH))
    assert hall.telegram.public(teacher.chat) == before
    who = Account(Platform.TELEGRAM, str(teacher.user.id))
    root = Place(Platform.TELEGRAM, str(teacher.chat.id))
    shown = expect(await hall.world.daily.show(who, root), DailyShown)
    assert shown.state is DailyState.ON


async def test_where_there_are_no_topics_a_key_works_as_ever(hall: Hall) -> None:
    teacher = await hall.set_up()
    board = (await teacher.command("/leaderboard")).message
    await teacher.delete(board)
    data = next(k["callback_data"] for k in board.keys if k["text"] == "This month")
    assert "This month" in (await teacher.send_press(board, data)).text
