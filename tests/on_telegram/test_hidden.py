"""Who writes as the group, or as a channel, is told how to be known: once, and never ignored."""

from pathlib import Path

from bot.on_telegram.hidden import Hidden
from bot.wording import Label, guiding
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Person
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall, open_hall


async def asked(hall: Hall) -> tuple[Person, Message]:
    """Return a teacher who writes as the group, and a question that is answered in words."""
    teacher = await hall.set_up()
    return teacher.anonymously(), await hall.start_round(teacher, "1 calm typed")


async def test_a_written_answer_is_led_into_private_once(hall: Hall) -> None:
    masked, question = await asked(hall)
    told = await masked.reply(question, "Georgy Chicherin")
    assert guiding.WHOSE_ANSWER in told.text
    assert told.message.keys[0]["text"] == Label.ANSWER_IN_PRIVATE.value
    assert not (await masked.reply(question, "Chicherin")).messages
    assert (await hall.world.dump("answers"))["answers"] == []
    teacher = hall.people["Teacher"]
    opened = await teacher.follow(told.message, Label.ANSWER_IN_PRIVATE.value)
    assert opened.message.chat is teacher.in_private().chat
    assert hall.telegram.forgive() == []


async def test_words_that_were_asked_for_are_too(hall: Hall) -> None:
    teacher = await hall.set_up()
    prompt = (await teacher.command("/class name")).message
    masked = teacher.anonymously()
    assert guiding.WHOSE_ANSWER in (await masked.reply(prompt, "Year 10")).text
    assert not (await masked.reply(prompt, "Year 10")).messages
    await teacher.reply(prompt, "Year 10")
    shown = await teacher.in_private().command("/class")
    assert "Year 10" in shown.text


async def test_a_channel_of_somebodys_own_is_one_too(hall: Hall) -> None:
    _, question = await asked(hall)
    channel = hall.telegram.channel("Ann's news")
    ann = hall.come("Ann").as_channel(channel)
    assert guiding.WHOSE_ANSWER in (await ann.reply(question, "Chicherin")).text


async def test_a_command_of_a_channel_is_answered_by_a_key_that_names_who_taps_it(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    channel = telegram.channel("News")
    async with open_hall(telegram, tmp_path / "db", clock, chat=channel):
        owner = telegram.owner(channel)
        told = (await owner.say("/start")).message
        assert told.said == guiding.NOBODY_IS_NAMED
        await owner.press(told, guiding.GO_ON)
        assert "News is ready" in told.said
        long = (await owner.say(f"/class name {'x' * 90}")).message
        await owner.press(long, guiding.GO_ON)  # no key can carry so much: it asks for it anew


async def test_talk_of_theirs_is_left_alone(hall: Hall) -> None:
    masked, question = await asked(hall)
    await hall.telegram.owner(hall.chat).promote_bot()  # from now on it hears everything
    mine = (await hall.come("Ann").say("I know!")).own
    assert mine is not None
    assert not (await masked.reply(mine, "So do I")).messages
    assert not (await masked.say("hello everybody")).messages
    start = hall.public[0]
    assert start is not question
    assert not (await masked.reply(start, "hello")).messages


async def test_in_a_channel_nobody_is_said_to_be_a_group(hall: Hall) -> None:
    channel = hall.telegram.channel("News", bot=False)
    owner = hall.telegram.owner(channel)
    await owner.press((await owner.add_bot()).message, guiding.SET_UP)
    asked = await owner.command("/quiz 1 calm typed")
    await owner.press(asked.message, guiding.GO_ON)
    await hall.pass_time(seconds=3.5)
    question = [*hall.telegram.world.said_in(channel)][-1]
    told = await owner.reply(question, "Molotov")
    assert guiding.NOBODYS_ANSWER in told.text
    assert told.message.buttons == [Label.ANSWER_IN_PRIVATE.value]


def test_what_is_remembered_is_bounded() -> None:
    hidden = Hidden(lambda: "studyhall_bot")
    for number in range(3_000):
        assert not hidden._again(-100, number)
    assert len(hidden._told) <= 1_000
    assert hidden._again(-100, 2_999)
