"""Single questions on the web: written, found by their words, changed, and looked back on."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect as seen

from bot.domain.ids import QuestionId
from bot.domain.question import Chosen
from bot.domain.replies import (
    Asked,
    DraftDone,
    DraftQueue,
    Problem,
    QuestionHistory,
    QuestionText,
    Refused,
    Reply,
)
from bot.on_web import limits
from bot.on_web.buttons import push
from bot.on_web.commands import run
from bot.on_web.desk import Desk, Seat
from bot.press import encode
from bot.press import presses as p
from bot.usecases.authoring import LONGEST
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import School, desk_of, open_school
from tests.on_web.test_by_keyboard import look
from tests.on_web.visitor import visiting
from tests.usecases.world import ANN, BEN, World, expect

EVIL = "<script>alert(1)</script>"
FRONT, BACK = "Who signed for Germany?", "Rathenau"


@pytest.fixture
async def desk(world: World) -> Desk:
    await world.enter("Ann", "Ben")
    return desk_of(world)


@pytest.fixture
def seat(desk: Desk, world: World) -> Seat:
    return Seat(who=ANN, place=world.place, code=world.place.chat_id)


async def written(desk: Desk, seat: Seat) -> QuestionHistory:
    """Let an owner write a question, and return its history."""
    added = expect(await run(desk, seat, f"/question add {FRONT} = {BACK}"), DraftQueue)
    assert added.done is DraftDone.ACCEPTED
    return expect(await run(desk, seat, "/question history signed for Germany"), QuestionHistory)


async def test_a_question_is_written_found_by_its_words_and_by_its_id(
    desk: Desk, seat: Seat
) -> None:
    own = await written(desk, seat)
    assert own.may_edit
    assert await run(desk, seat, f"/question history {own.question}") == own
    text = expect(await run(desk, seat, f"/question edit {own.question}"), QuestionText)
    assert FRONT in text.text
    fields = (("question", own.question),)
    assert await push(desk, seat, encode(p.Go("question history")), fields) == own
    assert await push(desk, seat, encode(p.Go("question edit")), fields) == text


async def test_without_a_name_it_is_the_one_answered_last(desk: Desk, seat: Seat) -> None:
    assert await run(desk, seat, "/question history") == Refused(Problem.NO_SUCH_QUESTION)
    asked = await desk.study.next(ANN)
    assert isinstance(asked, Asked)
    await desk.study.answer(ANN, asked.ask, Chosen((0,)))
    last = expect(await run(desk, seat, "/question history"), QuestionHistory)
    assert last.question == asked.posed.question
    assert not last.may_edit, "it came with the program"
    refused = await run(desk, seat, f"/question edit {last.question}")
    assert isinstance(refused, Refused)
    assert refused.problem is Problem.DECK_FIXED


async def test_of_words_that_several_hold_the_ids_are_told(desk: Desk, seat: Seat) -> None:
    await written(desk, seat)
    await run(desk, seat, "/question add Who signed for Russia? = Chicherin")
    several = await run(desk, seat, "/question edit who signed")
    assert isinstance(several, Refused)
    assert several.problem is Problem.BAD_VALUE
    ids = several.about[2].split(", ")
    assert len(ids) == 2
    for one in ids:
        assert isinstance(await run(desk, seat, f"/question edit {one}"), QuestionText)
    assert await run(desk, seat, "/question edit zzz") == Refused(Problem.NO_SUCH_QUESTION)


async def test_what_waits_is_looked_through_and_members_only_suggest(
    desk: Desk, seat: Seat, world: World
) -> None:
    ben = Seat(who=BEN, place=world.place, code=seat.code)
    values = (("front", "Who lost?"), ("back", "Nobody"))
    offered = expect(await push(desk, ben, encode(p.Go("question add")), values), DraftQueue)
    assert offered.done is DraftDone.SUGGESTED
    waiting = expect(await run(desk, seat, "/question edit"), DraftQueue)
    assert waiting.waiting == 1
    for text in ("/question edit", "/question edit x", "/question history tst-typed"):
        refused = await run(desk, ben, text)
        assert isinstance(refused, Refused)
        assert refused.problem is Problem.NOT_ALLOWED


@pytest.mark.parametrize("text", ["/question", "/question dance", "/question add no answer"])
async def test_a_wrong_word_is_told_what_works(desk: Desk, seat: Seat, text: str) -> None:
    reply: Reply = await run(desk, seat, text)
    assert isinstance(reply, Refused)
    assert reply.problem is Problem.BAD_VALUE


async def test_a_button_of_another_edition(desk: Desk, seat: Seat) -> None:
    pushed = await push(desk, seat, encode(p.Go("question dance")), (("question", "x"),))
    assert pushed == Refused(Problem.ASK_GONE)


def test_the_form_takes_what_the_core_takes() -> None:
    assert limits.CARD_CHARACTERS == LONGEST


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock, small_deck((CHOICE,))) as opened:
        yield opened


async def test_a_changed_text_is_sent_by_its_page_alone(school: School) -> None:
    await school.world.enter("Ann")
    await school.world.classes.create(ANN, "Ours")
    desk = desk_of(school.world)
    seat = Seat(who=ANN, place=school.world.place, code="")
    url = f"{school.address}/question/text"
    async with visiting(school.address, "Owner") as owner, owner.tab() as line:
        await line.say("/class new Here")
        await line.until(type="visit")
        async with owner.session.post(url, data=b"x", params={"question": "x"}) as reply:
            assert reply.status == 403
        async with owner.session.post(
            url, data=EVIL.encode(), params={"question": EVIL}, headers=owner.origin
        ) as reply:
            assert reply.status == 404
            assert EVIL not in await reply.text()
        large = b"x" * (limits.DRAFT_BYTES + 1)
        async with owner.session.post(url, data=large, headers=owner.origin) as reply:
            assert reply.status == 422
    await run(desk, seat, f"/question add {FRONT} = {BACK}")
    ((number, _),) = await desk.mending.named(ANN, None, "Germany")
    async with (
        visiting(school.address, "Eve") as eve,
        eve.session.post(url, data=b"x", params={"question": number}, headers=eve.origin) as reply,
    ):
        assert reply.status in (403, 404)
    assert isinstance(await desk.mending.history(ANN, None, QuestionId(number)), QuestionHistory)


@pytest.mark.browser
@pytest.mark.timeout(120)
@pytest.mark.slow
async def test_written_mended_and_looked_back_on_on_a_phone(school: School) -> None:
    wrong: list[str] = []
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 360, "height": 800})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.extend([said.text] * (said.type == "error")))
        await page.goto(school.address)
        await page.fill("[name=name]", "Ann")
        await page.get_by_role("button", name="Come in").click()
        await seen(page.locator("[data-presence-text]")).to_contain_text("here")
        panel = page.locator("#panel")

        async def say(text: str) -> None:
            close = page.get_by_label("Close the panel")
            if await close.is_visible():  # on a phone it lies over the rest
                await close.click()
            await page.fill("#say", text)
            await page.press("#say", "Enter")

        await say("/class new Here")
        await seen(page.locator("header h1")).to_have_text("Here")
        await seen(panel).to_contain_text("Here")
        await say("/deck")
        await panel.get_by_text("Write a question").click()
        await panel.get_by_label("The question").fill(FRONT)
        await panel.get_by_label("Its answer").fill(BACK)
        await panel.get_by_role("button", name="Add it").click()
        await seen(panel).to_contain_text("All done")
        await say("/question edit signed for")
        text = panel.get_by_label("The question as its author writes it")
        await seen(text).to_have_value(re.compile("signed for Germany"))
        await look(page)
        await text.fill("nonsense")
        await panel.get_by_role("button", name="Save").click()
        await seen(panel).to_contain_text("This is not saved yet")
        await say("/question edit signed for")
        await seen(panel).not_to_contain_text("not saved")
        now = await text.input_value()
        await text.fill(now.replace(BACK, "Chicherin"))
        await panel.get_by_text("Another question now").click()
        await panel.get_by_role("button", name="Save").click()
        await seen(panel).to_contain_text("✓ Saved.")
        await seen(panel).to_contain_text("Chicherin")
        await seen(panel).to_contain_text("version 1")
        await look(page)
        await panel.get_by_role("button", name="Edit").click()
        await seen(text).to_be_visible()
        assert wrong == []
