"""Posts come out once, in order and in Telegram's own forms, and survive what goes wrong."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.ids import Place, Platform
from bot.domain.question import Chosen, Picture
from bot.domain.replies import Help
from bot.domain.urgency import Urgency
from bot.on_telegram import changing, sending
from bot.on_telegram.markup import literal
from bot.on_telegram.messages import Key, Rendered
from bot.on_telegram.messenger import AT_ONCE
from bot.on_telegram.refusals import fate_of
from bot.on_telegram.sending import Manner
from bot.usecases.daily_settings import Wish
from bot.usecases.mishaps import mishap
from storage import classes, outbox
from storage.database import Tx
from storage.trouble import DatabaseBusy, DiskFull
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.fake.state import Chat
from tests.on_telegram.post_room import PIXEL, Pictures, Room, open_room

DECK = small_deck((CHOICE,))
PICTURED = small_deck((replace(CHOICE, picture=Picture("rapallo.png", "Two men shake hands.")),))


@pytest.fixture
async def room(telegram: FakeTelegram, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Room]:
    async with a_room(telegram, tmp_path, clock, telegram.group()) as opened:
        await opened.found()
        yield opened


def a_room(
    telegram: FakeTelegram, path: Path, clock: FakeClock, chat: Chat, thread: str = ""
) -> AbstractAsyncContextManager[Room]:
    return open_room(telegram, path / "db", clock, chat, deck=DECK, thread=thread)


async def test_a_question_becomes_its_reveal(room: Room) -> None:
    await room.start_round()
    question = room.last
    assert "Question 1 of 1" in question.said
    assert "Treaty of Rapallo" in question.buttons
    await room.pass_time(seconds=46)
    assert "Treaty of Rapallo" in question.said
    assert "Treaty of Rapallo" not in question.buttons
    assert len([m for m in room.public if "Question 1" in m.said]) == 1


async def test_a_round_makes_no_sound(room: Room) -> None:
    await room.start_round()
    await room.pass_time(seconds=46)
    assert len(room.public) == 2
    assert all(message.silent for message in room.public)


@pytest.mark.parametrize("silent", [True, False])
async def test_a_daily_question_sounds_as_it_was_set(room: Room, silent: bool) -> None:
    await room.daily(silent=silent)
    assert room.last.silent is silent


async def test_a_post_is_pinned_where_the_bot_may(room: Room) -> None:
    await room.teacher.promote_bot()
    await room.daily(pin=True)
    assert room.last.pinned


@pytest.mark.parametrize("polls", [True, False])
async def test_a_pin_is_taken_back_with_the_answer_and_nobody_elses_is(
    room: Room, polls: bool
) -> None:
    await room.teacher.promote_bot()
    await room.polls(polls)
    theirs = (await room.teacher.say("Bring your books.")).own
    assert theirs is not None
    room.chat.pinned.append(theirs.id)
    await room.daily(pin=True)
    first = room.last
    assert room.chat.pinned == [theirs.id, first.id]
    await room.desk.daily.setup(room.who, room.place, Wish(pin=False))
    await room.pass_time(hours=32)
    await room.pass_time(seconds=30)
    assert first.id != room.last.id
    assert room.chat.pinned == [theirs.id]
    room.chat.pinned.append(room.last.id)  # by somebody else
    await room.pass_time(days=1)
    await room.pass_time(seconds=30)
    assert len(room.chat.pinned) == 2


async def test_a_pin_that_may_not_be_taken_back_stays(room: Room) -> None:
    await room.teacher.promote_bot()
    await room.daily(pin=True)
    first = room.last
    await room.teacher.demote_bot()
    room.chat.barred = frozenset({"can_pin_messages"})
    await room.pass_time(hours=32)
    assert room.last is not first
    assert first.pinned
    assert await room.waiting() == 0


async def test_a_post_is_out_even_where_a_pin_is_refused(room: Room) -> None:
    room.chat.barred = frozenset({"can_pin_messages"})
    await room.daily(pin=True)
    assert not room.last.pinned
    assert await room.waiting() == 0


async def test_a_topic_gets_its_own_posts_and_the_chat_those_of_a_deleted_one(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    forum = telegram.supergroup("Year 9", forum=True)
    topic = telegram.topic(forum, "history")
    async with a_room(telegram, tmp_path, clock, forum, str(topic.id)) as room:
        await room.found()
        await room.start_round()
        assert {message.thread for message in room.public} == {topic.id}
        telegram.drop_topic(forum, topic)
        await room.pass_time(seconds=46)
        assert "Treaty of Rapallo" in room.last.said
        assert room.last.thread == 0


async def test_a_picture_comes_with_its_caption_and_stays_at_the_reveal(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    shown = Pictures({"rapallo.png": PIXEL})
    chat = telegram.group()
    async with open_room(
        telegram, tmp_path / "db", clock, chat, deck=PICTURED, pictures=shown
    ) as room:
        await room.found()
        await room.start_round()
        question = room.last
        assert question.photo is not None
        assert "Which treaty" in question.said
        await room.pass_time(seconds=46)
        assert question.photo is not None
        assert "Treaty of Rapallo" in question.said


async def test_a_drawing_that_telegram_does_not_show_comes_as_a_file(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    deck = small_deck((replace(CHOICE, picture=Picture("map.svg", "A map of 1922.")),))
    shown = Pictures({"map.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
    chat = telegram.group()
    async with open_room(telegram, tmp_path / "db", clock, chat, deck=deck, pictures=shown) as room:
        await room.found()
        await room.start_round()
        question = room.last
        assert question.document is not None
        assert question.document.name == "map.svg"
        await room.pass_time(seconds=46)
        assert "Treaty of Rapallo" in question.said


async def test_where_no_pictures_are_allowed_they_are_told_in_words(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    shown = Pictures({"rapallo.png": PIXEL})
    chat = telegram.supergroup()
    chat.barred = frozenset({"can_send_photos", "can_send_documents"})
    async with open_room(
        telegram, tmp_path / "db", clock, chat, deck=PICTURED, pictures=shown
    ) as room:
        await room.found()
        await room.start_round()
        question = room.last
        assert question.photo is None
        assert "Two men shake hands." in question.said
        await room.pass_time(seconds=46)
        assert "Treaty of Rapallo" in question.said, "text, although a picture was to be there"


async def test_a_long_text_takes_several_messages_and_fewer_when_it_shrinks(room: Room) -> None:
    def said(*texts: str) -> Rendered:
        first, *more = map(literal, texts)
        keyboard = ((Key("Next", "x"),),)
        return Rendered(text=first, more=tuple(more), keyboard=keyboard)

    bot, place = room.messenger._bot, room.place
    sent = await sending.post(bot, place, said("one", "two"), Manner(Urgency.CLOSE))
    assert [(m.said, m.buttons) for m in room.public] == [("one", []), ("two", ["Next"])]
    longer = said("one", "2", "three")
    number = await changing.edit(bot, place, sent.number, longer, Urgency.CLOSE)
    assert number.split(":")[:2] == sent.number.split(":")
    assert [(m.said, m.buttons) for m in room.public] == [
        ("one", []),
        ("2", []),
        ("three", ["Next"]),
    ]
    assert await changing.edit(bot, place, number, longer, Urgency.CLOSE) == number, "as it is"
    number = await changing.edit(bot, place, number, said("short"), Urgency.CLOSE)
    assert [(m.said, m.buttons) for m in room.public] == [("short", ["Next"])]
    assert number == sent.number.split(":")[0]


async def test_a_question_that_was_deleted_is_revealed_all_the_same(room: Room) -> None:
    await room.start_round()
    await room.teacher.delete(room.last)
    await room.pass_time(seconds=46)
    assert "Treaty of Rapallo" in room.last.said


async def test_a_question_that_cannot_become_its_reveal_is_followed_by_it(room: Room) -> None:
    await room.start_round()
    question = room.last
    room.telegram.fail("editMessageText", 400, "Bad Request: MESSAGE_TOO_LONG")
    await room.pass_time(seconds=46)
    assert room.last.reply_to is question
    assert "Treaty of Rapallo" in room.last.said


async def test_who_throws_the_bot_out_gets_nothing_until_it_is_back(room: Room) -> None:
    await room.desk.daily.setup(room.who, room.place)
    await room.teacher.remove_bot()
    await room.desk.daily.now(room.who, room.place)
    await room.quiet()
    assert room.public == []
    assert await room.waiting() == 0
    assert await room.desk.delivering.unreached(Platform.TELEGRAM) == (room.place.chat_id,)
    await room.pass_time(days=1)
    assert room.public == []
    await room.messenger.heard("-999")
    assert await room.desk.delivering.unreached(Platform.TELEGRAM) != ()
    await room.teacher.add_bot()
    await room.messenger.heard(room.place.chat_id)
    assert await room.desk.delivering.unreached(Platform.TELEGRAM) == ()
    for _ in range(24):
        await room.pass_time(hours=1)
    assert len([m for m in room.public if "Question of the day" in m.said]) == 1


async def test_a_chat_that_was_silent_before_a_restart_is_heard(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.group()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        await room.desk.daily.setup(room.who, room.place)
        await room.desk.delivering.chat_gone(Platform.TELEGRAM, str(chat.id))
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.quiet()
        await room.messenger.heard(str(chat.id))
        assert await room.desk.delivering.unreached(Platform.TELEGRAM) == ()


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot is not a member of the channel chat"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
        (400, "Bad Request: TOPIC_CLOSED"),
    ],
)
async def test_a_place_that_takes_no_posts_is_left_alone(
    room: Room, status: int, description: str
) -> None:
    room.telegram.fail("sendMessage", status, description)
    await room.daily()
    assert await room.waiting() == 0
    assert await room.desk.delivering.unreached(Platform.TELEGRAM) == (room.place.chat_id,)
    await room.messenger.heard(room.place.chat_id)
    assert await room.desk.delivering.unreached(Platform.TELEGRAM) == ()


async def test_a_refusal_for_hours_holds_up_no_other_chat(room: Room) -> None:
    telegram, other = room.telegram, room.telegram.group("Other")
    telegram.slow_down("sendMessage", 10_072, chat=room.chat)
    await room.daily()
    await _post(room, Place(Platform.TELEGRAM, str(other.id)))
    await room.quiet()
    assert room.public == []
    assert len(telegram.public(other)) == 1
    await room.pass_time(seconds=10_000)
    assert room.public == []
    await room.pass_time(seconds=80)
    assert len(room.public) == 1


async def test_many_chats_in_trouble_hold_up_no_other_chat(room: Room) -> None:
    telegram = room.telegram
    for number in range(AT_ONCE + 20):
        chat = telegram.group(f"Group {number}")
        telegram.slow_down("sendMessage", 40, chat=chat)
        fine = telegram.group(f"Fine group {number}")  # or it would look as if the bot were meant
        for group in (chat, chat, fine):
            await _post(room, Place(Platform.TELEGRAM, str(group.id)))
    await room.messenger.flush()
    began = room.clock.now
    await room.daily()
    assert "Question of the day" in room.last.said
    assert (room.clock.now - began).total_seconds() < 2


async def _post(room: Room, place: Place, subject: str = "help") -> None:
    await room.world.database.transaction(
        lambda tx: outbox.post(
            tx, classes.place_id(tx, place), subject, Help(), room.clock.now, None, Urgency.PUSH
        )
    )


async def test_a_group_that_has_grown_gets_its_posts_where_it_is_now(room: Room) -> None:
    await room.start_round()
    grown = room.telegram.migrate(room.chat)
    await room.pass_time(seconds=46)
    room.chat = grown
    assert "Treaty of Rapallo" in "\n".join(m.said for m in room.public)
    assert await room.waiting() == 0
    assert room.telegram.forgive() == []


async def test_what_telegram_will_never_take_holds_up_nothing(room: Room) -> None:
    room.telegram.fail("sendMessage", 400, "Bad Request: can't parse entities")
    with capture_logs() as logged:
        await room.start_round()
    assert "Question 1" in room.last.said
    assert "a post cannot be sent" in [line["event"] for line in logged]


@pytest.mark.parametrize(
    ("trouble", "again"), [(DatabaseBusy("locked"), 20), (DiskFull("full"), 20), (KeyError(), None)]
)
def test_trouble_of_our_own_that_passes_loses_no_post(
    trouble: Exception, again: float | None
) -> None:
    fate = fate_of(trouble, 2, mishap(trouble))
    assert fate.again_in == (None if again is None else timedelta(seconds=again))
    assert not fate.chat_gone


@pytest.mark.parametrize("lost", ["before", "after"])
async def test_a_lost_line_loses_no_post_and_shows_one_twice_at_most(room: Room, lost: str) -> None:
    if lost == "before":
        room.telegram.cut("sendMessage")
    else:
        room.telegram.lose_answer("sendMessage")
    await room.daily()
    assert len(room.public) == (lost == "after")
    await room.pass_time(seconds=4)
    assert len(room.public) == (lost == "after")
    await room.pass_time(seconds=2)
    assert len(room.public) == 1 + (lost == "after")
    assert await room.waiting() == 0


async def test_a_question_that_waited_has_its_whole_time(room: Room) -> None:
    room.telegram.slow_down("sendMessage", 90, chat=room.chat)
    await room.start_round()
    await room.pass_time(seconds=46)
    assert room.public == []
    await room.pass_time(seconds=60)
    (started, asked) = room.public
    assert "starts a round" in started.said
    assert "Treaty of Rapallo" in asked.buttons
    await room.pass_time(seconds=30)
    assert asked.versions == []
    await room.pass_time(seconds=30)
    assert "Answer: Treaty of Rapallo" in asked.said


async def test_a_question_that_was_skipped_while_it_waited_comes_as_its_reveal_alone(
    room: Room,
) -> None:
    room.telegram.slow_down("sendMessage", 90, chat=room.chat)
    await room.start_round()
    await room.world.rounds.skip(room.who, room.place)
    await room.pass_time(seconds=100)
    (started, revealed) = room.public[:2]
    assert "starts a round" in started.said
    assert "Treaty of Rapallo" in revealed.said
    assert revealed.versions == []
    assert len(room.telegram.called("sendMessage")) == 1 + len(room.public)


async def test_a_live_round_goes_ahead_of_everybodys_question_of_the_day(room: Room) -> None:
    others = [room.telegram.group(f"Group {number}") for number in range(150)]
    for chat in others:
        await _post(room, Place(Platform.TELEGRAM, str(chat.id)))
    await room.messenger._hand_out()
    began = room.clock.now
    await room.desk.rounds.start(room.who, room.place, questions=1, present=None)
    await room.quiet()
    assert (room.last.at - began).total_seconds() < 0.5
    assert sum(len(room.telegram.public(chat)) for chat in others) == 150
    assert room.clock.now - began > timedelta(seconds=4)


async def test_tries_that_fail_come_twice_as_late_each_time(room: Room) -> None:
    room.telegram.cut("sendMessage", times=3)
    await room.daily()
    for seconds in (5, 10, 20):
        await room.pass_time(seconds=seconds - 1)
        assert room.public == []
        await room.pass_time(seconds=1)
    assert len(room.public) == 1


async def test_a_restart_brings_out_what_waited(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.group()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        telegram.cut("sendMessage")
        await room.daily()
        assert room.public == []
    clock.forward(minutes=1)
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.quiet()
        assert len(room.public) == 1


async def test_a_kill_between_sending_and_noting_shows_one_post_twice(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.group()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        await room.daily()
        sql = "UPDATE outbox SET delivered_at = NULL, external_id = NULL"
        await room.world.database.transaction(lambda tx: tx.execute(sql).rowcount)
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.quiet()
        assert len(room.public) == 1, "the lease of the one that was killed still holds"
        await room.pass_time(minutes=3)
        assert len(room.public) == 2
        await room.pass_time(minutes=3)
        assert len(room.public) == 2


async def test_the_count_follows_in_the_question_itself(room: Room) -> None:
    asked = await room.start_round()
    question = room.last
    await room.desk.study.answer(room.who, asked.ask, Chosen((0,)))
    room.messenger.count(asked.ask)
    room.messenger.count(asked.ask)
    await room.quiet()
    assert "1 learner has answered" in question.said
    assert len(question.versions) == 1
    room.messenger.count(asked.ask)
    await room.quiet()
    assert len(question.versions) == 1, "it is as it was"


async def test_a_reveal_does_not_wait_behind_a_count(room: Room) -> None:
    asked = await room.start_round()
    question = room.last
    for number in range(200):  # a push is under way, and a count comes after all of it
        chat = room.telegram.group(f"Group {number}")
        await _post(room, Place(Platform.TELEGRAM, str(chat.id)))
    await room.messenger._hand_out()
    await room.desk.study.answer(room.who, asked.ask, Chosen((0,)))
    room.messenger.count(asked.ask)
    await room.telegram.wait(lambda: room.messenger._pacing.waiting > 100)
    room.clock.forward(seconds=46)
    began = room.clock.now
    await room.world.rounds.tick()
    await room.quiet()
    assert "1 of 1 got it" in question.said
    assert question.edited is not None
    assert (question.edited - began).total_seconds() < 2
    assert len(question.versions) == 1, "the count came too late to be shown"


async def test_no_more_posts_are_under_way_than_can_go_out_before_their_lease_ends(
    room: Room,
) -> None:
    flood = room.telegram.limited()
    for number in range(150):
        chat = room.telegram.group(f"Group {number}")
        await _post(room, Place(Platform.TELEGRAM, str(chat.id)))
    await room.messenger._hand_out()
    assert len(room.messenger._posting) == AT_ONCE
    await room.quiet()
    assert flood.sent == 150
    assert flood.breaches == []


async def test_what_cannot_go_out_before_the_end_is_left_to_the_next_at_once(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.group()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        room.messenger._patience = 0.01
        telegram.delay("sendMessage", 5)
        await room.desk.daily.setup(room.who, room.place)
        await room.desk.daily.now(room.who, room.place)
        await telegram.wait(lambda: telegram.busy)
        await room.messenger.stop()
        assert room.public == []
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.quiet()
        assert len(room.public) == 1


async def test_a_group_without_its_digest_is_heard_too(room: Room) -> None:
    def unreached(tx: Tx) -> None:
        place = classes.place_id(tx, room.place)
        tx.execute(
            "INSERT INTO weeklies (place, state, weekday, hour, minute) VALUES (?, ?, 0, 8, 0)",
            (place, "unreachable"),
        )

    await room.world.database.transaction(unreached)
    assert await room.desk.delivering.unreached(Platform.TELEGRAM) == (room.place.chat_id,)
