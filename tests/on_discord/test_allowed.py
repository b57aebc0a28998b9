"""What the bot must be allowed where its posts are to go: told before anything is set up."""

from collections.abc import Callable

import pytest

from bot.domain.daily import DailyState
from bot.domain.ids import Place, Platform
from bot.domain.replies import DailyShown
from bot.wording import daily as words
from tests.on_discord.fake import Person, shapes
from tests.on_discord.fake.state import Channel
from tests.on_discord.fake.wire import role_json
from tests.on_discord.hall import Hall, said
from tests.on_discord.test_survives import account
from tests.usecases.world import expect

Make = Callable[[Hall], Channel]
IN_THREADS = shapes.SEND_MESSAGES_IN_THREADS


def thread(hall: Hall) -> Channel:
    return hall.discord.thread(hall.general, "quiz night")


def archived(hall: Hall) -> Channel:
    made = thread(hall)
    made.archived = True
    return made


def locked(hall: Hall) -> Channel:
    made = thread(hall)
    made.locked = True
    return made


def for_others(hall: Hall) -> Channel:
    return hall.discord.thread(hall.general, "staff room", hall.come("Ben").user)


def with_us(hall: Hall) -> Channel:
    return hall.discord.thread(hall.general, "staff room", hall.discord.world.bot)


def channel(hall: Hall) -> Channel:
    return hall.discord.channel(hall.guild, "quizzes")


def forum(hall: Hall) -> Channel:
    return hall.discord.forum(hall.guild, "daily")


REFUSED: dict[str, tuple[Make, int, str]] = {
    "thread": (thread, IN_THREADS, "send messages in threads"),
    "archived": (archived, IN_THREADS, "send messages in threads"),
    "unseen": (thread, shapes.VIEW_CHANNEL, "view channel"),
    "locked": (locked, 0, "manage threads"),
    "for others": (for_others, 0, "view channel"),
    "private": (with_us, IN_THREADS, "send messages in threads"),
    "channel": (channel, shapes.SEND_MESSAGES, "send messages"),
    "forum": (forum, shapes.SEND_MESSAGES, "create posts"),
}
TAKEN: dict[str, tuple[Make, int]] = {
    "thread": (thread, shapes.SEND_MESSAGES),
    "archived": (archived, shapes.SEND_MESSAGES),
    "private": (with_us, shapes.SEND_MESSAGES),
    "channel": (channel, IN_THREADS),
    "forum": (forum, IN_THREADS),
}
"""Where the permission that others need may be missing."""


async def forbid(hall: Hall, where: Channel, bit: int) -> None:
    """Take a permission from the bot: of a thread, its channel's."""
    await hall.discord.forbid(where.parent or where, bit)
    await hall.discord.settle()


async def told_of(hall: Hall, where: Channel) -> None:
    """Tell the bot that a channel or thread is there."""
    event = "THREAD_CREATE" if where.parent else "CHANNEL_CREATE"
    await hall.discord.gateway.emit(event, hall.discord.wire(where))
    await hall.discord.settle()


async def set_up(who: Person, where: Channel) -> str:
    return said(await who.command("/daily setup", time="17:00", channel=where))


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_missing_is_told_before_it_is_set_up(hall: Hall, name: str) -> None:
    make, bit, words = REFUSED[name]
    teacher, world = await hall.set_up(), hall.discord.world
    where = make(hall)
    await forbid(hall, where, bit)
    if name == "private":  # of those it is told that it is in
        await told_of(hall, where)
    for world.tells_its_own in (False, True):
        if where.parent or world.tells_its_own:  # of a channel that nobody told of, it knows none
            assert f"I lack “{words}”. Ask" in await set_up(teacher, where)
    if name in ("private", "for others"):
        return
    await told_of(hall, where)
    world.tells_its_own = False
    assert f"“{words}”" in await set_up(teacher, where)
    assert (await daily_in(hall, where)).state is DailyState.OFF


@pytest.mark.parametrize("name", TAKEN)
async def test_what_others_need_may_be_missing(hall: Hall, name: str) -> None:
    make, bit = TAKEN[name]
    teacher, world = await hall.set_up(), hall.discord.world
    where = make(hall)
    await forbid(hall, where, bit)
    if name == "private":  # of those it is told that it is in
        await told_of(hall, where)
    for world.tells_its_own in (False, True):
        assert "Every day at 17" in await set_up(teacher, where)
    assert (await daily_in(hall, where)).state is DailyState.ON


async def test_a_private_thread_is_open_to_who_manages_threads(hall: Hall) -> None:
    teacher = await hall.set_up()
    role = next(r for r in hall.guild.roles.values() if r.managed)
    await hall.discord.changed(hall.guild, role, role.permissions | shapes.MANAGE_THREADS)
    await hall.discord.settle()
    assert "Every day at 17" in await set_up(teacher, for_others(hall))
    assert "Every day at 17" in await set_up(teacher, locked(hall))


async def test_what_somebody_may_is_not_what_the_bot_may(hall: Hall) -> None:
    await hall.set_up()
    head = hall.come("Head", may=shapes.ADMINISTRATOR)
    await forbid(hall, hall.general, IN_THREADS)
    assert "send messages in threads" in await set_up(head, thread(hall))


