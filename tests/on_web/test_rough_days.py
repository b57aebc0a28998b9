"""The page on a rough day: a server that falls silent, the same slip twice, very long words.

A real Chromium looks at a phone-wide page.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, WebSocketRoute, expect

from tests.decks import CLOZE, TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import School, open_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def come_in(browser: Browser, school: School, name: str) -> Page:
    """Return a phone's page in the room."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(school.address)
    await page.get_by_label("What shall we call you?").fill(name)
    await page.keyboard.press("Enter")
    await expect(page.locator("#own")).to_contain_text("Good to see you")
    return page


async def say(page: Page, text: str) -> None:
    await page.fill("#say", text)
    await page.press("#say", "Enter")


@pytest.mark.slow  # it waits as long as a person would
async def test_a_silent_server_is_told_and_the_answer_can_be_given_again(
    browser: Browser, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_school(tmp_path / "s.db", clock, small_deck((TYPED,))) as school:
        context = await browser.new_context(reduced_motion="reduce")
        page = await context.new_page()
        silent = False

        def route(socket: WebSocketRoute) -> None:
            server = socket.connect_to_server()

            def on_word(word: str | bytes) -> None:
                if not silent:
                    server.send(word)

            socket.on_message(on_word)

        await page.route_web_socket("**/ws**", route)
        await page.goto(school.address)
        await page.get_by_label("What shall we call you?").fill("Ann")
        await page.keyboard.press("Enter")
        await expect(page.locator("#own")).to_contain_text("Good to see you")
        await say(page, "/review")
        field = page.locator("#own [name=text]")
        await field.fill("Molotov")
        silent = True
        await page.locator("#own [type=submit]").click()
        await expect(page.locator("#toasts")).to_contain_text("I have not heard back yet")
        silent = False
        await expect(field).to_have_value("Molotov")
        await expect(page.locator("[data-offline]")).to_be_hidden()
        await page.locator("#own [type=submit]").click()
        await expect(page.locator("#own [data-stage=marked]")).to_contain_text("Right")
        await context.close()


async def test_what_stood_in_the_way_is_said_once_and_goes(
    browser: Browser, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_school(tmp_path / "s.db", clock, small_deck((TYPED,))) as school:
        page = await come_in(browser, school, "Ann")
        await say(page, "/review")
        answer = page.locator("#own [type=submit]")
        toasts = page.locator("#toasts .toast")
        for _ in range(2):
            await answer.click()
            await expect(toasts).to_have_count(1)
            await expect(answer).not_to_have_attribute("aria-disabled", "true")
        await page.locator("#own [name=text]").fill("Kaganovich")
        await answer.click()
        await expect(page.locator("#own [data-stage=marked]")).to_be_visible()
        await expect(toasts).to_have_count(0)
        claim = page.get_by_role("button", name="I was right")
        await claim.click()
        await expect(page.locator("#own")).to_contain_text("Counted as right in your own reviews")
        await expect(claim).to_have_count(0)
        await page.context.close()


async def test_long_words_stay_on_the_screen(
    browser: Browser, tmp_path: Path, clock: FakeClock
) -> None:
    async with open_school(tmp_path / "s.db", clock, small_deck((CLOZE,))) as school:
        page = await come_in(browser, school, "a" * 40)
        await lines_of_the_dock(page)
        await say(page, "/review")
        await page.locator("#own [name=gap]").first.fill("x" * 100)
        await page.locator("#own [type=submit]").click()
        await expect(page.locator("#own [data-stage=marked]")).to_be_visible()
        await fits(page)
        await say(page, "y" * 200)
        trouble = page.locator("#toasts .trouble")
        await expect(trouble).to_contain_text("yyy")
        await fits(page)
        await say(page, "/class")
        await expect(trouble).to_have_count(0)
        await expect(page.locator("#panel .members").first).to_be_visible()
        await fits(page)
        await page.context.close()


async def fits(page: Page) -> None:
    """Check that nothing is wider than the screen."""
    wide = await page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => e.checkVisibility() && !e.closest('.sr, svg, .skip')
                && e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => `${e.tagName}.${e.className}`)"""
    )
    assert wide == []


async def lines_of_the_dock(page: Page) -> None:
    """Check that each label of the phone's navigation has one line, with room at its sides."""
    cramped = await page.evaluate(
        """() => [...document.querySelectorAll('.dock .tab')].filter(tab => {
            const words = [...tab.querySelectorAll('span')].find(e => e.checkVisibility());
            const text = document.createRange();
            text.selectNodeContents(words);
            return text.getClientRects().length !== 1
                || tab.clientWidth - text.getBoundingClientRect().width < 8;
        }).map(tab => tab.innerText)"""
    )
    assert cramped == []
