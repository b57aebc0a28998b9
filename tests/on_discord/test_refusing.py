"""What stood in the way, said so that it can be done on Discord."""

from datetime import UTC, datetime

import pytest

from bot import press as p
from bot.domain.replies import Problem, Refused
from bot.on_discord.layouts import Viewer
from bot.on_discord.render import render
from bot.wording.by_slash import by_slash
from bot.wording.offers import OFFERS
from tests.on_discord.hall import Hall, said
from tests.on_discord.reading import carried, texts

VIEWER = Viewer(now=datetime(2026, 3, 4, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        ("Type /deck to see them all.", "Type /deck list to see them all."),
        ("begin one with /daily setup 17:00.", "begin one with /daily setup time:17:00."),
        ("Type /privacy export for a copy", "Type /privacy export for a copy"),
        ("type /review unseen for one", "type /review pick:unseen for one"),
        (
            "Type /leaderboard classes on, or with the code of another class instead of “on”.",
            "Press “Take part”, or type /leaderboard meet: with the code of another class.",
        ),
        ("joins with /leaderboard classes AB12CD.", "joins with /leaderboard meet:AB12CD."),
        ("Type /settings remind to switch them on.", "Press “Reminders” to switch them on."),
        ("Type /review or /quiz for a fresh one.", "Type /review or /quiz for a fresh one."),
        ("does not work as the word after /class.", "does not work as the word after /class."),
    ],
)
def test_a_command_is_named_as_it_is_chosen_from_the_menu(written: str, chosen: str) -> None:
    assert by_slash(written) == chosen


@pytest.mark.parametrize("problem", Problem)
def test_no_refusal_names_a_command_that_cannot_be_sent(problem: Problem) -> None:
    groups = {key.partition(".")[0] for key in OFFERS if key.count(".") == 1}
    groups -= {"quiz", "review", "leaderboard", "stats", "help", "settings", "link"}  # have options
    told = texts(render(Refused(problem), VIEWER)).replace("\\", "")
    for group in groups:
        _, *after = told.split(f"/{group}")
        assert all(f"{group}.{words.split()[0].rstrip('.,')}" in OFFERS for words in after), told


def test_a_refusal_offers_what_can_be_done() -> None:
    assert carried(render(Refused(Problem.NEEDS_CLASS), VIEWER)) == [p.Go("class join")]
    assert carried(render(Refused(Problem.NO_HINT), VIEWER)) == []


async def test_a_class_is_joined_by_its_code_from_a_private_chat(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = said(await teacher.command("/class code"))
    code = shown.partition("Code to join: **")[2].partition("**")[0]
    alone = hall.come("Zed").in_private()
    opened = await alone.command("/class join")
    joined = await alone.submit(opened, {"words": code})
    assert "Zed, member **(you)**" in joined.text
    other = hall.come("Yan").in_private()
    refused = await other.command("/leaderboard")
    assert "/class setup" in refused.text
    opened = await other.press(refused.message, "Join with a code")
    assert "Yan, member **(you)**" in (await other.submit(opened, {"words": code})).text


async def test_no_form_is_opened_for_what_would_be_refused(hall: Hall) -> None:
    await hall.set_up()
    ben, alone = hall.come("Ben"), hall.come("Zed").in_private()
    assert "owner" in said(await ben.command("/class roles"))
    for command in ("/question add", "/deck suggest", "/class roles"):
        refused = await alone.command(command)
        assert refused.kind == "message", command
        assert "within a class" in refused.text
    assert (await ben.command("/question add")).kind == "modal"


async def test_what_is_for_a_whole_class_needs_a_channel_of_it(hall: Hall) -> None:
    teacher = await hall.set_up()
    alone = teacher.in_private()
    shown = await alone.command("/class show")
    for message, button in (
        ((await alone.command("/help")).message, "Start a round"),
        ((await alone.command("/deck show", deck="treaties")).message, "Start a round"),
        (shown.message, "Question of the day"),
    ):
        assert "whole class" in (await alone.press(message, button)).text
    assert "whole class" in (await alone.command("/class setup")).text


async def test_an_empty_queue_names_what_can_be_done(hall: Hall) -> None:
    await hall.set_up()
    shown = await hall.come("Ben").command("/review", pick="weakest")
    assert shown.message.buttons == ["Learn something new"]
    assert "/review pick:unseen" in said(shown).replace("\\", "")
