"""The question of the day of another channel, or of a forum: its card works where it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import press as p
from bot.on_discord.elsewhere import carried, parted
from bot.wording import daily as words
from tests.on_discord.fake import Outcome, Person
from tests.on_discord.fake.state import Channel
from tests.on_discord.hall import Hall, said

LARGEST = (1 << 64) - 1


@pytest.mark.parametrize(
    "command",
    [
        "daily", "daily preview", "daily pause", "daily setup", "daily skip 2026-03-05",
        "daily digest at", "daily unqueue", "daily ways",
    ],
)  # fmt: skip
def test_the_longest_channel_fits_behind_every_command(command: str) -> None:
    text = carried(p.Go(command), str(LARGEST))
    assert text is not None
    put = parted(p.decode(text))
    assert (put.press, put.channel) == (p.Go(command), str(LARGEST))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40))
def test_no_word_behind_a_command_does_harm(command: str) -> None:
    put = parted(p.Go(command))
    assert put.press is None or put.channel.isdecimal() or not put.channel


async def forum_of(hall: Hall) -> tuple[Person, Channel, Outcome]:
    """Let the question of the day come into a forum; return the card that says so."""
    teacher = await hall.set_up()
    forum = hall.discord.forum(hall.guild, "daily")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(forum))
    await hall.discord.settle()
    return teacher, forum, await teacher.command("/daily setup", time="17:00", channel=forum)


async def test_the_card_says_which_channel_and_all_of_it_works(hall: Hall) -> None:
    teacher, forum, shown = await forum_of(hall)
    card = shown.message
    assert f"<#{forum.id}>" in said(shown)
    assert "is paused" in said(await teacher.press(card, "Pause"))
    assert "comes today" in said(await teacher.press(card, "Resume"))
    assert "manage threads" in said(await teacher.choose(card, words.HOW, ["Pinned"]))
    assert "up to 1 hour late" in said(
        await teacher.choose(card, words.LATE, ["At most 1 hour late"])
    )
    opened = await teacher.press(card, "Change it")
    assert "at 18:00" in said(await teacher.submit(opened, {"time": "18:00"})).replace("\\", "")
    assert "skipped" in said(await teacher.press(card, "Skip the next"))
    assert "comes tomorrow" in said(await teacher.press(card, "Back"))
    said(await teacher.press(card, "Weekly digest"))
    said(await teacher.press(card, "Question of the day"))
    assert f"<#{forum.id}>" in card.text
    said(await teacher.press(card, "Post it now"))
    await hall.quiet()
    posts = [c for c in hall.discord.world.channels.values() if c.parent is forum]
    assert len(posts) == 1
    assert not hall.public
    assert "no daily question here" in said(await teacher.press(card, "End it"))
    assert "no daily question here" in said(await teacher.command("/daily show"))


async def test_it_is_for_those_who_look_after_the_class(hall: Hall) -> None:
    _, _, shown = await forum_of(hall)
    refused = await hall.come("Ben").press(shown.message, "Pause", crossing=True)
    assert "owner" in said(refused)


async def test_the_own_channel_is_not_named(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = await teacher.command("/daily setup", time="17:00", channel=hall.general)
    assert "<#" not in said(shown)
