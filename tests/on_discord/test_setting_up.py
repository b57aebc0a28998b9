"""Setting the class of a server up: choice by choice, saved at once, and then everybody plays."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.daily import DailyState, Manner
from bot.domain.ids import ClassId, DeckId, Place, Platform
from bot.domain.replies import ClassShown, DailyShown, Problem, Refused, Role
from bot.on_discord.answers import Sent
from bot.on_discord.buttons import push
from bot.on_discord.desk import Seat
from bot.on_discord.layouts import Viewer
from bot.on_discord.setting_up import SetUp
from bot.on_discord.setup_cards import setting_up
from bot.press import Go
from bot.usecases.daily_settings import Wish
from bot.wording import setting_up as words
from tests.any_reply import HOSTILE, any_of
from tests.fakes import FakeClock
from tests.on_discord.fake import Outcome, Person, open_discord, shapes, wire
from tests.on_discord.fake.filling import Entry
from tests.on_discord.fake.state import Channel
from tests.on_discord.hall import Hall, one_of_each, open_hall, said
from tests.on_discord.reading import texts, wrong
from tests.on_discord.test_survives import account
from tests.usecases.world import expect


async def begun(hall: Hall) -> tuple[Person, Outcome]:
    """Let a teacher begin to set the class of the server up."""
    teacher = hall.come("Teacher", may=shapes.MANAGE_GUILD)
    return teacher, await teacher.command("/class setup")


async def other_channel(hall: Hall, name: str = "quizzes") -> Channel:
    made = hall.discord.channel(hall.guild, name)
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(made))
    await hall.discord.settle()
    return made


async def daily_in(hall: Hall, channel: Channel) -> DailyShown:
    place = Place(Platform.DISCORD, str(hall.guild.id), str(channel.id))
    return expect(await hall.world.daily.show(account(hall, "Teacher"), place), DailyShown)


async def test_within_a_minute_the_class_is_playing(hall: Hall) -> None:
    teacher, wizard = await begun(hall)
    assert "Year 9 is ready" in said(wizard)
    assert "press Done" in wizard.text
    done = await teacher.press(wizard.message, "Done")
    assert done.kind == "update", "it stays one message"
    assert "Year 9 is set up" in said(done)
    started = await teacher.press(done.message, "Start a quiz now")
    assert "starts a round" in started.text
    await hall.quiet()
    await hall.pass_time(seconds=4)
    assert "Question 1 of" in hall.last.text


async def test_every_choice_is_kept_the_moment_it_is_made(hall: Hall) -> None:
    teacher, wizard = await begun(hall)
    message = wizard.message
    assert "Asia/Kolkata" in said(await teacher.choose(message, words.ZONE, ["Asia/Kolkata"]))
    assert "every day at 16:00" in said(await teacher.choose(message, words.HOUR, ["16:00"]))
    chosen = await teacher.choose(message, words.DAYS, ["Monday", "Wednesday"])
    assert "on Monday and Wednesday at 16:00" in said(chosen)
    kept = await daily_in(hall, hall.general)
    assert (kept.state, kept.zone) == (DailyState.ON, "Asia/Kolkata")
    assert (kept.hour, kept.weekdays) == (16, (0, 2))
    assert "Asia/Kolkata" in said(await teacher.command("/class show"))


async def test_a_zone_changes_the_clock_of_a_daily_that_is_there(hall: Hall) -> None:
    teacher, wizard = await begun(hall)
    await teacher.choose(wizard.message, words.HOUR, ["08:00"])
    await teacher.choose(wizard.message, words.ZONE, ["Europe/Paris"])
    kept = await daily_in(hall, hall.general)
    assert (kept.zone, kept.hour) == ("Europe/Paris", 8)


async def test_a_zone_and_a_name_can_be_typed(hall: Hall) -> None:
    teacher, wizard = await begun(hall)
    opened = await teacher.choose(wizard.message, words.ZONE, [words.OTHER_ZONE])
    typed: dict[str, Entry] = {"words": "America/Halifax"}
    assert "America/Halifax \\(it is" in said(await teacher.submit(opened, typed))
    again = await teacher.choose(wizard.message, words.ZONE, [words.OTHER_ZONE])
    wrong = await teacher.submit(again, {"words": "The Moon"})
    assert "Europe/London" in said(wrong), "it says what works"
    opened = await teacher.press(wizard.message, "Rename the class")
    assert "History 9" in said(await teacher.submit(opened, {"words": "History 9"}))


async def test_decks_are_chosen_and_all_of_them_is_no_choice(hall: Hall) -> None:
    teacher, wizard = await begun(hall)
    file = teacher.file("capitals.csv", b"front,back\nCapital of France?,Paris\n")
    coming = await teacher.command("/deck import", file=file)
    await coming.final()
    await teacher.press(coming.message, "Bring it in")
    await hall.quiet()
    wizard = await teacher.command("/class setup")
    assert "all of them" in said(wizard)
    one = said(await teacher.choose(wizard.message, words.DECKS, ["capitals"]))
    assert "**Decks to play** capitals" in one
    both = await teacher.choose(wizard.message, words.DECKS, ["capitals", "Treaties"])
    assert "all of them" in said(both)
    assert await hall.world.dump("class_decks") == {"class_decks": []}


async def test_the_question_of_the_day_moves_to_another_channel_as_it_is(hall: Hall) -> None:
    quizzes = await other_channel(hall)
    teacher, wizard = await begun(hall)
    await teacher.choose(wizard.message, words.HOUR, ["17:00"])
    place = hall.place
    await hall.world.daily.setup(account(hall, "Teacher"), place, Wish(late_hours=5, pin=True))
    moved = await teacher.choose(wizard.message, words.CHANNEL, [quizzes])
    assert f"at 17:00 in <#{quizzes.id}>" in said(moved)
    after = await daily_in(hall, quizzes)
    assert (after.state, after.late_hours, after.manner.pin) == (DailyState.ON, 5, True)
    assert (await daily_in(hall, hall.general)).state is DailyState.OFF
    assert "none yet" in said(await teacher.choose(wizard.message, words.HOUR, [words.NO_DAILY]))
    assert (await daily_in(hall, quizzes)).state is DailyState.OFF


async def test_a_channel_chosen_first_is_where_it_begins(hall: Hall) -> None:
    quizzes = await other_channel(hall)
    teacher, wizard = await begun(hall)
    await teacher.choose(wizard.message, words.CHANNEL, [quizzes])
    await teacher.choose(wizard.message, words.HOUR, ["17:00"])
    assert (await daily_in(hall, quizzes)).state is DailyState.ON
    assert (await daily_in(hall, hall.general)).state is DailyState.OFF


async def test_a_channel_it_may_not_write_in_is_told_at_once(hall: Hall) -> None:
    quizzes = await other_channel(hall)
    await hall.discord.forbid(quizzes, shapes.SEND_MESSAGES)
    await hall.discord.settle()
    teacher, wizard = await begun(hall)
    refused = await teacher.choose(wizard.message, words.CHANNEL, [quizzes])
    assert "send messages" in said(refused)


async def test_a_channel_that_is_shut_from_the_start_is_told_in_the_wizard(hall: Hall) -> None:
    await hall.discord.forbid(hall.general, shapes.SEND_MESSAGES)
    teacher, wizard = await begun(hall)
    assert "please let me “send messages” here" in said(wizard)
    done = await teacher.press(wizard.message, "Done")
    assert "send messages" in said(done)
    assert "send messages" in said(await teacher.press(done.message, "Start a quiz now"))
    await hall.discord.allow(hall.general)
    assert "send messages" not in said(await teacher.command("/class setup"))


async def test_holders_of_a_role_look_after_the_class_while_they_hold_it(hall: Hall) -> None:
    role = hall.discord.role(hall.guild, "Teachers")
    data = {"guild_id": str(hall.guild.id), "role": wire.role_json(role)}
    await hall.discord.gateway.emit("GUILD_ROLE_CREATE", data)
    await hall.discord.settle()
    teacher, wizard = await begun(hall)
    ben = hall.come("Ben")
    await ben.command("/stats")
    named = await teacher.choose(wizard.message, words.LEADERS, [role])
    assert f"<@&{role.id}>" in said(named)
    assert "owner" in said(await ben.command("/question edit"))
    member = hall.guild.members[ben.user.id]
    member.roles.add(role.id)
    assert "Nothing waits" in said(await ben.command("/question edit"))
    member.roles.remove(role.id)
    assert "owner" in said(await ben.command("/question edit"))
    member.roles.add(role.id)
    await ben.command("/class show")
    nobody = await teacher.choose(wizard.message, words.LEADERS, [])
    assert "<@&" not in said(nobody)
    assert "Ben, member" in said(await teacher.command("/class show"))


async def test_a_wizard_goes_on_after_a_restart(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord:
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            quizzes = await other_channel(hall)
            teacher, wizard = await begun(hall)
            await teacher.choose(wizard.message, words.CHANNEL, [quizzes])
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            hall.people["Teacher"] = teacher
            assert said(await teacher.choose(wizard.message, words.HOUR, ["17:00"]))
            assert (await daily_in(hall, quizzes)).state is DailyState.ON
            assert "set up" in said(await teacher.press(wizard.message, "Done"))
        assert not discord.forgive()


async def test_only_its_owner_sets_a_class_up(hall: Hall) -> None:
    await begun(hall)
    head = hall.come("Head", may=shapes.MANAGE_GUILD)
    shown = await head.command("/class setup")
    assert "Code to join" in said(shown)
    assert "Done" not in shown.message.buttons


@pytest.mark.parametrize("step", ["", "hour", "hour 1", "hour x", "nothing 1", "channel 1"])
async def test_a_step_nobody_offers_is_refused_kindly(hall: Hall, step: str) -> None:
    await begun(hall)
    who, server = account(hall, "Teacher"), Place(Platform.DISCORD, str(hall.guild.id))
    seat = Seat(who=who, name="Teacher", place=hall.place, server=server)
    answer = await push(hall.client.desk, seat, Go(f"setup {step}"), Sent(picked=("x",)))
    assert isinstance(answer, Refused)


async def test_nothing_is_set_up_in_private(hall: Hall) -> None:
    await begun(hall)
    seat = Seat(who=account(hall, "Teacher"), name="Teacher", place=hall.place)
    answer = await push(hall.client.desk, seat, Go("setup done 1"), Sent())
    assert answer == Refused(Problem.NEEDS_CLASS)


@settings(max_examples=20, deadline=None)
@given(any_of(ClassShown), any_of(DailyShown), st.integers(0, 30), st.booleans())
def test_whatever_a_class_is_called_its_card_fits(
    shown: ClassShown, daily: DailyShown, roles: int, done: bool
) -> None:
    shown = replace(shown, zone="America/Argentina/ComodRivadavia")
    leaders = tuple(str(10**18 + number) for number in range(roles))
    card = setting_up(SetUp(shown, daily, "1" * 19, leaders, done), Viewer(now=FakeClock().now))
    assert not wrong(card)


def test_more_decks_than_a_select_holds_fit_all_the_same() -> None:
    decks = tuple((DeckId(f"deck-{n}"), HOSTILE, n % 2 == 0) for n in range(60))
    shown = ClassShown(
        id=ClassId(1), name=HOSTILE, code="K7Q2MX", zone="UTC", role=Role.OWNER,
        decks=decks, members=(), places=1, just_created=True,
    )  # fmt: skip
    card = setting_up(SetUp(shown, on_every_day(), "1", ()), Viewer(now=FakeClock().now))
    assert not wrong(card)
    assert "/deck enable" in texts(card)


def on_every_day() -> DailyShown:
    """Return a question of the day that comes at five."""
    return DailyShown(
        state=DailyState.ON, zone="UTC", hour=17, minute=0, weekdays=tuple(range(7)), topics=(),
        reveal_hours=None, late_hours=3, manner=Manner(), next_at=None, queue=(), may_change=True,
    )  # fmt: skip
