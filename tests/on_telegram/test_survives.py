"""What goes wrong on Telegram, and what the bot makes of it: nothing is lost, nobody is stuck."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.daily import DailyState
from bot.domain.ids import Account, AskId, Place, Platform
from bot.domain.replies import Asked, DailyShown, RemindersShown
from bot.press import Answer, encode
from bot.wording import Label
from storage.database import Tx
from tests.fakes import FakeClock
from tests.on_telegram.fake import Person, open_telegram
from tests.on_telegram.hall import Hall, one_of_each, open_hall, said
from tests.usecases.world import expect

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def account(person: Person) -> Account:
    """Return somebody's account."""
    return Account(Platform.TELEGRAM, str(person.user.id))


async def reviews(hall: Hall) -> int:
    """Return how many answers are in the log."""
    return len((await hall.world.dump("reviews"))["reviews"])


async def reminded(hall: Hall, who: Person) -> str:
    """Return whether somebody is reminded."""
    shown = expect(await hall.world.reminding.show(account(who)), RemindersShown)
    return shown.terms.state.value


async def test_a_restart_in_the_middle_of_a_round(tmp_path: Path, clock: FakeClock) -> None:
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each()) as hall:
            teacher = await hall.set_up()
            question = await hall.start_round(teacher, "1 calm choice")
            ann, ben = hall.come("Ann"), hall.come("Ben")
            said(await ann.press(question, "Treaty of Rapallo"))
            chat = hall.chat
        menus = len(telegram.called("setMyCommands"))
        data = next(k["callback_data"] for k in question.keys if k["text"] == "Treaty of Berlin")
        late = await ben.send_press(question, data, waits=False)  # while nobody is there
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), chat) as hall:
            assert "Treaty of Berlin" in said(late)
            assert len(telegram.called("setMyCommands")) == menus
            await hall.pass_time(minutes=4)
            assert question.id == hall.last.id
            assert "Ann" in hall.last.said
        assert telegram.forgive() == []


