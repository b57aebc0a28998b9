"""Where the fake lets the bot write, and what it tells of chats: rights, topics, moves, members."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.on_telegram.fake import FakeTelegram, speaking


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's bare bot."""
    async with speaking(telegram) as made:
        yield made


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(written, "PNG")
    return written.getvalue()


async def test_chats_that_the_bot_cannot_write_to(telegram: FakeTelegram, bot: Bot) -> None:
    stranger = telegram.person("Stranger", started=False)
    gone = telegram.person("Gone")
    gone.user.deactivated = True
    blocker = telegram.person("Blocker")
    await blocker.block()
    left, out = telegram.group("Left", bot=False), telegram.supergroup("Out")
    await telegram.owner(out).remove_bot()
    for chat, sentence in (
        (99, "Chat not found"),
        (stranger.chat.id, "Forbidden: bot can't initiate conversation with a user"),
        (gone.chat.id, "Forbidden: user is deactivated"),
        (blocker.chat.id, "Forbidden: bot was blocked by the user"),
        (left.id, "Forbidden: bot is not a member of the group chat"),
        (out.id, "Forbidden: bot was kicked from the supergroup chat"),
    ):
        with pytest.raises((BadRequest, Forbidden), match=sentence):
            await bot.send_message(chat, "x")


async def test_rights_are_asked_for(telegram: FakeTelegram, bot: Bot) -> None:
    group, channel = telegram.supergroup(), telegram.channel()
    group.barred = frozenset({"can_send_polls", "can_send_photos"})
    with pytest.raises(BadRequest, match="Not enough rights to send polls to the chat"):
        await bot.send_poll(group.id, "Q", ["a", "b"])
    with pytest.raises(BadRequest, match="Not enough rights to send photos to the chat"):
        await bot.send_photo(group.id, picture())
    sent = await bot.send_message(group.id, "x")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await sent.pin()
    await telegram.owner(group).promote_bot("can_pin_messages")
    await sent.pin()
    assert group.pinned == [sent.message_id]
    await bot.send_message(channel.id, "x")
    await telegram.owner(channel).promote_bot("can_edit_messages")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "x")


async def test_a_chat_that_moved_says_where_to(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.group()
    new = telegram.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "x")


async def test_topics_that_are_gone_closed_or_none(telegram: FakeTelegram, bot: Bot) -> None:
    forum, plain = telegram.supergroup(forum=True), telegram.supergroup()
    topic, gone = telegram.topic(forum, "History"), telegram.topic(forum, "Old")
    telegram.drop_topic(forum, gone)
    for chat, thread in ((forum, gone.id), (forum, 1 << 20), (plain, topic.id)):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(chat.id, "x", message_thread_id=thread)
    sent = await bot.send_message(forum.id, "x", message_thread_id=topic.id)
    assert (sent.chat.is_forum, sent.is_topic_message, sent.message_thread_id) == (
        True, True, topic.id
    )  # fmt: skip
    assert not (await bot.send_message(plain.id, "x")).chat.is_forum
    topic.closed = forum.general_closed = True
    threads: tuple[int | None, ...] = (topic.id, None)
    for closed in threads:
        with pytest.raises(BadRequest, match="Topic_closed"):
            await bot.send_message(forum.id, "x", message_thread_id=closed)
    await telegram.owner(forum).promote_bot()
    await bot.send_message(forum.id, "x", message_thread_id=topic.id)


async def test_members_that_are_hidden_are_not_told(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.supergroup()
    ada = telegram.person("Ada", group)
    assert (await bot.get_chat_member(group.id, ada.user.id)).status == "member"
    group.hides_members = True
    with pytest.raises(BadRequest, match="Member list is inaccessible"):
        await bot.get_chat_member(group.id, ada.user.id)
    owner = telegram.owner_of(group)
    assert [m.user.id for m in await bot.get_chat_administrators(group.id)] == [owner.id]
    await telegram.owner(group).promote_bot()
    assert (await bot.get_chat_member(group.id, ada.user.id)).status == "member"
