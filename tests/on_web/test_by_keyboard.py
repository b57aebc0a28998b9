"""Every kind of question on a phone-wide page, by keyboard alone; and what every page must be.

A real Chromium looks: no script errors, no policy violations, no request to another host, a
name on every control, nothing wider than the screen, room for a thumb.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.domain.question import Choice, Question
from tests.decks import (
    CHOICE,
    CLOZE,
    DATE,
    MATCH,
    NUMBER,
    ORDER,
    POINTS,
    RECALL,
    SEVERAL,
    TRUEFALSE,
    TYPED,
    small_deck,
)
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import open_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.asyncio(loop_scope="module"),
]

PHONE = 360
INTERACTIVE = {"button", "textbox", "checkbox", "radio", "combobox", "link", "spinbutton"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


class Learner:
    """Somebody with a keyboard and nothing else."""

    def __init__(self, page: Page, host: str) -> None:
        self.page = page
        self.own = page.locator("#own")
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "request", lambda request: self.wrong.extend([request.url] * (host not in request.url))
        )

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.page.keyboard.type(text)

    async def tab_to(self, selector: str) -> None:
        """Press Tab until an element that matches has the focus."""
        for _ in range(60):
            if await self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            await self.press("Tab")
        raise AssertionError(f"Tab never came to {selector}")

    async def choose(self, question: Question, *texts: str) -> None:
        """Press the number keys of options, as they are shown."""
        assert isinstance(question.kind, Choice)
        shown = await self.own.locator(".option").all_inner_texts()
        for text in texts:
            place = next(i for i, words in enumerate(shown, 1) if text in words)
            await self.press(str(place))


async def a_choice(ann: Learner) -> None:
    await ann.choose(CHOICE, "Treaty of Rapallo")


async def several(ann: Learner) -> None:
    await ann.choose(SEVERAL, "Germany", "Italy")
    await ann.tab_to("button[type=submit]")
    await ann.press("Enter")


async def truefalse(ann: Learner) -> None:
    await ann.press("2")


async def typed(ann: Learner) -> None:
    await ann.type("Molotov")
    await ann.press("Enter")


async def number(ann: Learner) -> None:
    await ann.type("47 %")
    await ann.press("Enter")


async def date(ann: Learner) -> None:
    await ann.type("22 June 1941")
    await ann.press("Enter")


async def order(ann: Learner) -> None:
    items = ann.own.locator("[data-item]")
    for place, text in enumerate(("Rapallo", "Locarno", "Berlin", "Munich")):
        name = f"Move up: {text}"
        while text not in (await items.all_inner_texts())[place]:
            await ann.tab_to(f'[aria-label="{name}"]')
            await ann.press("Enter")
    await ann.tab_to("#own button[type=submit]")
    await ann.press("Enter")


async def match(ann: Learner) -> None:
    for place, text in enumerate(("Commissar to 1930", "German minister"), 1):
        await ann.tab_to(f".match label:nth-of-type({place}) select")
        await ann.type(text)
    await ann.tab_to("#own button[type=submit]")
    await ann.press("Enter")


async def cloze(ann: Learner) -> None:
    await ann.type("social")
    await ann.press("Enter")


async def points(ann: Learner) -> None:
    await ann.type("Fear of Japan, perhaps, and not land.")
    await ann.tab_to("#own button[type=submit]")
    await ann.press("Enter")
    await expect(ann.own.locator("[name=tick]").first).to_be_visible()
    for place in (2, 3):
        tick = ann.own.locator("[name=tick]").nth(place - 1)
        if not await tick.is_checked():
            await ann.press(str(place))
        await expect(tick).to_be_checked()
    await ann.tab_to("#own button[type=submit]")
    await ann.press("Enter")


async def recall(ann: Learner) -> None:
    await ann.press("Enter")
    await expect(ann.own.locator(".back")).to_contain_text("States act together")
    await ann.press("3")


KINDS: tuple[tuple[Question, Callable[[Learner], Awaitable[None]]], ...] = (
    (CHOICE, a_choice),
    (SEVERAL, several),
    (TRUEFALSE, truefalse),
    (TYPED, typed),
    (NUMBER, number),
    (DATE, date),
    (ORDER, order),
    (MATCH, match),
    (CLOZE, cloze),
    (POINTS, points),
    (RECALL, recall),
)


EACH_RUN = ("tst-choice", "tst-order")
"""The plainest kind and the one with most to do by keys; the others are slow."""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(*kind, id=kind[0].id, marks=() if kind[0].id in EACH_RUN else pytest.mark.slow)
        for kind in KINDS
    ],
)
async def test_a_kind_by_keyboard(
    browser: Browser,
    tmp_path: Path,
    clock: FakeClock,
    question: Question,
    answer: Callable[[Learner], Awaitable[None]],
) -> None:
    async with open_school(tmp_path / "school.db", clock, small_deck((question,))) as school:
        context = await browser.new_context(
            viewport={"width": PHONE, "height": 740}, reduced_motion="reduce"
        )
        page = await context.new_page()
        ann = Learner(page, school.host)
        await page.goto(school.address)
        await look(page)
        await ann.type("Ann")
        await ann.press("Enter")
        await expect(ann.own).to_contain_text("Good to see you, Ann")
        await look(page)

        await ann.press("/")
        await ann.type("review")
        await ann.press("Enter")
        await expect(ann.own.locator("h2")).to_be_focused()
        await look(page)
        await page.screenshot(path=tmp_path / f"{question.id}.png")
        await answer(ann)

        marked = ann.own.locator("[data-stage=marked]")
        await expect(marked).to_contain_text("Right")
        await expect(page.locator("#announce")).to_contain_text("Right.")
        await look(page)
        await ann.press("Enter")
        await expect(ann.own).to_contain_text("All done for now")
        assert ann.wrong == []
        await context.close()


async def test_every_panel_by_keyboard(browser: Browser, tmp_path: Path, clock: FakeClock) -> None:
    async with open_school(tmp_path / "school.db", clock) as school:
        context = await browser.new_context(viewport={"width": PHONE, "height": 740})
        page = await context.new_page()
        ann = Learner(page, school.host)
        await page.goto(school.address)
        await ann.type("Ann")
        await ann.press("Enter")
        await expect(ann.own).to_contain_text("Good to see you, Ann")
        for name in (
            "leaderboard",
            "stats",
            "settings",
            "class",
            "deck",
            "link",
            "privacy",
            "help",
        ):
            await ann.press("/")
            await ann.type(name)
            await ann.press("Enter")
            heading = page.locator(f"#panel [data-panel={name}] h2")
            await expect(heading).to_be_focused()
            await look(page)
            await ann.press("Escape")
            await expect(heading).to_be_hidden()
        await ann.tab_to("[data-open=start]")
        await ann.press("Enter")
        await expect(page.locator("dialog")).to_be_visible()
        await look(page)
        await ann.press("Escape")
        await expect(page.locator("dialog")).to_be_hidden()
        assert ann.wrong == []
        await context.close()


async def look(page: Page) -> None:
    """Check what every page must be, at this width, narrower, and with text twice as large."""
    await every_control_has_a_name(page)
    assert not (small := await small_targets(page)), small
    await fits(page)
    await page.set_viewport_size({"width": 320, "height": 740})
    await fits(page)
    await page.set_viewport_size({"width": PHONE, "height": 740})
    await page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    await fits(page)
    await page.evaluate("() => { document.documentElement.style.fontSize = ''; }")


async def fits(page: Page) -> None:
    """Check that nothing is wider than the screen."""
    wide = await page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => e.checkVisibility() && !e.closest('.sr, svg, .skip')
                && e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`)"""
    )
    assert not wide, "\n".join(wide)
    assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


async def small_targets(page: Page) -> list[str]:
    """Return the controls that are too small for a thumb (44 px), but for links in a line."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, textarea, summary, a')]
            .filter(e => e.checkVisibility() && e.type !== 'hidden'
                && !e.matches('.link, .skip') && !e.closest('label.option, .ticks, .segments'))
            .map(e => [e, e.getBoundingClientRect()])
            .filter(([e, box]) => box.height < 43.9 || box.width < 43.9)
            .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
    )
    return found


async def every_control_has_a_name(page: Page) -> None:
    """Check the accessibility tree as a screen reader gets it."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    nameless = [
        node
        for node in tree["nodes"]
        if not node.get("ignored")
        and node.get("role", {}).get("value") in INTERACTIVE
        and not node.get("name", {}).get("value", "").strip()
    ]
    assert nameless == []
