"""What is left out of Telegram's repetitions, and that what is read stays."""

import logging
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Message, Update

from bot.on_telegram.lean import NO_PREVIEW, LeanBot, LeanKeyboard, lean_update, read_update
from tests.on_telegram.fake import FakeTelegram, Person
from tests.on_telegram.tiny import keys


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """Our bot on the fake."""
    made = LeanBot(
        telegram.token, request=telegram.request(), get_updates_request=telegram.request()
    )
    async with made:
        yield made


async def test_what_was_sent_is_known_by_where_it_is(telegram: FakeTelegram, bot: Bot) -> None:
    forum = telegram.supergroup(forum=True)
    topic = telegram.topic(forum, "History")
    sent = await bot.send_message(
        forum.id, "<b>x</b>", "HTML", reply_markup=keys(Go="go"), message_thread_id=topic.id
    )
    kept = telegram.public(forum)[-1]
    assert (sent.chat.id, sent.message_id, sent.message_thread_id) == (forum.id, kept.id, topic.id)
    assert (sent.text, sent.reply_markup) == (None, None)
    poll = (await bot.send_poll(forum.id, "q", ["a", "b"])).poll
    assert poll is not None
    assert poll.id in telegram.world.polls


async def test_a_message_for_one_person_keeps_its_own_number(
    telegram: FakeTelegram, bot: Bot
) -> None:
    group = telegram.supergroup()
    await telegram.owner(group).promote_bot()
    ada = telegram.person("Ada", group)
    told = {"ephemeral_message_parameters": {"receiver_user_id": ada.user.id}}
    sent = await bot.send_message(group.id, "psst", api_kwargs=told)
    assert sent.api_kwargs["ephemeral_message_id"] == ada.last.ephemeral


async def test_what_was_changed_is_only_confirmed(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    sent = await bot.send_message(ada.chat.id, "x")
    assert await bot.edit_message_text("y", ada.chat.id, sent.message_id) is True
    assert await bot.edit_message_reply_markup(
        ada.chat.id, sent.message_id, reply_markup=keys(A="a")
    )
    assert (ada.last.text, ada.last.buttons) == ("y", ["A"])
    assert (await bot.get_chat(ada.chat.id)).first_name == "Ada"


async def test_a_keyboard_goes_out_as_it_was_written(
    telegram: FakeTelegram, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    ada = telegram.person("Ada")
    go = {"text": "Go", "callback_data": "go", "style": "success"}
    link = {"text": "Read", "url": "https://example.org"}
    with caplog.at_level(logging.DEBUG):  # what the library says of a call names its parts
        await bot.send_message(
            ada.chat.id,
            "https://example.org",
            reply_markup=LeanKeyboard([[go], [link]]),
            link_preview_options=NO_PREVIEW,
        )
    assert (ada.last.keyboard, ada.last.preview) == ([[go], [link]], False)
    assert "LeanKeyboard([[{'text': 'Go'" in caplog.text


async def _pressed(ada: Person, bot: Bot, data: str) -> tuple[Update, Message]:
    await ada.send_press(ada.last, data, waits=False)
    told = ada.telegram.api.updates.every[-1]
    update = read_update(told, bot)
    assert update.to_dict() == Update.de_json(lean_update(told), bot).to_dict()
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert (query.data, query.from_user.id) == (data, ada.user.id)
    return update, query.message


async def test_of_a_pressed_message_only_the_pressed_key_is_left(
    telegram: FakeTelegram, bot: Bot
) -> None:
    ada = telegram.person("Ada")
    await bot.send_message(ada.chat.id, "<b>x</b>", "HTML", reply_markup=keys(Go="go", Stop="no"))
    _, message = await _pressed(ada, bot, "go")
    assert (message.text, message.message_id, message.entities) == ("x", ada.last.id, ())
    assert message.reply_markup is not None
    assert [[key.text for key in row] for row in message.reply_markup.inline_keyboard] == [["Go"]]
    _, message = await _pressed(ada, bot, "made up")
    assert message.reply_markup is None


async def test_a_press_in_a_topic_says_which(telegram: FakeTelegram, bot: Bot) -> None:
    forum = telegram.supergroup(forum=True)
    topic = telegram.topic(forum, "History")
    ada = telegram.person("Ada", forum).at(forum, topic)
    await bot.send_message(forum.id, "x", reply_markup=keys(Go="go"), message_thread_id=topic.id)
    _, message = await _pressed(ada, bot, "go")
    assert (message.message_thread_id, message.is_topic_message) == (topic.id, True)
    assert message.chat.is_forum


async def test_a_press_on_a_picture_is_read_by_the_library(
    telegram: FakeTelegram, bot: Bot
) -> None:
    ada = telegram.person("Ada")
    await bot.send_document(ada.chat.id, b"x", "c", filename="x.csv", reply_markup=keys(Go="go"))
    _, message = await _pressed(ada, bot, "go")
    assert message.document is not None
    assert message.caption == "c"
    ada.last.deleted = True
    query = (await ada.send_press(telegram.world.history[-1], "go", waits=False)).query
    assert query is not None
    gone = read_update(telegram.api.updates.every[-1], bot).callback_query
    assert gone is not None
    assert gone.message is not None
    assert not gone.message.is_accessible


async def test_the_file_that_a_pressed_message_replies_to_stays(
    telegram: FakeTelegram, bot: Bot
) -> None:
    ada = telegram.person("Ada")
    file = (await ada.send_document("deck.csv", b"a,b", "Cells")).own
    assert file is not None
    await bot.send_message(
        ada.chat.id, "x", reply_to_message_id=file.id, reply_markup=keys(Go="go")
    )
    _, message = await _pressed(ada, bot, "go")
    above = message.reply_to_message
    assert above is not None
    assert above.document is not None
    assert (above.document.file_name, above.caption) == ("deck.csv", "Cells")


async def test_all_else_stays_as_it_came(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    await bot.send_message(ada.chat.id, "x", reply_markup=keys(Go="go"))
    await ada.reply(ada.last, "/quiz")
    told = telegram.api.updates.every[-1]
    assert lean_update(told) is told
    gone = {"update_id": 1, "callback_query": {"id": "1", "data": "x"}}
    assert lean_update(gone) is gone