async def test_in_a_thread_it_is_told_what_threads_need(hall: Hall) -> None:
    teacher = await hall.set_up()
    where = thread(hall)
    await told_of(hall, where)
    await forbid(hall, where, IN_THREADS)
    here = teacher.at(where)
    assert "send messages in threads" in said(await here.command("/daily setup", time="17:00"))
    assert "send messages in threads" in await set_up(here, where), "the one it is given in"
    assert "send messages in threads" in said(await here.command("/class setup"))


async def test_in_a_locked_thread_it_is_told_so(hall: Hall) -> None:
    teacher = await hall.set_up()
    where = locked(hall)
    await told_of(hall, where)
    assert "manage threads" in said(await teacher.at(where).command("/daily setup", time="17:00"))


async def test_a_private_thread_is_known_by_what_comes_from_it(hall: Hall) -> None:
    teacher = await hall.set_up()
    hall.discord.world.tells_its_own = False
    where = with_us(hall)
    where.people.append(teacher.user)
    assert "view channel" in await set_up(teacher, where)
    assert "Every day at 17" in await set_up(teacher.at(where), where)


async def test_an_archived_private_thread_may_be_one_it_is_in(hall: Hall) -> None:
    teacher = await hall.set_up()
    where = with_us(hall)
    where.archived = True
    assert "Every day at 17" in await set_up(teacher, where)


async def test_a_channel_has_rules_of_its_own_and_not_its_categorys(hall: Hall) -> None:
    teacher = await hall.set_up()
    hall.discord.world.tells_its_own = False
    above = hall.discord.channel(hall.guild, "Lessons", kind=shapes.CATEGORY)
    await told_of(hall, above)
    await forbid(hall, above, shapes.SEND_MESSAGES)
    where = channel(hall)
    where.parent = above
    assert "Every day at 17" in await set_up(teacher, where)


async def daily_in(hall: Hall, where: Channel) -> DailyShown:
    place = Place(Platform.DISCORD, str(hall.guild.id), str(where.id))
    return expect(await hall.world.daily.show(account(hall, "Teacher"), place), DailyShown)


async def test_what_is_wanted_besides_a_post_has_to_be_allowed_too(hall: Hall) -> None:
    teacher = await hall.set_up()
    role = hall.discord.role(hall.guild, "Keen")
    told = {"guild_id": str(hall.guild.id), "role": role_json(role)}
    await hall.discord.gateway.emit("GUILD_ROLE_CREATE", told)
    await hall.discord.forbid(
        hall.general, shapes.PIN_MESSAGES, shapes.CREATE_PUBLIC_THREADS, shapes.MENTION_EVERYONE
    )
    await hall.discord.settle()
    card = (await teacher.command("/daily setup", time="17:00")).message
    assert "comes today" in card.text
    for kept in (
        await teacher.command("/daily setup", time="18:00", pin=True),
        await teacher.choose(card, words.HOW, ["Pinned"]),
    ):
        assert "kept, but I lack “pin messages” here. Whoever" in said(kept)
        assert r"18\:00" in said(kept)
    assert (await daily_in(hall, hall.general)).manner.pin
    assert "I lack" not in said(await teacher.choose(card, words.HOW, []))
    with_a_thread = await teacher.command("/daily setup", thread=True)
    assert "“create public threads”" in said(with_a_thread)
    for kept in (
        await teacher.command("/daily setup", role=role),
        await teacher.choose(card, words.PING, [role]),
    ):
        assert "“mention that role”" in said(kept)
    role.mentionable = True
    await hall.discord.changed(hall.guild, role, 0)
    await hall.discord.settle()
    assert "with a ping" in said(await teacher.command("/daily setup", role=role))


async def test_a_forum_pins_where_threads_may_be_managed(hall: Hall) -> None:
    teacher = await hall.set_up()
    forum = hall.discord.forum(hall.guild, "daily")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(forum))
    await hall.discord.settle()
    refused = await teacher.command("/daily setup", time="17:00", channel=forum, pin=True)
    assert "“manage threads”" in said(refused)
    own = next(role for role in hall.guild.roles.values() if role.managed)
    await hall.discord.changed(hall.guild, own, own.permissions | shapes.MANAGE_THREADS)
    await hall.discord.settle()
    said(await teacher.command("/daily setup", time="17:00", channel=forum, pin=True))
    await hall.pass_time(hours=9)
    (post,) = (each for each in hall.discord.world.channels.values() if each.parent is forum)
    assert post.pinned


async def test_a_forum_is_asked_for_nothing_that_it_does_not_have(hall: Hall) -> None:
    teacher = await hall.set_up()
    forum = hall.discord.forum(hall.guild, "daily")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(forum))
    await hall.discord.forbid(forum, shapes.PIN_MESSAGES, shapes.CREATE_PUBLIC_THREADS)
    await hall.discord.settle()
    shown = await teacher.command("/daily setup", time="17:00", channel=forum, thread=True)
    assert "comes today" in said(shown)
