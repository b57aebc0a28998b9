"""Reminders, digests and plans on Telegram, through the real library."""

from datetime import UTC, datetime

from bot.domain.ids import Account, Platform
from bot.domain.question import Passed
from bot.domain.replies import Asked
from bot.usecases.filters import Filters, Pick
from tests.on_telegram.fake import Person
from tests.on_telegram.hall import Hall


def account(person: Person) -> Account:
    """Return somebody's account."""
    return Account(Platform.TELEGRAM, str(person.user.id))


async def study(hall: Hall, who: Person, most: int) -> None:
    """Let somebody give up on so many questions that they never met."""
    for _ in range(most):
        asked = await hall.world.study.next(account(who), Filters(pick=Pick.UNSEEN))
        assert isinstance(asked, Asked)
        hall.clock.forward(seconds=20)
        await hall.world.study.answer(account(who), asked.ask, Passed())


async def tick(hall: Hall, now: datetime) -> None:
    """Let it be so late, look once at what is due, and let it be seen."""
    hall.clock.now = now
    hall.telegram.tick()
    await hall.world.reminding.tick()
    await hall.world.digesting.tick()
    await hall.quiet()


async def test_a_reminder_is_put_off_and_answered_in_private(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben").in_private()
    await ben.start()
    done = await ben.command("/settings remind 17:30")
    assert "at 17:30" in done.text
    await study(hall, ben, 5)
    await tick(hall, datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
    reminder = ben.last
    assert "5 questions are due" in reminder.said
    assert "due" not in hall.last.said
    put_off = await ben.press(reminder, "In an hour")
    assert "Thursday at 18:30" in put_off.said
    await tick(hall, datetime(2026, 3, 5, 18, 30, tzinfo=UTC))
    again = ben.last
    assert "5 questions are due" in again.said
    await ben.press(again, "Reminders")
    shown = ben.last
    assert "Quiet from 22:00 to 07:00" in shown.said
    await ben.press(shown, "No reminders")
    assert "Reminders are off now" in ben.last.said


async def test_a_time_is_asked_for_and_written(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben").in_private()
    await ben.start()
    card = await ben.command("/settings remind")
    await ben.press(card.message, "Change the time")
    asked = ben.last
    assert "At what time?" in asked.said
    await ben.reply(asked, "7pm")
    assert "at 19:00" in ben.last.said


async def test_blocked_and_back(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben").in_private()
    await ben.start()
    await ben.command("/settings remind 17:30")
    await study(hall, ben, 5)
    await ben.block()
    for day in range(5, 9):
        await tick(hall, datetime(2026, 3, day, 17, 30, tzinfo=UTC))
    await ben.unblock()
    hall.clock.now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    await study(hall, ben, 1)
    await tick(hall, datetime(2026, 3, 10, 17, 30, tzinfo=UTC))
    assert "due, about" in ben.last.said


async def test_the_digest_of_a_group(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = await teacher.command("/daily digest")
    assert "No weekly digest here yet" in shown.said
    done = await teacher.command("/daily digest monday 8:00")
    assert "on Mondays at 08:00" in done.said
    await study(hall, teacher, 2)
    await tick(hall, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    assert "The week of Year 9" in hall.last.said
    assert "Teacher" in hall.last.said
