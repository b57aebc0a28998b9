"""The fake's messages and places, through the unmodified client: posts, edits, limits, refusals."""

import io
from collections.abc import AsyncIterator

import aiohttp
import discord as library
import pytest

from tests.on_discord.fake import FakeDiscord, shapes
from tests.on_discord.fake.building import THE_BOT_MAY
from tests.on_discord.fake.state import Channel
from tests.on_discord.tiny import Board, Tiny, online

SEND = "POST /channels/*/messages"


@pytest.fixture
async def client(discord: FakeDiscord) -> AsyncIterator[Tiny]:
    """The tiny bot in one server, where it may pin and delete."""
    discord.guild(bot=THE_BOT_MAY | shapes.PIN_MESSAGES | shapes.MANAGE_MESSAGES)
    async with online(discord, Tiny(discord.connector)) as opened:
        yield opened


@pytest.fixture
def general(discord: FakeDiscord) -> Channel:
    """The platform's own view of the first channel."""
    return next(iter(discord.world.channels.values()))


@pytest.fixture
def place(client: Tiny, general: Channel) -> library.TextChannel:
    """The client's view of it."""
    found = client.get_channel(general.id)
    assert isinstance(found, library.TextChannel)
    return found


async def test_a_post_is_edited_pinned_read_and_deleted(
    discord: FakeDiscord, place: library.TextChannel
) -> None:
    post = await place.send("first", silent=True)
    kept = discord.world.messages[post.id]
    assert kept.silent
    await post.edit(content="second")
    await post.pin()
    assert (kept.content, kept.pinned, kept.edited) == ("second", True, discord.clock())
    assert [m.id async for m in place.history()] == [post.id]
    assert [m.id async for m in place.pins()] == [post.id]
    await post.unpin()
    await post.delete()
    with pytest.raises(library.NotFound, match="10008"):
        await place.fetch_message(post.id)
    with pytest.raises(library.NotFound, match="10008"):
        await post.edit(content="third")


async def test_a_post_with_a_picture_is_edited_as_a_layout(
    discord: FakeDiscord, place: library.TextChannel
) -> None:
    post = await place.send(view=Board(), file=library.File(io.BytesIO(b"png"), "cell.png"))
    kept = discord.world.messages[post.id]
    assert [(f.name, f.content) for f in kept.files] == [("cell.png", b"png")]
    assert await post.attachments[0].read() == b"png"
    await post.edit(
        view=library.ui.LayoutView().add_item(library.ui.TextDisplay("done")), attachments=[]
    )
    assert (kept.text, kept.files, len(kept.versions)) == ("done", [], 1)


async def test_the_same_nonce_is_one_message_for_some_minutes(
    discord: FakeDiscord, place: library.TextChannel
) -> None:
    first = await place.send("daily", nonce="post-1")
    again = await place.send("daily", nonce="post-1")
    other = await place.send("daily", nonce="post-2")
    assert first.id == again.id != other.id
    discord.clock.forward(minutes=6)
    assert (await place.send("daily", nonce="post-1")).id != first.id


async def test_a_nonce_is_told_once_and_makes_no_message_anew_that_was_deleted(
    place: library.TextChannel,
) -> None:
    first = await place.send("daily", nonce="post-1")
    assert first.nonce == "post-1"
    assert (await place.fetch_message(first.id)).nonce is None
    await first.delete()
    with pytest.raises(library.NotFound):
        await place.send("daily", nonce="post-1")


async def test_a_post_whose_answer_was_lost_is_not_posted_twice(
    discord: FakeDiscord, place: library.TextChannel, general: Channel
) -> None:
    discord.lose_answer(SEND)
    with pytest.raises(aiohttp.ClientError):
        await place.send("daily", nonce="post-1")
    again = await place.send("daily", nonce="post-1")
    assert [m.id for m in discord.world.said_in(general)] == [again.id]


async def test_only_what_is_allowed_rings(
    discord: FakeDiscord, place: library.TextChannel, general: Channel
) -> None:
    assert general.guild is not None
    role = discord.role(general.guild, "Keen")
    role.mentionable = True
    ada = discord.person("Ada", general)
    said = f"@everyone <@&{role.id}> {ada.mention}"
    quiet = await place.send(said)
    loud = await place.send(
        said, allowed_mentions=library.AllowedMentions(roles=True, users=True, everyone=True)
    )
    assert discord.world.messages[quiet.id].pings == set()
    assert discord.world.messages[loud.id].pings == {f"role:{role.id}", f"user:{ada.user.id}"}


