"""How updates come to the bot: asked for with offsets, or brought to a webhook with its secret."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, speaking
from tests.on_telegram.fake.hooks import SECRET_HEADER, hooked


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's bare bot."""
    async with speaking(telegram) as made:
        yield made


async def test_an_update_waits_until_it_is_confirmed(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    for text in "abc":
        await ada.say(text)
    first = await bot.get_updates(limit=2)
    assert [update.message and update.message.text for update in first] == ["a", "b"]
    assert [u.update_id for u in await bot.get_updates(limit=2)] == [u.update_id for u in first]
    (last,) = await bot.get_updates(offset=first[-1].update_id + 1)
    assert last.update_id == first[-1].update_id + 1
    assert await bot.get_updates(offset=last.update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_forgets_what_is_before(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    for text in "abc":
        await ada.say(text)
    (last,) = await bot.get_updates(offset=-1)
    assert last.message
    assert last.message.text == "c"
    assert len(await bot.get_updates()) == 1


async def test_updates_are_kept_for_a_day(
    telegram: FakeTelegram, bot: Bot, clock: FakeClock
) -> None:
    await telegram.person("Ada").say("old")
    clock.forward(hours=23)
    await telegram.person("Eve").say("new")
    clock.forward(hours=1)
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.text == "new"


async def test_whoever_asks_waits_for_the_next(telegram: FakeTelegram, bot: Bot) -> None:
    asking = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.01)
    assert not asking.done()
    await telegram.person("Ada").say("here")
    (update,) = await asking
    assert update.message


async def test_kinds_that_were_not_asked_for_do_not_come(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    await bot.get_updates(allowed_updates=["my_chat_member"])
    await ada.say("unheard")
    await ada.block()
    (update,) = await bot.get_updates()
    assert update.my_chat_member


async def test_what_a_bot_must_name_does_not_come_by_itself(
    telegram: FakeTelegram, bot: Bot
) -> None:
    group = telegram.supergroup()
    await telegram.owner(group).promote_bot()
    ada = telegram.person("Ada", group)
    await ada.leave()
    kinds = [set(update.to_dict()) - {"update_id"} for update in await bot.get_updates()]
    assert kinds == [{"my_chat_member"}, {"message"}]


async def test_of_two_who_ask_the_first_is_sent_away(telegram: FakeTelegram, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(bot.get_updates(timeout=5))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await telegram.person("Ada").say("here")
    assert len(await second) == 1


@pytest.mark.parametrize(
    ("url", "secret", "sentence"),
    [
        ("http://example.org/hook", "s", "An HTTPS URL must be provided"),
        ("https://example.org:8080/hook", "s", "can be set up only on ports 80, 88, 443 or 8443"),
        ("https://example.org/hook", "no spaces", "unallowed characters"),
    ],
)
async def test_webhooks_that_telegram_does_not_take(
    bot: Bot, url: str, secret: str, sentence: str
) -> None:
    with pytest.raises(BadRequest) as error:
        await bot.set_webhook(url, secret_token=secret)
    assert sentence.lower() in str(error.value).lower()


@asynccontextmanager
async def listening(answers: list[int], bodies: list[dict[str, object]]) -> AsyncIterator[int]:
    """Listen as a webhook would; yields the port. Answers with these statuses, then with 200."""

    async def take(request: web.Request) -> web.Response:
        assert request.headers[SECRET_HEADER] == "secret"
        status = answers.pop(0) if answers else 200
        if status == 200:
            bodies.append(await request.json())
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def test_a_webhook_is_tried_until_it_takes_the_update(
    telegram: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[dict[str, object]] = []
    async with listening([500, 403], bodies) as port, hooked(telegram) as statuses:
        monkeypatch.setattr("tests.on_telegram.fake.methods_updates.PORTS", frozenset({port}))
        await bot.set_webhook(f"https://127.0.0.1:{port}/hook", secret_token="secret")
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        telegram.duplicate()
        await telegram.person("Ada").say("hello")
        await telegram.wait(lambda: len(statuses) == 4)
        assert (await bot.get_webhook_info()).pending_update_count == 0
    assert statuses == [500, 403, 200, 200]
    assert bodies[0]["update_id"] == bodies[1]["update_id"]
