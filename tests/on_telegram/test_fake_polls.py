"""Native polls on the fake: what can be sent, who can vote, when they close."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest

from tests.fakes import FakeClock
from tests.on_telegram.fake import CannotDo, FakeTelegram, Person, online, speaking
from tests.on_telegram.fake.state import Chat
from tests.on_telegram.tiny import tiny

QUIZ = {"type": "quiz", "correct_option_ids": [0], "is_anonymous": False}


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's bare bot."""
    async with speaking(telegram) as made:
        yield made


@pytest.fixture
def group(telegram: FakeTelegram) -> Chat:
    """A small group."""
    return telegram.group()


@pytest.fixture
def ada(telegram: FakeTelegram, group: Chat) -> Person:
    """Somebody in it."""
    return telegram.person("Ada", group)


@pytest.mark.parametrize(
    ("question", "options", "more"),
    [
        ("q" * 301, ["a", "b"], {}),
        ("q", [], {}),
        ("q", ["a"] * 13, {}),
        ("q", ["a" * 101, "b"], {}),
        ("q", ["a", " "], {}),
        ("q", ["a", "b"], {"type": "quiz"}),
        ("q", ["a", "b"], QUIZ | {"correct_option_ids": [2]}),
        ("q", ["a", "b"], QUIZ | {"correct_option_ids": [1, 0], "allows_multiple_answers": True}),
        ("q", ["a", "b"], QUIZ | {"correct_option_ids": [0, 1]}),
        ("q", ["a", "b"], QUIZ | {"explanation": "e" * 201}),
        ("q", ["a", "b"], QUIZ | {"explanation": "1\n2\n3\n4"}),
        ("q", ["a", "b"], {"open_period": 4}),
        ("q", ["a", "b"], {"open_period": 2_628_001}),
        ("q", ["a", "b"], {"description": "d" * 1025}),
    ],
)
async def test_polls_that_telegram_does_not_take(
    telegram: FakeTelegram,
    bot: Bot,
    group: Chat,
    question: str,
    options: list[str],
    more: dict[str, Any],
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_poll(group.id, question, options, **more)
    assert telegram.forgive()
    assert telegram.public(group) == []


async def test_polls_at_the_edge_are_taken(bot: Bot, group: Chat, ada: Person) -> None:
    await bot.send_poll(
        group.id,
        "🦉" * 300,
        ["é" * 99 + str(n % 10) for n in range(12)],
        type="quiz",
        correct_option_ids=[0, 11],
        allows_multiple_answers=True,
        explanation="<b>" + "e" * 198 + "</b>\n1",
        explanation_parse_mode="HTML",
        description="d" * 1024,
        open_period=2_628_000,
    )
    poll = ada.last.poll
    assert poll is not None
    assert (len(poll.options), poll.correct, len(poll.explanation)) == (12, (0, 11), 200)


async def test_votes_have_names_unless_the_poll_is_anonymous(
    telegram: FakeTelegram, ada: Person
) -> None:
    application, heard = tiny(telegram)
    async with online(telegram, application):
        asked = (await ada.command("/poll")).message
        await ada.vote(asked, "Tartu")
        await application.bot.send_poll(ada.chat.id, "q", ["a", "b"])
        await ada.vote(ada.last, 1)
    answers = [update.poll_answer for update in heard if update.poll_answer]
    states = [update.poll for update in heard if update.poll]
    assert [(a.option_ids, a.user and a.user.first_name) for a in answers] == [((1,), "Ada")]
    assert asked.poll
    assert answers[0].option_persistent_ids == (asked.poll.options[1].persistent,)
    assert [s.total_voter_count for s in states] == [1, 1]


async def test_a_vote_in_a_quiz_is_the_last_unless_it_may_be_changed(
    telegram: FakeTelegram, ada: Person
) -> None:
    application, heard = tiny(telegram)
    async with online(telegram, application):
        once = (await ada.command("/poll")).message
        await ada.vote(once, 0)
        with pytest.raises(CannotDo, match="takes no other vote"):
            await ada.vote(once, 1)
        with pytest.raises(CannotDo):
            await ada.retract(once)
        again = (await ada.command("/poll again")).message
        await ada.vote(again, 0)
        await ada.vote(again, 1)
        await ada.retract(again)
        with pytest.raises(CannotDo, match="has not voted"):
            await ada.retract(again)
    answers = [update.poll_answer.option_ids for update in heard if update.poll_answer]
    assert answers == [(0,), (0,), (1,), ()]


async def test_nobody_votes_for_what_is_not_there(
    telegram: FakeTelegram, bot: Bot, group: Chat, ada: Person
) -> None:
    eve = telegram.person("Eve")
    await bot.send_poll(group.id, "q", ["a", "b"])
    for person, chosen in ((ada, ("c",)), (ada, (0, 1)), (ada, (7,)), (eve, ("a",))):
        with pytest.raises(CannotDo):
            await person.vote(ada.last, *chosen)


async def test_the_bot_stops_a_poll_once(bot: Bot, group: Chat, ada: Person) -> None:
    sent = await bot.send_poll(group.id, "q", ["a", "b"], type="quiz", correct_option_ids=[1])
    await ada.vote(ada.last, "a")
    stopped = await sent.stop_poll()
    assert stopped.is_closed
    assert [option.voter_count for option in stopped.options] == [1, 0]
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await sent.stop_poll()
    with pytest.raises(CannotDo, match="closed"):
        await ada.vote(ada.last, "b")


async def test_telegram_closes_a_poll_when_its_time_is_over(
    telegram: FakeTelegram, ada: Person, clock: FakeClock
) -> None:
    application, heard = tiny(telegram)
    async with online(telegram, application):
        asked = (await ada.command("/poll")).message
        clock.forward(seconds=59)
        await ada.vote(asked, 0)
        clock.forward(seconds=1)
        with pytest.raises(CannotDo, match="closed"):
            await telegram.person("Eve", ada.chat).vote(asked, 0)
        await telegram.settle()
    assert [update.poll.is_closed for update in heard if update.poll] == [False, True]


async def test_an_administrator_closes_a_poll(
    telegram: FakeTelegram, group: Chat, ada: Person
) -> None:
    application, heard = tiny(telegram)
    async with online(telegram, application):
        asked = (await ada.command("/poll")).message
        with pytest.raises(CannotDo):
            await ada.stop_poll(asked)
        await telegram.owner(group).stop_poll(asked)
    assert isinstance(heard[-1], Update)
    assert heard[-1].poll
    assert heard[-1].poll.is_closed


async def test_channels_take_polls_without_names_alone(telegram: FakeTelegram, bot: Bot) -> None:
    channel = telegram.channel()
    await bot.send_poll(channel.id, "q", ["a", "b"])
    with pytest.raises(BadRequest, match="Non-anonymous polls can't be sent to channel chats"):
        await bot.send_poll(channel.id, "q", ["a", "b"], is_anonymous=False)


async def test_a_poll_cannot_be_for_one_person(
    telegram: FakeTelegram, bot: Bot, group: Chat, ada: Person
) -> None:
    told = {"ephemeral_message_parameters": {"receiver_user_id": ada.user.id}}
    with pytest.raises(BadRequest):
        await bot.send_poll(group.id, "q", ["a", "b"], api_kwargs=told)
    assert telegram.forgive()
