"""How a body becomes a message: files, pings, numbered components, edits and nonces."""

import copy
import mimetypes
import re
from datetime import timedelta

from tests.on_discord.fake import components, messages, permissions, shapes, wire
from tests.on_discord.fake.calls import Api, Call
from tests.on_discord.fake.shapes import Json, Refused
from tests.on_discord.fake.state import Channel, File, Message, User

EMPTY = 50006
NONCE_LIVES = timedelta(minutes=5)
ANY_PING = re.compile(r"@(everyone|here)|<@!?(\d+)>|<@&(\d+)>")


def check(api: Api, call: Call, body: Json, flags: int, before: Message | None = None) -> None:
    """Raise Refused when a message's body cannot be sent, or an edit not be made."""
    kept = {file.name for file in before.files} if before else set()
    was_v2 = bool(before and before.flags & shapes.V2)
    flags |= before.flags if before else 0  # an edit may repeat what the message has
    named = call.uploads
    wrong = messages.of_message(body, flags=flags, files=named, kept=kept, was_v2=was_v2)
    if before is not None and not was_v2 and (body.get("flags") or 0) & shapes.V2:
        stays = [k for k in ("content", "embeds") if getattr(before, k) and k not in body]
        wrong += [f"{key}: must be cleared before Components V2" for key in stays]
    api.validator.refuse(call.name, wrong)
    if before is None and messages.is_empty(body, named):
        api.validator.breaches.append(f"{call.name}: an empty message")
        raise Refused(400, EMPTY, "Cannot send an empty message")


def create(
    api: Api, call: Call, channel: Channel, body: Json, *, author: User | None = None
) -> Message:
    """Make the message and put it into the world; nobody is told yet."""
    world = api.world
    flags = body.get("flags") or 0
    message = Message(world.ids.new(), channel, author or world.bot, world.clock(), flags=flags)
    message.content = body.get("content") or ""
    message.embeds = copy.deepcopy(body.get("embeds") or [])
    message.poll = body.get("poll")
    message.nonce = str(body.get("nonce") or "")
    message.reply_to = int((body.get("message_reference") or {}).get("message_id") or 0)
    message.files = upload(api, call, body, message)
    message.components = shown(body.get("components") or [], message)
    message.pings = pings(api, message, body.get("allowed_mentions"))
    world.messages[message.id] = message
    return message


def amend(api: Api, call: Call, message: Message, body: Json) -> None:
    """Change a message as an edit says; what the body does not name stays."""
    message.versions.append(message.components)
    sent = (body.get("flags") or 0) & messages.IN_EDIT
    message.flags = message.flags & ~shapes.LOADING | sent
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = copy.deepcopy(body["embeds"] or [])
    if "attachments" in body or call.files:
        listed = {str(a["id"]) for a in body.get("attachments") or []}
        stays = [f for f in message.files if "attachments" not in body or str(f.id) in listed]
        message.files = stays + upload(api, call, body, message)
    if "components" in body:
        message.components = shown(body["components"] or [], message)
    message.edited = api.world.clock()


def upload(api: Api, call: Call, body: Json, message: Message) -> list[File]:
    """Keep the files of a request."""
    told = {str(a["id"]): a for a in body.get("attachments") or []}
    found = []
    for key, (name, content) in call.files.items():
        item = told.get(key, {})
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(api.world.ids.new(), name, content, message.channel.id, type=kind)
        file.description = item.get("description")
        file.ephemeral = message.ephemeral
        api.world.files[file.id] = file
        found.append(file)
    return found


def shown(given: list[Json], message: Message) -> list[Json]:
    """Return components as the platform gives them back: numbered, with real addresses."""
    tree = components.numbered(copy.deepcopy(given))
    files = {f"attachment://{file.name}": file for file in message.files}
    for media in components.media(tree):
        if file := files.get(media["url"]):
            told = wire.file_json(file)
            media |= {"url": told["url"], "proxy_url": told["proxy_url"], "loading_state": 2}
            media |= {"content_type": file.type, "attachment_id": str(file.id)}
        else:
            media.setdefault("proxy_url", media["url"])
    return tree


def pings(api: Api, message: Message, allowed: Json | None) -> set[str]:
    """Return whom a message rings: its mentions, less what is not allowed to ring."""
    said = "\n".join([message.content, *components.texts(message.components)])
    may = permissions.in_channel(message.channel, message.author) & shapes.MENTION_EVERYONE
    found = set()
    for all_of_them, user, role in ANY_PING.findall(said):
        if all_of_them and may and _may(allowed, "everyone", ""):
            found.add("everyone")
        if user and int(user) in api.world.users and _may(allowed, "users", user):
            found.add(f"user:{user}")
        if role and _may(allowed, "roles", role) and _rings(message.channel, int(role), may):
            found.add(f"role:{role}")
    return found


def _may(allowed: Json | None, kind: str, which: str) -> bool:
    if allowed is None:
        return True
    listed = [str(one) for one in allowed.get(kind) or ()] if which else ()
    return kind in (allowed.get("parse") or ()) or which in listed


def _rings(channel: Channel, role: int, may: int) -> bool:
    found = channel.guild.roles.get(role) if channel.guild else None
    return found is not None and bool(found.mentionable or may)


def same_nonce(api: Api, channel: Channel, body: Json) -> Message | None:
    """Return the message that an enforced nonce made a few minutes ago."""
    if not body.get("enforce_nonce") or not body.get("nonce"):
        return None
    nonce, since = str(body["nonce"]), api.world.clock() - NONCE_LIVES
    said = (m for m in api.world.messages.values() if m.channel is channel and m.at >= since)
    found = next((m for m in said if m.nonce == nonce), None)
    if found is not None and found.deleted:  # it is not made anew: discord-api-docs 6647
        raise shapes.unknown("Message", 10008)
    return found


async def tell(api: Api, event: str, message: Message) -> None:
    """Tell the gateway of a message; of what one person alone sees it says nothing."""
    if not message.only_for:
        data = wire.dispatched(message, api.world)
        await api.gateway.emit(event, data, message.channel)


async def remove(api: Api, message: Message) -> None:
    """Delete a message and tell."""
    message.deleted = True
    data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild is not None:
        data["guild_id"] = str(message.channel.guild.id)
    if not message.only_for:
        await api.gateway.emit("MESSAGE_DELETE", data, message.channel)
