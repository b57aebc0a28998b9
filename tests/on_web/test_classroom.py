"""The main job on the real thing: the program, two learners in Chromium, a reload, a kill -9.

Nothing is faked here: `studyhall run` in a process of its own, the shipped bank, real time.
The pictures of README.md are taken on the way.
"""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.domain.question import Choice, Question, TrueFalse
from content import bank
from tests.on_web.chromium import chromium

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]

PICTURES = os.environ.get("README_PICTURES", "")
"""A folder to keep the screenshots in: how those of README.md are made."""


def free_port() -> int:
    """Return a port that nobody uses now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@dataclass(slots=True)
class Program:
    """`studyhall run`, which can be killed and started again on its data."""

    data: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Return where the classroom is."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start and wait until it says where it is open."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            "--data",
            str(self.data),
            "--port",
            str(self.port),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        first = await self.process.stdout.readline()
        assert self.address.encode() in first

    async def kill(self) -> None:
        """Kill it as a power cut would: no word of goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.communicate()


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[Program]:
    """Run the program, and leave no process behind."""
    program = Program(data)
    await program.start()
    try:
        yield program
    finally:
        if program.process is not None and program.process.returncode is None:
            await program.kill()


class Person:
    """Somebody at a tab of their own."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.live = page.locator("#live")
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._note)

    def _note(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if "//127.0.0.1:" not in url and not url.startswith("data:"):
            self.wrong.append(f"a request to {url}")

    async def type(self, text: str) -> None:
        """Type into the command bar and press Enter."""
        await self.page.fill("#say", text)
        await self.page.press("#say", "Enter")

    async def sees_question(self, number: int) -> Question:
        """Wait for a question of the round and look it up in the bank."""
        heading = self.live.locator("[data-stage=asked] h2")
        await expect(self.live.locator(".kicker")).to_contain_text(f"Question {number} of")
        return BY_STEM[await heading.inner_text()]

    async def answers(self, question: Question, *, right: bool) -> None:
        """Press an option of the open question."""
        text = option_text(question, right=right)
        await self.live.get_by_role("button", name=text, exact=True).click()

    async def goes_on(self) -> None:
        """Press Next once it may be pressed: at once it is a double click of somebody else."""
        following = self.live.get_by_role("button", name="Next")
        await expect(following).not_to_have_attribute("aria-disabled", "true")
        await following.click()

    async def picture(self, name: str, folder: Path) -> None:
        """Take a screenshot, and keep it for the README when asked to."""
        path = folder / f"{name}.png"
        await self.page.screenshot(path=path)
        assert path.stat().st_size > 10_000
        if PICTURES:
            shutil.copy(path, PICTURES)


BY_STEM = {
    question.stem: question
    for deck in bank.load(bank.bundled()).decks
    for question in deck.questions
}


def option_text(question: Question, *, right: bool) -> str:
    """Return the text of a right or wrong option, as its button is named."""
    kind = question.kind
    if isinstance(kind, TrueFalse):
        return "True" if kind.truth is right else "False"
    assert isinstance(kind, Choice)
    return next(option.text for option in kind.options if option.correct is right)


async def comes_in(browser: Browser, program: Program, name: str, *, phone: bool) -> Person:
    """Open the printed address in a browser of one's own and enter a name."""
    width = 390 if phone else 1280
    context = await browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = await context.new_page()
    person = Person(page, name)
    await page.goto(program.address)
    await page.get_by_label("What shall we call you?").fill(name)
    await page.keyboard.press("Enter")
    await expect(page.locator("#own")).to_contain_text(f"Good to see you, {name}")
    return person


@pytest.mark.slow  # it plays as fast as people do
async def test_two_learners_one_round_a_reload_and_a_kill(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as program, chromium() as browser:
        ann = await comes_in(browser, program, "Ann", phone=False)
        ben = await comes_in(browser, program, "Ben", phone=True)
        await the_round_survives(program, ann, ben, tmp_path)
        await the_podium_and_the_board(ann, ben, tmp_path)
        await a_review_of_ones_own(ben, tmp_path)
        assert ann.wrong == []
        assert ben.wrong == []


async def the_round_survives(program: Program, ann: Person, ben: Person, folder: Path) -> None:
    """The first question: answered by Ann, reloaded by Ben, killed in the middle, revealed."""
    await ann.type("/quiz 2 calm truefalse")
    question = await ann.sees_question(1)
    assert await ben.sees_question(1) == question
    await ann.answers(question, right=True)
    await expect(ann.live.locator("[data-slot=said]")).not_to_be_empty()
    await ann.picture("live-round", folder)
    assert "Ann" not in await ben.live.inner_text()
    await ben.page.reload()
    assert await ben.sees_question(1) == question

    await program.kill()
    banners = [person.page.locator("[data-offline]") for person in (ann, ben)]
    for banner in banners:
        await expect(banner).to_be_visible()
    await program.start()
    for banner in banners:
        await expect(banner).to_be_hidden(timeout=20_000)
    assert await ben.sees_question(1) == question
    assert await ann.sees_question(1) == question

    await ben.answers(question, right=False)
    for person in (ann, ben):
        revealed = person.live.locator("[data-stage=revealed]")
        await expect(revealed).to_be_visible(timeout=15_000)
        await expect(revealed).to_contain_text("Ann")
    await ben.picture("reveal-phone", folder)


async def the_podium_and_the_board(ann: Person, ben: Person, folder: Path) -> None:
    """The second question, its podium, and the week's board."""
    await ann.goes_on()
    question = await ann.sees_question(2)
    for person in (ann, ben):
        await person.answers(question, right=True)
    await expect(ann.live.locator("[data-stage=revealed]")).to_be_visible(timeout=15_000)
    await ann.goes_on()
    over = ann.live.locator("[data-stage=over]")
    await expect(over).to_be_visible(timeout=15_000)
    await expect(over).to_contain_text("Ann")
    await ann.type("/leaderboard week")
    board = ann.page.locator("#panel")
    await expect(board).to_contain_text("40")
    await expect(board).to_contain_text("21")
    await ann.picture("board", folder)


async def a_review_of_ones_own(ben: Person, folder: Path) -> None:
    """Ben's own queue goes on beside the class: a question, an answer, what comes of it."""
    await ben.type("/review choice")
    own = ben.page.locator("#own [data-stage=asked]")
    await expect(own).to_be_visible()
    await own.locator("h2").wait_for()
    question = BY_STEM[await own.locator("h2").inner_text()]
    right = own.get_by_role("button", name=option_text(question, right=True), exact=True)
    await right.click()
    marked = ben.page.locator("#own [data-stage=marked]")
    await expect(marked).to_contain_text("Right")
    await ben.picture("review-phone", folder)
