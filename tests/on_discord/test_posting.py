"""Where posts go on Discord and how: forums, threads, pins, and several posts in order."""

from bot.wording import daily as words
from tests.on_discord.fake import shapes
from tests.on_discord.fake.building import THE_BOT_MAY
from tests.on_discord.fake.state import Channel
from tests.on_discord.hall import Hall, said


async def test_a_forum_gets_a_post_of_its_own_each_day(hall: Hall) -> None:
    teacher = await hall.set_up()
    forum = hall.discord.forum(hall.guild, "daily")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(forum))
    await hall.discord.settle()
    said(await teacher.command("/daily setup", time="17:00", channel=forum))
    await hall.pass_time(hours=9)
    threads = [c for c in hall.discord.world.channels.values() if c.parent is forum]
    assert len(threads) == 1
    (post,) = hall.discord.world.said_in(threads[0])
    assert "answer comes" in post.text
    assert post.silent
    await hall.pass_time(days=1)
    assert "s answer" in post.text, "the reveal finds the post in its thread"


async def daily_forum(hall: Hall, *tags: str) -> Channel:
    """Let the question of the day come into a forum."""
    teacher = await hall.set_up()
    forum = hall.discord.forum(hall.guild, "daily", *tags)
    forum.tag_required = bool(tags)
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(forum))
    await hall.discord.settle()
    said(await teacher.command("/daily setup", time="17:00", channel=forum))
    return forum


def posts_in(hall: Hall, forum: Channel) -> list[Channel]:
    """Return the threads of a forum."""
    return [c for c in hall.discord.world.channels.values() if c.parent is forum]


async def test_a_forum_post_whose_answer_got_lost_is_not_sent_twice(hall: Hall) -> None:
    forum = await daily_forum(hall)
    hall.discord.lose_answer("POST /channels/*/threads")
    await hall.pass_time(hours=9)
    await hall.pass_time(seconds=6)
    (thread,) = posts_in(hall, forum)
    await hall.pass_time(days=1)
    assert len(posts_in(hall, forum)) == 2, "the next day's is another"
    (post,) = hall.discord.world.said_in(thread)
    assert "Yesterday's answer" in post.text, "the reveal finds it"


async def test_a_post_that_was_deleted_meanwhile_is_sent_anew(hall: Hall) -> None:
    forum = await daily_forum(hall)
    hall.discord.lose_answer("POST /channels/*/threads")
    await hall.pass_time(hours=9)
    (thread,) = posts_in(hall, forum)
    (post,) = hall.discord.world.said_in(thread)
    await hall.discord.delete_message(post)
    await hall.pass_time(seconds=6)
    assert len(posts_in(hall, forum)) == 2


async def test_a_post_nobody_wrote_in_for_a_while_gets_its_answer_all_the_same(hall: Hall) -> None:
    forum = await daily_forum(hall)
    await hall.pass_time(hours=9)
    (thread,) = posts_in(hall, forum)
    thread.archived = True
    await hall.pass_time(days=1)
    (post,) = hall.discord.world.said_in(thread)
    assert "Yesterday's answer" in post.text
    assert not thread.archived


async def test_a_post_somebody_deleted_stops_nothing_but_itself(hall: Hall) -> None:
    forum = await daily_forum(hall)
    await hall.pass_time(hours=9)
    (thread,) = posts_in(hall, forum)
    await hall.discord.delete_channel(thread)
    await hall.discord.settle()
    await hall.pass_time(days=1)
    left = [each for each in posts_in(hall, forum) if not each.deleted]
    said_there = [m.text for each in left for m in hall.discord.world.said_in(each)]
    assert any("Yesterday's answer" in text for text in said_there), "the answer comes anew"
    assert any("The answer comes" in text for text in said_there), "and so does the next question"


async def test_a_forum_that_wants_a_tag_gets_its_first(hall: Hall) -> None:
    forum = await daily_forum(hall, "Questions", "Other")
    await hall.pass_time(hours=9)
    (thread,) = posts_in(hall, forum)
    assert len(thread.applied) == 1


async def test_a_pin_and_a_thread_where_they_are_allowed(hall: Hall) -> None:
    teacher = await hall.set_up()
    role = next(r for r in hall.guild.roles.values() if r.managed)
    await hall.discord.changed(hall.guild, role, THE_BOT_MAY | shapes.PIN_MESSAGES)
    said(await teacher.command("/daily setup", time="17:00", pin=True, thread=True))
    await hall.pass_time(hours=9)
    question = next(m for m in hall.public if "answer comes" in m.text)
    assert question.pinned
    threads = [c for c in hall.discord.world.channels.values() if c.parent is hall.general]
    assert len(threads) == 1


