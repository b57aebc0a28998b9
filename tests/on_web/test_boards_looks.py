"""Boards, class against class and progress, in Chromium: on a phone and on a desk."""

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.domain.ids import Account, Platform
from bot.domain.question import Chosen
from bot.domain.replies import Asked
from bot.drawing.canvas import WIDTH
from tests.decks import long_deck
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import School, open_school
from tests.usecases.world import BEN, CAT, account

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PICTURES = os.environ.get("README_PICTURES", "")
"""A folder to keep the screenshots in."""

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
RTL = account("Noor")


async def look(page: Page, name: str) -> None:
    """See that nothing is wider than the screen; keep a picture where one is wanted."""
    wide = page.viewport_size
    assert wide is not None
    assert await page.evaluate("document.documentElement.scrollWidth") <= wide["width"]
    if PICTURES:
        size = "phone" if wide["width"] < 600 else "desk"
        await page.screenshot(path=str(Path(PICTURES) / f"{name}-{size}.png"), full_page=True)


async def a_week(school: School) -> None:
    """Let three classmates study on some days of two weeks."""
    world = school.world
    await world.classes.enter(RTL, "نور <b>", zone="Europe/London")
    for day in range(9):
        for n, who in enumerate((BEN, CAT, RTL)):
            for question in range(n + 1 if day % 3 else 1):
                asked = await world.study.next(who)
                if isinstance(asked, Asked):
                    await world.study.answer(who, asked.ask, Chosen((int(question % 3 == 2),)))
        world.clock.forward(days=1)
        await world.boards.tick()


async def say(page: Page, command: str) -> None:
    await page.fill("#say", command)
    await page.keyboard.press("Enter")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_boards_and_progress(tmp_path: Path, clock: FakeClock, size: str) -> None:
    width, height = SIZES[size]
    async with (
        open_school(tmp_path / "school.db", clock, long_deck(40)) as school,
        chromium() as browser,
    ):
        await school.world.enter("Ben", "Cat")
        await a_week(school)
        page = await browser.new_page(
            viewport={"width": width, "height": height},
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(school.address)
        await page.get_by_label("What shall we call you?").fill("Ann")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/c/*")
        await expect(page.locator("#own")).to_contain_text("Good to see you, Ann")
        await the_board(page)
        await class_against_class(page)
        await the_progress(page, school)
        assert wrong == []


async def the_board(page: Page) -> None:
    """In a small class the goal is first; last week's board is final."""
    panel = page.locator("#panel")
    await say(page, "/leaderboard")
    await expect(panel).to_contain_text("points together by 3 learners")
    await expect(panel).to_contain_text("نور <b>")
    await look(page, "board")
    await as_a_picture(page)
    await panel.get_by_role("button", name="Last week").click()
    await expect(panel).to_contain_text("final")
    await panel.get_by_role("button", name="This week").last.click()
    await expect(panel).not_to_contain_text("final")


async def as_a_picture(page: Page) -> None:
    """The same as a picture that fits, says in words what it shows, and follows the look."""
    panel = page.locator("#panel")
    await panel.get_by_role("button", name="As a picture").click()
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        picture = panel.get_by_role("img", name="Ben", exact=False)
        await expect(picture).to_have_count(1)
        await expect(picture).to_have_attribute("src", re.compile(f"look={scheme}"))
        await picture.scroll_into_view_if_needed()
        await expect(picture).to_have_js_property("naturalWidth", WIDTH)
        await look(page, f"board-drawn-{scheme}")
    await page.emulate_media(color_scheme="light")
    await expect(panel.locator("table")).to_have_count(0)
    await panel.get_by_role("button", name="In words").click()
    await expect(panel.locator("table")).not_to_have_count(0)
    await expect(panel.get_by_role("img", name="Ben", exact=False)).to_have_count(0)


async def class_against_class(page: Page) -> None:
    panel = page.locator("#panel")
    await panel.get_by_role("button", name="Class against class").click()
    await expect(panel).to_contain_text("does not take part")
    await look(page, "classes")
    await page.get_by_label("Close the panel").click()


async def the_progress(page: Page, school: School) -> None:
    """Days behind, days ahead, themes: as drawings with their words."""
    panel, world = page.locator("#panel"), school.world
    rows = (await world.dump("accounts"))["accounts"]
    known = {"user-ben", "user-cat", "user-noor"}
    (ann,) = [str(user) for _, user, *_ in rows if user not in known]
    for right in (True, False, True):
        asked = await world.study.next(Account(Platform.WEB, ann))
        assert isinstance(asked, Asked)
        await world.study.answer(Account(Platform.WEB, ann), asked.ask, Chosen((int(not right),)))
    await say(page, "/stats")
    await expect(panel.locator("svg.heat")).to_be_visible()
    await expect(panel.locator("svg.due")).to_have_attribute("aria-label", re.compile(r"\d"))
    await look(page, "progress")
