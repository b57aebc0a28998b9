"""The pictures of README.md: real payloads, drawn and looked at in Chromium."""

import os
from pathlib import Path

import pytest

from tests.on_discord.pictures import scenes
from tests.on_discord.pictures.page import Shot, page
from tests.on_web.chromium import chromium, needs_chromium

FOLDER = os.environ.get("DISCORD_PICTURES", "")
"""A folder to keep the screenshots in: how those of README.md are made."""

PICTURES: dict[str, tuple[Shot, ...]] = {
    "live-question": (scenes.live(),),
    "reveal": (scenes.reveal(),),
    "review": (scenes.review(), scenes.card()),
    "board": (scenes.board(),),
    "kinds": (scenes.several(), scenes.order()),
    "podium": (scenes.podium(),),
    "progress": (scenes.progress(),),
}
WIDTHS = {"wide": 720, "phone": 390}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("look", ["dark", "light"])
async def test_messages_look_right_on_screens_wide_and_narrow(look: str, tmp_path: Path) -> None:
    needs_chromium()
    folder = Path(FOLDER) if FOLDER else tmp_path
    async with chromium() as browser:
        for name, shots in PICTURES.items():
            for screen, width in WIDTHS.items():
                tab = await browser.new_page(viewport={"width": width, "height": 300})
                await tab.set_content(page(shots, look))
                wide = await tab.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{name} runs out of a {screen} screen"
                path = folder / f"{name}-{look}-{screen}.png"
                await tab.screenshot(path=path, full_page=True)
                assert path.stat().st_size > 5_000
                await tab.close()
