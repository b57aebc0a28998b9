"""Messages of channels: post, read, edit, delete, pin."""

from tests.on_discord.fake import messages, permissions, posting, shapes, wire
from tests.on_discord.fake.calls import Api, Body, Call, route
from tests.on_discord.fake.shapes import Json, Refused
from tests.on_discord.fake.state import Channel, Message

PINS = 250


@route("GET", "/channels/{}/messages/pins")
async def _pins(api: Api, _call: Call, where: str) -> Body:
    channel = api.channel(where)
    permissions.need(api.world, channel)
    pinned = [m for m in api.world.said_in(channel) if m.pinned]
    items = [{"pinned_at": m.at.isoformat(), "message": seen(api, m)} for m in pinned]
    return {"items": items, "has_more": False}


@route("PUT", "/channels/{}/messages/pins/{}")
async def _pin(api: Api, _call: Call, where: str, which: str) -> Body:
    return await _pinned(api, where, which, pinned=True)


@route("DELETE", "/channels/{}/messages/pins/{}")
async def _unpin(api: Api, _call: Call, where: str, which: str) -> Body:
    return await _pinned(api, where, which, pinned=False)


async def _pinned(api: Api, where: str, which: str, *, pinned: bool) -> Body:
    channel = api.channel(where)
    permissions.need(api.world, channel, shapes.PIN_MESSAGES)
    message = api.message(channel, which)
    if pinned and sum(m.pinned for m in api.world.said_in(channel)) >= PINS:
        raise Refused(400, 30003, "Maximum number of pins reached (250)")
    message.pinned = pinned
    await posting.tell(api, "MESSAGE_UPDATE", message)
    return None


@route("POST", "/channels/{}/messages")
async def _post(api: Api, call: Call, where: str) -> Body:
    channel = api.channel(where)
    permissions.need_to_send(api.world, channel)
    if call.files:
        permissions.need(api.world, channel, shapes.ATTACH_FILES)
    posting.check(api, call, call.body, messages.IN_CHANNEL)
    if known := posting.same_nonce(api, channel, call.body):
        return seen(api, known, made=True)
    message = posting.create(api, call, channel, call.body)
    await posting.tell(api, "MESSAGE_CREATE", message)
    return seen(api, message, made=True)


@route("GET", "/channels/{}/messages")
async def _history(api: Api, call: Call, where: str) -> Body:
    channel = api.channel(where)
    permissions.need(api.world, channel)
    if not permissions.in_channel(channel, api.world.bot) & shapes.READ_MESSAGE_HISTORY:
        return []
    before = int(call.query.get("before", 1 << 63))
    after = int(call.query.get("after", 0))
    said = [m for m in api.world.said_in(channel) if after < m.id < before and not m.only_for]
    limit = int(call.query.get("limit", 50))
    chosen = said[:limit] if "after" in call.query else said[-limit:]
    return [seen(api, message) for message in reversed(chosen)]


@route("GET", "/channels/{}/messages/{}")
async def _read(api: Api, _call: Call, where: str, which: str) -> Body:
    channel = api.channel(where)
    permissions.need(api.world, channel, shapes.READ_MESSAGE_HISTORY)
    return seen(api, api.message(channel, which))


@route("PATCH", "/channels/{}/messages/{}")
async def _edit(api: Api, call: Call, where: str, which: str) -> Body:
    channel, message = _own(api, where, which)
    if message.author is not api.world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    if channel.archived:
        raise Refused(400, 50083, "Thread is archived")
    if call.files:
        permissions.need(api.world, channel, shapes.ATTACH_FILES)
    posting.check(api, call, call.body, messages.IN_EDIT, message)
    posting.amend(api, call, message, call.body)
    await posting.tell(api, "MESSAGE_UPDATE", message)
    return seen(api, message)


@route("DELETE", "/channels/{}/messages/{}")
async def _delete(api: Api, _call: Call, where: str, which: str) -> Body:
    channel, message = _own(api, where, which)
    if message.author is not api.world.bot:
        permissions.need(api.world, channel, shapes.MANAGE_MESSAGES)
    await posting.remove(api, message)
    return None


@route("POST", "/channels/{}/typing")
async def _typing(api: Api, _call: Call, where: str) -> Body:
    permissions.need_to_send(api.world, api.channel(where))
    return None


def _own(api: Api, where: str, which: str) -> tuple[Channel, Message]:
    channel = api.channel(where)
    permissions.need(api.world, channel)
    return channel, api.message(channel, which)


def seen(api: Api, message: Message, *, made: bool = False) -> Json:
    """Return a message as REST shows it; others' words only with the message content intent.

    Its nonce is told to who has just ``made`` it, and is not kept with it.
    """
    found = wire.message_json(message, api.world)
    if not made:
        found.pop("nonce", None)
    private = message.channel.type == shapes.DM or message.author is api.world.bot
    if not private and not api.gateway.allowed & shapes.MESSAGE_CONTENT:
        found |= {"content": "", "embeds": [], "attachments": [], "components": []}
    return found
