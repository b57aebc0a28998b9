"""Rounds in a group: every kind answered in its own way, and nobody told who answered what."""

import pytest

from bot.domain.ids import Account, AskId, Platform, RoundId
from bot.on_telegram.telling import KEPT
from bot.press import Answer, StopRound, encode
from bot.wording import Label, guiding
from tests.on_telegram.fake import Outcome, Person
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall, said

PRIVATE = Label.ANSWER_IN_PRIVATE.value


async def opened(person: Person, question: Message) -> Outcome:
    """Go from a question in a group to its private side."""
    return await person.follow(question, PRIVATE)


async def answers(hall: Hall) -> list[str]:
    """Return the answers that are kept, as they are written down."""
    return [str(row[2]) for row in (await hall.world.dump("answers"))["answers"]]


async def test_a_press_is_answered_in_a_notice_and_counted_for_all(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    ann, ben = hall.come("Ann"), hall.come("Ben")
    assert "Treaty of Rapallo" in said(await ann.press(question, "Treaty of Rapallo"))
    await ben.press(question, "Treaty of Berlin")
    await hall.quiet()
    assert "2 learners have answered" in question.said
    public = "\n".join(message.said for message in hall.public)
    assert "Ann" not in public
    assert "Ben" not in public
    changed = await ben.press(question, "Treaty of Rapallo")
    assert "Treaty of Rapallo" in changed.alert
    stands = await ben.press(question, "Treaty of Berlin")
    assert "once already" in stands.alert
    await hall.pass_time(minutes=4)
    assert "Ann" in hall.last.said
    assert question.id == hall.last.id  # the question became its answer
    late = await ann.send_press(question, encode(Answer(AskId(1), (0,))))
    assert "closed" in late.alert


@pytest.mark.parametrize(
    ("kind", "text"),
    [("typed", "molotov"), ("number", "47 %"), ("date", "22 June 1941"), ("cloze", "social")],
)
async def test_a_written_answer_by_reply_or_in_private(hall: Hall, kind: str, text: str) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, f"1 calm {kind}")
    ann, ben = hall.come("Ann"), hall.come("Ben")
    before = len(hall.public)
    await ann.reply(question, text)
    reacted = hall.telegram.called("setMessageReaction")
    assert reacted[-1]["reaction"][0]["emoji"] == KEPT
    assert len(hall.public) == before
    private = await opened(ben, question)
    shown, prompt = private.messages
    assert shown.buttons[-1] == "I don't know"
    assert shown.asks is None
    assert prompt.asks is not None
    assert not prompt.buttons
    kept = await ben.in_private().reply(prompt, text)
    assert "kept" in kept.text.lower() or text.split()[0] in kept.text
    await hall.pass_time(minutes=6)
    assert "Ann" in hall.last.said
    assert "Ben" in hall.last.said


