"""What Discord does not let the bot do, thing by thing: a place is given up only if it must."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import aiohttp
import discord as library
import pytest

from bot.domain.daily import DailyState
from bot.domain.ids import Account, DeckId
from bot.domain.question import Picture
from bot.domain.replies import DailyShown
from bot.on_discord.refused import Meaning, meaning_of
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_discord.fake import open_discord, shapes
from tests.on_discord.fake.state import Channel
from tests.on_discord.hall import Hall, open_hall, said
from tests.on_discord.test_posting import daily_forum, posts_in
from tests.on_discord.test_survives import EDIT, SEND, account
from tests.usecases.world import expect

THREADS = "POST /channels/*/messages/*/threads"
PICTURED = replace(CHOICE, picture=Picture("map.png", "Europe in 1922"))


async def a_picture(_who: Account | None, _deck: DeckId, _name: str) -> bytes:
    return b"\x89PNG"


@pytest.fixture
async def gallery(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """A hall whose one question has a picture."""
    async with open_discord(clock) as opened:
        deck = small_deck((PICTURED,))
        async with open_hall(opened, tmp_path / "x.db", clock, deck, a_picture) as made:
            yield made
        assert not opened.forgive()


async def daily_state(hall: Hall) -> DailyState:
    shown = await hall.world.daily.show(account(hall, "Teacher"), hall.place)
    return expect(shown, DailyShown).state


async def test_where_nothing_may_be_attached_a_picture_is_told_in_words(gallery: Hall) -> None:
    teacher = await gallery.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    await gallery.discord.forbid(gallery.general, shapes.ATTACH_FILES)
    question = await gallery.start_round(teacher, questions=1)
    assert "Picture: Europe in 1922" in question.text
    said(await gallery.come("Ben").press(question, "Treaty of Rapallo"))
    await gallery.quiet()
    assert "1 learner has answered" in question.text, "the number follows"
    await gallery.pass_time(minutes=1)
    assert "Ben" in question.text, "and so does the reveal"
    assert not any(m.files for m in gallery.public)
    assert await daily_state(gallery) is DailyState.ON


async def test_where_files_may_be_attached_the_picture_is_there(gallery: Hall) -> None:
    question = await gallery.start_round(await gallery.set_up(), questions=1)
    assert [(f.name, f.description) for f in question.files] == [("map.png", "Europe in 1922")]
    assert "Picture:" not in question.text


async def test_a_place_where_nothing_may_be_said_is_found_out_with_a_picture_too(
    gallery: Hall,
) -> None:
    teacher = await gallery.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    await gallery.discord.forbid(gallery.general, shapes.SEND_MESSAGES)
    await gallery.pass_time(hours=9)
    assert await daily_state(gallery) is DailyState.UNREACHABLE
    assert len(gallery.discord.called(SEND)) == 2, "with the picture, and without it"


@pytest.mark.parametrize(
    ("status", "code"), [(404, 10003), (404, 10004), (403, 50001), (403, 50013), (400, 160005)]
)
async def test_a_place_that_is_gone_or_shut_is_left_alone(
    hall: Hall, status: int, code: int
) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    hall.discord.fail(SEND, status, code)
    await hall.pass_time(hours=9)
    assert await daily_state(hall) is DailyState.UNREACHABLE


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50024), (400, 50035)])
async def test_a_post_that_is_not_taken_says_nothing_about_its_place(
    hall: Hall, status: int, code: int
) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    hall.discord.fail(SEND, status, code)
    await hall.pass_time(hours=9)
    assert not hall.public
    assert await daily_state(hall) is DailyState.ON
    await hall.pass_time(days=1)
    assert "The answer comes" in hall.last.text, "the next day's is there"
    hall.discord.forgive()


@pytest.mark.parametrize(("status", "code"), [(403, 0), (404, 0), (403, 40333)])
async def test_what_stands_in_the_way_passes(hall: Hall, status: int, code: int) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    hall.discord.fail(SEND, status, code)
    await hall.pass_time(hours=9)
    assert not hall.public
    await hall.pass_time(seconds=6)
    assert "The answer comes" in hall.last.text


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (400, 30046)])
async def test_a_message_that_cannot_be_changed_is_followed_by_another(
    hall: Hall, status: int, code: int
) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00"))
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    hall.discord.fail(EDIT, status, code)
    await hall.pass_time(minutes=1)
    assert question.edited is None
    assert "Treaty of Rapallo" in hall.public[hall.public.index(question) + 1].text
    assert await daily_state(hall) is DailyState.ON


async def test_a_pin_that_is_refused_keeps_no_thread_from_being_opened(hall: Hall) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00", pin=True, thread=True))
    await hall.discord.forbid(hall.general, shapes.PIN_MESSAGES)
    await hall.pass_time(hours=9)
    assert not hall.last.pinned
    assert len(posts_in(hall, hall.general)) == 1
    assert await daily_state(hall) is DailyState.ON


async def test_a_line_cut_while_a_thread_is_opened_sends_nothing_again(hall: Hall) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00", thread=True))
    hall.discord.lose_answer(THREADS)
    await hall.pass_time(hours=9)
    await hall.pass_time(minutes=10)
    assert len(hall.discord.called(SEND)) == 1


async def test_a_forum_post_that_somebody_locked_gets_its_answer_in_another(hall: Hall) -> None:
    forum = await daily_forum(hall)
    await hall.pass_time(hours=9)
    (thread,) = posts_in(hall, forum)
    thread.archived = thread.locked = True
    await hall.pass_time(days=1)
    posts = [text_in(hall, each) for each in posts_in(hall, forum)]
    assert "Yesterday's answer" not in posts[0]
    assert "Yesterday's answer" in posts[1]
    assert "The answer comes" in posts[2], "the forum goes on"


async def test_a_thread_that_somebody_locked_is_left_alone(hall: Hall) -> None:
    teacher = await hall.set_up()
    thread = hall.discord.thread(hall.general, "quiz night")
    await hall.discord.gateway.emit("THREAD_CREATE", hall.discord.wire(thread))
    said(await teacher.at(thread).command("/daily setup", time="17:00"))
    said(await teacher.command("/daily setup", time="17:00"))
    await hall.pass_time(hours=9)
    thread.archived = thread.locked = True
    await hall.pass_time(days=1)
    place = replace(hall.place, thread=str(thread.id))
    shown = await hall.world.daily.show(account(hall, "Teacher"), place)
    assert expect(shown, DailyShown).state is DailyState.UNREACHABLE
    assert await daily_state(hall) is DailyState.ON, "its channel has done nothing"


async def test_a_forum_whose_history_is_not_shown_is_posted_to_all_the_same(hall: Hall) -> None:
    forum = await daily_forum(hall)
    await hall.discord.forbid(forum, shapes.READ_MESSAGE_HISTORY)
    hall.discord.lose_answer("POST /channels/*/threads")
    await hall.pass_time(hours=9)
    await hall.pass_time(seconds=6)
    assert len(posts_in(hall, forum)) == 2, "what cannot be seen is rather said twice than never"
    await hall.pass_time(days=1)
    assert "The answer comes" in text_in(hall, posts_in(hall, forum)[-1])


def text_in(hall: Hall, thread: Channel) -> str:
    """Return what is said in a thread."""
    return "\n".join(m.text for m in hall.discord.world.said_in(thread))


@pytest.mark.parametrize(
    ("status", "code", "meaning"),
    [
        (403, 50007, Meaning.SHUT),
        (403, 50278, Meaning.SHUT),
        (404, 10013, Meaning.SHUT),
        (400, 50033, Meaning.SHUT),
        (404, 10008, Meaning.DONE),
        (403, 50005, Meaning.NEVER),
        (400, 0, Meaning.NEVER),
        (401, 0, Meaning.LATER),
        (429, 40062, Meaning.LATER),
        (503, 0, Meaning.LATER),
        (500, 50013, Meaning.LATER),
    ],
)
def test_what_a_refusal_means(status: int, code: int, meaning: Meaning) -> None:
    response = cast("aiohttp.ClientResponse", SimpleNamespace(status=status, reason="No"))
    refused = library.HTTPException(response, {"code": code, "message": "No"})
    assert meaning_of(refused) is meaning
