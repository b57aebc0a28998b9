"""What somebody did by a command in a group, where nothing can be said to them alone."""

import pytest

from bot import press as p
from bot.on_telegram import links
from bot.on_telegram.telling import KEPT
from bot.wording import Label, guiding
from tests.on_telegram.hall import Hall

BOT = "studyhall_bot"


async def test_who_leaves_a_class_is_told_so_and_led_nowhere(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    await ann.command("/help")
    left = await ann.command("/class leave")
    assert "You have left Year 9" in left.text
    assert not left.message.buttons


async def test_a_setting_that_was_changed_is_shown_and_not_asked_for_again(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    pointed = await ann.command("/settings name Annabel")
    seen = await ann.follow(pointed.message, guiding.SHOW_ME)
    assert "Annabel" in seen.text
    assert seen.message.asks is None


@pytest.mark.parametrize(("word", "told"), [("on", "as polls"), ("off", "with buttons again")])
async def test_what_is_set_for_the_group_is_said_to_the_group(
    hall: Hall, word: str, told: str
) -> None:
    teacher = await hall.set_up()
    done = await teacher.command(f"/class polls {word}")
    assert told in done.text
    assert guiding.FOR_YOUR_EYES not in done.said
    assert not done.message.buttons
    await hall.start_round(teacher, "1 calm choice")
    assert (hall.last.poll is not None) is (word == "on")


async def test_who_may_not_set_it_is_told_and_nothing_is_changed(hall: Hall) -> None:
    teacher = await hall.set_up()
    ann = hall.come("Ann")
    await ann.command("/help")
    assert "owner" in (await ann.command("/class polls on")).text
    await hall.start_round(teacher, "1 calm choice")
    assert hall.last.poll is None


async def test_done_unseen_it_is_answered_unseen_with_the_class(hall: Hall) -> None:
    teacher = await hall.set_up()
    settings = (await teacher.command("/settings", whispered=True)).message
    await teacher.press(settings, Label.CLASS)
    before = len(hall.public)
    await teacher.press(settings, Label.AS_POLLS)
    assert Label.AS_BUTTONS in settings.buttons
    assert settings.only_for is teacher.user
    assert len(hall.public) == before


@pytest.mark.parametrize("reactions", [True, False], ids=["sign", "words"])
async def test_what_was_taken_back_is_said_by_a_sign(hall: Hall, *, reactions: bool) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    await ann.command("/help")
    private = ann.in_private()
    asked = await private.command("/review choice")
    await private.press(asked.message, "Treaty of Rapallo")
    if not reactions:
        hall.telegram.fail("setMessageReaction", 400, "Bad Request: REACTION_INVALID")
    undone = await ann.command("/undo")
    assert undone.own is not None
    assert (undone.own.reaction == KEPT) is reactions
    assert bool(undone.messages) is not reactions


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("settings name Annabel", "settings"),
        ("settings hide on", "settings"),
        ("question add Who? = Me", "question"),
        ("deck import x", "deck"),
        ("class new Latin", "class"),
        ("review choice", "review choice"),
        ("settings name", "settings name"),
        ("link", "link"),
    ],
)
def test_a_command_that_is_done_is_not_led_to_once_more(command: str, shown: str) -> None:
    assert links.command_link(BOT, command) == links.deep_link(BOT, p.Go(shown))


def test_a_code_that_is_used_leads_to_no_other() -> None:
    assert links.command_link(BOT, "link ABCD2345").endswith("?start=1")