async def test_double_taps_and_stale_keys_get_a_friendly_word(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review choice")
    data = asked.message.keys[0]["callback_data"]
    await asyncio.gather(*(ann.send_press(asked.message, data) for _ in range(3)))
    assert await reviews(hall) == 1
    alerts = [query.text for query in hall.telegram.world.queries.values() if query.text]
    assert len(alerts) == 2
    assert all("already in" in alert for alert in alerts)
    gone = await ann.send_press(asked.message, encode(Answer(AskId(4711), (0,))))
    assert "earlier question" in gone.alert
    nonsense = await ann.send_press(asked.message, "0x:what is this")
    assert "earlier question" in nonsense.alert


async def test_a_press_that_is_too_old_is_still_kept(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    hall.telegram.fail("answerCallbackQuery", 400, TOO_OLD)
    ann = hall.come("Ann")
    data = question.keys[0]["callback_data"]
    await ann.send_press(question, data, waits=False)
    await hall.quiet()
    assert "1 learner has answered" in question.said


async def test_a_message_that_stays_as_it_is(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    shown = await ann.command("/settings")
    label = next(label for label in shown.message.buttons if label.startswith("Hide"))
    data = next(k["callback_data"] for k in shown.message.keys if k["text"] == label)
    await ann.send_press(shown.message, data)
    await ann.send_press(shown.message, data)  # says what it says already
    assert not hall.telegram.forgive()


async def test_a_message_that_is_gone_is_said_anew(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review choice")
    data = asked.message.keys[0]["callback_data"]
    await ann.delete(asked.message)
    told = await ann.send_press(asked.message, data)
    assert "Answer" in told.text or "✗" in told.text or "✓" in told.text
    assert told.message.id != asked.message.id


async def test_a_line_that_breaks_is_mended(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    hall.telegram.cut("answerCallbackQuery", times=2)
    told = await hall.come("Ann").press(question, "Treaty of Rapallo")
    assert "Treaty of Rapallo" in told.alert
    hall.telegram.cut("getUpdates", times=3)
    again = await hall.come("Ben").press(question, "Treaty of Rapallo")
    assert again.alert


async def test_a_chat_that_is_asked_for_patience_holds_up_no_other(hall: Hall) -> None:
    teacher = await hall.set_up()
    hall.telegram.slow_down("sendMessage", 10_072, chat=hall.chat)
    await teacher.command("/help")
    other = hall.telegram.person("Cat")
    assert (await other.command("/help")).messages
    question_before = len(hall.public)
    await teacher.command("/quiz 1 calm choice")
    await hall.pass_time(seconds=3.5)
    assert len(hall.public) == question_before
    assert (await other.command("/review choice")).messages
    await hall.pass_time(seconds=10_080)
    assert len(hall.public) > question_before  # what waited comes


async def test_who_taps_too_quickly_gets_the_answer_a_moment_later(
    tmp_path: Path, clock: FakeClock
) -> None:
    async def sleep(seconds: float) -> None:
        clock.forward(seconds=seconds)
        await asyncio.sleep(0)

    async with open_telegram(clock) as telegram:
        async with open_hall(
            telegram, tmp_path / "x.db", clock, one_of_each(), sleep=sleep
        ) as hall:
            ann = telegram.person("Ann")
            asked = await ann.command("/review choice")
            telegram.slow_down("editMessageText", 3, times=2, chat=ann.chat)
            await ann.press(asked.message, "Treaty of Rapallo")
            assert "✓ Right" in asked.message.said
            assert Label.NEXT in asked.message.buttons
            assert await reviews(hall) == 1
        telegram.forgive()


async def test_where_no_message_goes_for_an_hour_a_notice_tells_how_it_went(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review choice")
    hall.telegram.slow_down("sendMessage", 3_600, chat=ann.chat)
    assert not (await ann.command("/help")).messages
    told = await ann.press(asked.message, "Treaty of Rapallo")
    assert said(told).startswith("✓ Right")


async def test_blocked_and_let_in_again(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    private = ann.in_private()
    await private.command("/settings remind 18:00")
    assert await reminded(hall, private) == "on"
    await private.block()
    assert await reminded(hall, private) == "asleep"
    await private.unblock()
    assert await reminded(hall, private) == "on"
    assert (await private.command("/review choice")).messages


async def test_thrown_out_and_back(hall: Hall) -> None:
    teacher = await hall.set_up()
    owner = hall.telegram.owner(hall.chat)
    await teacher.command("/daily setup 17:00")
    await owner.remove_bot()
    shown = expect(await hall.world.daily.show(account(teacher), hall.place), DailyShown)
    assert shown.state is DailyState.UNREACHABLE
    back = await owner.add_bot()
    assert "Here I am again" in back.text
    shown = expect(await hall.world.daily.show(account(teacher), hall.place), DailyShown)
    assert shown.state is DailyState.ON


async def test_a_group_that_becomes_a_supergroup(tmp_path: Path, clock: FakeClock) -> None:
    async with open_telegram(clock) as telegram:
        small = telegram.group("Latin")
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), small) as hall:
            teacher = await hall.set_up()
            question = await hall.start_round(teacher, "2 calm choice truefalse")
            await hall.come("Ann").press(question, question.buttons[0])
            grown = telegram.migrate(small)
            await hall.quiet()
            place = Place(Platform.TELEGRAM, str(grown.id))
            expect(await hall.world.rounds.current(account(teacher), place), Asked)
            await hall.pass_time(minutes=4)
            hall.chat = grown
            assert "1 of 1" in hall.last.said or "Answer" in hall.last.said
            assert "Here I am" not in "".join(message.said for message in hall.public)
        assert telegram.forgive() == []


@pytest.mark.parametrize("polls", [False, True], ids=["keys", "poll"])
async def test_a_question_open_while_its_group_grows_goes_on_in_the_new_chat(
    tmp_path: Path, clock: FakeClock, *, polls: bool
) -> None:
    async with open_telegram(clock) as telegram:
        small = telegram.group("Latin")
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), small) as hall:
            teacher = await hall.set_up()
            if polls:
                await teacher.command("/class polls on")
            question = await hall.start_round(teacher, "1 calm choice")
            ann = hall.come("Ann")
            await (ann.vote if polls else ann.press)(question, "Treaty of Rapallo")
            await hall.quiet()
            grown = hall.chat = telegram.migrate(small)
            await hall.quiet()
            grown.last_id = question.id - 2  # it counts for itself: old numbers come again
            other = (await teacher.at(grown).command("/help")).message
            assert other.id == question.id
            helped = other.said
            again = [m for m in hall.public if "Which treaty" in m.said]
            assert len(again) == 1
            ben = hall.come("Ben")
            await ben.press(again[0], "Treaty of Rapallo")
            await hall.pass_time(minutes=4)
            assert other.said == helped
            assert not telegram.called("stopPoll")
            assert "Ann" in again[0].said  # it became its reveal
            assert "Ben" in again[0].said
        assert telegram.forgive() == []


async def test_a_group_that_moved_unheard(tmp_path: Path, clock: FakeClock) -> None:
    async with open_telegram(clock) as telegram:
        small = telegram.group("Latin")
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), small) as hall:
            teacher = await hall.set_up()
            await teacher.command("/quiz 1 calm choice")
            hall.telegram.api.updates.allowed = frozenset({"callback_query"})
            grown = telegram.migrate(small)
            await hall.pass_time(seconds=3.5)
            await hall.pass_time(seconds=1)
            hall.chat = grown
            assert "Question 1 of 1" in hall.last.said
        telegram.forgive()


async def test_an_update_that_cannot_be_read_holds_up_nobody(hall: Hall) -> None:
    odd = {"update_id": 77, "callback_query": {"id": "1", "from": "nobody"}}
    with capture_logs() as logs:
        await hall.client.take(odd)
        assert (await hall.telegram.person("Ann").command("/help")).messages
    told = [log["kinds"] for log in logs if "cannot be read" in log["event"]]
    assert told == [["callback_query"]]


async def test_a_group_that_lets_nobody_write_is_no_error_of_ours(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, "1 calm choice")
    hall.chat.barred = frozenset({"can_send_messages"})
    with capture_logs() as logs:
        assert said(await hall.come("Ann").press(question, "Treaty of Rapallo"))
        assert not (await teacher.command("/help")).messages
    assert not [log for log in logs if log["log_level"] in ("error", "warning")]
    hall.chat.barred = frozenset()
    assert (await teacher.command("/help")).messages


async def test_an_error_of_ours_is_said_once(hall: Hall) -> None:
    def broken(tx: Tx) -> None:
        tx.execute("ALTER TABLE learner_days RENAME TO gone")

    await hall.world.database.transaction(broken)
    with capture_logs() as logs:
        told = await hall.telegram.person("Ann").command("/stats")
    assert "something broke on my side" in told.text
    assert len(told.messages) == 1
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["something went wrong"]