async def test_a_reply_to_a_question_that_is_over(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm typed")
    keyboard = question.keyboard
    await hall.pass_time(minutes=5)
    question.keyboard = keyboard  # a telephone that has not heard of the edit
    late = await hall.come("Ann").reply(question, "molotov")
    assert "closed" in late.text


async def test_order_is_tapped_in_private_with_a_step_back(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm order")
    ann = hall.come("Ann").in_private()
    step = (await opened(ann, question)).messages[-1]
    first, second = step.buttons[:2]
    await ann.press(step, first)
    await ann.press(step, second)
    assert second not in step.buttons
    await ann.press(step, Label.STEP_BACK.value)
    assert second in step.buttons
    assert first not in step.buttons
    while Label.SEND_ANSWER.value not in step.buttons:
        await ann.press(step, step.buttons[0])
    await ann.press(step, Label.SEND_ANSWER.value)
    assert len(await answers(hall)) == 1
    again = await ann.press(step, step.buttons[0]) if step.buttons else None
    assert again is None or again.alert or again.text


async def test_match_and_several_are_tapped_in_private(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm match")
    ann = hall.come("Ann").in_private()
    step = (await opened(ann, question)).messages[-1]
    while Label.SEND_ANSWER.value not in step.buttons:
        await ann.press(step, step.buttons[0])
    await ann.press(step, Label.SEND_ANSWER.value)
    assert len(await answers(hall)) == 1


async def test_hints_and_giving_up_are_for_one_person(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    ann = hall.come("Ann")
    before = len(hall.public)
    assert said(await ann.press(question, "Hint"))
    assert said(await ann.press(question, "I don't know"))
    assert len(hall.public) == before


async def test_who_leads_moves_on_and_stops_and_others_vote(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "3 calm choice truefalse number")
    ann = hall.come("Ann")
    voted = await ann.press(question, "Skip")
    assert voted.alert
    refused = await ann.press(question, "Stop")
    assert "started the round" in refused.alert
    await teacher.press(question, "Skip")
    await hall.quiet()
    first = hall.last
    await teacher.press(first, "Next")
    await hall.quiet()
    await hall.pass_time(seconds=2)
    second = hall.last
    assert "Question 2" in second.said
    assert "moved on" in (await teacher.press(first, "Next")).alert
    assert hall.last is second, "an old key closes no open question"
    await teacher.press(second, "Stop")
    await hall.quiet()
    assert "The round was stopped" in hall.last.said
    await teacher.press(hall.last, "Play again")
    await hall.quiet()
    assert "Teacher" in hall.last.said
    stale = await teacher.send_press(second, encode(StopRound(RoundId(1))))
    assert "moved on" in stale.alert
    await hall.pass_time(seconds=3.5)
    assert "Question 1" in hall.last.said  # the new round goes on
    await hall.come("Ann").command("/leaderboard")


async def test_one_round_at_a_time(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.start_round(teacher, "1 calm choice")
    second = await teacher.command("/quiz 5")
    assert "already running" in second.text
    await teacher.command("/quiz stop")
    await hall.quiet()
    assert "The round was stopped" in hall.last.said
    [reveal] = [message for message in hall.public if "Nobody answered this one" in message.said]
    assert "Next question" not in reveal.said
    assert not {"Next", "Stop"} & set(reveal.buttons)


async def test_a_review_in_a_private_chat(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review choice")
    marked = await ann.press(asked.message, "Treaty of Rapallo")
    assert "✓" in asked.message.said
    assert marked.messages == ()
    await ann.press(asked.message, "Next")
    assert "✓" not in asked.message.said


async def test_a_written_review_needs_no_reply(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review typed")
    assert asked.message.buttons
    right = await ann.say("molotov")
    assert "✓" in right.text
    nothing = await ann.say("thank you")  # the next is open already, but nobody has seen it
    assert guiding.NOTHING_OPEN in nothing.text


async def test_going_on_by_a_tap_is_seeing_the_next(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = (await ann.command("/review typed number date")).message
    first = await ann.say("I do not know this one at all")
    await ann.press(first.message, "Next")
    assert "I do not know" not in first.message.said
    assert first.message.said != asked.said
    second = await ann.say("neither do I know that")
    assert "Answer" in second.text


async def test_the_board_of_all_points_at_nobody(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    ann = hall.come("Ann")
    await ann.press(question, "Treaty of Rapallo")
    await hall.pass_time(minutes=4)
    board = await ann.command("/leaderboard")
    assert "Ann" in board.text
    assert "you" not in board.text
    assert "you" in (await ann.in_private().command("/leaderboard")).text


async def test_letters_answer_a_choice(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review choice")
    odd = await ann.say("the second one perhaps")
    assert "does not fit" in odd.text
    marked = await ann.reply(asked.message, "Treaty of Rapallo")
    assert "✓" in marked.text


async def test_a_flashcard_and_points(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    card = (await ann.command("/review flashcard")).message
    await ann.press(card, Label.TURN_CARD.value)
    grades = [
        label for label in card.buttons if label.startswith(("Again", "Hard", "Good", "Easy"))
    ]
    assert len(grades) == 4
    await ann.press(card, grades[2])
    assert not any(label in card.buttons for label in grades)
    points = (await ann.command("/review points")).message
    asked = await ann.say("economy\nsecurity")
    proposed = asked.message
    box = next(label for label in proposed.buttons if "☐" in label)
    await ann.press(proposed, box)
    sending = next(label for label in proposed.buttons if label.startswith("These"))
    await ann.press(proposed, sending)
    assert "points" not in proposed.buttons
    assert points.id != proposed.id


async def test_somebody_elses_private_question_is_not_theirs(hall: Hall) -> None:
    ann, ben = hall.telegram.person("Ann"), hall.telegram.person("Ben")
    await ben.start()
    asked = await ann.command("/review choice")
    mine = asked.message
    data = next(key["callback_data"] for key in mine.keys if key["text"] == "Treaty of Rapallo")
    hello = (await ben.command("/help")).message
    refused = await ben.send_press(hello, data)
    assert "somebody else's" in refused.alert
    found = await hall.client.desk.chatting.at(Account(Platform.TELEGRAM, str(ann.user.id)))
    assert found is not None
