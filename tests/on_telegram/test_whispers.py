"""What is one person's own is told in a group to them alone, whatever comes with it, or pointed to.

Telegram lets a bot that is no administrator do so for a moment: after a press, or to what was
written unseen.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.question import Picture
from bot.domain.urgency import Urgency
from bot.on_telegram import sending
from bot.on_telegram.markup import literal
from bot.on_telegram.messages import Key, Rendered
from bot.on_telegram.sending import Alone, Manner
from bot.wording import Label, guiding
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Person
from tests.on_telegram.hall import Hall, open_hall
from tests.on_telegram.post_room import PIXEL, Pictures

HINT = "Marks & Spencer <b>, see bbc.co.uk, @everyone"
DECK = small_deck((replace(CHOICE, picture=Picture("map.png", "A map of Italy."), hint=HINT),))
ANSWER = "Treaty of Rapallo"


@pytest.fixture
async def opened(telegram: FakeTelegram, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """A group whose class has a question with a picture and a hint."""
    pictures = Pictures({"map.png": PIXEL})
    async with open_hall(telegram, tmp_path / "db", clock, DECK, pictures=pictures) as made:
        await made.set_up()
        yield made


async def learnt(hall: Hall) -> Person:
    """Return Ann, who has answered a question."""
    ann = hall.come("Ann")
    question = await hall.start_round(hall.people["Teacher"], "1 calm")
    await ann.press(question, ANSWER)
    await hall.pass_time(minutes=4)
    return ann


async def test_a_picture_is_whispered_with_its_words(opened: Hall) -> None:
    ann = await learnt(opened)
    before = len(opened.public)
    told = (await ann.command("/stats", whispered=True)).message
    assert told.only_for is ann.user
    assert told.photo is not None
    assert "streak" in told.said.lower()
    asked = (await opened.come("Ben").command("/review", whispered=True)).message
    assert asked.only_for is opened.people["Ben"].user
    assert asked.photo is not None
    assert ANSWER in asked.buttons
    assert len(opened.public) == before


async def test_where_no_picture_is_taken_its_words_are_whispered(opened: Hall) -> None:
    opened.chat.barred = frozenset({"can_send_photos", "can_send_documents"})
    asked = (await opened.come("Ben").command("/review", whispered=True)).message
    assert asked.only_for is opened.people["Ben"].user
    assert "Picture: A map of Italy." in asked.said


async def test_a_whisper_stays_in_the_topic_it_is_about(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    forum = telegram.supergroup("Year 9", forum=True)
    topic = telegram.topic(forum, "history")
    async with open_hall(telegram, tmp_path / "db", clock, DECK, forum) as hall:
        await hall.set_up()
        ann = hall.come("Ann").at(forum, topic)
        told = (await ann.command("/stats", whispered=True)).message
        assert (told.only_for, told.thread) == (ann.user, topic.id)


@pytest.mark.parametrize("trouble", ["refused", "ignored"])
async def test_what_cannot_be_whispered_is_pointed_to(opened: Hall, trouble: str) -> None:
    ann = await learnt(opened)
    opened.telegram.api.ephemeral = trouble
    for command in ("/stats", "/review"):
        pointed = await ann.command(command, whispered=True)
        assert pointed.message.said == guiding.FOR_YOUR_EYES
        assert pointed.message.reply_to is None, "what nobody sees cannot be replied to aloud"
        assert [m for m in opened.public if "streak" in m.said.lower()] == []
        seen = await ann.follow(pointed.message, guiding.SHOW_ME)
        assert guiding.FOR_YOUR_EYES not in seen.text
    assert len(opened.telegram.called("deleteMessage")) == (trouble == "ignored")


async def test_a_whisper_that_comes_too_late_is_pointed_to(opened: Hall) -> None:
    ann = opened.come("Ann")
    opened.telegram.fail("sendMessage", 400, "Bad Request: message to be replied not found")
    pointed = await ann.command("/link", whispered=True)
    assert pointed.message.said == guiding.FOR_YOUR_EYES


async def test_a_long_whisper_takes_several_messages_and_the_last_has_its_keys(
    opened: Hall,
) -> None:
    ann = opened.come("Ann")
    pages = Rendered(
        text=literal("one"), more=(literal("two"), literal("three")), keyboard=((Key("Go", "x"),),)
    )
    asked = (await ann.command("/review", whispered=True)).own
    assert asked is not None
    alone = Alone(ann.user.id, under=asked.ephemeral)
    await sending.post(
        opened.client.bot, opened.place, pages, Manner(Urgency.REPLY, silent=False, alone=alone)
    )
    told = ann.messages[-3:]
    assert [m.said for m in told] == ["one", "two", "three"]
    assert [m.buttons for m in told] == [[], [], ["Go"]]
    assert all(m.only_for is ann.user for m in told)


async def test_a_hint_that_a_notice_tells_whole_is_not_told_twice(opened: Hall) -> None:
    question = await opened.start_round(opened.people["Teacher"], "1 calm")
    hinted = await opened.come("Ann").press(question, Label.HINT)
    assert "Marks & Spencer <b>, see bbc.co.uk, @everyone" in hinted.alert
    assert not hinted.messages


async def test_a_hint_that_is_longer_than_a_notice_is_whispered_whole(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    hint = "Think of the place where they met, and who was not invited. " * 6
    deck = small_deck((replace(CHOICE, hint=f"{hint}The end."),))
    async with open_hall(telegram, tmp_path / "db", clock, deck) as hall:
        question = await hall.start_round(await hall.set_up(), "1 calm")
        ann = hall.come("Ann")
        hinted = await ann.press(question, Label.HINT)
        assert hinted.alert
        assert hinted.message.said.endswith("The end.")
        assert hinted.message.only_for is ann.user
        telegram.api.ephemeral = "refused"
        led = await ann.press(question, Label.HINT)
        assert not led.alert
        assert not led.messages, "nobody else is to read of it"
        asked = await ann.open(led.link)  # following a link takes no hint
        hinted = await ann.in_private().press(asked.message, Label.HINT)
        assert hinted.message.said.endswith("The end.")
