"""The application's commands: global and of one server, read and synced with every limit."""

import copy

from tests.on_discord.fake import commands, shapes
from tests.on_discord.fake.calls import Api, Body, Call, route
from tests.on_discord.fake.shapes import Json

GLOBAL = 0
BASE = "/applications/{}/commands"
IN_GUILD = "/applications/{}/guilds/{}/commands"


@route("GET", BASE)
async def _all(api: Api, _call: Call, _app: str) -> Body:
    return list(scope(api, GLOBAL).values())


@route("PUT", BASE)
async def _sync(api: Api, call: Call, _app: str) -> Body:
    return _replaced(api, call, GLOBAL)


@route("POST", BASE)
async def _add(api: Api, call: Call, _app: str) -> Body:
    return _added(api, call, GLOBAL)


@route("GET", f"{BASE}/{{}}")
async def _one(api: Api, _call: Call, _app: str, which: str) -> Body:
    return _known(api, GLOBAL, which)


@route("PATCH", f"{BASE}/{{}}")
async def _change(api: Api, call: Call, _app: str, which: str) -> Body:
    return _changed(api, call, GLOBAL, which)


@route("DELETE", f"{BASE}/{{}}")
async def _drop(api: Api, _call: Call, _app: str, which: str) -> Body:
    _known(api, GLOBAL, which)
    del scope(api, GLOBAL)[int(which)]
    return None


@route("GET", IN_GUILD)
async def _all_in(api: Api, _call: Call, _app: str, guild: str) -> Body:
    return list(scope(api, api.guild(guild).id).values())


@route("PUT", IN_GUILD)
async def _sync_in(api: Api, call: Call, _app: str, guild: str) -> Body:
    return _replaced(api, call, api.guild(guild).id)


@route("POST", IN_GUILD)
async def _add_in(api: Api, call: Call, _app: str, guild: str) -> Body:
    return _added(api, call, api.guild(guild).id)


@route("GET", f"{IN_GUILD}/{{}}")
async def _one_in(api: Api, _call: Call, _app: str, guild: str, which: str) -> Body:
    return _known(api, api.guild(guild).id, which)


@route("PATCH", f"{IN_GUILD}/{{}}")
async def _change_in(api: Api, call: Call, _app: str, guild: str, which: str) -> Body:
    return _changed(api, call, api.guild(guild).id, which)


@route("DELETE", f"{IN_GUILD}/{{}}")
async def _drop_in(api: Api, _call: Call, _app: str, guild: str, which: str) -> Body:
    _known(api, api.guild(guild).id, which)
    del scope(api, int(guild))[int(which)]
    return None


def scope(api: Api, guild: int) -> dict[int, Json]:
    """Return the commands of a server, or the global ones for 0."""
    return api.world.commands.setdefault(guild, {})


def _known(api: Api, guild: int, which: str) -> Json:
    found = scope(api, guild).get(int(which))
    if found is None:
        raise shapes.unknown("application command", 10063)
    return found


def _replaced(api: Api, call: Call, guild: int) -> Body:
    given: list[Json] = call.body or []
    api.validator.refuse(call.name, commands.of_list(given))
    before = {_key(c): int(c["id"]) for c in scope(api, guild).values()}
    made = [_made(api, body, guild, before.get(_key(body))) for body in given]
    api.world.commands[guild] = {int(command["id"]): command for command in made}
    return made


def _added(api: Api, call: Call, guild: int) -> Body:
    before = {_key(c): int(c["id"]) for c in scope(api, guild).values()}
    made = _made(api, call.body, guild, before.get(_key(call.body)))
    others = [c for c in scope(api, guild).values() if c["id"] != made["id"]]
    api.validator.refuse(call.name, commands.of_list([*others, made]))
    scope(api, guild)[int(made["id"])] = made
    return made


def _changed(api: Api, call: Call, guild: int, which: str) -> Body:
    made = _made(api, _known(api, guild, which) | call.body, guild, int(which))
    api.validator.refuse(call.name, commands.of_command(made))
    scope(api, guild)[int(which)] = made
    return made


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or shapes.CHAT_INPUT, command["name"]


def _made(api: Api, body: Json, guild: int, known: int | None) -> Json:
    """Return a command as the platform keeps it."""
    permission = body.get("default_member_permissions")
    made: Json = {"type": shapes.CHAT_INPUT, "description": "", "nsfw": False, "contexts": None}
    made |= {"integration_types": [0], "options": [], "dm_permission": True}
    made |= copy.deepcopy({key: value for key, value in body.items() if value is not None})
    made |= {"id": str(known or api.world.ids.new()), "application_id": str(api.world.app)}
    made |= {"version": str(api.world.ids.new())}
    made["default_member_permissions"] = None if permission is None else str(permission)
    return made | ({"guild_id": str(guild)} if guild else {})
