"""A reminder on Discord is its question: whatever the kind, it is answered where it stands."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.question import Passed, Question
from bot.domain.replies import Asked
from tests.decks import EVERY_KIND, small_deck
from tests.fakes import FakeClock
from tests.on_discord.fake import Person, open_discord
from tests.on_discord.fake.state import Message
from tests.on_discord.hall import open_hall
from tests.on_discord.test_calendar import account, tick, told
from tests.on_discord.test_commands import SELECT, written
from tests.on_discord.test_survives import walk


async def answer(who: Person, reminder: Message) -> None:
    """Answer a question in its native way, in the private chat."""
    if "Turn the card" in reminder.buttons:
        turned = await who.press(reminder, "Turn the card")
        good = next(label for label in turned.message.buttons if label.startswith("Good"))
        await who.press(turned.message, good)
        return
    if "Answer" in reminder.buttons:
        await written(who, await who.press(reminder, "Answer"), set())
        return
    selects = [part for part in walk(reminder.components) if part["type"] == SELECT]
    if selects:
        options = [option["value"] for option in selects[0]["options"]][:1]
        await who.choose(reminder, selects[0]["custom_id"], options)
        return
    await who.press(reminder, reminder.buttons[0])


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.id)
async def test_answered_in_place(tmp_path: Path, clock: FakeClock, question: Question) -> None:
    async with open_discord(clock) as discord:
        deck = small_deck((question,))
        async with open_hall(discord, tmp_path / "x.db", clock, deck) as hall:
            await hall.set_up()
            ben = hall.come("Ben")
            await ben.command("/stats")
            await ben.command("/settings", setting="remind", value="17:30")
            asked = await hall.world.study.next(account(ben))
            assert isinstance(asked, Asked)
            await hall.world.study.answer(account(ben), asked.ask, Passed())
            await tick(hall, datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
            (reminder,) = told(ben)
            assert "due, about" in reminder.text
            await answer(ben.in_private(), reminder)
            reviews = (await hall.world.dump("reviews"))["reviews"]
            assert len(reviews) == 2
            assert told(ben)[0] is reminder  # it became what came of it
            assert "due, about" not in reminder.text
        assert not discord.forgive()
