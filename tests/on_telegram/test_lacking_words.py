"""Commands that lack words are guided, and nobody is led into what they may not do."""

import pytest

from bot.wording import Label, guiding
from tests.on_telegram.hall import Hall


async def test_a_report_names_the_question_it_is_about(hall: Hall) -> None:
    ann = hall.come("Ann").in_private()
    await ann.start()
    nothing = await ann.command("/question report")
    assert nothing.text == guiding.NOTHING_AT_HAND
    assert nothing.message.buttons == [guiding.STUDY]
    asked = await ann.press(nothing.message, guiding.STUDY)
    stem = asked.message.said.split("\n")[2]
    prompt = await ann.command("/question report")
    assert stem in prompt.text
    assert prompt.message.asks is not None
    thanked = await ann.reply(prompt.message, "It is too hard")
    assert "Thank you" in thanked.text
    await ann.press(asked.message, Label.DONT_KNOW)
    again = await ann.command("/question report")
    assert stem in again.text  # what was answered last, not what would come next


async def test_a_report_in_a_group_is_about_the_question_it_is_at(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, "1 calm typed")
    pointed = await teacher.command("/question report", whispered=False)
    assert guiding.FOR_YOUR_EYES in pointed.text
    seen = await teacher.follow(pointed.message, guiding.SHOW_ME)
    assert guiding.ASK_NOTE in seen.text


async def test_history_without_a_question_says_that_there_is_none(hall: Hall) -> None:
    teacher = await hall.set_up()
    seen = await teacher.in_private().command("/question history")
    assert seen.text == guiding.NOTHING_AT_HAND


@pytest.mark.parametrize("command", ["/class setup", "/setup", "/class link ABCDEF"])
async def test_what_is_done_in_a_group_says_so_in_private(hall: Hall, command: str) -> None:
    teacher = await hall.set_up()
    told = await teacher.in_private().command(command)
    assert told.text == guiding.IN_THE_GROUP
    assert told.message.buttons == [guiding.ADD_ME]


async def test_who_may_not_set_up_is_not_led_into_it(hall: Hall) -> None:
    ann, teacher = hall.come("Ann"), hall.come("Teacher", admin=True)
    told = await ann.command("/class")
    assert told.text == guiding.NOT_SET_UP
    refused = await ann.press(told.message, guiding.SET_UP)
    assert "whoever manages this place" in refused.alert
    await teacher.press(told.message, guiding.SET_UP)
    assert "Year 9 is ready" in told.message.said
    for command in ("/class setup", "/daily setup"):
        again = await ann.command(command)
        assert "owner" in again.text
        assert not again.message.buttons


async def test_words_of_other_rooms_are_understood(hall: Hall) -> None:
    teacher = await hall.set_up()
    alone = teacher.in_private()
    for command in ("/deck list", "/deck enable", "/deck disable"):
        assert "✓ Treaties" in (await alone.command(command)).text
    assert "no daily question" in (await teacher.command("/daily show")).text
    for words in ("today", "this month", "all time"):
        assert "no deck" not in (await teacher.command(f"/leaderboard {words}")).text


async def test_a_zone_of_ones_own_is_not_chosen_before_everybody(hall: Hall) -> None:
    teacher = await hall.set_up()
    pointed = await teacher.command("/settings zone")
    assert guiding.FOR_YOUR_EYES in pointed.text
    ours = await teacher.command("/class zone")
    assert ours.text == guiding.WHICH_ZONE
    days = await teacher.in_private().command("/settings rest")
    assert "Saturday, Sunday" in days.message.buttons


async def test_nobody_writes_a_question_that_no_class_could_keep(hall: Hall) -> None:
    ann = hall.come("Ann").in_private()
    await ann.start()
    refused = await ann.command("/question add")
    assert Label.NEW_CLASS in refused.message.buttons
    assert refused.message.asks is None


async def test_nobody_is_asked_for_words_that_only_others_may_say(hall: Hall) -> None:
    teacher = await hall.set_up()
    begun, ann = hall.last, hall.come("Ann")
    await ann.command("/class join")
    for command in ("name", "zone", "role", "link"):
        refused = await ann.command(f"/class {command}")
        assert refused.message.asks is None
        assert "owner" in refused.text or "whoever manages" in refused.text
        asked = await teacher.command(f"/class {command}")
        assert asked.message.asks is not None or asked.message.buttons
    refused = await ann.press(begun, guiding.OTHER_ZONE)
    assert "owner" in refused.alert
    assert not refused.messages
    alone = await teacher.in_private().command("/class link")
    assert alone.text == guiding.IN_THE_GROUP
