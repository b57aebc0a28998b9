"""Taps in a group that could spoil what others read, or say too much: twice, late, by anybody."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.ids import AskId
from bot.press import Answer, Undo, encode
from bot.wording import Label
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Outcome, Person, open_telegram
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall, open_hall

ANSWER = "Treaty of Rapallo"


def data_of(message: Message, label: str) -> str:
    """Return what a key carries."""
    return str(next(k["callback_data"] for k in message.keys if k["text"] == label))


async def twice(who: Person, message: Message, label: str) -> list[Outcome]:
    """Tap a key twice, the second time before the first is answered."""
    data = data_of(message, label)
    return await asyncio.gather(*(who.send_press(message, data) for _ in range(2)))


async def test_who_joins_is_told_so_and_reads_nothing_twice(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/quiz 3 calm choice truefalse")
    await hall.quiet()
    started, before = hall.last, len(hall.public)
    joined = await hall.come("Ann").press(started, Label.JOIN)
    assert joined.alert
    assert not joined.messages
    assert len(hall.public) == before


async def test_the_podium_stays_when_somebody_looks_at_the_board(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann = hall.come("Ann")
    await ann.press(question, ANSWER)
    await hall.pass_time(minutes=4)
    await hall.pass_time(minutes=1)
    podium = hall.last
    assert "The round is over" in podium.said
    board = await ann.press(podium, Label.LEADERBOARD)
    assert "This week" in board.message.said
    assert board.message is not podium
    assert "The round is over" in podium.said
    assert Label.PLAY_AGAIN in podium.buttons
    turned = await ann.press(board.message, "This month")
    assert turned.edits == (board.message,), "the board itself turns its page"


async def test_a_tap_of_twenty_minutes_ago_is_done_and_troubles_nobody(
    tmp_path: Path, clock: FakeClock
) -> None:
    path, deck = tmp_path / "x.db", small_deck((CHOICE,))
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, path, clock, deck) as hall:
            question = await hall.start_round(await hall.set_up(), "1 calm")
            ann, chat = hall.come("Ann"), hall.chat
            alone = ann.in_private()
            asked = (await alone.command("/review")).message
            data = data_of(question, ANSWER)
        late = [await ann.send_press(question, data, waits=False)]  # while nobody is there
        gone = await alone.send_press(asked, encode(Answer(AskId(999), (0,))), waits=False)
        clock.forward(minutes=20)
        async with open_hall(telegram, path, clock, deck, chat) as hall:
            await hall.quiet()
            public = [m.said for m in hall.public]
            assert not any("eyes only" in said for said in public)
            assert not any(each.query and each.query.answered for each in (*late, gone))
            assert "earlier question" in alone.last.said, "in private it is said all the same"
        assert telegram.forgive() == []


async def test_two_taps_do_once_what_is_seen_by_all(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "3 calm choice truefalse")
    ann = hall.come("Ann")
    first, second = await twice(ann, question, question.buttons[0])
    assert first.alert == second.alert
    await hall.pass_time(minutes=4)
    await hall.pass_time(seconds=3)  # a tap right at the reveal was meant for the question
    await twice(teacher, hall.last, Label.NEXT)
    await hall.quiet()
    await hall.pass_time(seconds=2)
    assert len([m for m in hall.public if "Question 2" in m.said]) == 1
    assert not [m for m in hall.public if "is over" in m.said]


async def test_a_key_of_a_private_answer_is_nobody_elses(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann, ben = hall.come("Ann"), hall.come("Ben")
    await ann.press(question, ANSWER)
    await hall.pass_time(minutes=4)
    whisper = (await ann.command("/review", whispered=True)).message
    forged = await ben.send_press(whisper, encode(Undo()))
    assert forged.alert
    assert not [m for m in forged.messages if m.only_for is not ben.user]


async def test_two_taps_post_a_thing_for_all_once(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann = hall.come("Ann")
    await ann.press(question, ANSWER)
    await hall.pass_time(minutes=5)
    board = (await ann.command("/leaderboard")).message
    before = len(hall.public)
    await twice(ann, board, Label.PICTURE)
    assert len(hall.public) == before + 1
    await hall.pass_time(seconds=3)
    await ann.press(board, Label.PICTURE)
    assert len(hall.public) == before + 2, "later it is another tap"


async def test_a_class_that_taps_for_the_board_gets_one_and_each_a_notice(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    people = [hall.come(f"Pupil {number}") for number in range(12)]
    await asyncio.gather(*(each.press(question, ANSWER) for each in people))
    await hall.pass_time(minutes=4)
    await hall.pass_time(minutes=1)
    podium, before = hall.last, len(hall.public)
    data = data_of(podium, Label.LEADERBOARD)
    taps = await asyncio.gather(*(each.send_press(podium, data) for each in people))
    assert len(hall.public) == before + 1, "the rounds of the group need its messages"
    assert sum("Leaderboard of Year 9" in each.alert for each in taps) == len(people) - 1
    await hall.pass_time(minutes=1)
    assert (await people[0].press(podium, Label.LEADERBOARD)).messages, "the first is far up by now"


async def test_two_taps_whisper_once_and_are_both_answered(hall: Hall) -> None:
    question = await hall.start_round(await hall.set_up(), "1 calm choice")
    ann, ben = hall.come("Ann"), hall.come("Ben")
    for each in (ann, ben):
        await each.press(question, ANSWER)
    await hall.pass_time(minutes=4)
    data = data_of(question, Label.MY_ANSWER)
    taps = [who.send_press(question, data) for who in (ann, ben, ann, ben)]
    told = await asyncio.gather(*taps)
    assert all(each.alert for each in told)
    for each in (ann, ben):
        assert len([m for m in hall.telegram.world.said_in(hall.chat) if whispered(m, each)]) == 1
    await hall.pass_time(seconds=3)
    await ann.send_press(question, data)
    said = hall.telegram.world.said_in(hall.chat)
    assert len([m for m in said if whispered(m, ann)]) == 2, "later it is another tap"


def whispered(message: Message, who: Person) -> bool:
    """Return whether a message is for one person alone, and not gone."""
    return message.only_for is who.user and not message.deleted


async def test_who_may_not_change_a_card_leaves_it_as_it_is(hall: Hall) -> None:
    teacher = await hall.set_up()
    card = (await teacher.command("/daily")).message
    before = (card.said, card.buttons)
    for label in list(card.buttons):
        told = await hall.come("Ann").press(card, label)
        assert told.alert
        assert not told.messages
        assert (card.said, card.buttons) == before
    changed = await teacher.press(card, card.buttons[0])
    assert changed.edits == (card,)


async def test_a_key_that_changes_nothing_says_so(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_hall(telegram, tmp_path / "x.db", clock, small_deck((CHOICE,))) as hall:
        await hall.set_up()
        ann = hall.come("Ann").in_private()
        asked = (await ann.command("/review")).message
        await ann.press(asked, ANSWER)
        await ann.press(asked, Label.NEXT)
        assert "All done" in asked.said
        again = await ann.press(asked, Label.WEAKEST)
        assert not again.edits
        assert "All done" in again.alert


@pytest.mark.parametrize("label", ["Name", Label.LINK_ANOTHER, Label.HELP])
async def test_two_taps_bring_one_message_in_private(hall: Hall, label: str) -> None:
    ann = hall.telegram.person("Ann")
    shown = (await ann.command("/settings")).message
    before = len(ann.messages)
    taps = await twice(ann, shown, label)
    assert len(ann.messages) == before + 1
    assert all(each.query is not None and each.query.answered for each in taps)
    hall.clock.forward(seconds=3)
    assert (await ann.press(shown, label)).messages, "who taps later wants it again"


async def test_a_hint_that_is_tapped_twice_is_said_once(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = (await ann.command("/review choice")).message
    await twice(ann, asked, Label.HINT)
    assert len([m for m in ann.messages if "A town in Italy" in m.said]) == 1


async def test_who_taps_for_a_class_and_has_none_is_shown_how_to_get_one(hall: Hall) -> None:
    zoe = hall.telegram.person("Zoe")
    settings = (await zoe.command("/settings")).message
    shown = await zoe.press(settings, Label.CLASS)
    assert not shown.alert
    assert shown.message.buttons == [Label.NEW_CLASS, Label.JOIN_CLASS]
    assert Label.CLASS in settings.buttons, "the settings stay"


async def test_two_taps_ask_a_group_once_for_words(hall: Hall) -> None:
    teacher = await hall.set_up()
    setting_up = (await teacher.command("/class setup")).message
    before = len(hall.public)
    taps = await twice(teacher, setting_up, "Another one")
    assert len(hall.public) == before + 1
    assert hall.last.asks is not None
    assert all(each.query is not None and each.query.answered for each in taps)
