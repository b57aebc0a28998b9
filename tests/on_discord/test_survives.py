"""What goes wrong on Discord, and what the bot makes of it: nothing is lost, nobody is stuck."""

from pathlib import Path

import pytest

from bot.domain.daily import DailyState
from bot.domain.ids import Account, Platform
from bot.domain.replies import DailyShown
from tests.fakes import FakeClock
from tests.on_discord.fake import open_discord, shapes
from tests.on_discord.hall import Hall, one_of_each, open_hall, said
from tests.usecases.world import expect

SEND = "POST /channels/*/messages"
EDIT = "PATCH /channels/*/messages/*"


async def test_a_restart_in_the_middle_of_a_round(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord:
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            teacher = await hall.set_up()
            question = await hall.start_round(teacher, questions=1, kinds="choice")
            ben = hall.come("Ben")
            said(await ben.press(question, "Treaty of Rapallo"))
            await hall.quiet()
        synced = len(discord.called("PUT /applications/*/commands"))
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            assert len(discord.called("PUT /applications/*/commands")) == synced == 1
            cat = hall.come("Cat")
            said(await cat.press(question, "Treaty of Rapallo"))
            await hall.pass_time(minutes=1)
            assert "Ben" in question.text
            assert "Cat" in question.text
        assert not discord.forgive()


async def test_a_form_opened_before_a_restart_is_taken_after_it(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_discord(clock) as discord:
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            teacher = await hall.set_up()
            question = await hall.start_round(teacher, questions=1, kinds="typed")
            ben = hall.come("Ben")
            opened = await ben.press(question, "Answer")
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()):
            assert "Molotov" in said(await ben.submit(opened, {"text": "Molotov"}))
        assert not discord.forgive()


async def test_what_was_pressed_while_the_line_was_cut_is_heard_once(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    async with hall.discord.away():
        pass
    said(await hall.come("Ben").press(question, "Treaty of Rapallo"))
    await hall.discord.gateway.kill()
    said(await hall.come("Cat").press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=1)
    assert "2 of 2" in question.text


async def test_a_round_longer_than_any_token(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice", pace="untimed")
    said(await hall.come("Ben").press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=20)
    await teacher.press(question, "Show answer")
    await hall.quiet()
    assert "Ben" in question.text


async def test_an_answer_that_comes_too_late_for_its_interaction_still_counts(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    ben = hall.come("Ben")
    data = {"custom_id": id_of(hall, "Treaty of Rapallo"), "component_type": shapes.BUTTON}
    hall.discord.delay(10)
    born = hall.discord.interaction(
        shapes.COMPONENT, ben.user, ben.channel, data, {"0": str(hall.guild.id)}
    )
    born.message = question
    await hall.discord.deliver(born)
    await hall.discord.settle()
    await hall.pass_time(minutes=1)
    assert "1 of 1" in question.text


def id_of(hall: Hall, label: str) -> str:
    """Return what a button of the last public message carries."""
    every = (part for row in hall.last.components for part in row.get("components", ()))
    buttons = (part for row in every for part in row.get("components", ()))
    return next(str(part["custom_id"]) for part in buttons if part.get("label") == label)


async def test_a_deleted_question_is_revealed_anew(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    said(await hall.come("Ben").press(question, "Treaty of Rapallo"))
    await hall.quiet()
    await hall.discord.delete_message(question)
    await hall.pass_time(minutes=1)
    assert hall.last is not question
    assert "Ben" in hall.last.text


async def test_a_busy_minute_of_discord_delays_a_post_and_no_more(hall: Hall) -> None:
    teacher = await hall.set_up()
    hall.discord.slow_down(SEND, times=2)
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    assert "Question 1 of 1" in question.text


async def test_a_post_that_was_out_already_is_not_sent_twice(hall: Hall) -> None:
    teacher = await hall.set_up()
    hall.discord.lose_answer(SEND)
    started = await teacher.command("/quiz", questions=1, kinds="choice")
    assert "starts a round" in started.text
    await hall.quiet()
    await hall.pass_time(seconds=6)
    await hall.pass_time(seconds=6)
    assert len([m for m in hall.public if "starts a round" in m.text]) == 1
    assert "Question 1 of 1" in hall.last.text


@pytest.mark.parametrize("trouble", ["kicked", "channel deleted", "forbidden"])
async def test_a_place_that_takes_no_posts_is_left_alone(hall: Hall, trouble: str) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    discord = hall.discord
    if trouble == "kicked":
        await discord.kick(hall.guild)
    elif trouble == "channel deleted":
        await discord.delete_channel(hall.general)
    else:
        await discord.forbid(hall.general, shapes.SEND_MESSAGES)
    await discord.settle()
    await hall.pass_time(hours=9)
    before = len(discord.called(SEND))
    shown = await hall.world.daily.show(account(hall, "Teacher"), hall.place)
    assert expect(shown, DailyShown).state is DailyState.UNREACHABLE
    await hall.pass_time(days=3)
    knocks = len(discord.called(SEND)) - before
    assert knocks <= 1, "but for the open question's reveal, nobody knocks again"


async def test_a_place_is_posted_to_again_once_somebody_speaks_there(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    await hall.discord.forbid(hall.general, shapes.SEND_MESSAGES)
    await hall.pass_time(hours=9)
    await hall.discord.allow(hall.general)
    said(await teacher.command("/daily show"))
    await hall.pass_time(days=1)
    assert hall.public, "the next day's question is there"


@pytest.mark.parametrize("trouble", ["kicked", "channel deleted", "forbidden"])
async def test_a_round_that_loses_its_channel_ends_and_holds_nothing_up(
    hall: Hall, trouble: str
) -> None:
    teacher = await hall.set_up()
    discord = hall.discord
    question = await hall.start_round(teacher, questions=2, kinds="choice,truefalse")
    said(await hall.come("Ben").press(question, question.buttons[0]))
    if trouble == "kicked":
        await discord.kick(hall.guild)
    elif trouble == "channel deleted":
        await discord.delete_channel(hall.general)
    else:
        await discord.forbid(hall.general, shapes.VIEW_CHANNEL)
    await discord.settle()
    for _ in range(12):
        await hall.pass_time(minutes=1)
    answers = await hall.world.dump("reviews")
    assert len(answers["reviews"]) == 1, "what was answered counts"
    if trouble == "kicked":
        await discord.invite(hall.guild)
    elif trouble == "forbidden":
        await discord.allow(hall.general)
    await discord.settle()
    if trouble != "channel deleted":
        again = await teacher.command("/quiz", questions=1)
        assert "starts a round" in said(again)


def account(hall: Hall, name: str) -> Account:
    """Return the account of somebody who came."""
    return Account(Platform.DISCORD, str(hall.people[name].user.id))


async def test_a_button_of_an_older_edition_or_of_nobody(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = await teacher.command("/class show")
    for carried in ("0a:1:1", "1zz", "x" * 100, "1a:999999:0", "1i:77"):
        part = shown.message.components[0]["components"][-1]["components"][0]
        part["custom_id"] = carried
        again = await teacher.press(shown.message, carried)
        assert said(again), carried


async def test_somebody_elses_review_is_not_for_me(hall: Hall) -> None:
    teacher = await hall.set_up()
    asked = await teacher.command("/review")
    ben = hall.come("Ben")
    part = next(c for c in walk(asked.message.components) if c.get("custom_id", "").startswith("1"))
    data = {"custom_id": part["custom_id"], "component_type": shapes.BUTTON}
    if part["type"] != shapes.BUTTON:
        data |= {"component_type": part["type"], "values": ["0"]}
    outcome = await ben.act(shapes.COMPONENT, data, message=asked.message)
    assert "somebody else" in outcome.text or "another" in outcome.text, outcome.text


def walk(tree: list[shapes.Json]) -> list[shapes.Json]:
    """Return every component of a tree."""
    found = []
    for part in tree:
        inner = [*part.get("components", ())]
        inner += [part["accessory"]] if "accessory" in part else []
        found += [part, *walk(inner)]
    return found


async def test_an_error_of_ours_is_logged_once_and_apologised_for(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    teacher = await hall.set_up()

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(type(hall.world.study), "next", broken)
    assert said(await teacher.command("/review"))
    printed = capsys.readouterr().out
    assert printed.count("RuntimeError: a bug") == 1


async def test_the_server_being_away_for_a_while_is_not_being_thrown_out(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    await hall.discord.outage(hall.guild)
    await hall.discord.settle()
    await hall.pass_time(hours=9)
    assert any("Closes" in m.text or "answer comes" in m.text for m in hall.public)


async def test_where_it_may_not_post_it_says_what_it_lacks(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.discord.forbid(hall.general, shapes.SEND_MESSAGES)
    for command in ("/quiz", "/daily setup"):
        assert "send messages" in said(await teacher.command(command)), command


async def test_a_server_that_gives_too_little_is_noted(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    other = hall.discord.guild("Year 10", bot=None)
    await hall.discord.invite(other)
    await hall.discord.settle()
    assert "pin messages" in capsys.readouterr().out


async def test_an_event_that_comes_twice_takes_one_answer_back(hall: Hall) -> None:
    teacher = await hall.set_up()
    for _ in range(2):
        asked = await teacher.command("/review", deck="treaties")
        give_up = "I don't know" if "I don't know" in asked.message.buttons else "Turn the card"
        done = await teacher.press(asked.message, give_up)
        if give_up == "Turn the card":
            grade = next(label for label in done.message.buttons if label.startswith("Good"))
            await teacher.press(done.message, grade)
    hall.discord.duplicate(2)
    said(await teacher.command("/undo"))
    await hall.discord.settle()
    assert "nothing to take back" not in said(await teacher.command("/undo"))
    assert "nothing to take back" in said(await teacher.command("/undo"))
