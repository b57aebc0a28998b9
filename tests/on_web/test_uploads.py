"""Files over real HTTP: what comes in is bounded and checked, what goes out is for its readers."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from bot.domain.question import Recall
from bot.on_web import limits
from bot.press import presses as p
from bot.usecases import importing
from bot.usecases.classes import OPEN_CODE
from content.bounds import MAX_FILE
from content.draft import Draft, Found, Media
from content.editions import Edition, edition
from content.making import question
from storage import classes
from tests.fakes import FakeClock
from tests.on_web.school import School, open_school
from tests.on_web.visitor import Frame, Visitor, visiting

CARDS = b"Front,Back\nWhat does the heart do?,It pumps blood\nWhat carries oxygen?,Red cells\n"
EVIL = "<script>alert(1)</script>"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock) as opened:
        yield opened


@asynccontextmanager
async def sent(
    visitor: Visitor, data: object, path: str = "/deck/bring", **query: str
) -> AsyncIterator[ClientResponse]:
    """Send a body from a page of ours."""
    async with visitor.session.post(
        visitor.address + path, data=data, params=query, headers=visitor.origin
    ) as reply:
        yield reply


async def brought(visitor: Visitor, data: bytes = CARDS, **query: str) -> Frame:
    """Send a file and return the frame that answers."""
    asked = {"file": "heart.csv", "deck": "The body", **query}
    async with sent(visitor, data, **asked) as reply:
        frame: Frame = json.loads(await reply.text())
        return {**frame, "status": reply.status}


async def with_proposals(school: School, *stems: str) -> None:
    """Give the open class a deck with proposals and pictures."""
    asked = [question(stem, Recall("B"), explanation="E.") for stem in ("Bone?", *stems)]
    found = [
        Found(each, number, "" if number == 0 else "list") for number, each in enumerate(asked)
    ]
    own = edition(Draft(format="csv"), found, "The body")
    media = (Media("bone.png", PNG), Media("bone.svg", b"<svg><script/></svg>"))
    whole = Edition(own.deck, own.proposals, media)
    room = await school.world.database.transaction(lambda tx: classes.by_code(tx, OPEN_CODE))
    assert room is not None
    own_class = room.id
    await school.world.database.transaction(lambda tx: importing.keep(tx, whole, own_class))


async def test_a_file_is_looked_at_and_then_kept(school: School) -> None:
    async with visiting(school.address, "Ann") as ann:
        before = await school.world.dump("decks", "questions")
        coming = await brought(ann)
        assert (coming["status"], coming["region"]) == (200, "panel")
        assert "2 new" in str(coming["html"])
        assert await school.world.dump("decks", "questions") == before
        kept = await brought(ann, keep="1")
        assert "The body is in: 2 added." in str(kept["announce"])
        changed = await brought(ann, CARDS.replace(b"It pumps", b"It beats"), keep="1")
        assert 'name="same"' in str(changed["html"])
        mended = await brought(ann, CARDS.replace(b"It pumps", b"It beats"), keep="1", same="1")
        assert "1 changed" in str(mended["announce"])


async def test_names_and_texts_of_files_are_never_html(school: School) -> None:
    evil = f"Front,Back\n{EVIL},{EVIL}\nWhat?,<img src=x onerror=alert(1)>\n".encode()
    async with visiting(school.address, "Ann") as ann:
        for query in ({}, {"keep": "1"}, {"format": EVIL}, {"format": "toml"}):
            frame = await brought(ann, evil, file=f"{EVIL}.csv", deck=f"{EVIL}\u202e", **query)
            assert EVIL not in str(frame["html"])
            assert "<img" not in str(frame["html"])
            assert "\u202e" not in str(frame["html"])
        async with ann.tab() as line:
            await line.say("/deck")
            listed = await line.until("data-panel", region="panel")
            assert EVIL not in str(listed["html"])


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example"])
async def test_other_pages_send_nothing(school: School, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    async with visiting(school.address, "Ann") as ann:
        for path in ("/deck/bring?keep=1", "/deck/draft"):
            async with ann.session.post(
                school.address + path, data=CARDS, headers=headers
            ) as reply:
                assert reply.status == 403


async def test_only_those_who_look_after_the_class_send_files(school: School) -> None:
    async with (
        visiting(school.address, "Ann"),
        visiting(school.address, "Ben") as ben,
        visiting(school.address) as nobody,
    ):
        for visitor in (ben, nobody):
            frame = await brought(visitor, keep="1")
            assert (frame["status"], frame["region"]) == (403, "toast")
        async with sent(nobody, b"x", "/deck/draft", deck="a", question="b") as reply:
            assert reply.status == 403
        async with nobody.session.get(
            f"{school.address}/deck/export?deck=treaties&format=csv", allow_redirects=False
        ) as reply:
            assert reply.status == 303


async def test_a_file_too_large_is_refused_in_a_sentence(school: School) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(MAX_FILE // (1 << 20) + 6):
            yield b"x" * (1 << 20)

    async with visiting(school.address, "Ann") as ann:
        for body in (io.BytesIO(b"x" * 30_000_000), endless()):
            async with sent(ann, body, file="big.csv") as reply:
                assert reply.status == 413
                assert "up to 25 MB" in await reply.text()
        assert (await brought(ann))["status"] == 200  # and the next one is welcome


async def test_an_archive_that_swells_is_refused_and_the_room_lives_on(school: School) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", b"\0" * (100 << 20))
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        bomb = asyncio.create_task(brought(ann, packed.getvalue(), file="bomb.apkg", keep="1"))
        await line.say("/help")
        await line.until("data-panel", region="panel")
        frame = await bomb
        assert "not brought in" in str(frame["announce"])


async def test_one_file_at_a_time(school: School) -> None:
    halfway, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield CARDS[:20]
        halfway.set()
        await go_on.wait()
        yield CARDS[20:]

    async with visiting(school.address, "Ann") as ann:

        async def first() -> int:
            async with sent(ann, slow(), file="a.csv", keep="1") as reply:
                return reply.status

        running = asyncio.create_task(first())
        await halfway.wait()
        second = await brought(ann)
        while second["status"] == 200:  # the first had not reached the server
            second = await brought(ann)
        assert (second["status"], second["region"]) == (429, "toast")
        go_on.set()
        assert await running == 200
        assert (await brought(ann))["status"] == 200


async def test_a_proposal_is_settled_once_from_two_tabs(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as one, ann.tab() as other:
        await with_proposals(school, "Skin?", "Lung?")
        await one.say("/deck drafts the body")
        frame = await one.until("Skin?", region="panel")
        question_id = str(frame["html"]).partition('name="question" value="')[2].partition('"')[0]
        fields = (("deck", "the-body"), ("question", question_id))
        for line in (one, other):
            await line.push(p.Go("deck accept"), *fields)
        await one.until("Accepted: it is in play.", "Lung?", region="panel")
        await other.until("That one is settled already.", "Lung?", region="panel")
        await one.push(p.Go("deck show"), ("deck", "the-body"))
        await one.until("2 questions", region="panel")


async def test_a_proposal_is_edited_over_http(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await with_proposals(school, "Skin?")
        await line.say("/deck drafts the body")
        frame = await line.until("Skin?", region="panel")
        question_id = str(frame["html"]).partition('name="question" value="')[2].partition('"')[0]
        asked = {"deck": "the-body", "question": question_id}
        async with sent(ann, b"</textarea><script>", "/deck/draft", **asked) as reply:
            frame = json.loads(await reply.text())
            assert "not saved yet" in str(frame["html"])
            assert "<script>" not in str(frame["html"])
        async with sent(ann, b"x" * (limits.DRAFT_BYTES + 1), "/deck/draft", **asked) as reply:
            assert reply.status == 422
        await line.push(p.Go("deck edit"), *asked.items())
        shown = await line.until("Edit a proposal", region="panel")
        assert "Skin?" in str(shown["html"])


async def test_a_deck_goes_out_as_a_file(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, visiting(school.address, "Ben") as ben:
        await brought(ann, keep="1")
        url = f"{school.address}/deck/export?deck=the-body&format="
        async with ben.session.get(url + "csv") as reply:
            assert reply.status == 200
            assert reply.headers["Content-Disposition"].endswith("the-body.csv")
            assert reply.headers["X-Content-Type-Options"] == "nosniff"
            assert b"It pumps blood" in await reply.read()
        async with ben.session.get(url + "exe") as reply:
            assert reply.status == 422
            assert "format of a deck" in await reply.text()
        async with ben.tab() as line:
            await line.say("/deck export the body gift")
            frame = await line.until("/deck/export?deck=the-body", region="panel")
            assert "the-body" in str(frame["html"])


async def test_pictures_of_brought_decks_are_pictures_and_nothing_else(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, visiting(school.address) as nobody:
        await with_proposals(school)
        url = f"{school.address}/picture/the-body/"
        async with ann.session.get(url + "bone.png") as reply:
            assert reply.headers["Content-Type"] == "image/png"
            assert reply.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in reply.headers["Content-Security-Policy"]
            assert await reply.read() == PNG
        for name in ("bone.svg", "other.png", "..%2fbone.png"):
            async with ann.session.get(url + name) as reply:
                assert reply.status == 404
        async with nobody.session.get(url + "bone.png") as reply:
            assert reply.status == 404


async def test_odd_buttons_of_a_deck_are_refused(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        for verb in ("deck accept", "deck edit", "deck back", "deck dance", "deck export"):
            await line.push(p.Go(verb), ("deck", EVIL), ("question", EVIL))
            frame = await line.until(region="toast")
            assert EVIL not in str(frame["html"])


async def test_a_file_of_an_unknown_format_is_looked_at_again_as_the_one_chosen(
    school: School,
) -> None:
    one = b"Capital of France?,Paris\n"
    async with visiting(school.address, "Ann") as ann:
        unread = await brought(ann, one, file="x.txt")
        assert "Choose its format below and press" in str(unread["html"])
        coming = await brought(ann, one, file="x.txt", format="csv")
        assert "Nothing is kept yet" in str(coming["html"])
