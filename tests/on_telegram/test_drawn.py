"""Pictures reach Telegram as photos, with the same in words below them."""

from datetime import UTC, datetime

from bot.drawing.canvas import WIDTH
from tests.drawing.reading import seen
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall
from tests.on_telegram.test_calendar import study, tick


def the_picture(message: Message) -> int:
    """Return how high the photo of a message is."""
    assert message.photo is not None, message
    look = seen(message.photo.data)
    assert look.width == WIDTH
    assert 300 < look.height < 2_200
    assert look.colours > 20, "something is drawn on it"
    assert not look.is_dark
    return look.height


async def test_a_board_as_a_picture_in_the_group(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await ben.in_private().start()
    await ben.command("/leaderboard")
    await study(hall, ben, 3)
    in_words = await ben.command("/leaderboard")
    assert in_words.message.photo is None
    await ben.command("/leaderboard picture")
    the_picture(hall.last)
    assert "Ben" in hall.last.said
    assert "points" in hall.last.said


async def test_progress_is_a_heat_map_what_is_due_and_what_is_remembered(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben").in_private()
    await ben.start()
    nothing_yet = await ben.command("/stats")
    assert nothing_yet.message.photo is None
    await study(hall, ben, 3)
    await ben.command("/stats")
    (shown,) = [message for message in ben.messages if message.photo is not None]
    assert the_picture(shown) > 1_000, "all three parts are on it"
    assert "Coming: tomorrow 3" in shown.said
    assert hall.last.photo is None, "nobody else sees it"


async def test_the_weeks_digest_brings_its_board_as_a_picture(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily digest monday 8:00")
    await study(hall, teacher, 2)
    await tick(hall, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    the_picture(hall.last)
    assert "The week of Year 9" in hall.last.said
    assert "Teacher" in hall.last.said


async def test_where_photos_are_barred_the_digest_comes_in_words(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily digest monday 8:00")
    await study(hall, teacher, 2)
    hall.chat.barred = frozenset({"can_send_photos"})
    await tick(hall, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    assert hall.last.photo is None
    assert "The week of Year 9" in hall.last.said
    assert "Teacher" in hall.last.said
    hall.telegram.forgive()


async def test_the_reveals_board_of_the_day_is_words_in_the_message_that_asked(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup 17:00")
    await hall.pass_time(hours=9)
    asked = hall.last
    ben = hall.come("Ben")
    await ben.press(asked, "Treaty of Rapallo")
    await hall.pass_time(hours=24)
    assert asked.photo is None
    for part in ("The day's board", "Ben", "20 points", "1 of 1 got it", "▰"):
        assert part in asked.said, asked.said
