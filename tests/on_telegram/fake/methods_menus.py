"""How the bot presents itself: who it is, its commands for each scope and language, its menus."""

import json
import re

from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.shapes import Json, bad
from tests.on_telegram.fake.wire import me_json

COMMAND, SHOWN, MOST = re.compile(r"[a-z0-9_]{1,32}"), 256, 100
SCOPES = [
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
]
TEXTS = {"name": 64, "description": 512, "short_description": 120}


@method
def get_me(api: Api, _call: Call) -> Json:
    return me_json(api.world.bot)


@method
def log_out(_api: Api, _call: Call) -> bool:
    return True


@method
def close(_api: Api, _call: Call) -> bool:
    return True


@method
def set_my_commands(api: Api, call: Call) -> bool:
    commands = call.tree("commands") or []
    if len(commands) > MOST:
        raise api.validator.breach(call.method, f"{len(commands)} commands")
    for one in commands:
        if not COMMAND.fullmatch(one["command"]):
            raise api.validator.breach(call.method, f"BOT_COMMAND_INVALID: {one['command']}")
        if not 1 <= len(one["description"]) <= SHOWN:
            sentence = f"BOT_COMMAND_DESCRIPTION_INVALID: {one['command']}"
            raise api.validator.breach(call.method, sentence)
    api.world.commands[_menu(api, call)] = commands
    return True


@method
def delete_my_commands(api: Api, call: Call) -> bool:
    api.world.commands.pop(_menu(api, call), None)
    return True


@method
def get_my_commands(api: Api, call: Call) -> list[Json]:
    return api.world.commands.get(_menu(api, call), [])


def _menu(api: Api, call: Call) -> tuple[str, str]:
    """Return which menu a call is about: its scope, written down, and its language."""
    scope = call.tree("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    if "chat_id" in scope and api.find_chat(str(scope["chat_id"])) is None:
        raise bad("chat not found")
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise api.validator.breach(call.method, f"invalid language code {language}")
    return scope_name(scope), language


def scope_name(scope: Json) -> str:
    """Return ``all_group_chats``, or ``chat_member:5:6`` for a scope of one chat or person."""
    parts = [scope[name] for name in ("type", "chat_id", "user_id") if name in scope]
    return ":".join(map(str, parts))


@method
def set_chat_menu_button(api: Api, call: Call) -> bool:
    api.world.menus[call.whole("chat_id")] = call.tree("menu_button") or {"type": "default"}
    return True


@method
def get_chat_menu_button(api: Api, call: Call) -> Json:
    return api.world.menus.get(call.whole("chat_id"), {"type": "commands"})


@method
def set_my_default_administrator_rights(api: Api, call: Call) -> bool:
    for_channels = str(call.flag("for_channels"))
    api.world.texts["rights", for_channels] = json.dumps(call.tree("rights") or {})
    return True


def _setter(name: str) -> None:
    """Put the two methods of one of the bot's own texts into the table."""

    def setting(api: Api, call: Call) -> bool:
        if len(call.text(name)) > TEXTS[name]:
            raise api.validator.breach(call.method, f"{name} is too long")
        api.world.texts[name, call.text("language_code")] = call.text(name)
        return True

    def getting(api: Api, call: Call) -> Json:
        return {name: api.world.texts.get((name, call.text("language_code")), "")}

    setting.__name__, getting.__name__ = f"set_my_{name}", f"get_my_{name}"
    method(setting)
    method(getting)


for _name in TEXTS:
    _setter(_name)
