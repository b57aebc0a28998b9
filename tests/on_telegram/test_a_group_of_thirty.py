"""A day of a study group of thirty on Telegram, from the set-up to the last goodbye.

In it: a round of ten questions of mixed kinds by polls and keys, with a restart and a chat that
asks for patience inside, private reviews, a question of the day, the board, an import by document,
and somebody's data deleted. And one learner of two platforms, counted once.
"""

import asyncio
from pathlib import Path

from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import BoardShown, ClassShown, LinkCode, Span
from bot.wording import Label
from tests.fakes import FakeClock
from tests.on_discord.fake import open_discord, shapes
from tests.on_discord.hall import open_hall as open_discord_hall
from tests.on_telegram.fake import FakeTelegram, Person, open_telegram
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall, one_of_each, open_hall, said
from tests.usecases.world import expect

PUPILS = 29
QUESTIONS = 10
FURNITURE = {"Hint", "I don't know", "Skip", "Stop"}
PRIVATE = Label.ANSWER_IN_PRIVATE.value
TEXTS = ("Molotov", "Rapallo")
"""What everybody writes: right for one of the questions."""


async def answered(who: Person, question: Message, number: int) -> None:
    """Answer a live question in its native way; who it is decides between right and wrong."""
    if question.poll is not None:
        await who.vote(question, number % len(question.poll.options))
        return
    if PRIVATE in question.buttons:
        await written(who, question, TEXTS[number % len(TEXTS)])
        return
    options = [label for label in question.buttons if label not in FURNITURE]
    said(await who.press(question, options[number % len(options)]))


async def written(who: Person, question: Message, text: str) -> None:
    """Answer in private: by a message, or tap by tap."""
    opened = await who.follow(question, PRIVATE)
    last, alone = opened.messages[-1], who.in_private()
    if last.asks is not None:
        assert (await alone.reply(last, text)).text
        return
    while Label.SEND_ANSWER.value not in last.buttons:
        assert last.buttons, last.said
        await alone.press(last, last.buttons[0])
    assert (await alone.press(last, Label.SEND_ANSWER.value)).said


def class_of(hall: Hall) -> list[Person]:
    """Return everybody but the teacher."""
    return [hall.come(f"Pupil {number:02}") for number in range(1, PUPILS + 1)]


async def everybody_answers(hall: Hall, question: Message) -> None:
    """Let the whole class answer, the taps at once: nothing that all can read tells of anybody."""
    answers = [answered(pupil, question, number) for number, pupil in enumerate(class_of(hall))]
    if question.poll is not None or PRIVATE not in question.buttons:
        await asyncio.gather(*answers)
    else:
        for few in range(0, PUPILS, 10):  # so that they do not take the whole time of the question
            await asyncio.gather(*answers[few : few + 10])
    await hall.quiet()
    assert "Pupil" not in question.said
    rows = (await hall.world.dump("answers"))["answers"]
    ask = max(row[0] for row in rows if isinstance(row[0], int))
    assert sum(row[0] == ask for row in rows) == PUPILS


async def next_question(hall: Hall, *, patience: int = 0) -> Message:
    """Close what is open, and return the next question; ``patience`` is what Telegram asks for."""
    asked = hall.last
    if patience:
        hall.telegram.slow_down("*", patience, chat=hall.chat)
    await hall.pass_time(minutes=4)
    await hall.pass_time(seconds=patience + 1)
    told = [message.said for message in hall.public if message.id >= asked.id]
    assert any("of 29" in text for text in told), told
    await hall.pass_time(seconds=13)
    return hall.last


