"""The question of the day on Discord: why it was chosen, on which days, and after an outage."""

from bot.domain.ids import Account, Platform
from bot.domain.replies import DailyShown
from tests.on_discord.fake import Person
from tests.on_discord.fake.filling import Entry
from tests.on_discord.hall import Hall, said
from tests.usecases.world import expect

SEND = "POST /channels/*/messages"
RIGHT = "Treaty of Rapallo"


async def shown(hall: Hall, who: Person) -> DailyShown:
    """Return how it is set up."""
    account = Account(Platform.DISCORD, str(who.user.id))
    return expect(await hall.world.daily.show(account, hall.place), DailyShown)


async def test_why_a_question_was_chosen_is_for_editors_alone(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    ahead = said(await teacher.command("/daily preview"))
    assert ahead.count("Next in the order of the themes") + ahead.count("asked lately") == 7
    assert "Next in the order of the themes" in ahead
    await hall.pass_time(hours=9)
    assert "order of the themes" not in hall.last.text


async def test_weekdays_and_themes_by_the_form(hall: Hall) -> None:
    teacher = await hall.set_up()
    card = await teacher.command("/daily setup", time="17:00", reveal=4, late=1)
    opened = await teacher.press(card.message, "Change it")
    entries: dict[str, Entry] = {
        "time": "17",
        "days": ["Monday", "Friday"],
        "topics": "The Comintern, Germany and the West",
    }
    saved = said(await teacher.submit(opened, entries))
    assert "Monday and Friday" in saved
    reply = await shown(hall, teacher)
    assert reply.weekdays == (0, 4)
    assert set(reply.topics) == {"The Comintern", "Germany and the West"}
    assert (reply.hour, reply.reveal_hours, reply.late_hours) == (17, 4, 1)


async def test_days_without_discord_are_followed_by_no_burst(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    await hall.pass_time(hours=9)
    first = hall.last
    said(await hall.come("Ben").press(first, RIGHT))
    before = len(hall.public)
    hall.discord.fail(SEND, 503, times=10_000)
    hall.discord.fail("PATCH /channels/*/messages/*", 503, times=10_000)
    for _ in range(11):
        await hall.pass_time(hours=6)
    hall.discord.faults.failures.clear()
    await hall.pass_time(minutes=10)
    assert len(hall.public) == before, "old news"
    assert "Ben" in first.text
    await hall.pass_time(hours=5)
    assert len(hall.public) == before + 1


async def test_a_question_is_queued_by_its_words(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    offered = await teacher.autocomplete("/daily queue", "question", "litvinov")
    (choice,) = offered.choices
    assert "Litvinov" in choice["name"]
    queued = said(await teacher.command("/daily queue", question=choice["value"]))
    assert "Litvinov" in queued
