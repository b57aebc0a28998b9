"""The bot thrown out and invited again, barred and let to speak: it goes on by itself."""

from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.on_discord.fake import FakeDiscord, open_discord, shapes
from tests.on_discord.fake.building import THE_BOT_MAY
from tests.on_discord.fake.state import Role
from tests.on_discord.hall import Hall, one_of_each, open_hall, said

SEND = "POST /channels/*/messages"


async def with_a_daily(hall: Hall) -> None:
    """Let the channel have a question of the day."""
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00"))


def own_role(hall: Hall) -> Role:
    """Return the role that the bot brought along."""
    return next(role for role in hall.guild.roles.values() if role.managed)


async def take_away(hall: Hall, how: str) -> None:
    """Let the bot speak no more."""
    discord = hall.discord
    if how == "thrown out":
        await discord.kick(hall.guild)
    elif how == "role":
        everybody = hall.guild.roles[hall.guild.id]
        await discord.changed(hall.guild, everybody, shapes.VIEW_CHANNEL)
        await discord.changed(hall.guild, own_role(hall), shapes.VIEW_CHANNEL)
    else:
        await discord.forbid(hall.general, shapes.SEND_MESSAGES)
    await discord.settle()


async def give_back(hall: Hall, how: str) -> None:
    """Let it speak again."""
    discord = hall.discord
    if how == "thrown out":
        await discord.invite(hall.guild)
    elif how == "role":
        await discord.changed(hall.guild, own_role(hall), THE_BOT_MAY)
    else:
        await discord.allow(hall.general)
    await discord.settle()


@pytest.mark.parametrize("how", ["thrown out", "role", "channel"])
async def test_it_goes_on_without_anybody_saying_a_word(hall: Hall, how: str) -> None:
    await with_a_daily(hall)
    await take_away(hall, how)
    await hall.pass_time(hours=9)
    assert not hall.public
    await hall.pass_time(days=3)
    await give_back(hall, how)
    assert not hall.public, "nothing comes in a burst"
    await hall.pass_time(days=1)
    assert ["answer comes" in message.text for message in hall.public] == [True]


async def test_less_than_before_is_no_reason_to_knock(hall: Hall) -> None:
    await with_a_daily(hall)
    await take_away(hall, "channel")
    await hall.pass_time(days=2)
    before = len(hall.discord.called(SEND))
    await hall.discord.forbid(hall.general, shapes.ATTACH_FILES)
    await hall.discord.changed(hall.guild, own_role(hall), THE_BOT_MAY & ~shapes.ATTACH_FILES)
    await hall.discord.settle()
    await hall.pass_time(days=2)
    assert len(hall.discord.called(SEND)) == before


async def test_what_was_given_back_while_it_was_away_is_found_at_the_start(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_discord(clock) as discord:
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            await with_a_daily(hall)
            await take_away(hall, "thrown out")
            await hall.pass_time(hours=9)
        await let_in_unseen(discord, hall)
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            await discord.settle()
            await hall.pass_time(days=1)
            assert ["answer comes" in message.text for message in hall.public] == [True]
        assert not discord.forgive()


async def let_in_unseen(discord: FakeDiscord, hall: Hall) -> None:
    """Let the bot into the server while it is not there to hear of it."""
    await discord.invite(hall.guild)