async def test_a_forum_gets_a_post_and_a_channel_a_thread(
    discord: FakeDiscord, client: Tiny, place: library.TextChannel, general: Channel
) -> None:
    assert general.guild is not None
    forum = discord.forum(general.guild, "questions", "daily")
    await discord.gateway.emit("CHANNEL_CREATE", discord.wire(forum))
    await discord.settle()
    seen = client.get_channel(forum.id)
    assert isinstance(seen, library.ForumChannel)
    post = await seen.create_thread(
        name="Monday", content="What is a cell?", applied_tags=seen.available_tags
    )
    assert discord.world.messages[post.thread.id].content == "What is a cell?"
    thread = await (await place.send("hello")).create_thread(name="talk")
    sent = await thread.send("inside")
    assert discord.world.messages[sent.id].channel.parent is general
    await thread.edit(archived=True)
    with pytest.raises(library.HTTPException, match="50083"):
        await sent.edit(content="no")


async def test_where_the_bot_may_not_write_it_is_told(
    discord: FakeDiscord, place: library.TextChannel, general: Channel
) -> None:
    await discord.forbid(general, shapes.SEND_MESSAGES)
    with pytest.raises(library.Forbidden, match="50013"):
        await place.send("x")
    await discord.forbid(general, shapes.VIEW_CHANNEL)
    with pytest.raises(library.Forbidden, match="50001"):
        await place.send("x")
    await discord.allow(general)
    await place.send("x")
    assert general.guild is not None
    await discord.kick(general.guild)
    with pytest.raises(library.Forbidden, match="50001"):
        await place.send("x")
    assert discord.spoiled == 3


async def test_a_deleted_channel_is_unknown(
    discord: FakeDiscord, client: Tiny, place: library.TextChannel, general: Channel
) -> None:
    await discord.delete_channel(general)
    await discord.settle()
    assert client.get_channel(general.id) is None
    with pytest.raises(library.NotFound, match="10003"):
        await place.send("x")


async def test_a_private_message_comes_or_is_refused(discord: FakeDiscord, client: Tiny) -> None:
    ada, closed = discord.person("Ada"), discord.person("Bob", closed=True)
    await (await client.fetch_user(ada.user.id)).send("hello")
    assert [m.text for m in ada.messages] == ["hello"]
    with pytest.raises(library.Forbidden, match="50007"):
        await (await client.fetch_user(closed.user.id)).send("hello")


async def test_a_429_is_tried_again(discord: FakeDiscord, place: library.TextChannel) -> None:
    discord.slow_down(SEND)
    await place.send("x")
    discord.slow_down(SEND, everywhere=True)
    await place.send("y")
    assert [call.status for call in discord.called(SEND)] == [429, 200, 429, 200]


async def test_a_buckets_headers_are_obeyed(
    discord: FakeDiscord, place: library.TextChannel
) -> None:
    discord.limit(SEND, 5, per=0.2)
    for n in range(12):
        await place.send(str(n))
    assert {call.status for call in discord.called(SEND)} == {200}


async def test_a_server_error_is_tried_again_or_given_up(
    discord: FakeDiscord, place: library.TextChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord.fail(SEND, 500)
    await place.send("x")
    discord.fail(SEND, 503)
    with pytest.raises(library.DiscordServerError):
        await place.send("y")
    assert [call.status for call in discord.called(SEND)] == [500, 200, 503]


async def test_an_invalid_message_is_refused_and_fails_the_fixture(
    discord: FakeDiscord, place: library.TextChannel
) -> None:
    with pytest.raises(library.HTTPException, match="50035"):
        await place.send("x" * 2001)
    with pytest.raises(library.HTTPException, match="50006"):
        await place.send(" ")
    wrong = discord.forgive()
    assert len(wrong) == 2
    assert wrong[1].endswith("an empty message")


async def test_a_command_tree_over_the_limits_is_refused(
    discord: FakeDiscord, client: Tiny
) -> None:
    @library.app_commands.command(name="fine", description="x" * 101)
    async def long(press: library.Interaction) -> None:
        """Never runs."""

    client.tree.add_command(long)
    with pytest.raises(library.HTTPException, match="50035"):
        await client.tree.sync()
    assert "100 " in "\n".join(discord.forgive())
    client.tree.remove_command("fine")
    ids = {c.name: c.id for c in await client.tree.sync()}
    assert ids == {c.name: c.id for c in await client.tree.fetch_commands()}


async def test_commands_of_one_server_stand_beside_the_global_ones(
    discord: FakeDiscord, client: Tiny, general: Channel
) -> None:
    assert general.guild is not None

    @library.app_commands.command(name="local", description="Here alone")
    async def local(press: library.Interaction) -> None:
        await press.response.send_message("here")

    here = library.Object(general.guild.id)
    client.tree.add_command(local, guild=here)
    (synced,) = await client.tree.sync(guild=here)
    assert (await discord.person("Ada", general).command("/local")).text == "here"
    await synced.edit(description="Only here")
    assert (await client.tree.fetch_command(synced.id, guild=here)).description == "Only here"
    await synced.delete()
    assert "local" not in discord.person("Bob", general).offered
