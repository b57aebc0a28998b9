"""What the bot says, read as people read it: nothing untrue, nothing twice, always a way on."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.question import Picture
from bot.on_telegram import links
from bot.wording import Label, dialogs, guiding
from tests.decks import ORDER, SEVERAL, TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Person, members
from tests.on_telegram.fake.state import ADMINISTRATOR
from tests.on_telegram.hall import Hall, open_hall
from tests.on_telegram.post_room import PIXEL, Pictures


async def test_who_starts_for_the_first_time_is_not_welcomed_back(hall: Hall) -> None:
    ann = hall.come("Ann")
    told = await ann.start()
    assert "Welcome, Ann!" in told.text
    assert guiding.ABOUT in told.text
    teacher = await hall.set_up()
    asked = await hall.start_round(teacher, "1 calm choice")
    await ann.press(asked, "Treaty of Rapallo")
    await hall.pass_time(minutes=1)
    again = await ann.start()
    assert "Welcome back, Ann!" in again.text
    assert guiding.ALONE in again.text


async def test_who_brings_the_bot_by_a_link_is_greeted_once(hall: Hall) -> None:
    group = hall.telegram.supergroup("Latin", bot=False)
    told = await hall.telegram.person("Ann", group).add_bot(links.ADDED)
    assert [message.said.split("!")[0] for message in told.messages] == ["Hello, Latin"]


@pytest.mark.parametrize("words", ["", " treaties", " 5 calm", " stop"])
async def test_a_round_in_private_is_never_for_want_of_a_class(hall: Hall, words: str) -> None:
    teacher = await hall.set_up()
    told = await teacher.in_private().command(f"/quiz{words}")
    assert told.text == guiding.NO_ROUNDS_HERE


async def test_no_round_is_chosen_while_one_is_running(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, "1 calm choice")
    told = await teacher.command("/quiz")
    assert "already running" in told.text


async def test_after_the_last_question_no_next_one_is_promised(hall: Hall) -> None:
    teacher = await hall.set_up()
    asked = await hall.start_round(teacher, "1 calm choice")
    await teacher.press(asked, "Treaty of Rapallo")
    await hall.pass_time(seconds=48)
    assert "The round goes on" in asked.said
    assert "Next question" not in asked.said


async def test_who_joins_a_round_is_told_that_they_are_in(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/quiz 1 calm choice")
    await hall.quiet()
    begun, ann = hall.last, hall.come("Ann")
    assert (await ann.press(begun, Label.JOIN)).alert == guiding.you_are_in(asked=False)
    await hall.pass_time(seconds=4)
    assert (await ann.press(begun, Label.JOIN)).alert == guiding.you_are_in(asked=True)


async def test_a_round_without_answers_leaves_nothing_for_reviews(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, "1 calm choice")
    await teacher.command("/quiz stop")
    await hall.quiet()
    assert "No answers this time." in hall.last.said
    assert "in your own reviews" not in hall.last.said


async def test_a_reply_too_many_is_told_so_where_it_was_written(hall: Hall) -> None:
    teacher = await hall.set_up()
    asked = await hall.start_round(teacher, "1 calm typed")
    ann = hall.come("Ann")
    for text in ("Chicherin", "Molotov"):
        assert not (await ann.reply(asked, text)).messages
    assert "once already" in (await ann.reply(asked, "Litvinov")).text


async def in_order(ann: Person, first: str) -> None:
    """Put the items of the small deck in an order, and send it."""
    shown = ann.messages[-1]
    left = [text for text in ORDER.kind.items if text != first]  # type: ignore[union-attr]
    for text in (first, *left[:2]):
        await ann.press(shown, text)
    await ann.press(shown, Label.SEND_ANSWER)


async def test_what_may_be_changed_has_a_key_for_it(hall: Hall) -> None:
    teacher = await hall.set_up()
    asked = await hall.start_round(teacher, "1 calm order")
    ann = hall.come("Ann").in_private()
    await ann.follow(asked, Label.ANSWER_IN_PRIVATE)
    await in_order(ann, "Munich")
    kept = ann.last
    assert kept.said.startswith("Kept: Munich")
    await ann.press(kept, Label.CHANGE)
    await in_order(ann, "Rapallo")
    assert ann.last.said.startswith("Changed: Rapallo")
    assert ann.last.buttons == []


async def test_what_is_done_is_said_to_be_done(hall: Hall) -> None:
    teacher = await hall.set_up()
    for command in ("/class name Year 10", "/settings goal 20", "/class zone Asia/Tokyo"):
        told = await teacher.command(command)
        assert told.text == guiding.DONE_UNSEEN
    for command in ("/class", "/settings", "/deck"):
        assert (await teacher.command(command)).text == guiding.FOR_YOUR_EYES


async def test_words_said_beside_a_live_question_are_not_lost_without_a_word(hall: Hall) -> None:
    teacher = await hall.set_up()
    ann = hall.come("Ann")
    await ann.command("/class join")
    alone = ann.in_private()
    await alone.start()
    assert (await alone.say("Molotov")).text == guiding.NOTHING_OPEN
    await hall.start_round(teacher, "1 calm typed")
    told = await alone.say("Molotov")
    assert TYPED.stem in told.text
    asked = await alone.press(told.message, Label.ANSWER)
    prompt = next(message for message in asked.messages if message.asks)
    assert "Kept: Molotov" in (await alone.reply(prompt, "Molotov")).text


async def test_a_report_by_a_key_names_its_question(hall: Hall) -> None:
    teacher = await hall.set_up()
    asked = await hall.start_round(teacher, "1 calm typed")
    ann = hall.come("Ann")
    await ann.reply(asked, "Molotov")
    await hall.pass_time(minutes=2)
    led = await ann.press(asked, Label.REPORT)
    assert TYPED.stem in (await ann.open(led.link)).text
    stranger = hall.telegram.person("Zoe", hall.telegram.supergroup("Elsewhere"))
    told = await stranger.open(led.link)
    assert TYPED.stem not in told.text


async def test_who_was_just_made_an_administrator_is_one(hall: Hall) -> None:
    ann = hall.come("Ann")
    told = await ann.command("/start")
    assert told.text == guiding.NOT_SET_UP
    owner = hall.telegram.owner(hall.chat).user
    rights = frozenset({"can_change_info"})
    members.stand(hall.telegram.api, hall.chat, ann.user, ADMINISTRATOR, by=owner, rights=rights)
    hall.clock.forward(seconds=timedelta(seconds=15).total_seconds())
    await ann.press(told.message, guiding.SET_UP)
    assert "Year 9 is ready" in told.message.said


async def test_a_link_to_a_setting_asks_for_its_value(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    for field in ("goal", "zone", "hide"):
        pointed = await ann.command(f"/settings {field}")
        seen = await ann.follow(pointed.message, guiding.SHOW_ME)
        assert dialogs.missing(f"settings {field}").example in seen.text
    asked = await ann.in_private().command("/settings name")
    assert asked.message.said == "✏️ Name. How your class sees you, 1 to 40 characters."
    assert (await ann.in_private().command("/class join")).text.endswith("Its code.")


async def test_a_pictured_question_shows_its_picture_once(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    seen = replace(SEVERAL, picture=Picture("map.png", "A map"))
    deck, known = small_deck((seen,)), Pictures({"map.png": PIXEL})
    async with open_hall(telegram, tmp_path / "db", clock, deck, pictures=known) as hall:
        await hall.set_up()
        ann = hall.come("Ann")
        unseen = await ann.command("/review", whispered=True)
        private = await ann.in_private().command("/review")
        for person, shown in ((ann, unseen.message), (ann.in_private(), private.message)):
            assert shown.photo is not None
            ticked = await person.press(shown, "☐ Germany")
            assert not ticked.messages
            assert "☑ Germany" in shown.buttons
        marked = await ann.in_private().press(private.message, Label.SEND_ANSWER)
        assert not marked.messages
        assert "Partly right" in private.message.said
        await ann.in_private().press(private.message, Label.NEXT)
