"""Calls against the published description of the Bot API, where a copy of it is at hand."""

from pathlib import Path
from typing import Any

import pytest
from telegram import BotCommand, InputPollOption
from telegram.error import BadRequest

from tests.on_telegram.fake import FakeTelegram, speaking, spec


@pytest.fixture
def known() -> spec.Spec:
    """The description; without one the test is skipped, and says so."""
    found = spec.load()
    if found is None:
        pytest.skip(spec.WHY_NOT)
    return found


@pytest.mark.parametrize(
    ("method", "params", "wrong"),
    [
        ("sendMessage", {"chat_id": "1", "text": "x"}, None),
        ("sendMessage", {"chat_id": "@name", "text": "x"}, None),
        ("sendMessage", {"chat_id": "1"}, "text is missing"),
        ("sendMessage", {"chat_id": "1", "text": "x", "loud": "true"}, "no parameter loud"),
        ("sendMessage", {"chat_id": "1", "text": "x", "protect_content": "1"}, "is no bool"),
        ("sendMessage", {"chat_id": "1", "text": "x", "message_thread_id": "a"}, "is not Integer"),
        ("sendSomething", {}, "no method sendSomething"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "reply_markup": '{"inline_keyboard": [[{"text": 1}]]}'},
            "is no str",
        ),
        (
            "sendMessage",
            {
                "chat_id": "1",
                "text": "x",
                "reply_markup": '{"inline_keyboard": [[{"text": "a", "colour": "red"}]]}',
            },
            "no field colour in InlineKeyboardButton",
        ),
        ("setMyCommands", {"commands": '[{"command": "q", "description": ""}]'}, "1-256 allowed"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat"}'}, "chat_id is missing"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "all_group_chats"}'}, None),
    ],
)
def test_calls(known: spec.Spec, method: str, params: dict[str, str], wrong: str | None) -> None:
    found = known.wrong_call(method, params, ())
    assert (found == []) if wrong is None else any(wrong in one for one in found), found


@pytest.mark.parametrize(
    ("kind", "value", "wrong"),
    [
        ("User", {"id": 1, "is_bot": False, "first_name": "Ada"}, None),
        ("User", {"id": 1, "is_bot": False}, "first_name is missing"),
        ("User", {"id": True, "is_bot": False, "first_name": "Ada"}, "is no int"),
        ("ChatMember", {"status": "left", "user": {"id": 1}}, "first_name is missing"),
        ("Update", {"update_id": 1, "said": {}}, "no field said in Update"),
    ],
)
def test_values(known: spec.Spec, kind: str, value: Any, wrong: str | None) -> None:
    found = known.wrong_value(kind, value)
    assert (found == []) if wrong is None else any(wrong in one for one in found), found


async def test_a_wrong_call_is_refused_and_remembered(
    known: spec.Spec, telegram: FakeTelegram
) -> None:
    assert known.version
    async with speaking(telegram) as bot:
        chat = telegram.person("Ada").chat.id
        with pytest.raises(BadRequest):
            await bot.send_message(chat, "x", api_kwargs={"loudness": 11})
        assert telegram.forgive() == ["sendMessage: no parameter loudness"]
        with pytest.raises(BadRequest):
            await bot.send_poll(chat, "q", [InputPollOption("o" * 101), "b"])
        assert "1-100 allowed" in telegram.forgive()[0]
        with pytest.raises(BadRequest):
            await bot.set_my_commands([BotCommand("c" * 33, "d")])
        assert "1-32 allowed" in telegram.forgive()[0]
        telegram.api.validator.share = 1000
        await bot.send_message(chat, "x", api_kwargs={"loudness": 11})


def test_the_description_is_looked_for_where_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(spec, "BESIDE", tmp_path / "nowhere")
    monkeypatch.setenv("STUDYHALL_SPECS", str(tmp_path))
    assert spec.found() is None
    (tmp_path / spec.NAME).write_text("{}")
    assert spec.found() == tmp_path / spec.NAME
