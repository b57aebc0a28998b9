"""Reminders, the week's digest and a plan after a gap, in Chromium: on a phone and on a desk."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.domain.ids import Account, Platform
from bot.domain.question import Chosen
from bot.domain.replies import Asked
from tests.decks import long_deck
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import School, open_school
from tests.usecases.world import World

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PICTURES = os.environ.get("README_PICTURES", "")
"""A folder to keep the screenshots in."""

SIZES = {"phone": (390, 844), "desk": (1280, 900)}


async def look(page: Page, name: str) -> None:
    """See that nothing is wider than the screen; keep a picture where one is wanted."""
    wide = page.viewport_size
    assert wide is not None
    assert await page.evaluate("document.documentElement.scrollWidth") <= wide["width"]
    if PICTURES:
        size = "phone" if wide["width"] < 600 else "desk"
        await page.screenshot(path=str(Path(PICTURES) / f"{name}-{size}.png"))


async def tick(school: School, now: datetime) -> None:
    """Let it be so late, and look once at what is due."""
    school.world.clock.now = now
    await school.world.reminding.tick()
    await school.world.digesting.tick()


async def somebody(world: World) -> Account:
    """Return the account of the one learner there is."""
    rows = await world.dump("accounts")
    ((platform, user_id, *_),) = rows["accounts"]
    return Account(Platform(str(platform)), str(user_id))


async def study(school: School, who: Account, count: int) -> None:
    """Let a learner answer so many questions somewhere else."""
    for number in range(count):
        asked = await school.world.study.next(who)
        assert isinstance(asked, Asked)
        school.world.clock.now += timedelta(seconds=20)
        await school.world.study.answer(who, asked.ask, Chosen((int(number % 3 == 0),)))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_month_on_the_web(tmp_path: Path, clock: FakeClock, size: str) -> None:
    width, height = SIZES[size]
    async with (
        open_school(tmp_path / "school.db", clock, long_deck(40)) as school,
        chromium() as browser,
    ):
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
        who = await somebody(school.world)
        await set_up(page)
        await study(school, who, 30)
        await the_reminder(page, school)
        await the_week(page, school)
        await back_after_a_month(page, school)
        assert wrong == []


async def close_panel(page: Page) -> None:
    await page.get_by_label("Close the panel").click()


async def set_up(page: Page) -> None:
    """Ann is reminded at an hour of hers, and her class gets a digest."""
    await page.fill("#say", "/settings goal 1")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    panel = page.locator("#panel")
    await panel.get_by_role("button", name="Change reminders").click()
    await expect(panel).to_contain_text("Shall I remind you when something is due?")
    await look(page, "reminders-off")
    await panel.get_by_text("At this time").click()
    await panel.get_by_label("Time", exact=True).fill("17:30")
    await panel.get_by_role("button", name="Remind me").click()
    await expect(panel).to_contain_text("I remind you at 17:30, if something is due.")
    await look(page, "reminders-on")
    await close_panel(page)
    await page.fill("#say", "/daily digest")
    await page.keyboard.press("Enter")
    await panel.get_by_role("button", name="Post it every week").click()
    await expect(panel).to_contain_text("The weekly digest comes on Mondays at 08:00")
    await look(page, "digest-set-up")
    await close_panel(page)


async def the_reminder(page: Page, school: School) -> None:
    """It comes with its question: one tap answers, or puts it off."""
    await tick(school, datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
    own = page.locator("#own")
    await expect(own).to_contain_text("Here is the first, if you like.")
    await look(page, "reminder")
    await own.get_by_role("button", name="in an hour").click()
    await expect(page.locator("#toasts")).to_contain_text("I come back Thursday at 18:30")
    await page.reload()
    await expect(own).to_contain_text("Question")
    await tick(school, datetime(2026, 3, 5, 18, 30, tzinfo=UTC))
    await own.locator("[data-work] button").first.click()
    await expect(own.locator('[data-stage="marked"]')).to_be_visible()


async def the_week(page: Page, school: School) -> None:
    """The digest stands below one's own study."""
    await tick(school, datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    week = page.locator("#week article")
    await expect(week).to_contain_text("The week of")
    await week.scroll_into_view_if_needed()
    await week.evaluate("card => card.scrollIntoView()")
    await look(page, "digest")


async def back_after_a_month(page: Page, school: School) -> None:
    """The plan: one tap takes it, and its first question is there."""
    school.world.clock.now = datetime(2026, 4, 9, 9, 0, tzinfo=UTC)
    await page.reload()
    await page.locator('[data-tab="review"]').first.click()
    own = page.locator("#own")
    await expect(own).to_contain_text("Good to have you back.")
    await look(page, "comeback")
    await own.get_by_role("button", name="Start the plan").click()
    while not await own.locator('[data-stage="share"]').count():
        await own.locator("[data-work] button").first.click()
        await own.locator('[data-stage="marked"]').wait_for()
        await own.get_by_role("button", name="Next").click()
        await own.locator('[data-stage]:not([data-stage="marked"])').wait_for()
    await look(page, "comeback-done")
