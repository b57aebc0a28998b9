"""Channels, threads, forum posts, private chats, servers, and who the bot is."""

from tests.on_discord.fake import messages, permissions, posting, rest_messages, shapes, wire
from tests.on_discord.fake.calls import Api, Body, Call, route
from tests.on_discord.fake.shapes import Json, Refused
from tests.on_discord.fake.state import Channel, Guild

CHANNEL_NAME = 100


@route("GET", "/users/@me")
async def _me(api: Api, _call: Call) -> Body:
    return wire.user_json(api.world.bot)


@route("GET", "/users/@me/guilds")
async def _my_guilds(api: Api, call: Call) -> Body:
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 200))
    guilds = sorted((g for g in api.world.guilds.values() if g.bot_in), key=lambda g: g.id)
    return [_mine(api, g) for g in guilds if g.id > after][:limit]


def _mine(api: Api, guild: Guild) -> Json:
    may = permissions.in_guild(guild, api.world.bot)
    told: Json = {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False}
    return told | {"permissions": str(may)}


@route("DELETE", "/users/@me/guilds/{}")
async def _leave(api: Api, _call: Call, which: str) -> Body:
    guild = api.guild(which)
    guild.bot_in = False
    guild.members.pop(api.world.bot.id, None)
    await api.gateway.emit("GUILD_DELETE", {"id": str(guild.id)})
    return None


@route("POST", "/users/@me/channels")
async def _open_dm(api: Api, call: Call) -> Body:
    user = api.world.users.get(int(call.body["recipient_id"]))
    if user is None or user.bot:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return wire.channel_json(api.world.dm_with(user))


@route("GET", "/users/{}")
async def _user(api: Api, _call: Call, which: str) -> Body:
    user = api.world.users.get(int(which))
    if user is None:
        raise shapes.unknown("User", 10013)
    return wire.user_json(user)


@route("GET", "/gateway")
async def _gateway(_api: Api, _call: Call) -> Body:
    return {"url": "wss://gateway.discord.gg"}


@route("GET", "/gateway/bot")
async def _gateway_bot(api: Api, _call: Call) -> Body:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return {"url": "wss://gateway.discord.gg", "shards": api.shards, "session_start_limit": limit}


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
async def _application(api: Api, _call: Call) -> Body:
    bot = api.world.bot
    found: Json = {"id": str(api.world.app), "name": bot.display, "description": "", "icon": None}
    found |= {"interactions_endpoint_url": api.world.endpoint or None}
    found |= {
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": api.world.flags,
    }
    found |= {"owner": wire.user_json(bot), "team": None, "bot": wire.user_json(bot)}
    installs: Json = {"oauth2_install_params": {"scopes": ["bot"], "permissions": "0"}}
    return found | {"integration_types_config": {"0": installs, "1": {}}, "tags": []}


@route("GET", "/channels/{}")
async def _channel(api: Api, _call: Call, which: str) -> Body:
    channel = api.channel(which)
    permissions.need(api.world, channel)
    return wire.channel_json(channel)


@route("PATCH", "/channels/{}")
async def _change(api: Api, call: Call, which: str) -> Body:
    channel = api.channel(which)
    permissions.need(api.world, channel)
    if not channel.is_thread:
        permissions.need(api.world, channel, shapes.MANAGE_CHANNELS)
    elif channel.owner != api.world.bot.id or channel.locked or {"locked", "flags"} & {*call.body}:
        permissions.need(api.world, channel, shapes.MANAGE_THREADS)
    channel.name = call.body.get("name", channel.name)
    channel.archived = call.body.get("archived", channel.archived)
    channel.locked = call.body.get("locked", channel.locked)
    channel.pinned = bool(call.body.get("flags", channel.pinned << 1) & shapes.PINNED)
    channel.applied = [int(tag) for tag in call.body.get("applied_tags") or channel.applied]
    event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
    await api.gateway.emit(event, wire.channel_json(channel))
    return wire.channel_json(channel)


@route("DELETE", "/channels/{}")
async def _delete(api: Api, _call: Call, which: str) -> Body:
    channel = api.channel(which)
    bit = shapes.MANAGE_THREADS if channel.is_thread else shapes.MANAGE_CHANNELS
    permissions.need(api.world, channel, bit)
    told = wire.channel_json(channel)
    channel.deleted = True
    event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
    await api.gateway.emit(event, told)
    return told


