"""Updates that Telegram brings to the classroom's own server: with a secret, each once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest

from bot.app import open_app, web_classroom
from bot.config import BadConfig, Config, wrong_address
from bot.on_telegram.hook import HEADER, MOST, Hook
from bot.platforms import telegram_adapter, telegram_hook
from tests.fakes import FakeClock
from tests.on_telegram.fake import TOKEN, FakeTelegram, open_telegram
from tests.on_telegram.fake.hooks import hooked
from tests.on_telegram.hall import no_wait

ADDRESS = "https://study.example.org/telegram"
SECRET = "an-invented-secret-of-the-tests"


def config(tmp_path: Path, **more: str) -> Config:
    """Return the settings of a bot with a webhook."""
    given = {
        "STUDYHALL_DATA": str(tmp_path),
        "STUDYHALL_PORT": "0",
        "STUDYHALL_SYNCHRONOUS": "OFF",
        "STUDYHALL_TELEGRAM_TOKEN": TOKEN,
        "STUDYHALL_TELEGRAM_WEBHOOK": ADDRESS,
    }
    return Config.from_env({**given, **more})


@asynccontextmanager
async def served(
    telegram: FakeTelegram, settings: Config, clock: FakeClock
) -> AsyncIterator[tuple[str, Hook]]:
    """Run the whole bot with a webhook; yields where the server is, and what takes updates."""
    async with open_app(settings, clock) as app:
        hook = await telegram_hook(app)
        assert hook is not None
        async with (
            web_classroom(app, {"/telegram": hook.knock}) as address,
            telegram_adapter(
                app, telegram.request(), telegram.request(), hook=hook, sleep=no_wait
            ) as lines,
        ):
            assert "startgroup" in lines[0]
            yield address, hook


async def test_updates_are_brought_and_answered(tmp_path: Path, clock: FakeClock) -> None:
    async with open_telegram(clock) as telegram:
        async with served(telegram, config(tmp_path), clock) as (address, hook):
            assert telegram.api.webhook["secret"] == hook.secret
            here = address.removeprefix("http://")

            def connector() -> aiohttp.BaseConnector:
                return aiohttp.TCPConnector(resolver=_Here(here))

            telegram.api.webhook["url"] = f"http://{here}/telegram"
            async with hooked(telegram, connector) as statuses:
                telegram.quick = False
                ann = telegram.person("Ann")
                telegram.duplicate()
                await ann.command("/help")
                await telegram.wait(lambda: telegram.public(ann.chat))
                await telegram.wait(lambda: len(statuses) == 2)
                await telegram.settle()
                assert statuses == [200, 200]
                assert len(telegram.public(ann.chat)) == 1
        assert telegram.forgive() == []


class _Here(aiohttp.abc.AbstractResolver):
    """Leads every name to this machine."""

    def __init__(self, here: str) -> None:
        self.port = int(here.rpartition(":")[2])

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list:  # type: ignore[type-arg]
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": self.port,
                "family": 2,
                "proto": 0,
                "flags": 0,
            }
        ]

    async def close(self) -> None:
        """Nothing is open."""


async def test_who_does_not_show_the_secret_is_sent_away(tmp_path: Path, clock: FakeClock) -> None:
    settings = config(tmp_path, STUDYHALL_TELEGRAM_SECRET=SECRET)
    async with (
        open_telegram(clock) as telegram,
        served(telegram, settings, clock) as (address, hook),
        aiohttp.ClientSession() as web,
    ):
        assert hook.secret == SECRET
        url = f"{address}/telegram"
        update = {"update_id": 1}
        for headers in ({}, {HEADER: "wrong"}, {HEADER: SECRET[:-1]}, {HEADER: "ü"}):
            async with web.post(url, json=update, headers=headers) as answer:
                assert answer.status == 403
        right = {HEADER: SECRET}
        async with web.post(url, json=update, headers=right) as answer:
            assert answer.status == 200
        for body, status in (
            (b"{", 400),
            (b"[]", 400),
            (b"{}", 400),
            (BytesIO(b"x" * (MOST + 1)), 413),
        ):
            async with web.post(url, data=body, headers=right) as answer:
                assert answer.status == status
        async with web.post(url, data=_endless(), headers=right) as answer:
            assert answer.status == 413
        async with web.get(url, headers=right) as answer:
            assert answer.status == 405


async def _endless() -> AsyncIterator[bytes]:
    for _ in range(MOST // 1_000 + 2):
        yield b"x" * 1_000


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://study.example.org/telegram", ""),
        ("https://study.example.org:8443/telegram", ""),
        ("https://study.example.org:88/x", ""),
        ("https://study.example.org:80/x", ""),
        ("http://study.example.org/telegram", "https://"),
        ("https://study.example.org:8080/telegram", "8443"),
        ("https://study.example.org:99999/telegram", "no address"),
        ("https://study.example.org/", "path"),
        ("https://study.example.org/telegram?key=1", "path"),
        ("study.example.org/telegram", "https://"),
    ],
)
def test_an_address_that_telegram_would_not_take_is_told(url: str, wrong: str) -> None:
    told = wrong_address(url)
    assert wrong in told
    assert bool(told) == bool(wrong)


@pytest.mark.parametrize("secret", ["a" * 16, "Az09-_" * 42 + "Az09"])
def test_a_secret_that_telegram_takes(tmp_path: Path, secret: str) -> None:
    """Up to 256 letters, digits, - and _ [setWebhook.secret_token]; fewer than 16 are guessed."""
    assert config(tmp_path, STUDYHALL_TELEGRAM_SECRET=secret).telegram_secret == secret
    for wrong in (f"{secret}é", secret[:15], secret * 17):
        with pytest.raises(BadConfig, match="16 to 256"):
            config(tmp_path, STUDYHALL_TELEGRAM_SECRET=wrong)


def test_settings_name_what_is_wrong_and_no_secret(tmp_path: Path) -> None:
    assert config(tmp_path).secrets == (TOKEN,)
    bad = {
        "STUDYHALL_TELEGRAM_TOKEN": "my-token-is-secret",
        "STUDYHALL_TELEGRAM_WEBHOOK": "http://x/telegram",
        "STUDYHALL_TELEGRAM_SECRET": "short",
        "STUDYHALL_TELEGRAM_SERVER": "ftp://x",
    }
    with pytest.raises(BadConfig) as told:
        Config.from_env(bad)
    assert str(told.value).count("STUDYHALL_TELEGRAM") == 4
    assert "my-token-is-secret" not in str(told.value)
    assert "short" not in str(told.value)
    with pytest.raises(BadConfig, match="cannot be read"):
        Config.from_env({"STUDYHALL_TELEGRAM_TOKEN_FILE": str(tmp_path / "none")})
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    found = Config.from_env({"STUDYHALL_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})
    assert found.telegram_token == TOKEN
