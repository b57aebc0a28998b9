"""A reminder on Telegram is its question: whatever the kind, it is answered where it stands."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.question import Passed, Question
from bot.domain.replies import Asked
from tests.decks import EVERY_KIND, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import Person, open_telegram
from tests.on_telegram.hall import open_hall
from tests.on_telegram.test_calendar import account, tick

TAPS = {
    "tst-choice": ("Treaty of Rapallo",),
    "tst-several": ("☐ Germany", "☐ Italy", "Send this answer"),
    "tst-truefalse": ("False",),
    "tst-order": ("Rapallo", "Locarno", "Berlin", "Send this answer"),
    "tst-match": ("Commissar to 1930", "German minister", "Send this answer"),
    "tst-recall": ("Turn the card", "Good"),
}
WORDS = {
    "tst-typed": "Molotov",
    "tst-number": "47 %",
    "tst-date": "22 June 1941",
    "tst-cloze": "social",
    "tst-points": "time to rearm\nland in the west",
}


async def answer(who: Person, question: Question) -> None:
    """Answer in the private chat, by the keys below it or in words."""
    for label in TAPS.get(question.id, ()):
        keys = [key["text"] for key in who.last.keys]
        await who.press(who.last, next(key for key in keys if key.startswith(label)))
    if question.id in WORDS:
        await who.say(WORDS[question.id])


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.id)
async def test_answered_in_place(tmp_path: Path, clock: FakeClock, question: Question) -> None:
    async with open_telegram(clock) as telegram:
        deck = small_deck((question,))
        async with open_hall(telegram, tmp_path / "x.db", clock, deck) as hall:
            await hall.set_up()
            ben = hall.come("Ben").in_private()
            await ben.start()
            await ben.command("/settings remind 17:30")
            asked = await hall.world.study.next(account(ben))
            assert isinstance(asked, Asked)
            await hall.world.study.answer(account(ben), asked.ask, Passed())
            await tick(hall, datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
            assert "due, about" in ben.last.said
            await answer(ben, question)
            reviews = (await hall.world.dump("reviews"))["reviews"]
            assert len(reviews) == 2
            assert 2 in {row[6] for row in reviews}  # it was right
        assert not telegram.forgive()