@route("PUT", "/channels/{}/thread-members/@me")
async def _join(api: Api, _call: Call, which: str) -> Body:
    permissions.need(api.world, api.channel(which))
    return None


@route("POST", "/channels/{}/threads")
async def _thread(api: Api, call: Call, where: str) -> Body:
    parent = api.channel(where)
    if parent.type != shapes.FORUM:
        permissions.need(api.world, parent, shapes.CREATE_PUBLIC_THREADS)
        return await _begun(api, call, parent, api.world.ids.new())
    permissions.need(api.world, parent, shapes.SEND_MESSAGES)
    if parent.tag_required and not call.body.get("applied_tags"):
        raise Refused(400, 40067, "A tag is required to create a forum post in this channel")
    posting.check(api, call, call.body["message"], messages.IN_CHANNEL)
    told = await _begun(api, call, parent, api.world.ids.new())
    thread = api.channel(told["id"])
    first = posting.create(api, call, thread, call.body["message"])
    del api.world.messages[first.id]
    first.id = thread.id  # a post's first message has the id of its thread
    api.world.messages[first.id] = first
    await posting.tell(api, "MESSAGE_CREATE", first)
    return told | {"message": rest_messages.seen(api, first)}


@route("POST", "/channels/{}/messages/{}/threads")
async def _thread_from(api: Api, call: Call, where: str, which: str) -> Body:
    parent = api.channel(where)
    permissions.need(api.world, parent, shapes.CREATE_PUBLIC_THREADS)
    message = api.message(parent, which)
    if message.id in api.world.channels:
        raise Refused(400, 160004, "A thread has already been created for this message")
    return await _begun(api, call, parent, message.id)


async def _begun(api: Api, call: Call, parent: Channel, number: int) -> Json:
    name = call.body.get("name") or ""
    if not 1 <= len(name) <= CHANNEL_NAME:
        api.validator.refuse(call.name, [f"name: {len(name)} characters, 1 to 100 allowed"])
    thread = Channel(number, shapes.PUBLIC_THREAD, name, parent.guild, parent)
    thread.owner, thread.began = api.world.bot.id, api.world.clock()
    thread.applied = [int(tag) for tag in call.body.get("applied_tags") or []]
    api.world.channels[number] = thread
    assert parent.guild is not None
    parent.guild.channels[number] = thread
    told = wire.channel_json(thread)
    await api.gateway.emit("THREAD_CREATE", told | {"newly_created": True})
    return told


@route("GET", "/guilds/{}")
async def _guild(api: Api, _call: Call, which: str) -> Body:
    return wire.guild_json(api.guild(which), api.world.bot)


@route("GET", "/guilds/{}/channels")
async def _channels(api: Api, _call: Call, which: str) -> Body:
    every = api.guild(which).channels.values()
    return [wire.channel_json(c) for c in every if not c.is_thread and not c.deleted]


@route("GET", "/guilds/{}/threads/active")
async def _active(api: Api, _call: Call, which: str) -> Body:
    every = api.guild(which).channels.values()
    live = [c for c in every if c.is_thread and not c.archived and not c.deleted]
    return {"threads": [wire.channel_json(c) for c in live], "members": [], "has_more": False}


@route("GET", "/guilds/{}/roles")
async def _roles(api: Api, _call: Call, which: str) -> Body:
    return [wire.role_json(role) for role in api.guild(which).roles.values()]


@route("GET", "/guilds/{}/members")
async def _members(api: Api, call: Call, which: str) -> Body:
    if not api.gateway.allowed & shapes.GUILD_MEMBERS:
        raise shapes.missing_access()
    members = list(api.guild(which).members.values())
    return [wire.member_json(m) for m in members[: int(call.query.get("limit", 1))]]


@route("GET", "/guilds/{}/members/{}")
async def _member(api: Api, _call: Call, which: str, who: str) -> Body:
    member = api.guild(which).members.get(int(who))
    if member is None:
        raise shapes.unknown("Member", 10007)
    return wire.member_json(member)