async def test_a_pin_is_taken_back_with_the_answer_and_nobody_elses_is(hall: Hall) -> None:
    teacher = await hall.set_up()
    role = next(r for r in hall.guild.roles.values() if r.managed)
    await hall.discord.changed(hall.guild, role, THE_BOT_MAY | shapes.PIN_MESSAGES)
    said(await teacher.command("/daily setup", time="17:00", pin=True))
    for _ in range(2):
        await hall.pass_time(hours=9)
        await hall.pass_time(hours=15)
    theirs = await teacher.say("Bring your books.")
    theirs.pinned = True
    await hall.pass_time(hours=9)
    (newest,) = (m for m in hall.public if "answer comes" in m.text)
    pinned = [m for m in hall.discord.world.said_in(hall.general) if m.pinned]
    assert pinned == [theirs, newest]
    said(await teacher.command("/daily setup", pin=False))
    newest.pinned = True
    await hall.pass_time(days=1)  # what was pinned as it was set up then is ours still
    assert not newest.pinned
    unpinned = next(m for m in hall.public if "answer comes" in m.text)
    unpinned.pinned = True  # by somebody else
    await hall.pass_time(days=1)
    assert unpinned.pinned


async def test_a_post_is_out_even_where_a_pin_is_refused(hall: Hall) -> None:
    teacher = await hall.set_up()
    said(await teacher.command("/daily setup", time="17:00", pin=True))
    await hall.discord.forbid(hall.general, shapes.PIN_MESSAGES, shapes.MANAGE_MESSAGES)
    await hall.pass_time(hours=9)
    assert "answer comes" in hall.last.text
    assert not hall.last.pinned


async def test_how_it_is_posted_is_chosen_on_its_card(hall: Hall) -> None:
    teacher = await hall.set_up()
    role = hall.discord.role(hall.guild, "Keen")
    role.mentionable = True
    await hall.discord.changed(hall.guild, role, 0)
    shown = await teacher.command("/daily setup", time="17:00", late=5)
    assert "up to 5 hours late" in said(shown)
    card = shown.message
    assert "silently" in said(shown)
    with_a_pin = said(await teacher.choose(card, words.HOW, ["Pinned"]))
    assert "pinned" in with_a_pin
    assert "silently" not in with_a_pin
    assert "with a ping" in said(await teacher.choose(card, words.PING, [role]))
    assert "up to 1 hour late" in said(
        await teacher.choose(card, words.LATE, ["At most 1 hour late"])
    )
    await hall.pass_time(hours=9)
    assert hall.last.pings == {f"role:{role.id}"}
    assert not hall.last.silent
    assert "ping" not in said(await teacher.choose(card, words.PING, []))
    assert "pinned" not in said(await teacher.choose(card, words.HOW, []))


async def test_a_channel_it_may_not_write_in_is_told_before_it_is_set_up(hall: Hall) -> None:
    teacher = await hall.set_up()
    other = hall.discord.channel(hall.guild, "quiet")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(other))
    await hall.discord.forbid(other, shapes.SEND_MESSAGES)
    await hall.discord.settle()
    refused = await teacher.command("/daily setup", time="17:00", channel=other)
    assert "send messages" in said(refused)


async def test_what_waited_goes_out_in_its_order(hall: Hall) -> None:
    teacher = await hall.set_up()
    hall.discord.fail("POST /channels/*/messages", 400, 50035, "Invalid Form Body")
    started = await teacher.command("/quiz", questions=1, kinds="choice")
    assert "starts a round" in started.text
    await hall.quiet()
    hall.discord.forgive()  # a post that Discord does not take is logged, and holds up nobody
    await hall.pass_time(seconds=4)
    assert "Question 1 of 1" in hall.last.text


async def test_a_round_in_a_thread_stays_in_it(hall: Hall) -> None:
    teacher = await hall.set_up()
    thread = hall.discord.thread(hall.general, "quiz night")
    await hall.discord.gateway.emit("THREAD_CREATE", hall.discord.wire(thread))
    await hall.discord.settle()
    assert "starts a round" in (await teacher.at(thread).command("/quiz", questions=1)).text
    await hall.pass_time(seconds=4)
    said_there = [m for m in hall.discord.world.said_in(thread) if not m.only_for]
    assert len(said_there) == 2
    assert not hall.public
