"""Reminders as transcripts: Ann, her clock, and what reaches her private chat when."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ids import Place, Platform
from bot.domain.nudges import ReminderState, Snooze
from bot.domain.question import Chosen
from bot.domain.replies import (
    Asked,
    LinkCode,
    Marked,
    NothingDue,
    Problem,
    Refused,
    RemindAsked,
    Reminded,
    RemindersShown,
    Reply,
    SettingsShown,
    Snoozed,
)
from bot.usecases.delivering import Delivering
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, World, expect, open_world

LONDON = ZoneInfo("Europe/London")
CHAT = Place(Platform.DISCORD, "4711", "dm")
RIGHT, WRONG = Chosen((0,)), Chosen((1,))


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Sixty choices; Ann and Ben in a class, on Wednesday 4 March at nine."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben")
        yield opened


async def study(world: World, count: int, *, given: Chosen = WRONG, gap: float = 20) -> None:
    """Let Ann answer so many questions."""
    for _ in range(count):
        asked = await world.study.next(ANN)
        if not isinstance(asked, Asked):
            return
        world.clock.now += timedelta(seconds=gap)
        expect(await world.study.answer(ANN, asked.ask, given), Marked)


async def until(
    world: World, *at: int, step: timedelta = timedelta(minutes=30), out: bool = True
) -> None:
    """Let time pass until it is so late in London; what is due goes ``out`` at once."""
    end = datetime(2026, *at, tzinfo=LONDON).astimezone(UTC)  # type: ignore[misc, arg-type]
    assert end >= world.clock.now
    while world.clock.now < end:
        world.clock.now = min(end, world.clock.now + step)
        await world.reminding.tick()
        if out:
            await deliver(world)


async def came(world: World, place: Place = CHAT) -> list[tuple[datetime, Reply]]:
    """Return what was posted to a private chat, at its time in London."""
    posts = await world.posting.since(place, 0, 200)
    return [(post.created_at.astimezone(LONDON), post.reply) for post in posts]


async def deliver(world: World) -> None:
    """Let everything that waits go out."""
    delivering = Delivering(world.database, world.clock)
    for parcel in await delivering.lease(Platform.DISCORD):
        await delivering.delivered(parcel.id, f"m{parcel.id}")


async def days(world: World, through: date) -> list[tuple[date, type[Reply]]]:
    """Let days pass and return what came on which."""
    found: list[tuple[date, type[Reply]]] = []
    seen = await world.posting.latest(CHAT)
    while world.clock.now.astimezone(LONDON).date() <= through:
        day = world.clock.now.astimezone(LONDON).date() + timedelta(days=1)
        await until(world, day.month, day.day, 0, 5)
        posts = await world.posting.since(CHAT, seen, 50)
        found += [(p.created_at.astimezone(LONDON).date(), type(p.reply)) for p in posts]
        seen = max([seen, *(post.id for post in posts)])
    return found


async def test_a_page_takes_none_away_from_a_chat(world: World) -> None:
    page = Place(Platform.WEB, ANN.user_id, "own")
    shown = expect(await world.reminding.change(ANN, page, "18:00", moves=False), RemindersShown)
    assert shown.terms.where == "web"
    shown = expect(await world.reminding.change(ANN, CHAT, "18:30"), RemindersShown)
    assert shown.terms.where == "discord"
    shown = expect(await world.reminding.change(ANN, page, "19:00", moves=False), RemindersShown)
    assert (shown.terms.where, shown.terms.hour) == ("discord", 19)
    await world.reminding.stop(ANN)
    shown = expect(await world.reminding.change(ANN, page, "on", moves=False), RemindersShown)
    assert shown.terms.where == "web"


async def test_whether_to_go_on_waits_on_a_page_until_it_is_answered(world: World) -> None:
    page = Place(Platform.WEB, ANN.user_id, "own")
    await study(world, 5)
    await world.reminding.change(ANN, page, "18:30", moves=False)
    await until(world, 3, 12, 18, 30)
    expect(await world.reminding.waiting(ANN, page), Reminded)
    await until(world, 3, 19, 18, 30)
    expect(await world.reminding.waiting(ANN, page), RemindAsked)
    await world.reminding.go_on(ANN)
    assert await world.reminding.waiting(ANN, page) == Refused(Problem.ASK_GONE)


async def test_on_a_page_it_waits_for_whoever_opens_it_days_later(world: World) -> None:
    page = Place(Platform.WEB, ANN.user_id, "own")
    await study(world, 5)
    await world.reminding.change(ANN, page, "18:30", moves=False)
    await until(world, 3, 12, 18, 30)  # the fourth in vain
    await until(world, 3, 18, 9)
    shown = expect(await world.reminding.waiting(ANN, page), Reminded)
    assert shown.due == 5
    expect(await world.study.answer(ANN, shown.asked.ask, RIGHT), Marked)
    assert await world.reminding.waiting(ANN, page) == Refused(Problem.ASK_GONE)
    await until(world, 3, 18, 18, 30)
    expect(await world.reminding.waiting(ANN, page), Reminded)


@pytest.mark.parametrize("kind", list(Snooze))
async def test_on_a_page_what_is_put_off_is_out_of_sight(world: World, kind: Snooze) -> None:
    page = Place(Platform.WEB, ANN.user_id, "own")
    await study(world, 5)
    await world.reminding.change(ANN, page, "18:30", moves=False)
    await until(world, 3, 5, 18, 30)
    expect(await world.reminding.waiting(ANN, page), Reminded)
    expect(await world.reminding.snooze(ANN, kind), Snoozed)
    assert await world.reminding.waiting(ANN, page) == Refused(Problem.ASK_GONE)
    await until(world, 3, 6, 18, 30)
    expect(await world.reminding.waiting(ANN, page), Reminded)


async def test_off_until_somebody_asks_for_it(world: World) -> None:
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert shown.terms.state is ReminderState.OFF
    settings = expect(await world.settings.show(ANN), SettingsShown)
    assert settings.reminders == shown.terms
    await study(world, 5)
    await until(world, 3, 8, 23)
    assert await came(world) == []
    stranger = await world.reminding.show(BEN.__class__(Platform.WEB, "nobody"))
    assert stranger == Refused(Problem.NEEDS_NAME)


async def test_at_her_hour_and_answered_on_the_spot(world: World, rebuilt: None) -> None:
    await study(world, 5)
    shown = expect(await world.reminding.change(ANN, CHAT, "18:30"), RemindersShown)
    assert shown.changed
    assert (shown.terms.hour, shown.terms.minute, shown.terms.learnt) == (18, 30, False)
    assert shown.terms.next_at == datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
    await until(world, 3, 4, 23)
    assert await came(world) == []  # nothing is due on the day of learning
    await until(world, 3, 5, 18, 29)
    assert await came(world) == []
    await until(world, 3, 5, 18, 30)
    ((at, reply),) = await came(world)
    assert (at.hour, at.minute) == (18, 30)
    reminded = expect(reply, Reminded)
    assert reminded.due == 5
    assert reminded.minutes >= 1
    assert reminded.streak == 1
    world.clock.now += timedelta(hours=1)  # it waits for her; that is no time she spent on it
    marked = expect(await world.study.answer(ANN, reminded.asked.ask, RIGHT), Marked)
    assert marked.minutes_today < 0.5
    assert marked.posed.question == reminded.asked.posed.question
    assert marked.due_left == 4
    # What is open is the question of the reminder, also for /review.
    again = expect(await world.reminding.waiting(ANN, CHAT), Refused)
    assert again.problem is Problem.ASK_GONE


async def test_one_a_day_whatever_the_clock_does(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 5, 18, 30)
    assert len(await came(world)) == 1
    world.clock.now -= timedelta(hours=8)  # the clock is put right
    await until(world, 3, 5, 23)
    assert len(await came(world)) == 1
    expect(await world.settings.change(ANN, "zone", "America/New_York"), SettingsShown)
    await until(world, 3, 6, 2)
    assert len(await came(world)) == 1  # half past six in New York is on the same date
    await until(world, 3, 6, 23, 31)
    (_, (at, _reply)) = await came(world)
    assert at.astimezone(ZoneInfo("America/New_York")).strftime("%d %H:%M") == "06 18:30"


async def test_a_restart_neither_loses_nor_repeats_one(world: World, tmp_path: Path) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 5, 18, 0)
    path = tmp_path / "world.db"
    await world.database.transaction(lambda tx: None)
    async with open_world(path.with_name("other.db"), world.clock):
        pass  # another bot has nothing to do with it
    for _ in range(3):
        world.clock.now = datetime(2026, 3, 5, 18, 31, tzinfo=UTC)
        await world.reminding.tick()
    assert len(await came(world)) == 1


async def test_late_quiet_and_here_are_no_time_for_it(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30 quiet 21:00-21:30")
    world.clock.now = datetime(2026, 3, 5, 21, 15, tzinfo=UTC)  # an outage; quiet by now
    await world.reminding.tick()
    world.clock.now = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)  # and again, hours late
    await world.reminding.tick()
    assert await came(world) == []
    world.clock.now = datetime(2026, 3, 7, 18, 20, tzinfo=UTC)
    await world.study.answer(ANN, expect(await world.study.next(ANN), Asked).ask, RIGHT)
    await until(world, 3, 7, 20)
    assert await came(world) == []  # she has just been here
    world.clock.now = datetime(2026, 3, 8, 20, 0, tzinfo=UTC)
    await world.reminding.tick()
    assert len(await came(world)) == 1  # an hour and a half late is no matter


async def test_whoever_reached_her_goal_is_left_alone(world: World) -> None:
    expect(await world.settings.change(ANN, "goal", "1"), SettingsShown)
    await study(world, 8)
    await world.reminding.change(ANN, CHAT, "18:30")
    world.clock.now = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    await study(world, 3, gap=25)
    await until(world, 3, 5, 23)
    assert await came(world) == []


async def test_no_reminder_on_rest_days(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    expect(await world.settings.change(ANN, "rest", "thursday friday"), SettingsShown)
    assert [day for day, _ in await days(world, date(2026, 3, 7))] == [date(2026, 3, 7)]


async def test_backs_off_asks_once_and_stops(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    march = [date(2026, 3, day) for day in (5, 6, 8, 12, 19)]
    found = await days(world, date(2026, 4, 20))
    assert found == list(zip(march, [Reminded] * 4 + [RemindAsked], strict=True))
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert shown.terms.state is ReminderState.ASLEEP
    assert shown.terms.next_at is None
    # She is back, and says nothing about reminders: they are back as well.
    await study(world, 1, given=RIGHT)
    assert [day for day, _ in await days(world, date(2026, 4, 24))][:2] == [
        date(2026, 4, 21),
        date(2026, 4, 22),
    ]


async def test_shall_i_go_on(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await days(world, date(2026, 3, 19))
    expect(await world.reminding.go_on(ANN), RemindersShown)
    assert [day.day for day, _ in await days(world, date(2026, 3, 23))] == [20, 21, 23]
    ended = expect(await world.reminding.stop(ANN), RemindersShown)
    assert (ended.terms.state, ended.terms.next_at) == (ReminderState.OFF, None)
    assert await days(world, date(2026, 4, 10)) == []


@pytest.mark.parametrize(
    ("kind", "then"),
    [
        (Snooze.HOUR, (5, 19, 40)),
        (Snooze.EVENING, (5, 21, 0)),
        (Snooze.TOMORROW, (6, 18, 30)),
    ],
)
async def test_snoozed(world: World, kind: Snooze, then: tuple[int, int, int]) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 5, 18, 40, step=timedelta(minutes=10))
    until_ = expect(await world.reminding.snooze(ANN, kind), Snoozed).until
    assert until_ == datetime(2026, 3, *then, tzinfo=UTC)
    await until(world, 3, *then, step=timedelta(minutes=10))
    first, second = await came(world)
    assert second[0].strftime("%d %H:%M") == f"{then[0]:02} {then[1]:02}:{then[2]:02}"
    assert expect(second[1], Reminded).asked.ask == expect(first[1], Reminded).asked.ask
    await until(world, 3, then[0], 23)
    assert len(await came(world)) == 2
    await until(world, 3, then[0] + 1, 23)
    assert len(await came(world)) == 3


async def test_snoozed_into_the_night_comes_in_the_morning_instead_of_the_evening(
    world: World,
) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "21:30")
    await until(world, 3, 5, 21, 30)
    morning = expect(await world.reminding.snooze(ANN, Snooze.HOUR), Snoozed).until
    assert morning == datetime(2026, 3, 6, 7, tzinfo=UTC)
    await until(world, 3, 6, 23)
    assert [f"{at:%d %H:%M}" for at, _ in await came(world)] == ["05 21:30", "06 07:00"]


async def test_a_snooze_without_reminders(world: World) -> None:
    assert expect(await world.reminding.snooze(ANN, Snooze.HOUR), Snoozed).until is None


async def test_what_could_not_go_out_is_not_followed_by_a_burst(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 5, 20, out=False)  # nobody delivers
    assert len(await came(world)) == 1
    await until(world, 3, 5, 21, 45, out=False)
    assert await came(world) == []  # what has waited for hours is news no more
    await until(world, 3, 9, 19, out=False)  # for days
    waiting = await Delivering(world.database, world.clock).lease(Platform.DISCORD)
    assert len(waiting) == 1
    assert len(await came(world)) == 1


async def test_what_waits_does_not_go_out_at_night(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "20:30")
    await until(world, 3, 5, 21, 30, out=False)
    assert len(await came(world)) == 1
    await until(world, 3, 5, 22, 0, out=False)
    assert await came(world) == []
    await until(world, 3, 6, 20, 30)
    assert len(await came(world)) == 1


async def test_what_never_went_out_was_not_ignored(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 30, 12, out=False)
    assert [day.day for day, _ in await days(world, date(2026, 3, 31))] == [30, 31]


async def test_a_chat_that_is_closed_puts_them_to_sleep(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 5, 18, 30)
    await Delivering(world.database, world.clock).unreachable(CHAT)
    assert await days(world, date(2026, 3, 12)) == []
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert shown.terms.state is ReminderState.ASLEEP
    await study(world, 1)
    assert await days(world, date(2026, 3, 14)) != []


async def test_a_chat_that_is_opened_again_wakes_them(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await until(world, 3, 5, 18, 30)
    delivering = Delivering(world.database, world.clock)
    await delivering.unreachable(CHAT)
    assert await days(world, date(2026, 3, 12)) == []
    await delivering.chat_back(CHAT.platform, CHAT.chat_id)
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert shown.terms.state is ReminderState.ON
    assert await days(world, date(2026, 3, 13)) == [(date(2026, 3, 13), Reminded)]
    await world.reminding.stop(ANN)
    await delivering.chat_back(CHAT.platform, CHAT.chat_id)
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert shown.terms.state is ReminderState.OFF, "what was never wanted stays off"


async def test_closed_before_the_first_of_them(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    await Delivering(world.database, world.clock).unreachable(CHAT)
    assert await days(world, date(2026, 3, 7)) == []
    await study(world, 1)
    assert await days(world, date(2026, 3, 8)) == [(date(2026, 3, 8), Reminded)]


async def test_learnt_from_when_she_answers(world: World) -> None:
    shown = expect(await world.reminding.change(ANN, CHAT, "usual"), RemindersShown)
    assert (shown.terms.learnt, shown.terms.hour, shown.terms.minute) == (True, 18, 0)
    for day in range(5, 12):
        world.clock.now = datetime(2026, 3, day, 6, 50 + day % 3, tzinfo=UTC)
        await study(world, 3)
    world.clock.now += timedelta(hours=2)
    expect(await world.settings.change(ANN, "zone", "Europe/Berlin"), SettingsShown)
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert (shown.terms.hour, shown.terms.minute) == (7, 45)
    await world.reminding.change(ANN, CHAT, "quiet 22:00-08:00")
    shown = expect(await world.reminding.show(ANN), RemindersShown)
    assert (shown.terms.hour, shown.terms.minute) == (8, 0)


@pytest.mark.parametrize(
    "words", ["25:00", "soon", "quiet", "quiet 22", "quiet 3-2", "23:00", "18:30 quiet 18-19"]
)
async def test_what_cannot_be(world: World, words: str) -> None:
    refused = expect(await world.reminding.change(ANN, CHAT, words), Refused)
    assert refused.problem is Problem.BAD_VALUE
    assert expect(await world.reminding.show(ANN), RemindersShown).terms.state == "off"


@pytest.mark.parametrize(
    ("words", "minute"), [("7pm", 1140), ("at 9.15", 555), ("12 am quiet off", 0), ("on", 1080)]
)
async def test_times_as_people_type_them(world: World, words: str, minute: int) -> None:
    terms = expect(await world.reminding.change(ANN, CHAT, words), RemindersShown).terms
    assert terms.hour * 60 + terms.minute == minute


async def test_offered_once_after_a_session(world: World) -> None:
    async def through() -> NothingDue:
        """Answer until nothing is left."""
        while isinstance(reply := await world.study.next(ANN), Asked):
            await world.study.answer(ANN, reply.ask, RIGHT)
        return expect(reply, NothingDue)

    assert (await through()).offers_reminders
    assert not (await through()).offers_reminders
    world.clock.now += timedelta(days=1)
    assert not (await through()).offers_reminders


async def test_who_has_them_is_not_offered_them(world: World) -> None:
    await world.reminding.change(ANN, CHAT, "on")
    await study(world, 30, given=RIGHT)
    assert not expect(await world.study.next(ANN), NothingDue).offers_reminders


async def test_linking_and_deleting(world: World) -> None:
    await study(world, 5)
    await world.reminding.change(ANN, CHAT, "18:30")
    code = expect(await world.settings.link_code(BEN), LinkCode).code
    await world.settings.link(ANN, code)
    shown = expect(await world.reminding.show(BEN), RemindersShown)
    assert (shown.terms.state, shown.terms.hour) == (ReminderState.ON, 18)
    await until(world, 3, 5, 18, 30)
    assert len(await came(world)) == 1
    await world.privacy.delete(ANN, "DELETE")
    await until(world, 3, 8, 23)
    tables = await world.dump("reminders", "reminder_days", "reminder_offers")
    assert tables == {name: [] for name in tables}
