"""The pictures of README.md: real messages, drawn and looked at in Chromium."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.on_telegram.pictures.page import Chat, page
from tests.on_telegram.pictures.scenes import SCENES
from tests.on_telegram.reading import wrong
from tests.on_web.chromium import chromium, needs_chromium

FOLDER = os.environ.get("TELEGRAM_PICTURES", "")
"""A folder to keep the pictures of README.md in: how they are made."""

README = Path(__file__).parents[2] / "README.md"
FOR_README = ("live-question", "reveal", "review", "board")
WIDTHS = {"wide": 720, "phone": 390}
README_WIDTH, README_SCALE = 420, 2


@pytest.mark.parametrize("name", SCENES)
def test_what_is_drawn_could_be_sent(name: str) -> None:
    assert not [trouble for shot in SCENES[name]().shots for trouble in wrong(shot.rendered)]


async def draw(
    browser: Browser, chat: Chat, look: str, width: int, path: Path, scale: int = 1
) -> None:
    """Keep a picture of a chat on a screen so wide; nothing runs out of it."""
    size = {"width": width, "height": 100}
    tab = await browser.new_page(viewport=size, device_scale_factor=scale)  # type: ignore[arg-type]
    await tab.set_content(page(chat, look))
    wide = await tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{path.stem} runs out of {width} pixels"
    taken = await tab.screenshot(path=path, full_page=True)
    assert len(taken) > 5_000
    await tab.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("look", ["dark", "light"])
async def test_messages_look_right_on_screens_wide_and_narrow(look: str, tmp_path: Path) -> None:
    needs_chromium()
    async with chromium() as browser:
        for name, scene in SCENES.items():
            for screen, width in WIDTHS.items():
                await draw(browser, scene(), look, width, tmp_path / f"{name}-{look}-{screen}.png")


@pytest.mark.slow
@pytest.mark.browser
async def test_the_pictures_of_the_readme_are_taken(tmp_path: Path) -> None:
    needs_chromium()
    folder = Path(FOLDER) if FOLDER else tmp_path
    async with chromium() as browser:
        for name in FOR_README:
            path = folder / f"{name}.png"
            await draw(browser, SCENES[name](), "dark", README_WIDTH, path, README_SCALE)


def test_the_readme_shows_each_of_its_pictures() -> None:
    shown = README.read_text("utf-8")
    for name in FOR_README:
        path = f"tests/on_telegram/pictures/{name}.png"
        assert f"]({path})" in shown
        assert (README.parent / path).is_file()
