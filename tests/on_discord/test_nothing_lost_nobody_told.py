"""A day of a class of thirty, looked through afterwards: nothing is lost, nobody is told of.

Every answer that was acknowledged is in the log exactly once; before a reveal nothing public names
anybody; who hides is named to nobody else in any message, as it was or as it is; Discord refused
no request.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.replies import Span
from storage.database import Tx
from tests.fakes import FakeClock
from tests.on_discord.fake import FakeDiscord, Person, components, open_discord
from tests.on_discord.fake.state import Message
from tests.on_discord.hall import Hall, open_hall, said
from tests.on_discord.test_a_class_of_thirty import answered

QUESTIONS = 10
HIDDEN = ("Quiet Hare", "Quiet Hawk")
NAMES = (*(f"Pupil {number:02}" for number in range(1, 28)), *HIDDEN)
"""Twenty-nine pupils, two of whom hide; the teacher makes thirty."""

RESTART_AT, CUT_AT = 4, 7
"""The questions in the middle of which the bot is started anew, and the line is cut."""

Answer = tuple[str, str]
"""Whose answer to what: a user's id, and the source and number of an ask."""


@dataclass(slots=True, repr=False)
class Day:
    """The class, and what it was told was noted."""

    hall: Hall
    pupils: list[Person]
    noted: Counter[Answer] = field(default_factory=Counter)

    async def answer(self, question: Message, who: Iterable[int], which: str) -> None:
        """Let some of the class answer at once, then look whether anything public names them."""
        numbers = list(who)
        await asyncio.gather(*(answered(self.pupils[n], question, n) for n in numbers))
        await self.hall.quiet()
        self.noted.update((str(self.pupils[n].user.id), which) for n in numbers)
        told = everything_said(question)
        assert not [name for name in NAMES if name in told], told

    async def reviews(self) -> None:
        """Let some study for themselves: a question and its answer each."""
        for pupil in self.pupils[:6]:
            asked = await pupil.command("/review")
            assert asked.private
            said(await pupil.press(asked.message, asked.message.buttons[-2]))
        await self.hall.quiet()

    async def next(self, question: Message) -> Message:
        """Close what is open and return what comes next."""
        await self.hall.pass_time(minutes=4)
        assert f"of {len(NAMES)}" in question.text, question.text
        await self.hall.pass_time(seconds=13)
        return self.hall.last


async def test_a_day_looked_through(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "day.db"
    async with open_discord(clock) as discord:
        async with open_hall(discord, path, clock) as hall:
            teacher = await hall.set_up()
            day = Day(hall, [hall.come(name) for name in NAMES])
            for pupil in day.pupils[-len(HIDDEN) :]:
                said(await pupil.command("/settings", setting="hide", value="on"))
            question = await hall.start_round(teacher, questions=QUESTIONS)
            for number in range(1, RESTART_AT):
                await day.answer(question, range(29), f"round {number}")
                question = await day.next(question)
            await day.answer(question, range(15), f"round {RESTART_AT}")
        async with open_hall(discord, path, clock) as hall:  # a restart, a question being open
            day.hall, hall.people = hall, {"Teacher": teacher}
            await the_rest_of_the_round(day, question)
            await the_rest_of_the_day(day, teacher)
            await nothing_is_lost(day)
            await somebody_leaves(day)
        nobody_is_told_of(discord, {pupil.user.id for pupil in day.pupils[-len(HIDDEN) :]})
        assert [call.name for call in discord.calls if call.status >= 400] == []
        assert discord.forgive() == []


async def the_rest_of_the_round(day: Day, question: Message) -> None:
    """Play on from the middle of a question to the podium; the line is cut once on the way."""
    await day.answer(question, range(15, 29), f"round {RESTART_AT}")
    question = await day.next(question)
    number = RESTART_AT
    while "The round is over" not in question.text:
        number += 1
        half = 12 if number == CUT_AT else 0
        if half:
            await day.answer(question, range(half), f"round {number}")
            await day.hall.discord.gateway.kill()  # what is pressed meanwhile is told on resuming
        await day.answer(question, range(half, 29), f"round {number}")
        question = await day.next(question)
    assert number >= QUESTIONS, "those that most missed are asked once more"
    assert day.hall.discord.gateway.resumed == 1


async def the_rest_of_the_day(day: Day, teacher: Person) -> None:
    """Private reviews, the question of the day and its reveal, the board, an import."""
    hall = day.hall
    await day.reviews()
    said(await teacher.command("/daily setup", time="17:00"))
    await hall.pass_time(hours=9)
    question = hall.last
    await day.answer(question, range(29), "daily 0")
    board = said(await teacher.command("/leaderboard", window=Span.DAY.value))
    assert "Pupil" in board
    await hall.pass_time(days=1)
    assert "s answer" in question.text or any("s answer" in m.text for m in hall.public)
    file = teacher.file("capitals.csv", b"front,back\nCapital of France?,Paris\n")
    coming = await teacher.command("/deck import", file=file)
    assert "Nothing is kept yet" in (await coming.final()).text
    kept = await teacher.press(coming.message, "Bring it in")
    assert "✓" in (await kept.final()).text
    await hall.quiet()


async def nothing_is_lost(day: Day) -> None:
    """What was acknowledged is in the log, once each, and nothing else is."""
    logged = await day.hall.world.database.transaction(_logged)
    live = Counter({key: count for key, count in logged.items() if key[1] != "review 0"})
    assert live == day.noted
    assert sum(logged.values()) - sum(live.values()) == 6, "six private reviews"


def _logged(tx: Tx) -> Counter[Answer]:
    rows = tx.execute(
        "SELECT a.user_id, k.source, k.number FROM reviews r"
        " JOIN accounts a ON a.learner = r.learner JOIN asks k ON k.id = r.ask"
    )
    return Counter((str(user), f"{source} {number}") for user, source, number in rows)


async def somebody_leaves(day: Day) -> None:
    """Delete what is kept of one: the others' answers stay, theirs are gone."""
    leaver = day.pupils[0]
    asked = await leaver.command("/privacy delete")
    label = next(button for button in asked.message.buttons if button.startswith("Delete"))
    said(await leaver.submit(await leaver.press(asked.message, label), {"words": "DELETE"}))
    left = await day.hall.world.database.transaction(_logged)
    mine = str(leaver.user.id)
    kept = {key: count for key, count in day.noted.items() if key[0] != mine}
    assert {key: count for key, count in left.items() if key[1] != "review 0"} == kept
    everything = await day.hall.world.dump("learners")
    assert not any(leaver.user.display in map(str, row) for row in everything["learners"])


def everything_said(message: Message) -> str:
    """Return what a message says and has said before each of its edits, and in its files."""
    texts = [text for tree in message.versions for text in components.texts(tree)]
    files = [file.content.decode("utf-8", "replace") for file in message.files]
    return "\n".join([message.text, *message.buttons, *texts, *files])


def nobody_is_told_of(discord: FakeDiscord, hiding: set[int]) -> None:
    """No message that others can read names who hides."""
    for message in discord.world.messages.values():
        if message.only_for not in hiding:
            told = everything_said(message)
            assert not [name for name in HIDDEN if name in told], told
