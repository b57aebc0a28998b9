"""The question of the day on a phone, in Chromium: set up by its form, one tap, the reveal."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.decks import small_deck
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import School, open_school

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PICTURES = os.environ.get("README_PICTURES", "")
"""A folder to keep the screenshots in."""

PHONE, TALL = 390, 844


async def look(page: Page, name: str) -> None:
    """See that nothing is wider than the screen; keep a picture where one is wanted."""
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE
    if PICTURES:
        await page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


async def tick(school: School, **parts: float) -> None:
    """Let time pass, and look once at what is due."""
    school.world.clock.forward(**parts)
    await school.world.rounds.tick()
    await school.world.daily.tick()


@pytest.mark.slow
async def test_a_day_on_a_phone(tmp_path: Path, clock: FakeClock) -> None:
    async with (
        open_school(tmp_path / "school.db", clock, small_deck()) as school,
        chromium() as browser,
    ):
        page = await browser.new_page(
            viewport={"width": PHONE, "height": TALL}, timezone_id="Europe/London"
        )
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(school.address)
        await page.get_by_label("What shall we call you?").fill("Ann")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/c/*")
        await set_up(page)
        await tick(school, hours=1)
        await one_tap(page, school)
        await tick(school, days=1)
        await the_reveal(page)
        assert wrong == []


async def set_up(page: Page) -> None:
    """Ann begins the daily question by its form, and looks ahead."""
    await page.fill("#say", "/daily")
    await page.keyboard.press("Enter")
    panel = page.locator("#panel")
    await expect(panel).to_contain_text("There is no daily question here yet.")
    await panel.get_by_label("Time", exact=True).fill("10:00")
    await look(page, "daily-setup")
    await panel.get_by_role("button", name="Begin").click()
    await expect(panel).to_contain_text("The next question comes today at 10:00.")
    await look(page, "daily-settings")
    await panel.get_by_role("button", name="The next 7 days").click()
    await expect(panel).to_contain_text("Next in the order of the themes.")
    await look(page, "daily-ahead")
    await page.get_by_label("Close the panel").click()


async def one_tap(page: Page, school: School) -> None:
    """The post is the question: one tap answers, and a reload still knows it."""
    card = page.locator("#daily article")
    await expect(card).to_contain_text("The answer comes tomorrow at 10:00.")
    await look(page, "daily-question")
    box = await card.get_by_role("button", name="Treaty of Rapallo").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= TALL  # no scrolling to the first tap
    assert box["height"] >= 44
    await card.get_by_role("button", name="Treaty of Rapallo").click()
    await expect(card).to_contain_text("Kept: Treaty of Rapallo.")
    await look(page, "daily-answered")
    await page.reload()
    await expect(card).to_contain_text("Kept: Treaty of Rapallo.")
    await expect(card).to_contain_text("1 learner has answered so far.")


async def the_reveal(page: Page) -> None:
    """The answer stands beside the next question: who got it, the row, the board."""
    answer = page.locator("#before article")
    await expect(answer).to_contain_text("1 of 1 got it")
    await expect(answer).to_contain_text("Right")
    await expect(answer).to_contain_text("that starts a run!")
    await expect(page.locator("#daily article")).to_contain_text("Which states met at Munich?")
    await look(page, "daily-next")
    await answer.scroll_into_view_if_needed()
    await answer.evaluate("card => card.scrollIntoView()")
    await look(page, "daily-reveal")
    row = answer.locator(".row-words")
    await row.scroll_into_view_if_needed()
    await look(page, "daily-board")
