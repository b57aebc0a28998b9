"""The pictures of README.md: real payloads, drawn and looked at in Chromium."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.on_discord.invite import NEEDED
from tests.on_discord.pictures import class_scenes, scenes
from tests.on_discord.pictures.page import Shot, page
from tests.on_web.chromium import chromium, needs_chromium

FOLDER = os.environ.get("DISCORD_PICTURES", "")
"""A folder to keep the pictures of README.md in: how they are made."""

README = Path(__file__).parents[2] / "README.md"
FOR_README: dict[str, tuple[Shot, ...]] = {
    "setup": (class_scenes.setup(),),
    "live-question": (scenes.live(), scenes.kept()),
    "reveal": (scenes.reveal(),),
    "review": (scenes.review(),),
}
PICTURES: dict[str, tuple[Shot, ...]] = {
    **FOR_README,
    "kinds": (scenes.several(), scenes.order()),
    "card": (scenes.card(),),
    "board": (class_scenes.board(),),
    "podium": (scenes.podium(),),
    "progress": (class_scenes.progress(),),
}
WIDTHS = {"wide": 720, "phone": 390}
README_WIDTH, README_SCALE = 480, 2
"""Two beside each other fill the page, at about the size they have in Discord; sharp pixels."""


async def draw(
    browser: Browser, shots: tuple[Shot, ...], look: str, width: int, path: Path, scale: int = 1
) -> None:
    """Keep a picture of messages on a screen so wide; nothing runs out of it."""
    size = {"width": width, "height": 100}
    tab = await browser.new_page(viewport=size, device_scale_factor=scale)  # type: ignore[arg-type]
    await tab.set_content(page(shots, look))
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
        for name, shots in PICTURES.items():
            for screen, width in WIDTHS.items():
                path = tmp_path / f"{name}-{look}-{screen}.png"
                await draw(browser, shots, look, width, path)


@pytest.mark.slow
@pytest.mark.browser
async def test_the_pictures_of_the_readme_are_taken(tmp_path: Path) -> None:
    needs_chromium()
    folder = Path(FOLDER) if FOLDER else tmp_path
    async with chromium() as browser:
        for name, shots in FOR_README.items():
            path = folder / f"{name}.png"
            await draw(browser, shots, "dark", README_WIDTH, path, README_SCALE)


def test_the_readme_gives_a_reason_for_each_permission_and_names_no_other() -> None:
    shown = README.read_text("utf-8").split("| permission | what for |")[1].split("\n\n")[0]
    rows = [line.strip().strip("|").split("|") for line in shown.splitlines()[2:]]
    named = {name.strip().casefold(): reason.strip() for name, reason in rows}
    in_discord = {"view_channel": "view channels"}
    assert set(named) == {in_discord.get(name, name.replace("_", " ")) for name in NEEDED}
    assert all(named.values())


def test_the_readme_shows_each_of_its_pictures() -> None:
    shown = README.read_text("utf-8")
    for name in FOR_README:
        path = f"tests/on_discord/pictures/{name}.png"
        assert f"]({path})" in shown
        assert (README.parent / path).is_file()
