"""A post is said once, however often it has to be sent: by its nonce, and by a look later on."""

from datetime import UTC, datetime

import pytest

from bot.on_discord.finding import LOOKED_AT, marks
from bot.on_discord.layouts import rule
from bot.on_discord.layouts import said as text
from tests.on_discord.fake import Person, shapes
from tests.on_discord.fake.calls import Call
from tests.on_discord.fake.posting import NONCE_LIVES
from tests.on_discord.hall import Hall, said
from tests.on_discord.test_calendar import study, switched_on, tick, told
from tests.on_discord.test_survives import SEND

WHEN = datetime(2026, 3, 5, 17, 30, tzinfo=UTC)
LATER = NONCE_LIVES.total_seconds() * 2
HISTORY = "GET /channels/*/messages"


def sent(hall: Hall) -> list[Call]:
    """Return the requests that posted something."""
    return hall.discord.called(SEND)


async def daily(hall: Hall, **more: bool) -> Person:
    """Let there be a question of the day at five."""
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00", **more))
    return teacher


async def test_each_post_has_a_nonce_of_its_own_that_is_enforced(hall: Hall) -> None:
    teacher, ben = await daily(hall), hall.come("Ben")
    await switched_on(hall, ben)
    await study(hall, ben)
    thread = hall.discord.thread(hall.general, "quiz night")
    await hall.discord.gateway.emit("THREAD_CREATE", hall.discord.wire(thread))
    await hall.start_round(teacher, questions=1)
    await teacher.at(thread).command("/quiz", questions=1)
    await hall.pass_time(hours=9)
    await tick(hall, WHEN)
    assert len(told(ben)) == 1
    bodies = [call.body for call in sent(hall)]
    assert len({call.path for call in sent(hall)}) == 3, "a channel, a thread and a person"
    assert all(body["enforce_nonce"] is True for body in bodies)
    nonces = [body["nonce"] for body in bodies]
    assert len(set(nonces)) == len(nonces) >= 4
    assert all(0 < len(nonce) <= 25 for nonce in nonces)


async def test_the_same_post_has_the_same_nonce_again(hall: Hall) -> None:
    await daily(hall)
    hall.discord.fail(SEND, 403, 0)
    await hall.pass_time(hours=9)
    await hall.pass_time(seconds=6)
    assert len({call.body["nonce"] for call in sent(hall)}) == 1
    assert len(sent(hall)) == 2


async def test_a_post_that_is_out_is_found_when_its_nonce_is_forgotten(hall: Hall) -> None:
    await daily(hall, pin=True)
    role = next(r for r in hall.guild.roles.values() if r.managed)
    await hall.discord.changed(hall.guild, role, role.permissions | shapes.PIN_MESSAGES)
    hall.discord.lose_answer(SEND)
    await hall.pass_time(hours=9)
    (question,) = hall.public
    await hall.pass_time(seconds=LATER)
    assert hall.public == [question]
    assert question.pinned, "what is wanted besides is made up for"
    assert len(sent(hall)) == 1
    await hall.pass_time(days=1)
    assert "Yesterday's answer" in question.text, "the reveal knows it"


async def test_a_post_that_was_deleted_before_it_was_known_to_be_out_stays_so(hall: Hall) -> None:
    await daily(hall)
    hall.discord.lose_answer(SEND)
    await hall.pass_time(hours=9)
    await hall.discord.delete_message(hall.last)
    await hall.pass_time(seconds=6)
    assert not hall.public
    await hall.pass_time(days=1)
    assert "The answer comes" in hall.last.text, "the next day's is there all the same"


async def test_nobody_looks_for_what_is_sent_for_the_first_time(hall: Hall) -> None:
    await daily(hall)
    await hall.pass_time(hours=9)
    assert hall.public
    assert not hall.discord.called(HISTORY)


async def test_a_post_among_what_others_say_is_found(hall: Hall) -> None:
    await daily(hall)
    hall.discord.lose_answer(SEND)
    await hall.pass_time(hours=9)
    question, ben = hall.last, hall.come("Ben")
    for number in range(LOOKED_AT + 20):
        await ben.say(f"{number}")
    await hall.pass_time(seconds=LATER)
    assert [m for m in hall.public if m.author is question.author] == [question]


async def test_a_private_post_is_found_too(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await switched_on(hall, ben)
    await study(hall, ben)
    hall.discord.lose_answer(SEND)
    await tick(hall, WHEN)
    assert len(told(ben)) == 1
    await tick(hall, WHEN + 2 * NONCE_LIVES)
    assert len(told(ben)) == 1
    assert hall.discord.called(HISTORY)


async def test_what_did_not_get_out_is_not_taken_for_what_was_said_before(hall: Hall) -> None:
    teacher = await hall.set_up()
    for podiums in (1, 2):
        await hall.start_round(teacher, questions=1, kinds="choice")
        await hall.pass_time(minutes=1)
        hall.discord.fail(SEND, 403, 0)  # the podium, whose buttons are those of any other
        for _ in range(3):
            await hall.pass_time(seconds=15)
        assert len([m for m in hall.public if "The round is over" in m.text]) == podiums
    assert hall.discord.called(HISTORY)


async def test_where_discord_cannot_list_its_messages_it_is_said_again(hall: Hall) -> None:
    await daily(hall)
    hall.discord.fail(SEND, 403, 0)
    hall.discord.fail(HISTORY, 503)
    await hall.pass_time(hours=9)
    await hall.pass_time(seconds=LATER)
    assert hall.discord.called(HISTORY)
    assert len(hall.public) == 1


async def test_where_no_history_is_shown_it_is_said_again(hall: Hall) -> None:
    await daily(hall)
    await hall.discord.forbid(hall.general, shapes.READ_MESSAGE_HISTORY)
    hall.discord.lose_answer(SEND)
    await hall.pass_time(hours=9)
    await hall.pass_time(seconds=LATER)
    assert len(hall.public) == 2


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10003)])
async def test_a_look_that_is_refused_leaves_the_word_to_sending(
    hall: Hall, status: int, code: int
) -> None:
    await daily(hall)
    hall.discord.fail(SEND, 403, 0)
    hall.discord.fail(HISTORY, status, code)
    await hall.pass_time(hours=9)
    await hall.pass_time(seconds=6)
    assert "The answer comes" in hall.last.text


def test_a_message_is_known_by_what_it_carries_and_else_by_what_it_says() -> None:
    button = {"type": 2, "style": 1, "label": "A", "custom_id": "1a:2f:1"}
    rows = [{"type": 17, "components": [*text("one"), {"type": 1, "components": [button]}]}]
    beside = [{"type": 9, "components": [*text("two")], "accessory": button}]
    assert marks(rows) == marks(beside) == {"1a:2f:1"}
    assert marks([{"type": 17, "components": [*text("one"), rule()]}]) == {"one"}
    assert marks([]) == frozenset()
