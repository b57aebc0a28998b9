"""Native polls: votes come in as answers, and a poll closes before Telegram would close it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from telegram import Chat as TelegramChat
from telegram import PollAnswer, User

from bot.domain.question import Deck, KindName
from bot.domain.replies import Pace
from bot.on_telegram import voting
from bot.on_telegram.polls import MARGIN
from bot.usecases.filters import Filters
from tests.decks import CHOICE, SEVERAL, TRUEFALSE, TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Person
from tests.on_telegram.fake.state import Chat, Poll
from tests.on_telegram.hall import open_hall
from tests.on_telegram.post_room import Room, account, open_room

ONE = small_deck((CHOICE,))


def a_room(
    telegram: FakeTelegram, path: Path, clock: FakeClock, chat: Chat, deck: Deck = ONE
) -> AbstractAsyncContextManager[Room]:
    return open_room(telegram, path / "db", clock, chat, deck=deck)


@pytest.fixture
async def room(telegram: FakeTelegram, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Room]:
    async with a_room(telegram, tmp_path, clock, telegram.group()) as opened:
        await opened.found()
        await opened.polls()
        yield opened


def poll_of(room: Room) -> Poll:
    """Return the last poll in the group."""
    found = [message.poll for message in room.public if message.poll is not None]
    assert found
    return found[-1]


def learners(room: Room, *names: str) -> list[Person]:
    return [room.telegram.person(name, room.chat) for name in names]


async def test_a_question_is_a_quiz_whose_votes_stay_hidden_until_it_closes(room: Room) -> None:
    await room.start_round()
    poll = poll_of(room)
    assert poll.question == CHOICE.stem
    assert (poll.quiz, poll.anonymous, poll.hidden, poll.revoting) == (True, False, True, False)
    assert [poll.options[place].text for place in poll.correct] == ["Treaty of Rapallo"]
    assert poll.open_period == 45 + MARGIN
    assert room.last.silent
    assert "Treaty of Rapallo" not in room.last.buttons


async def test_where_the_class_wants_none_there_are_buttons(room: Room) -> None:
    await room.polls(wanted=False)
    await room.start_round()
    assert room.last.poll is None
    assert "Treaty of Rapallo" in room.last.buttons


async def test_votes_are_answers_and_the_reveal_comes_below_the_poll(room: Room) -> None:
    ann, ben = learners(room, "Ann", "Ben")
    asked = await room.start_round()
    message = room.last
    await ann.vote(message, "Treaty of Rapallo")
    await ben.vote(message, "Locarno Treaties")
    kept = await room.answers(asked.ask)
    assert set(kept) == {str(ann.user.id), str(ben.user.id)}
    assert room.last is message, "nothing public tells who answered what"
    await room.pass_time(seconds=45)
    assert poll_of(room).closed
    assert room.last is message, "the last votes may still be on their way"
    await room.pass_time(seconds=2.5)
    assert room.last.reply_to is message
    assert "Treaty of Rapallo" in room.last.said
    assert "Ann" in room.last.said
    assert not room.telegram.called("edit*"), "a poll cannot become anything else"


async def test_our_clock_closes_the_poll_and_no_last_vote_is_lost(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    asked = await room.start_round()
    room.clock.forward(seconds=44.9)
    room.telegram.tick()
    await ann.vote(room.last, "Treaty of Rapallo")
    room.clock.forward(seconds=0.2)
    await room.pass_time()
    poll = poll_of(room)
    assert poll.closed
    assert poll.close_at is not None
    assert room.clock.now < poll.close_at, "Telegram would have closed it later"
    await room.pass_time(seconds=3)
    assert "Ann" in room.last.said
    assert len(await room.answers(asked.ask)) == 1


async def test_a_vote_between_the_two_closes_counts(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    asked = await room.start_round()
    message = room.last
    room.clock.forward(seconds=46)
    await room.world.rounds.tick()  # the bot is about to stop the poll
    await ann.vote(message, "Treaty of Rapallo")
    await room.quiet()
    assert len(await room.answers(asked.ask)) == 1
    await room.pass_time(seconds=3)
    assert "Ann" in room.last.said


async def test_votes_told_twice_or_taken_back_are_harmless(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    asked = await room.start_round()
    poll = poll_of(room)
    poll.revoting = True
    await ann.vote(room.last, "Locarno Treaties")
    room.telegram.again()
    await room.telegram.settle()
    assert len(await room.answers(asked.ask)) == 1
    await ann.retract(room.last)
    assert await room.answers(asked.ask) == {}
    await ann.vote(room.last, "Treaty of Rapallo")
    await room.pass_time(seconds=50)
    await room.pass_time(seconds=3)
    assert "Ann" in room.last.said


async def test_votes_cast_while_the_bot_was_away_count(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.group()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        await room.polls()
        asked = await room.start_round()
        message = room.last
    (ann,) = learners(room, "Ann")
    await ann.vote(message, "Treaty of Rapallo")
    clock.forward(minutes=5)  # Telegram has closed it by itself
    telegram.tick()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.quiet()
        await room.pass_time()
        assert len(await room.answers(asked.ask)) == 1
        await room.pass_time(seconds=21)
        reveal = next(m for m in room.public if m.reply_to is message)
        assert "Ann" in reveal.said


@pytest.mark.parametrize("pace", [Pace.CALM, Pace.UNTIMED])
async def test_a_channel_gets_buttons_and_is_asked_once_whether_it_takes_polls(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock, pace: Pace
) -> None:
    channel = telegram.channel()
    async with a_room(telegram, tmp_path, clock, channel) as room:
        await room.found()
        await room.polls()
        for _ in range(2):
            await room.start_round(pace=pace)
            assert room.last.poll is None
            assert "Treaty of Rapallo" in room.last.buttons
            await room.desk.rounds.stop(room.who, room.place)
            await room.quiet()
        assert len(telegram.called("sendPoll")) == 1


async def test_a_group_that_bars_polls_gets_buttons(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.supergroup()
    chat.barred = frozenset({"can_send_polls"})
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        await room.polls()
        await room.start_round()
        assert "Treaty of Rapallo" in room.last.buttons
        await room.pass_time(seconds=46)
        assert len([m for m in room.public if "Treaty of Rapallo" in m.said]) == 1


async def test_kinds_that_are_no_quiz_are_asked_otherwise(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    deck = small_deck((SEVERAL, TRUEFALSE, TYPED))
    async with a_room(telegram, tmp_path, clock, telegram.group(), deck) as room:
        await room.found()
        await room.polls()
        kinds = {KindName.CHOICE: True, KindName.TRUEFALSE: True, KindName.TYPED: False}
        for kind, as_poll in kinds.items():
            await room.start_round(Filters(kinds=(kind,)), pace=Pace.UNTIMED)
            assert (room.last.poll is not None) is as_poll
            if kind is KindName.CHOICE:
                assert poll_of(room).several
                assert len(poll_of(room).correct) == 2
            await room.desk.rounds.stop(room.who, room.place)
            await room.quiet()


async def test_several_right_options_are_several_picks(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    deck = small_deck((SEVERAL,))
    async with a_room(telegram, tmp_path, clock, telegram.group(), deck) as room:
        await room.found()
        await room.polls()
        (ann,) = learners(room, "Ann")
        await room.start_round()
        await ann.vote(room.last, "Germany", "Italy")
        await room.pass_time(seconds=45)
        await room.pass_time(seconds=3)
        assert "Ann" in room.last.said


async def test_what_is_skipped_stops_its_poll_and_is_revealed(room: Room) -> None:
    await room.start_round(pace=Pace.UNTIMED)
    message = room.last
    assert poll_of(room).open_period == 0
    await room.desk.rounds.skip(room.who, room.place)
    await room.quiet()
    assert poll_of(room).closed
    assert room.last.reply_to is message


async def test_a_poll_closed_by_an_admin_is_asked_again_with_buttons(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    asked = await room.start_round()
    poll = room.last
    await ann.vote(poll, "Treaty of Rapallo")
    await room.teacher.stop_poll(poll)
    await room.quiet()
    again = room.last
    assert again is not poll
    assert "Treaty of Rapallo" in again.buttons
    await room.pass_time(seconds=46)
    assert room.last is not poll
    assert "Ann" in again.said, "the question with buttons becomes the reveal"
    assert len(await room.answers(asked.ask)) == 1


async def test_a_poll_that_was_deleted_is_revealed_all_the_same(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    await room.start_round()
    await ann.vote(room.last, "Treaty of Rapallo")
    await room.teacher.delete(room.last)
    await room.pass_time(seconds=46)
    await room.pass_time(seconds=3)
    assert "Ann" in room.last.said


async def test_a_poll_of_a_group_that_has_grown_is_revealed_where_it_is_now(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    await room.start_round()
    await ann.vote(room.last, "Treaty of Rapallo")
    grown = room.telegram.migrate(room.chat)
    await room.pass_time(seconds=46)
    await room.pass_time(seconds=3)
    room.chat = grown
    assert "Ann" in room.said()


async def test_a_poll_that_cannot_be_stopped_in_time_is_stopped_by_its_reveal(room: Room) -> None:
    await room.start_round()
    room.telegram.cut("stopPoll")
    await room.pass_time(seconds=46)
    assert not poll_of(room).closed
    await room.pass_time(seconds=3)
    assert poll_of(room).closed
    assert "Treaty of Rapallo" in room.last.said


async def test_a_daily_question_is_a_poll_for_a_day(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    await room.daily(reveal_hours=24)
    message = room.last
    assert poll_of(room).open_period == 24 * 3600 + MARGIN
    await ann.vote(message, "Treaty of Rapallo")
    for _ in range(24):
        await room.pass_time(hours=1)
    await room.pass_time(seconds=3)
    reveals = [m for m in room.public if m.reply_to is message]
    assert len(reveals) == 1
    assert "Ann" in reveals[0].said


async def test_who_votes_in_the_name_of_a_chat_is_nobody_we_know(room: Room) -> None:
    await room.start_round()
    poll = poll_of(room)
    chat = TelegramChat(room.chat.id, "supergroup", title="Year 9")
    anonymous = PollAnswer(poll.id, (0,), voter_chat=chat, option_persistent_ids=("x",))
    assert await voting.answered(room.desk, anonymous) is None
    fake = User(136817688, "Channel", is_bot=True)
    channel = PollAnswer(poll.id, (0,), user=fake, option_persistent_ids=("x",))
    assert await voting.answered(room.desk, channel) is None


async def test_somebody_new_is_let_in_by_their_vote(room: Room) -> None:
    (ann,) = learners(room, "Ann")
    await room.start_round()
    await ann.vote(room.last, "Treaty of Rapallo")
    shown = await room.desk.classes.show(account(ann), room.place)
    assert "Ann" in str(shown)


async def test_a_kill_after_a_poll_shows_one_more_and_loses_no_vote(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    chat = telegram.group()
    async with a_room(telegram, tmp_path, clock, chat) as room:
        await room.found()
        await room.polls()
        telegram.lose_answer("sendPoll")
        asked = await room.start_round(pace=Pace.UNTIMED)
        ann, ben = learners(room, "Ann", "Ben")
        await ann.vote(room.last, "Treaty of Rapallo")
        assert await room.answers(asked.ask) == {}, "nobody knows yet whose poll it is"
        await room.pass_time(seconds=5)
        polls = [message for message in room.public if message.poll is not None]
        assert len(polls) == 2
        await ben.vote(polls[-1], "Treaty of Rapallo")
        assert len(await room.answers(asked.ask)) == 1


async def test_a_class_chooses_polls_by_a_key_below_it(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_hall(telegram, tmp_path / "db", clock, small_deck((CHOICE,))) as hall:
        teacher, ann = await hall.set_up(), hall.come("Ann")
        desk = teacher.in_private()
        asked = await desk.press((await desk.command("/class")).message, "Ask by polls")
        assert "come as polls" in asked.said
        question = await hall.start_round(teacher, "1 calm")
        assert question.poll is not None
        await ann.vote(question, "Treaty of Rapallo")
        await hall.pass_time(seconds=45)
        await hall.pass_time(seconds=3)
        reveal = next(m for m in hall.public if m.reply_to is question)
        assert "Ann" in reveal.said
        back = await desk.press((await desk.command("/class")).message, "Ask by buttons")
        assert "come as polls" not in back.said
        shown = await ann.in_private().command("/class")
        assert "Leave" in shown.message.buttons
        assert "Ask by polls" not in shown.message.buttons
