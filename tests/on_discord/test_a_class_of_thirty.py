"""A day of a class of thirty on Discord, from the set-up to the last goodbye.

In it: a round of ten questions of mixed kinds, with a restart and a lost connection inside,
private reviews, a question of the day, the board, an import, and somebody's data deleted.
"""

import asyncio
from pathlib import Path

from bot.domain.replies import Span
from tests.fakes import FakeClock
from tests.on_discord.fake import Outcome, Person, open_discord
from tests.on_discord.fake.components import walk
from tests.on_discord.fake.filling import Entry
from tests.on_discord.fake.state import Message
from tests.on_discord.hall import Hall, open_hall, said

PUPILS = 29
QUESTIONS = 10
SELECT = 3
TEXTS = {"text": "Molotov", "list": "the west"}
"""What everybody types: right for one of the questions."""


async def answered(who: Person, question: Message, number: int) -> str:
    """Answer a live question in its native way; who it is decides between right and wrong."""
    if "Answer" in question.buttons:
        return said(await filled(who, await who.press(question, "Answer")))
    selects = [part for part in walk(question.components) if part["type"] == SELECT]
    if selects:
        values = [option["value"] for option in selects[0]["options"]]
        return said(await who.choose(question, selects[0]["custom_id"], [values[number % 2]]))
    options = [label for label in question.buttons if label not in FURNITURE]
    return said(await who.press(question, options[number % len(options)]))


FURNITURE = {"Hint", "I don't know", "Skip", "Stop"}


async def filled(who: Person, opened: Outcome) -> Outcome:
    """Fill a form in, or choose step by step."""
    if opened.kind == "modal":
        parts = [part["component"] for part in opened.modal["components"] if "component" in part]
        names = [part["custom_id"] for part in parts]
        entries: dict[str, Entry] = {name: TEXTS.get(name, "Rapallo") for name in names}
        return await who.submit(opened, entries)
    while "Send this answer" not in opened.message.buttons:
        select = next(c for c in walk(opened.message.components) if c["type"] == SELECT)
        first = [select["options"][0]["value"]]
        opened = await who.choose(opened.message, select["custom_id"], first)
    return await who.press(opened.message, "Send this answer")


def class_of(hall: Hall) -> list[Person]:
    """Return everybody but the teacher."""
    return [hall.come(f"Pupil {number:02}") for number in range(1, PUPILS + 1)]


async def everybody_answers(hall: Hall, question: Message) -> None:
    """Let the whole class answer at once: each reply is private, and nothing tells of anybody."""
    pupils = class_of(hall)
    done = await asyncio.gather(
        *(answered(pupil, question, number) for number, pupil in enumerate(pupils))
    )
    assert len(done) == PUPILS
    await hall.quiet()
    assert f"{PUPILS} learners have answered" in question.text
    assert "Pupil" not in question.text


async def next_question(hall: Hall) -> Message:
    """Close what is open, and return the next question."""
    before = hall.last
    await hall.pass_time(minutes=4)
    assert "of 29" in before.text, before.text
    await hall.pass_time(seconds=13)
    return hall.last


async def test_a_day(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "day.db"
    async with open_discord(clock) as discord:
        async with open_hall(discord, path, clock) as hall:
            teacher = await hall.set_up()
            question = await hall.start_round(teacher, questions=QUESTIONS)
            for _ in range(3):
                await everybody_answers(hall, question)
                question = await next_question(hall)
        async with open_hall(discord, path, clock) as hall:  # a restart
            hall.people["Teacher"] = teacher
            hall.people |= {p.user.display: p for p in known(discord_people(hall))}
            await finish_round(hall, question)
            await reviews(hall)
            await the_rest_of_the_day(hall, teacher)
        assert discord.forgive() == []


def discord_people(hall: Hall) -> list[Person]:
    """Return who is in the server."""
    members = hall.guild.members.values()
    return [Person(hall.discord, m.user, hall.general) for m in members if not m.user.bot]


def known(people: list[Person]) -> list[Person]:
    """Return the pupils."""
    return [person for person in people if person.user.display.startswith("Pupil")]


async def finish_round(hall: Hall, question: Message) -> None:
    """Play on, with the line cut once, until the podium stands."""
    for number in range(20):
        await everybody_answers(hall, question)
        if number == 1:
            async with hall.discord.away():
                pass
        question = await next_question(hall)
        if "The round is over" in question.text:
            return
    raise AssertionError("the round never ends")


async def reviews(hall: Hall) -> None:
    """Let some study what they missed, for themselves."""
    for pupil in class_of(hall)[:5]:
        asked = await pupil.command("/review")
        assert asked.private
        assert said(await pupil.press(asked.message, asked.message.buttons[-1]))


async def the_rest_of_the_day(hall: Hall, teacher: Person) -> None:
    """The question of the day, the board, an import, and a goodbye."""
    said(await teacher.command("/daily setup", time="17:00"))
    await hall.pass_time(hours=9)
    await everybody_answers(hall, hall.last)
    board = said(await teacher.command("/leaderboard", window=Span.DAY.value))
    assert "Pupil" in board
    file = teacher.file("capitals.csv", b"front,back\nCapital of France?,Paris\n")
    coming = await teacher.command("/deck import", file=file)
    await coming.final()
    kept = await teacher.press(coming.message, "Bring it in")
    assert "✓" in (await kept.final()).text
    leaver = class_of(hall)[0]
    asked = await leaver.command("/privacy delete")
    label = next(button for button in asked.message.buttons if button.startswith("Delete"))
    said(await leaver.submit(await leaver.press(asked.message, label), {"words": "DELETE"}))
    await hall.pass_time(days=1)
    assert "Pupil 01" not in said(await teacher.command("/leaderboard"))
    learners = await hall.world.dump("learners")
    assert not any("Pupil 01" in map(str, row) for row in learners["learners"])
