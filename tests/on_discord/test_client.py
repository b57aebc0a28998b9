"""The client itself: its token, its commands, its shards, its manners."""

import asyncio
from pathlib import Path

import discord as library
import pytest

from bot.app import open_app
from bot.config import BadConfig, Config
from bot.domain.ids import Account
from bot.domain.replies import Reply
from bot.on_discord import invite
from bot.on_discord.budget import ALLOWED, Budget
from bot.on_discord.client import INTENTS, Line, open_client
from bot.on_discord.limits import COMMAND_DESCRIPTION, COMMAND_NAME
from bot.on_discord.presence import line_of
from bot.platforms import discord_adapter
from bot.usecases.study import Study
from bot.wording.offers import MENUS, OFFERS
from tests.fakes import FakeClock
from tests.on_discord.fake import TOKEN, FakeDiscord, open_discord
from tests.on_discord.hall import Hall, desk_of, one_of_each, open_bot, open_hall, said
from tests.usecases.world import open_world

SYNC = "PUT /applications/*/commands"


def test_nothing_privileged_is_asked_for() -> None:
    asked = {name for name, wanted in INTENTS if wanted}
    assert asked == {"guilds"}


def test_each_permission_has_its_reason_and_none_is_dangerous() -> None:
    assert all(invite.NEEDED.values())
    for dangerous in ("administrator", "manage_guild", "manage_roles", "mention_everyone"):
        assert not getattr(invite.PERMISSIONS, dangerous)
    link = invite.invite_link(42)
    assert f"permissions={invite.PERMISSIONS.value}" in link
    assert "client_id=42" in link


def test_offers_fit_discord() -> None:
    assert all(len(words) <= COMMAND_DESCRIPTION for words in OFFERS.values())
    assert all(len(path.rpartition(".")[2]) <= COMMAND_NAME for path in OFFERS)
    assert all(len(name) <= COMMAND_NAME for name in MENUS.values())


