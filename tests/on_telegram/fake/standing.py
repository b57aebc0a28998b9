"""What people do with polls and with the bot itself: vote, block, add, promote, throw out."""

from typing import TYPE_CHECKING

from tests.on_telegram.fake import members, methods_polls, state, wire, writing
from tests.on_telegram.fake.building import EVERY_RIGHT
from tests.on_telegram.fake.calls import Api
from tests.on_telegram.fake.shapes import Json
from tests.on_telegram.fake.state import Chat, Member, Message, User
from tests.on_telegram.fake.writing import CannotDo

if TYPE_CHECKING:
    from tests.on_telegram.fake.actors import Person


def vote(person: "Person", message: Message, chosen: tuple[int, ...]) -> None:
    """Vote, vote anew or (for nothing) take the vote back; the bot hears of it with the name."""
    api, poll, user = person.telegram.api, writing.poll(person, message), person.user
    methods_polls.close_due(api)
    if poll.closed:
        raise CannotDo("the poll is closed")
    before = poll.votes.get(user.id)
    if before is not None and not poll.revoting:
        raise CannotDo(f"{user.name} has voted, and this poll takes no other vote")
    if not chosen and before is None:
        raise CannotDo(f"{user.name} has not voted")
    if len(chosen) > 1 and not poll.several:
        raise CannotDo("this poll takes one answer")
    if any(not 0 <= one < len(poll.options) for one in chosen):
        raise CannotDo(f"there are {len(poll.options)} options")
    if chosen:
        poll.votes[user.id] = tuple(sorted(chosen))
    else:
        del poll.votes[user.id]
    methods_polls.tell(api, poll)
    if not poll.anonymous:
        told: Json = {"poll_id": poll.id, "user": wire.user_json(user)}
        told["option_ids"] = sorted(chosen)
        told["option_persistent_ids"] = [poll.options[one].persistent for one in sorted(chosen)]
        api.updates.push("poll_answer", told)


def block(person: "Person", *, blocked: bool) -> None:
    """Block or unblock the bot; it hears of it as of a change of its standing."""
    api, user = person.telegram.api, person.user
    if user.blocked is blocked:
        raise CannotDo(f"{user.name} has done that already")
    user.blocked = blocked
    chat, bot = api.world.private_with(user), api.world.bot
    both = [Member(bot, state.KICKED), Member(bot, state.MEMBER)]
    old, new = reversed(both) if blocked else both
    told = [wire.member_json(chat, member) for member in (old, new)]
    api.updates.push(
        "my_chat_member", wire.change_json(chat, user, api.world.clock(), told[0], told[1])
    )


def add_bot(person: "Person", payload: str, *, admin: bool) -> None:
    """Add the bot to the person's chat; a link with a payload sends it there as a command."""
    api, chat, bot = person.telegram.api, person.chat, person.telegram.world.bot
    if chat.in_private or chat.standing(person.user).status not in state.INSIDE:
        raise CannotDo(f"{person.user.name} cannot add anybody there")
    if chat.standing(bot).status in state.INSIDE:
        raise CannotDo(f"the bot is in {chat.title} already")
    admin = admin or chat.type == state.CHANNEL
    _leads(person) if admin else None
    status = state.ADMINISTRATOR if admin else state.MEMBER
    rights = EVERY_RIGHT if admin else frozenset()
    members.stand(api, chat, bot, status, by=person.user, rights=rights)
    if payload:
        writing.new(person, f"/start@{bot.username} {payload}", None)


def change_bot(person: "Person", status: str, rights: frozenset[str] | None = None) -> None:
    """Promote, demote or throw out the bot, as an administrator."""
    _leads(person)
    api, bot = person.telegram.api, person.telegram.world.bot
    if person.chat.standing(bot).status not in state.INSIDE:
        raise CannotDo(f"the bot is not in {person.chat.title}")
    given = frozenset() if status != state.ADMINISTRATOR else rights or EVERY_RIGHT
    members.stand(api, person.chat, bot, status, by=person.user, rights=given)


def _leads(person: "Person") -> None:
    if not person.chat.standing(person.user).leads:
        raise CannotDo(f"{person.user.name} does not administer {person.chat.title}")


def menu(api: Api, chat: Chat, user: User) -> list[Json]:
    """Return the commands of a menu: of the narrowest scope that has some, in the language."""
    leads = chat.standing(user).leads
    if chat.in_private:
        scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
    else:
        scopes = [f"chat_member:{chat.id}:{user.id}"]
        scopes += [f"chat_administrators:{chat.id}"] if leads else []
        scopes += [f"chat:{chat.id}"]
        scopes += ["all_chat_administrators"] if leads else []
        scopes += ["all_group_chats", "default"]
    for scope in scopes:
        for language in (user.language, ""):
            if found := api.world.commands.get((scope, language)):
                return found
    return []
