"""Pictures reach Discord as files with alt text, and say what the words beside them say."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.drawing.canvas import WIDTH
from tests.drawing.reading import seen
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import File, Message
from tests.on_discord.hall import Hall
from tests.on_discord.test_calendar import study, tick

MEDIA_GALLERY = 12


def walk(parts: list[Json]) -> Iterator[Json]:
    """Yield components and what is in them."""
    for part in parts:
        yield part
        yield from walk(part.get("components", []))


def the_picture(message: Message) -> File:
    """Return the one file of a message, which its card shows with the same alt text."""
    (file,) = message.files
    assert file.name == "picture.png"
    look = seen(file.content)
    assert look.width == WIDTH
    assert 300 < look.height < 2_200
    assert look.colours > 20, "something is drawn on it"
    assert look.is_dark
    gallery = next(part for part in walk(message.components) if part["type"] == MEDIA_GALLERY)
    (item,) = gallery["items"]
    assert item["media"]["attachment_id"] == str(file.id)
    assert item["description"] == " ".join((file.description or "").split())
    return file


async def test_a_board_as_a_picture_and_back_in_words(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    await study(hall, ben, 3)
    done = await ben.command("/leaderboard", look="picture")
    assert done.private
    alt = the_picture(done.message).description or ""
    assert "Ben" in alt
    assert "Ben, 3 points (you)" in alt
    back = await ben.press(done.message, "In words")
    assert back.message.files == []
    assert "Ben" in back.text
    again = await ben.press(back.message, "As a picture")
    the_picture(again.message)


async def test_progress_is_a_heat_map_what_is_due_and_what_is_remembered(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    nothing_yet = await ben.command("/stats")
    assert nothing_yet.message.files == []
    await study(hall, ben, 3)
    done = await ben.command("/stats")
    assert done.private
    file = the_picture(done.message)
    assert "due" in (file.description or "")
    assert seen(file.content).height > 1_000, "all three parts are on it"


async def test_the_weeks_digest_brings_its_board_as_a_picture(hall: Hall) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    await teacher.command("/daily digest", day="Monday", time="8:00")
    await study(hall, ben, 3)
    await tick(hall, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    assert "The week of" in hall.last.text
    alt = the_picture(hall.last).description or ""
    assert "Ben" in alt
    assert "Together" in alt


async def test_a_digest_of_a_week_without_points_is_words_alone(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily digest", day="Monday", time="8:00")
    await tick(hall, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    assert all(not message.files for message in hall.public)


async def test_the_reveals_board_of_the_day_is_words_in_the_message_that_asked(hall: Hall) -> None:
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00", reveal=4)
    await hall.pass_time(hours=9)
    asked = hall.last
    await hall.come("Ben").press(asked, "Treaty of Rapallo")
    await hall.pass_time(hours=5)
    assert hall.last is asked
    assert asked.files == []
    for part in ("The day's board", "Ben", "20 points", "1 of 1 got it", "▰"):
        assert part in asked.text.replace("\\", ""), asked.text
