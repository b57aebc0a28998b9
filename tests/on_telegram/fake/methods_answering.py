"""What follows something a person did: presses answered, files fetched, reactions."""

from datetime import timedelta

from telegram.constants import ReactionEmoji

from tests.on_telegram.fake import chats
from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.shapes import DOWNLOAD, TOO_OLD, Json, bad

LIVES = timedelta(seconds=30)
"""How long a press waits for its answer."""

ALERT = 200
REACTIONS = frozenset(one.value for one in ReactionEmoji)
"""The emoji that can be a reaction, as the library knows them."""


@method
def answer_callback_query(api: Api, call: Call) -> bool:
    query = api.world.queries.get(call.text("callback_query_id"))
    if query is None or query.answered or api.world.clock() - query.at > LIVES:
        raise bad(TOO_OLD)
    text = call.text("text")
    if len(text) > ALERT:
        api.validator.breaches.append(f"{call.method}: {len(text)} characters, {ALERT} allowed")
        raise bad("MESSAGE_TOO_LONG")
    url = call.text("url")
    start = f"t.me/{api.world.bot.username}?start="
    if url and start not in url:
        api.validator.breaches.append(f"{call.method}: {url} is no link to the bot itself")
        raise bad("URL_INVALID")
    query.answered, query.text, query.alert = True, text, call.flag("show_alert")
    query.url = url
    return True


@method
def get_file(api: Api, call: Call) -> Json:
    found = api.world.files.get(call.text("file_id"))
    found = found or api.world.files.get(call.text("file_id").removesuffix("s"))
    if found is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if found.told_size > DOWNLOAD:
        raise bad("file is too big")
    ids = {"file_id": found.id, "file_unique_id": found.unique, "file_size": found.told_size}
    return ids | {"file_path": f"files/{found.id}"}


@method
def set_message_reaction(api: Api, call: Call) -> bool:
    chat = api.chat(call)
    chats.writable(api.world, chat, "can_react_to_messages")
    found = chats.message(api, chat, call.whole("message_id"))
    if found is None:
        raise bad("message to react not found")
    reactions = call.tree("reaction") or []
    if len(reactions) > 1:
        raise api.validator.breach(call.method, "REACTIONS_TOO_MANY")
    # What the library does not know it takes for the number of an emoji of somebody's own.
    emoji = [one.get("emoji") or one.get("custom_emoji_id", "") for one in reactions]
    if not set(emoji) <= REACTIONS:
        raise api.validator.breach(call.method, f"REACTION_INVALID: {emoji[0]}")
    found.reaction = "".join(emoji)
    return True
