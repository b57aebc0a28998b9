"""Changes of standing: who comes, goes, is promoted or thrown out; the bot hears of its own.

In private chats the same update tells that somebody blocked or unblocked the bot.
"""

from tests.on_telegram.fake import state, wire
from tests.on_telegram.fake.calls import Api
from tests.on_telegram.fake.state import Chat, Member, Message, User


def stand(
    api: Api,
    chat: Chat,
    user: User,
    status: str,
    *,
    by: User,
    rights: frozenset[str] = frozenset(),
) -> None:
    """Change somebody's standing and tell whoever hears of it."""
    old = chat.standing(user)
    new = Member(user, status, rights)
    chat.members[user.id] = new
    told = wire.change_json(
        chat, by, api.world.clock(), wire.member_json(chat, old), wire.member_json(chat, new)
    )
    if user is api.world.bot:
        api.updates.push("my_chat_member", told)
    elif chat.standing(api.world.bot).leads:
        api.updates.push("chat_member", told)
    if chat.type in {state.GROUP, state.SUPERGROUP}:
        _service(api, chat, user, by, was=old.status in state.INSIDE, now=status in state.INSIDE)


def _service(api: Api, chat: Chat, user: User, by: User, *, was: bool, now: bool) -> None:
    """Say in the chat that somebody came or went."""
    if was == now:
        return
    told = {"new_chat_members": [user]} if now else {"left_chat_member": user}
    made = Message(api.world.next_id(chat), chat, api.world.clock(), by, service=told)
    api.world.keep(made)
    # Whoever is thrown out does not see the message that says so.
    if user is not api.world.bot or now:
        tell(api, made)


def tell(api: Api, message: Message, *, edited: bool = False) -> None:
    """Tell the bot of a message that it is to see."""
    kind = "channel_post" if message.chat.type == state.CHANNEL else "message"
    kind = f"edited_{kind}" if edited else kind
    api.updates.push(kind, wire.message_json(message, api.world))
