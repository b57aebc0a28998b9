"""The distribution's Chromium, for tests that look at the page as a learner does."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

EXECUTABLE = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        if (path := shutil.which(name))
    ),
    "",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def needs_chromium() -> None:
    """Skip with a word where there is no Chromium; on CI its absence is a failure."""
    if EXECUTABLE:
        return
    if os.environ.get("CI"):
        pytest.fail("there is no Chromium here, and CI must look at the page")
    pytest.skip("no Chromium here: install it to run the tests that look at the page")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start Chromium, and close it after."""
    needs_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=EXECUTABLE, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()
