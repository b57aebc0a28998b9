"""The fake's gateway, through the unmodified client: every way a connection ends and comes back."""

import discord as library
import pytest

from tests.on_discord.fake import TOKEN, FakeDiscord, shapes
from tests.on_discord.tiny import Tiny, online


async def test_the_client_knows_its_servers(discord: FakeDiscord) -> None:
    guild = discord.guild("Year 9")
    async with online(discord, Tiny(discord.connector)) as client:
        (seen,) = client.guilds
        assert (seen.name, seen.id, [c.name for c in seen.channels]) == (
            "Year 9",
            guild.id,
            ["general"],
        )
        me = seen.me
        assert me.guild_permissions.send_messages
        assert not me.guild_permissions.manage_guild


async def test_three_shards_each_hear_of_their_own_servers(discord: FakeDiscord) -> None:
    guilds = [discord.guild(f"Class {n}") for n in range(3)]
    people = [discord.person("Ada", next(iter(g.channels.values()))) for g in guilds]
    async with online(discord, Tiny(discord.connector, shard_count=3)) as client:
        assert [client.get_guild(g.id).shard_id for g in guilds] == [0, 1, 2]  # type: ignore[union-attr]
        for ada in people:
            assert (await ada.command("/quiz", deck="cells")).text == "cells × 5"
        assert sorted(s.shard for s in discord.gateway.live) == [0, 1, 2]


async def test_the_shards_the_platform_recommends_are_opened(discord: FakeDiscord) -> None:
    discord.api.shards = 2
    async with online(discord, Tiny(discord.connector)) as client:
        assert client.shard_count == 2


@pytest.mark.parametrize("how", ["cut", "closed", "told to reconnect", "invalid, resumable"])
async def test_a_lost_connection_is_resumed(discord: FakeDiscord, how: str) -> None:
    guild = discord.guild()
    ada = discord.person("Ada", next(iter(guild.channels.values())))
    async with online(discord, Tiny(discord.connector)):
        gateway = discord.gateway
        if how == "cut":
            await gateway.kill()
        elif how == "closed":
            await gateway.close(4000)
        elif how == "told to reconnect":
            await gateway.tell_reconnect()
        else:
            await gateway.invalidate(resumable=True)
        await discord.wait(lambda: gateway.resumed == 1)
        assert (await ada.command("/quiz", deck="cells")).text == "cells × 5"
        assert gateway.identified == 1


async def test_an_invalid_session_begins_anew(discord: FakeDiscord) -> None:
    ada = discord.person("Ada", next(iter(discord.guild().channels.values())))
    async with online(discord, Tiny(discord.connector)):
        await discord.gateway.invalidate(resumable=False)
        await discord.wait(lambda: discord.gateway.identified == 2)
        assert (await ada.command("/quiz", deck="cells")).text == "cells × 5"
        assert discord.gateway.resumed == 0


async def test_what_was_missed_while_away_is_told_on_return(discord: FakeDiscord) -> None:
    guild, left = discord.guild(), discord.guild("Left")
    ada = discord.person("Ada", next(iter(guild.channels.values())))
    async with online(discord, Tiny(discord.connector)) as client:
        shown = await ada.command("/quiz", deck="cells")
        async with discord.away():
            await discord.kick(left)
            data = {"custom_id": "card:7", "component_type": shapes.BUTTON}
            late = discord.interaction(
                shapes.COMPONENT, ada.user, ada.channel, data, {"0": str(guild.id)}
            )
            late.message = shown.message
            await discord.deliver(late)
            assert client.heard == []
        await discord.settle()
        assert sorted(client.heard) == ["card 7 by ada", "thrown out of Left"]
        assert late.original is not None
        assert late.original.text == "You turned card 7"


async def test_a_wrong_token_is_not_let_in(discord: FakeDiscord) -> None:
    with pytest.raises(library.LoginFailure):
        async with online(discord, Tiny(discord.connector), TOKEN[:-1] + "x"):
            pass


async def test_a_privileged_intent_is_not_let_in(discord: FakeDiscord) -> None:
    greedy = library.Intents(guilds=True, message_content=True)
    with pytest.raises(library.PrivilegedIntentsRequired):
        async with online(discord, Tiny(discord.connector, intents=greedy)):
            pass
    assert discord.gateway.refused == [4014]


async def test_only_what_its_intents_let_through_is_heard(discord: FakeDiscord) -> None:
    ada = discord.person("Ada", next(iter(discord.guild().channels.values())))
    async with online(discord, Tiny(discord.connector)) as deaf:
        await ada.say("hello")
        await ada.dm("psst")
        await discord.settle()
        assert deaf.heard == []
    ears = library.Intents(guilds=True, messages=True)
    async with online(discord, Tiny(discord.connector, intents=ears)) as client:
        await ada.say("hello")
        await ada.dm("psst")
        await discord.settle()
        assert client.heard == ["ada: ''", "ada: 'psst'"]


async def test_an_outage_is_no_farewell(discord: FakeDiscord) -> None:
    guild = discord.guild()
    async with online(discord, Tiny(discord.connector)) as client:
        await discord.outage(guild)
        await discord.settle()
        assert client.heard == []
        await discord.kick(guild)
        await discord.settle()
        await discord.invite(guild)
        await discord.settle()
        assert client.heard == ["thrown out of Year 9", "invited to Year 9"]
        assert [g.id for g in client.guilds] == [guild.id]


async def test_the_presence_is_seen(discord: FakeDiscord) -> None:
    async with online(discord, Tiny(discord.connector)) as client:
        await client.change_presence(activity=library.CustomActivity("Daily at 8"))
        await discord.settle()
        (session,) = discord.gateway.live
        assert session.presence is not None
        assert session.presence["activities"][0]["state"] == "Daily at 8"


async def test_members_are_asked_for_by_id(discord: FakeDiscord) -> None:
    guild = discord.guild()
    ada = discord.person("Ada", next(iter(guild.channels.values())))
    async with online(discord, Tiny(discord.connector)) as client:
        seen = client.get_guild(guild.id)
        assert seen is not None
        (found,) = await seen.query_members(user_ids=[ada.user.id])
        assert found.display_name == "Ada"
        assert (await seen.fetch_member(ada.user.id)).id == ada.user.id
