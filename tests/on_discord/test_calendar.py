"""Reminders, digests and plans on Discord, through the real library."""

from datetime import UTC, datetime

from bot.domain.ids import Account, Platform
from bot.domain.question import Passed
from bot.domain.replies import Asked
from bot.on_discord.calendar import is_private, private_place
from bot.usecases.filters import Filters, Pick
from tests.on_discord.fake import Outcome, Person
from tests.on_discord.fake.state import Message
from tests.on_discord.hall import Hall, one_of_each, said


def account(person: Person) -> Account:
    """Return somebody's account."""
    return Account(Platform.DISCORD, str(person.user.id))


async def study(hall: Hall, who: Person, most: int = len(one_of_each().questions)) -> None:
    """Let somebody give up on every question once, so that each has a memory."""
    for _ in range(most):
        asked = await hall.world.study.next(account(who), Filters(pick=Pick.UNSEEN))
        assert isinstance(asked, Asked)
        hall.clock.forward(seconds=20)
        await hall.world.study.answer(account(who), asked.ask, Passed())


def words(text: str) -> str:
    """Return a text as it is read."""
    return text.replace("\\", "")


async def tick(hall: Hall, now: datetime) -> None:
    """Let it be so late, look once at what is due, and let it be seen."""
    hall.clock.now = now
    await hall.world.reminding.tick()
    await hall.world.digesting.tick()
    await hall.quiet()


def told(person: Person) -> list[Message]:
    """Return what the bot has said to somebody in private."""
    return [m for m in person.in_private().messages if m.author.bot]


async def switched_on(hall: Hall, who: Person, time: str = "17:30") -> Outcome:
    await who.command("/stats")
    done = await who.command("/settings", setting="remind", value=time)
    assert "at 17:30" in words(said(done))
    return done


async def test_a_reminder_comes_in_private_and_is_answered_there(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await switched_on(hall, ben)
    await study(hall, ben)
    assert told(ben) == []
    await tick(hall, datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
    (reminder,) = told(ben)
    assert "due, about" in reminder.text
    assert not reminder.silent
    for label in ("In an hour", "This evening", "Tomorrow", "Reminders"):
        assert label in reminder.buttons
    # Nobody else hears of it.
    assert all("due, about" not in message.text for message in hall.public)
    label = next(each for each in reminder.buttons if each not in ("Hint", "I don't know"))
    done = await ben.in_private().press(reminder, label)
    assert done.text
    await tick(hall, datetime(2026, 3, 5, 19, 0, tzinfo=UTC))
    assert len(told(ben)) == 1  # it became what came of it, and no other follows today


async def test_put_off_and_switched_off_by_its_buttons(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await switched_on(hall, ben)
    await study(hall, ben)
    await tick(hall, datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
    (first,) = told(ben)
    later = await ben.in_private().press(first, "In an hour")
    assert "Thursday at 18:30" in words(later.text)
    await tick(hall, datetime(2026, 3, 5, 18, 30, tzinfo=UTC))
    reminder = told(ben)[-1]
    shown = await ben.in_private().press(reminder, "Reminders")
    opened = await ben.in_private().press(shown.message, "Change the time")
    saved = await ben.in_private().submit(opened, {"At what time?": "7pm"})
    assert "at 19:00" in words(saved.text)
    off = await ben.in_private().press(saved.message, "No reminders")
    assert "Reminders are off now" in words(off.text)
    before = len(told(ben))
    await tick(hall, datetime(2026, 3, 7, 19, 0, tzinfo=UTC))
    assert len(told(ben)) == before


async def test_somebody_whose_messages_are_closed_is_left_alone(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await switched_on(hall, ben)
    await study(hall, ben)
    ben.user.closed = True
    for day in range(5, 15):
        await tick(hall, datetime(2026, 3, day, 17, 30, tzinfo=UTC))
    assert told(ben) == []
    assert "rest until you answer" in said(await ben.command("/settings", setting="remind"))
    ben.user.closed = False
    await tick(hall, datetime(2026, 3, 16, 12, 0, tzinfo=UTC))
    asked = await hall.world.study.next(account(ben))
    assert isinstance(asked, Asked)
    await hall.world.study.answer(account(ben), asked.ask, Passed())
    await tick(hall, datetime(2026, 3, 16, 17, 30, tzinfo=UTC))
    assert len(told(ben)) == 1


async def test_the_digest_of_a_channel(hall: Hall) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    set_up = words(said(await teacher.command("/daily digest", day="Monday", time="8:00")))
    assert "on Mondays at 08:00" in set_up
    shown = await teacher.command("/daily digest")
    assert "Stop it" in shown.message.buttons
    await study(hall, ben, 3)
    await tick(hall, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    digest = hall.last
    assert "The week of" in digest.text
    assert "Ben" in (digest.files[0].description or "")  # its board is a picture
    assert digest.silent
    off = said(await teacher.command("/daily digest", on=False))
    assert "No weekly digest here yet" in off
    await tick(hall, datetime(2026, 3, 16, 8, 0, tzinfo=UTC))
    assert hall.last is digest


async def test_the_offer_after_a_session_and_the_card_of_settings(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    await study(hall, ben)
    through = await ben.command("/review", pick="unseen")
    assert "Shall I remind you" in through.text
    done = await ben.press(through.message, "Remind me")
    assert "when you usually study" in words(done.text)
    settings = await ben.command("/settings")
    card = await ben.press(settings.message, "Reminders")
    assert "Quiet from 22:00 to 07:00" in words(card.text)
    opened = await ben.press(card.message, "Quiet hours")
    saved = await ben.submit(opened, {"From when to when? Or off": "off"})
    assert "No quiet hours" in words(saved.text)


def test_a_private_chat_is_a_place_of_its_own() -> None:
    who = Account(Platform.DISCORD, "4711")
    assert is_private(private_place(who))
    assert private_place(who).chat_id == "4711"
