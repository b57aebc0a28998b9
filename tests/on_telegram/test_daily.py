"""The question of the day on Telegram: set up by taps, looked ahead in private, why and when."""

from pathlib import Path

from bot.domain.ids import Account, Platform
from bot.domain.replies import DailyShown
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Person
from tests.on_telegram.hall import Hall, one_of_each, open_hall
from tests.usecases.world import expect

WHY = "Next in the order of the themes"


async def shown(hall: Hall, who: Person) -> DailyShown:
    """Return how it is set up."""
    account = Account(Platform.TELEGRAM, str(who.user.id))
    return expect(await hall.world.daily.show(account, hall.place), DailyShown)


async def test_why_a_question_was_chosen_is_for_editors_alone(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup 17:00")
    asked = await teacher.command("/daily preview")
    assert "for your eyes only" in asked.said
    assert not any(WHY in message.said for message in hall.public)
    alone = teacher.in_private()
    await alone.start()
    ahead = (await alone.command("/daily preview")).said
    assert ahead.count("17:00") == 7  # days, each with its question and why
    assert ahead.count(WHY) == 7 - ahead.count("Everything has been asked lately")
    assert WHY in ahead
    other = hall.come("Ben").in_private()
    await other.start()
    assert WHY not in (await other.command("/daily preview")).said


async def test_how_it_comes_is_a_tap_each(hall: Hall) -> None:
    teacher = await hall.set_up()
    card = await teacher.command("/daily setup 17:00")
    for label in ("With a sound", "Pin each one", "Answer after 4 hours"):
        await teacher.press(card.message, label)
    reply = await shown(hall, teacher)
    assert (reply.manner.silent, reply.manner.pin, reply.reveal_hours) == (False, True, 4)
    assert reply.hour == 17
    for label in ("Quietly", "Don't pin them", "Answer with the next"):
        await teacher.press(card.message, label)
    reply = await shown(hall, teacher)
    assert (reply.manner.silent, reply.manner.pin, reply.reveal_hours) == (True, False, None)


async def test_who_gives_a_day_back_chooses_it_from_those_left_out(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup 18:30")
    none = await teacher.command("/daily unskip")
    assert "None of the coming days is left out" in none.text
    await teacher.command("/daily skip")
    asked = (await teacher.command("/daily unskip")).message
    assert "Which day" in asked.said
    [day] = asked.buttons
    await teacher.press(asked, day)
    assert "None of the coming days" in (await teacher.command("/daily unskip")).text


async def test_a_pin_that_the_bot_may_not_give_is_told_and_the_rest_is_kept(hall: Hall) -> None:
    teacher = await hall.set_up()
    card = await teacher.command("/daily setup 18:30 pin")
    assert "kept, but I lack “Pin messages” here. Whoever" in card.said
    reply = await shown(hall, teacher)
    assert (reply.hour, reply.minute, reply.manner.pin) == (18, 30, True)
    await teacher.press(card.message, "Don't pin them")
    assert "I lack" not in card.message.said
    await teacher.press(card.message, "Pin each one")
    assert "I lack" in card.message.said
    await teacher.promote_bot()
    await teacher.press(card.message, "With a sound")
    assert "I lack" not in card.message.said
    await teacher.demote_bot()
    alone = teacher.in_private()
    await alone.start()
    assert "I lack" in (await alone.command("/daily setup pin")).said


async def test_in_a_small_group_the_bot_may_pin_where_everybody_may(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    group = telegram.group("Year 9")
    async with open_hall(telegram, tmp_path / "db", clock, one_of_each(), chat=group) as hall:
        teacher = await hall.set_up()
        assert "I lack" not in (await teacher.command("/daily setup 18:30 pin")).said
        group.barred = frozenset({"can_pin_messages"})
        assert "I lack" in (await teacher.command("/daily setup 18:30")).said


async def test_all_of_it_in_words_that_are_asked_for(hall: Hall) -> None:
    teacher = await hall.set_up()
    guide = await teacher.command("/daily setup")
    await teacher.press(guide.message, "Another time")
    asked = teacher.last
    assert "reveal 4" in asked.said
    await teacher.reply(asked, "18:30 mon fri The Comintern, reveal 6, late 2, loud pin")
    reply = await shown(hall, teacher)
    assert (reply.hour, reply.minute, reply.weekdays) == (18, 30, (0, 4))
    assert (reply.reveal_hours, reply.late_hours) == (6, 2)
    assert (reply.manner.silent, reply.manner.pin) == (False, True)
    assert reply.topics == ("The Comintern",)


async def test_the_answer_after_some_hours(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup 17:00 reveal 2 late 1 loud")
    assert (await shown(hall, teacher)).late_hours == 1
    await hall.pass_time(hours=8, seconds=1)
    question = hall.last
    assert not question.silent
    await hall.come("Ben").press(question, "Treaty of Rapallo")
    await hall.pass_time(hours=2)
    assert any("Ben" in message.said and "answer" in message.said for message in hall.public[-2:])


async def test_days_without_telegram_are_followed_by_no_burst(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup 17:00")
    await hall.pass_time(hours=8, seconds=1)
    first = hall.last
    await hall.come("Ben").press(first, "Treaty of Rapallo")
    before = len(hall.public)
    for method in ("send*", "edit*", "stopPoll"):
        hall.telegram.fail(method, 502, "Bad Gateway", times=10_000)
    for _ in range(11):
        await hall.pass_time(hours=6)
    hall.telegram.api.faults.failures.clear()
    await hall.pass_time(minutes=11)
    assert sum("Question of the day" in message.said for message in hall.public[before:]) == 0
    assert any("Ben" in message.said for message in hall.public[before - 1 :])
    await hall.pass_time(hours=6)
    assert sum("Question of the day" in message.said for message in hall.public[before:]) == 1
