"""A teacher's notes become a deck on a phone, and a second learner plays it. A real Chromium looks.

No script errors, no policy violations, nothing wider than the screen; the queue works by keyboard.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from bot.domain.ids import DeckId
from bot.domain.question import Choice, Option, Recall
from content.making import question
from storage import proposals
from storage.proposals import Proposed
from tests.fakes import FakeClock
from tests.on_web.chromium import chromium
from tests.on_web.school import School, open_school
from tests.on_web.test_by_keyboard import look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PHONE = 360
NOTES = """What does the liver do?
- makes bile
- stores glycogen
- breaks down toxins

Which organ makes insulin?
- the pancreas

Where does digestion begin?
- in the mouth
"""
BODY = DeckId("the-body")
ORGAN = question(
    "Which organ makes insulin?",
    Choice((Option("the pancreas", correct=True), Option("the spleen", correct=False))),
    own_id="body-1",
    explanation="From your notes, line 7.",
)
MOUTH = question("Mouth?", Recall("Yes"), own_id="body-2", explanation="From your notes.")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock) as opened:
        yield opened


async def comes_in(browser: Browser, school: School, name: str, wrong: list[str]) -> Page:
    """Open a phone of somebody's own, and come in."""
    context = await browser.new_context(viewport={"width": PHONE, "height": 740})
    page = await context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.extend([said.text] * (said.type == "error")))
    await page.goto(school.address)
    await page.fill("[name=name]", name)
    await page.get_by_role("button", name="Come in").click()
    await expect(page.locator("[data-presence-text]")).to_contain_text("here")
    return page


async def says(page: Page, text: str) -> None:
    """Type a command."""
    await page.fill("#say", text)
    await page.press("#say", "Enter")


async def propose(school: School) -> None:
    """Let two questions wait for the teacher, whatever the proposer makes of the notes."""
    made = [Proposed(replace(each, deck=BODY, theme="all"), "choice", 7) for each in (ORGAN, MOUTH)]
    await school.world.database.transaction(lambda tx: proposals.put(tx, BODY, made))


async def test_notes_become_a_deck_that_the_class_plays(browser: Browser, school: School) -> None:
    wrong: list[str] = []
    ann = await comes_in(browser, school, "Ann", wrong)
    panel = ann.locator("#panel")
    await says(ann, "/deck import")
    await expect(panel).to_contain_text("Choose a file")
    await look(ann)
    await panel.get_by_label("Or paste your notes").fill(NOTES)
    await panel.get_by_role("button", name="See what would come").click()
    await expect(ann.locator("#toasts")).to_contain_text("Give your notes a name first.")
    await ann.keyboard.type("The body")
    await ann.keyboard.press("Enter")
    await expect(panel).to_contain_text("Nothing is kept yet.")
    await expect(panel).to_contain_text("What does the liver do?")
    await look(ann)
    await panel.get_by_role("button", name="Import").dblclick()
    await expect(panel).to_contain_text("The body is in: 3 added.")
    await expect(ann.locator("#start select[name=deck]")).to_contain_text("The body")
    await propose(school)
    await panel.get_by_role("button", name="See the deck").click()
    await panel.get_by_role("button", name="Look through them").click()
    await expect(panel.locator(".draft")).to_contain_text("Which organ makes insulin?")
    await look(ann)
    await tab_to(ann, "Accept")
    await ann.keyboard.press("Enter")
    await expect(panel).to_contain_text("Accepted: it is in play.")
    await expect(ann.locator("#announce")).to_contain_text("Accepted")
    await tab_to(ann, "Drop")
    await ann.keyboard.press("Enter")
    await expect(panel).to_contain_text("Nothing waits for you here.")
    ben = await comes_in(browser, school, "Ben", wrong)
    await says(ben, "/quiz the body 1")
    await expect(ben.locator("#live")).to_contain_text("The body")
    await school.world.pass_time(seconds=5)
    await expect(ben.locator("#live .stem")).to_contain_text("Which organ makes insulin?")
    await ben.locator("#live").get_by_role("button", name="the pancreas").click()
    await school.world.pass_time(seconds=60)
    await expect(ben.locator("#live")).to_contain_text("1 right")
    assert not wrong


async def tab_to(page: Page, words: str) -> None:
    """Press Tab until the button of these words has the focus."""
    for _ in range(40):
        if await page.evaluate("document.activeElement.textContent.trim()") == words:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {words}")


@pytest.mark.slow
async def test_a_file_is_chosen_dropped_edited_and_taken_out(
    browser: Browser, school: School
) -> None:
    wrong: list[str] = []
    ann = await comes_in(browser, school, "Ann", wrong)
    panel = ann.locator("#panel")
    await says(ann, "/deck import")
    broken = b'[[question]]\nkind = "riddle"\n'
    await choose(ann, "<b>body</b>.toml", broken)
    await expect(panel).to_contain_text("Unknown kind")
    assert await panel.locator("b", has_text="body").count() == 0
    await look(ann)
    await panel.get_by_role("button", name="Choose another file").click()
    await choose(ann, "The body.txt", NOTES.encode())
    await panel.get_by_role("button", name="Import").click()
    await expect(panel).to_contain_text("The body is in")
    await propose(school)
    await panel.get_by_role("button", name="See the deck").click()
    await expect(panel).to_contain_text("2 proposed questions")
    await look(ann)
    await panel.get_by_role("button", name="Look through them").click()
    await panel.get_by_role("button", name="Edit").click()
    text = panel.locator("textarea")
    before = await text.input_value()
    await text.fill(before.replace('kind = "choice"', 'kind = "riddle"'))
    await panel.get_by_role("button", name="Save").click()
    await expect(panel).to_contain_text("not saved yet")
    await look(ann)
    await text.fill(before.replace("Which organ", "What organ"))
    await panel.get_by_role("button", name="Save").click()
    await expect(panel.locator(".draft")).to_contain_text("What organ makes insulin?")
    await panel.get_by_role("button", name="Back to the deck").click()
    await panel.locator("select[name=format]").select_option("markdown")
    await panel.get_by_role("button", name="Make the file").click()
    async with ann.expect_download() as download:
        await panel.get_by_role("link", name="Download").click()
    assert "liver" in (await (await download.value).path()).read_text("utf-8")
    await look(ann)
    assert not wrong


async def choose(page: Page, name: str, data: bytes) -> None:
    """Choose a file and look at what would come."""
    file = FilePayload(name=name, mimeType="text/plain", buffer=data)
    await page.set_input_files("[data-file]", files=[file])
    await page.get_by_role("button", name="See what would come").click()