async def test_a_day(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "day.db"
    async with open_telegram(clock) as telegram:
        flood = telegram.limited(edits=False)
        async with open_hall(telegram, path, clock) as hall:
            teacher = await begun(hall)
            question = await hall.start_round(teacher, f"{QUESTIONS} calm")
            for _ in range(3):
                await everybody_answers(hall, question)
                question = await next_question(hall)
            people, chat = hall.people, hall.chat
        async with open_hall(telegram, path, clock, chat=chat) as hall:  # a restart
            hall.people = people
            kinds = await finish_round(hall, question)
            assert kinds == {True, False}  # polls, and keys
            await reviews(hall)
            await the_rest_of_the_day(hall, teacher)
        assert telegram.forgive() == []
        assert flood.breaches == []


async def begun(hall: Hall) -> Person:
    """Set the group up by taps, and let its questions be polls where they fit."""
    teacher = hall.come("Teacher", admin=True)
    setting_up = (await teacher.command("/class setup")).message
    await teacher.press(setting_up, "London")
    await teacher.press(setting_up, "17:00")
    await teacher.press(setting_up, "That's it")
    assert "All set" in setting_up.said
    shown = await teacher.in_private().command("/class")
    await teacher.in_private().press(shown.message, Label.AS_POLLS.value)
    return teacher


async def finish_round(hall: Hall, question: Message) -> set[bool]:
    """Play on, with a chat that asks for patience once, until the podium stands."""
    kinds = set()
    for number in range(20):
        kinds.add(question.poll is not None)
        await everybody_answers(hall, question)
        question = await next_question(hall, patience=3 if number == 1 else 0)
        if "The round is over" in question.said:
            return kinds
    raise AssertionError("the round never ends")


async def reviews(hall: Hall) -> None:
    """Let some study what they missed, for themselves."""
    for pupil in class_of(hall)[:5]:
        alone = pupil.in_private()
        asked = (await alone.command("/review")).message
        await alone.press(asked, next(b for b in asked.buttons if b == "I don't know"))
        assert "Answer" in asked.said


async def the_rest_of_the_day(hall: Hall, teacher: Person) -> None:
    """The question of the day, the board, an import, and a goodbye."""
    await hall.pass_time(hours=9)
    daily = hall.last
    await everybody_answers(hall, daily)
    board = await teacher.command(f"/leaderboard {Span.DAY.value}")
    assert "Pupil" in board.text
    alone = teacher.in_private()
    coming = await alone.send_document("capitals.csv", b"front,back\nCapital of France?,Paris\n")
    kept = await alone.press(coming.message, "Bring it in")
    assert "✓" in kept.said
    leaver = class_of(hall)[0].in_private()
    asked = await leaver.command("/privacy delete")
    label = next(button for button in asked.message.buttons if button.startswith("Delete"))
    prompt = await leaver.press(asked.message, label)
    await leaver.reply(prompt.message, "DELETE")
    await hall.pass_time(days=1)
    assert "Pupil 01" not in (await teacher.command("/leaderboard")).text
    learners = await hall.world.dump("learners")
    assert not any("Pupil 01" in map(str, row) for row in learners["learners"])


def account(telegram: FakeTelegram, person: Person) -> Account:
    """Return somebody's account."""
    return Account(Platform.TELEGRAM, str(person.user.id))


async def test_one_learner_on_two_platforms_is_counted_once(
    tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "both.db"
    async with open_telegram(clock) as telegram, open_discord(clock) as discord:
        async with open_discord_hall(discord, path, clock, one_of_each()) as server:
            teacher = await server.set_up()
            boss = Account(Platform.DISCORD, str(teacher.user.id))
            shown = expect(await server.world.classes.show(boss, server.place), ClassShown)
            ada = server.come("Ada", may=shapes.MANAGE_GUILD)
            await ada.command("/stats")
            me = Account(Platform.DISCORD, str(ada.user.id))
            code = expect(await server.world.settings.link_code(me), LinkCode).code
        async with open_hall(telegram, path, clock, one_of_each()) as group:
            ann, lead = group.come("Ada"), group.come("Teacher", admin=True)
            linked = expect(await group.world.settings.link_code(boss), LinkCode)
            await lead.in_private().command(f"/link {linked.code}")
            joined = await lead.command(f"/class link {shown.code}")
            assert joined.text
            told = await ann.in_private().command(f"/link {code}")
            assert "Discord" in told.text
            who, world = account(telegram, ann), group.world
            here = Place(Platform.TELEGRAM, str(group.chat.id))
            await world.classes.join(who, "", here)
            question = await group.start_round(lead, "1 calm choice")
            await ann.press(question, question.buttons[0])
            await group.pass_time(minutes=4)
            on_telegram = expect(await world.boards.show(who, here), BoardShown)
            on_discord = expect(await world.boards.show(boss, server.place), BoardShown)
            assert [line.name for line in on_telegram.top].count("Ada") == 1
            assert [line.name for line in on_telegram.top] == [line.name for line in on_discord.top]
            assert on_telegram.learners == on_discord.learners == 1
            assert "Ada" in (await ann.command("/leaderboard")).text
        assert telegram.forgive() == []
        assert discord.forgive() == []
