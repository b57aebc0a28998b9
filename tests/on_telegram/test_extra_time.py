"""Extra time in a group: who joined a round, or answered in it, is waited for."""

from bot import wording
from bot.domain.replies import Problem, Refused
from tests.on_telegram.hall import Hall, said


async def test_who_joined_has_their_own_time(hall: Hall) -> None:
    teacher = await hall.set_up()
    ann, ben = hall.come("Ann"), hall.come("Ben")
    await ann.in_private().command("/settings time 2")
    await teacher.command("/quiz 1 quick choice")
    await hall.quiet()
    joined = await ann.press(hall.last, "Join")
    assert joined.alert
    await hall.pass_time(seconds=3.5)
    question = hall.last
    key = next(k["callback_data"] for k in question.keys if k["text"] == "Treaty of Rapallo")
    await hall.pass_time(seconds=25)
    assert "Treaty of Rapallo" in question.buttons  # no reveal yet
    assert wording.plain(Refused(Problem.ASK_CLOSED)) in said(await ben.send_press(question, key))
    assert "Treaty of Rapallo" in said(await ann.send_press(question, key))
    await hall.pass_time(seconds=3)
    assert "Ann" in hall.last.said
    assert "Ben" not in hall.last.said
