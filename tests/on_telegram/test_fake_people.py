"""People on the fake do what people can do, and the bot hears what Telegram would tell it."""

import pytest
from telegram import BotCommand, Update
from telegram.error import BadRequest

from tests.fakes import FakeClock
from tests.on_telegram.fake import CannotDo, FakeTelegram, NoAnswer, online
from tests.on_telegram.fake.shapes import ANONYMOUS, CHANNEL_BOT
from tests.on_telegram.tiny import keys, tiny


def kinds(heard: list[Update]) -> list[str]:
    """Return which kinds of updates came."""
    return [next(k for k in update.to_dict() if k != "update_id") for update in heard]


async def test_a_command_a_press_and_a_reply(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    ada = telegram.person("Ada", telegram.group())
    async with online(telegram, application):
        asked = await ada.command("/quiz")
        assert (asked.text, asked.message.buttons) == ("Which treaty?", ["Rapallo", "Tartu"])
        marked = await ada.press(asked.message, "Rapallo")
        assert (marked.alert, marked.text) == ("You chose a", "Chosen: a")
        asked = await ada.command("/ask")
        assert asked.message.asks == {
            "force_reply": True, "selective": True, "input_field_placeholder": "A year"
        }  # fmt: skip
        assert (await ada.reply(asked.message, "1922")).text == "Heard: 1922"


async def test_a_press_that_nobody_answers(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    ada = telegram.person("Ada")
    async with online(telegram, application):
        await application.bot.send_message(ada.chat.id, "x", reply_markup=keys(Go="silent"))
        with pytest.raises(NoAnswer):
            await ada.press(ada.last, "Go")


async def test_only_buttons_that_are_there_can_be_pressed(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    group = telegram.group()
    ada, eve = telegram.person("Ada", group), telegram.person("Eve")
    async with online(telegram, application):
        asked = (await ada.command("/quiz")).message
        for what in ("Locarno", "Which treaty?"):
            with pytest.raises(CannotDo, match="there are: Rapallo, Tartu"):
                await ada.press(asked, what)
        with pytest.raises(CannotDo, match="does not see"):
            await eve.press(asked, "Rapallo")
        await ada.press(asked, "Rapallo")
        with pytest.raises(CannotDo):
            await ada.press(asked, "Tartu")
        crossed = await ada.press(asked, "Tartu", crossing=True)
        assert crossed.alert == "You chose b"
        await telegram.owner(group).delete(asked)
        with pytest.raises(CannotDo):
            await ada.press(asked, "Tartu")


async def test_with_privacy_mode_the_bot_hears_little(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    group = telegram.group()
    ada = telegram.person("Ada", group)
    async with online(telegram, application):
        await ada.say("hello everybody")
        await ada.say("hello @studyhall_bot")
        await ada.command("/quiz@another_bot")
        assert not heard
        asked = (await ada.command("/quiz@studyhall_bot")).message
        await ada.reply(asked, "hm")
        own = (await ada.say("to myself")).own
        assert own is not None
        await ada.reply(own, "hm")
        assert [update.effective_message.text for update in heard if update.effective_message] == [
            "/quiz@studyhall_bot",
            "hm",
        ]
        await telegram.owner(group).promote_bot()
        await ada.say("now it reads along")
    assert kinds(heard)[-2:] == ["my_chat_member", "message"]


async def test_in_private_it_hears_everything_also_edits(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    ada = telegram.person("Ada")
    async with online(telegram, application):
        own = (await ada.say("hello")).own
        assert own is not None
        await ada.edit(own, "hello there")
        await ada.delete(own)
    assert kinds(heard) == ["message", "edited_message"]


async def test_deep_links(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    ada = telegram.person("Ada", telegram.group(), started=False)
    async with online(telegram, application):
        assert (await ada.start("abc-_1")).text == "Hello abc-_1"
        assert (await ada.open("https://t.me/studyhall_bot?start=x")).text == "Hello x"
        for payload in ("a b", "x" * 65, "ü"):
            with pytest.raises(CannotDo):
                await ada.start(payload)
        with pytest.raises(CannotDo):
            await ada.open("https://t.me/another_bot?start=x")
        added = await ada.at(telegram.group("Another", bot=False)).in_private().say("hi")
    assert not added.messages


async def test_the_bot_comes_and_goes(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    group = telegram.group(bot=False)
    owner, ada = telegram.owner(group), telegram.person("Ada", group)
    async with online(telegram, application):
        with pytest.raises(CannotDo):
            await ada.remove_bot()
        assert (await ada.add_bot("join_1")).text == "Hello join_1"
        with pytest.raises(CannotDo):
            await ada.add_bot()
        await owner.promote_bot("can_pin_messages")
        await owner.demote_bot()
        await owner.remove_bot()
        with pytest.raises(CannotDo):
            await ada.promote_bot()
    standings = [update.my_chat_member for update in heard if update.my_chat_member]
    assert [(s.old_chat_member.status, s.new_chat_member.status) for s in standings] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]


async def test_blocking_and_coming_back(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    ada = telegram.person("Ada")
    async with online(telegram, application):
        await ada.block()
        with pytest.raises(CannotDo):
            await ada.say("hello?")
        await ada.unblock()
        assert (await ada.start()).text == "Hello"
    assert kinds(heard) == ["my_chat_member", "my_chat_member", "message"]
    changed = heard[0].my_chat_member
    assert changed is not None
    assert changed.new_chat_member.status == "kicked"


async def test_anonymous_administrators_and_channels(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    group, channel = telegram.supergroup(), telegram.channel()
    teacher, ada = telegram.admin("Teacher", group), telegram.person("Ada", group)
    async with online(telegram, application):
        await teacher.anonymously().command("/quiz")
        await ada.as_channel(channel).command("/quiz")
        with pytest.raises(CannotDo):
            ada.anonymously()
        await telegram.owner(channel).say("News")
    first, second, third = (update.effective_message for update in heard)
    assert first and second and third and first.from_user and second.from_user  # noqa: PT018
    assert (first.from_user.id, first.sender_chat and first.sender_chat.id) == (ANONYMOUS, group.id)
    assert second.from_user.id == CHANNEL_BOT
    assert (third.from_user, third.sender_chat and third.sender_chat.id) == (None, channel.id)
    assert kinds(heard)[-1] == "channel_post"


async def test_topics_and_threads_that_are_none(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    forum, plain = telegram.supergroup(forum=True), telegram.supergroup()
    topic = telegram.topic(forum, "History")
    ada = telegram.person("Ada", forum).at(forum, topic)
    eve = telegram.person("Eve", plain)
    async with online(telegram, application):
        asked = (await ada.command("/quiz")).message
        assert (asked.thread, asked.topical) == (topic.id, True)
        general = (await ada.at(forum).command("/quiz")).message
        assert (general.thread, general.topical) == (0, False)
        flat = (await eve.command("/quiz")).message
        replied = (await eve.reply(flat, "hm")).own
        assert replied is not None
        assert (replied.thread != 0, replied.topical) == (True, False)
        telegram.drop_topic(forum, topic)
        with pytest.raises(CannotDo):
            await ada.say("anybody here?")
    command = heard[1].effective_message
    assert command is not None
    assert command.reply_to_message is not None
    assert command.reply_to_message.forum_topic_created is not None


async def test_a_group_that_grows_says_so_twice(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    group = telegram.group()
    async with online(telegram, application):
        new = telegram.migrate(group, standings=False)
        await telegram.settle()
        assert (await telegram.person("Ada", new).command("/quiz")).text
        with pytest.raises(CannotDo, match="has moved"):
            await telegram.person("Eve", group).say("anybody?")
    old, told = (update.effective_message for update in heard[:2])
    assert old is not None
    assert told is not None
    assert (old.chat.id, old.migrate_to_chat_id) == (group.id, new.id)
    assert (told.chat.id, told.migrate_from_chat_id) == (new.id, group.id)


async def test_messages_for_one_pair_of_eyes(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    group = telegram.supergroup()
    ada, eve = telegram.person("Ada", group), telegram.person("Eve", group)
    async with online(telegram, application):
        told = {"receiver_user_id": ada.user.id}
        given = {"ephemeral_message_parameters": told}
        with pytest.raises(BadRequest, match="not_admin"):
            await application.bot.send_message(group.id, "psst", api_kwargs=given)
        await telegram.owner(group).promote_bot()
        sent = await application.bot.send_message(group.id, "psst", api_kwargs=given)
        number = sent.api_kwargs["ephemeral_message_id"]
        assert (sent.message_id, ada.last.said, eve.messages) == (0, "psst", [])
        edit: dict[str, object] = {"chat_id": group.id, "receiver_user_id": ada.user.id}
        edit |= {"ephemeral_message_id": number, "text": "psst!"}
        assert await application.bot.do_api_request("editEphemeralMessageText", edit) is True
        assert ada.last.said == "psst!"
        assert telegram.public(group) == []
        telegram.api.ephemeral = "ignored"
        await application.bot.send_message(group.id, "oops", api_kwargs=given)
    assert [message.said for message in telegram.public(group)] == ["oops"]
    assert eve.last.said == "oops"


async def test_whispered_commands_are_answered_in_a_whisper_and_soon(
    telegram: FakeTelegram, clock: FakeClock
) -> None:
    application, heard = tiny(telegram)
    group = telegram.supergroup()
    ada, eve = telegram.person("Ada", group), telegram.person("Eve", group)
    async with online(telegram, application):
        with pytest.raises(CannotDo):
            await ada.command("/start", whispered=True)
        whispered = BotCommand("start", "Begin", api_kwargs={"is_ephemeral": True})
        await application.bot.set_my_commands([whispered, BotCommand("quiz", "Play")])
        assert ada.whispers == ["start"]
        await ada.command("/start", whispered=True)
        told = heard[0].effective_message
        assert told is not None
        number = told.api_kwargs["ephemeral_message_id"]
        assert told.api_kwargs["receiver_user"]["id"] == telegram.bot.id
        assert eve.messages == telegram.public(group)
        reply = {"reply_parameters": {"ephemeral_message_id": number}}
        only = {"ephemeral_message_parameters": {"receiver_user_id": ada.user.id}}
        bot = application.bot
        with pytest.raises(BadRequest):
            await bot.send_message(group.id, "aloud", api_kwargs=reply)
        assert telegram.forgive() == ["sendMessage: a whisper is answered aloud"]
        await bot.send_message(group.id, "psst", api_kwargs=reply | only)
        assert ada.last.said == "psst"
        clock.forward(seconds=16)
        with pytest.raises(BadRequest, match="not found"):
            await bot.send_message(group.id, "late", api_kwargs=reply | only)


async def test_posts_of_a_channel_come_into_its_group(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    channel, group = telegram.channel(), telegram.supergroup()
    channel.discussed = group
    async with online(telegram, application):
        await telegram.owner(channel).say("/quiz")
    assert kinds(heard) == ["channel_post", "message"]
    forwarded = heard[1].message
    assert forwarded is not None
    assert forwarded.is_automatic_forward
    assert forwarded.from_user is not None
    assert (forwarded.from_user.id, forwarded.from_user.is_bot) == (777000, False)


async def test_reactions_are_shown(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    own = (await telegram.person("Ada").say("hm")).own
    assert own is not None
    async with online(telegram, application):
        await application.bot.set_message_reaction(own.chat.id, own.id, "👍")
        assert own.reaction == "👍"
        with pytest.raises(BadRequest):
            await application.bot.set_message_reaction(own.chat.id, own.id, "🦉")
    assert telegram.forgive() == ["setMessageReaction: REACTION_INVALID: 🦉"]


async def test_ids_of_messages_mean_nothing_without_their_chat(telegram: FakeTelegram) -> None:
    application, _ = tiny(telegram)
    one, other = telegram.supergroup(), telegram.supergroup()
    async with online(telegram, application):
        first = await telegram.person("Ada", one).command("/quiz")
        second = await telegram.person("Eve", other).command("/quiz")
    assert first.message.id == second.message.id