async def test_a_bad_token_is_told_in_a_sentence_and_never_repeated(
    discord: FakeDiscord, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_world(tmp_path / "x.db", clock) as world:
        line = Line(token="no." + TOKEN, connect=discord.connector)
        with pytest.raises(BadConfig, match="does not accept the token") as told:
            async with open_client(desk_of(world), line):
                pass
    assert TOKEN not in str(told.value)


async def test_commands_are_handed_over_once_and_again_when_they_change(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_discord(clock) as discord:
        for count, words in ((1, None), (1, None), (2, "Other words")):
            if words:
                from bot.on_discord.commands import undo

                monkeypatch.setattr(undo, "description", words)
            async with open_world(tmp_path / "x.db", clock) as world:
                line = Line(token=TOKEN, connect=discord.connector, ready_within=0.02)
                async with open_client(desk_of(world), line):
                    assert len(discord.called(SYNC)) == count


async def test_several_shards_share_the_work(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord:
        guilds = [discord.guild(f"School {number}") for number in range(2)]
        async with open_world(tmp_path / "x.db", clock) as world:
            line = Line(
                token=TOKEN,
                shards=2,
                shard_ids=(1,),
                connect=discord.connector,
                ready_within=0.02,
            )
            async with open_client(desk_of(world), line) as client:
                await client.wait_until_ready()
                assert client.shard_count == 2
                assert [guild.id for guild in client.guilds] == [guilds[1].id]


async def test_a_post_to_a_server_on_another_shard_goes_out_too(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_discord(clock) as discord:
        async with open_hall(discord, tmp_path / "x.db", clock, one_of_each()) as hall:
            teacher = await hall.set_up()
            forum = discord.forum(hall.guild, "daily")
            await discord.gateway.emit("CHANNEL_CREATE", discord.wire(forum))
            await discord.settle()
            for where in (forum, hall.general):
                said(await teacher.command("/daily setup", time="17:00", channel=where))
        shard = 1 - discord_shard(hall.guild.id)
        async with open_world(tmp_path / "x.db", clock, one_of_each()) as world:
            line = Line(
                token=TOKEN, shards=2, shard_ids=(shard,), connect=discord.connector,
                ready_within=0.02, count_every=0.0,
            )  # fmt: skip
            async with open_client(desk_of(world), line) as client:
                await client.wait_until_ready()
                assert not client.guilds
                clock.forward(hours=9)
                await world.daily.tick()
                await client.messenger.flush()
        posts = [c for c in discord.world.channels.values() if c.parent is forum]
        assert len(posts) == 1
        assert len(hall.public) == 1
        assert not discord.forgive()


def discord_shard(guild: int) -> int:
    """Return which of two shards a server is on."""
    return (guild >> 22) % 2


async def test_the_program_says_how_to_invite_it(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "bank").mkdir()
    async with open_discord(clock) as discord:
        config = Config(
            data=tmp_path, bank=tmp_path / "bank", synchronous="OFF", discord_token=TOKEN
        )
        async with (
            open_app(config, clock) as app,
            discord_adapter(app, discord.connector, 0.02) as told,
        ):
            assert "discord.com/oauth2/authorize" in "".join(told)


async def test_without_a_token_there_is_no_discord(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "bank").mkdir()
    config = Config(data=tmp_path, bank=tmp_path / "bank", synchronous="OFF")
    async with open_app(config, clock) as app, discord_adapter(app) as told:
        assert told == ()


async def test_the_presence_tells_of_the_next_question_of_the_day(hall: Hall) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    await hall.client.status_line.refresh()
    assert hall.client.status_line.line == "Question of the day at 17:00 UTC"
    assert "/review" in line_of(None)


def test_refused_requests_are_counted_for_ten_minutes(clock: FakeClock) -> None:
    budget = Budget(clock)
    for _ in range(ALLOWED):
        budget.note(429)
        budget.note(200)
        budget.note(404)
    assert budget.spent()
    clock.forward(minutes=11)
    assert not budget.spent()


async def test_posts_wait_while_the_budget_is_spent(hall: Hall) -> None:
    teacher = await hall.set_up()
    for _ in range(ALLOWED):
        hall.client.budget.note(403)
    await teacher.command("/quiz", questions=1)
    await hall.quiet()
    assert not hall.public
    await hall.pass_time(minutes=11)
    assert hall.public


async def test_whoever_is_answered_when_it_closes_gets_the_answer(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, on = asyncio.Event(), asyncio.Event()
    progress = Study.progress

    async def slowly(study: Study, who: Account, deck: str = "") -> Reply:
        begun.set()
        await on.wait()
        return await progress(study, who, deck)

    monkeypatch.setattr(Study, "progress", slowly)
    async with open_discord(clock) as discord:
        channel = next(iter(discord.guild().channels.values()))
        async with open_bot(discord, tmp_path / "x.db", clock) as (_, client):
            pressed = asyncio.create_task(discord.person("Ben", channel).command("/stats"))
            await begun.wait()
            closing = asyncio.create_task(client.close())
            on.set()
            await closing
            assert (await pressed).text
        assert discord.forgive() == []


async def test_intents_are_what_discord_hears(hall: Hall) -> None:
    assert hall.client.intents == library.Intents(guilds=True)


@pytest.mark.parametrize(
    ("environ", "wrong"),
    [
        ({"STUDYHALL_DISCORD_TOKEN": "abc"}, "three parts"),
        ({"STUDYHALL_DISCORD_TOKEN_FILE": "/nowhere/at/all"}, "cannot be read"),
        ({"STUDYHALL_DISCORD_SHARDS": "two"}, "should be a number"),
        ({"STUDYHALL_DISCORD_SHARDS": "2", "STUDYHALL_DISCORD_SHARD_IDS": "2"}, "below"),
    ],
)
def test_bad_settings_are_named(environ: dict[str, str], wrong: str) -> None:
    with pytest.raises(BadConfig, match=wrong) as told:
        Config.from_env(environ)
    assert "abc" not in str(told.value)


def test_good_settings_are_read(tmp_path: Path) -> None:
    kept = tmp_path / "token"
    kept.write_text(f"{TOKEN}\n")
    shards = {"STUDYHALL_DISCORD_SHARDS": "4", "STUDYHALL_DISCORD_SHARD_IDS": "0, 1"}
    config = Config.from_env({"STUDYHALL_DISCORD_TOKEN_FILE": str(kept), **shards})
    assert (config.discord_token, config.discord_shards) == (TOKEN, 4)
    assert config.discord_shard_ids == (0, 1)
    assert TOKEN not in repr(config)
