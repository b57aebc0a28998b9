"""A post that takes longer to get out than its lease lasts: it comes once all the same."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.domain.ids import Account, DeckId
from bot.domain.question import Picture
from bot.domain.replies import Pace
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.hall import STARTS_IN, Hall
from tests.on_telegram.post_room import CHOICES, PIXEL, Pictures, open_room

DECK = small_deck((replace(CHOICE, picture=Picture("map.png", "A map of Italy.")),))


@dataclass(slots=True)
class Slow(Pictures):
    """Pictures that keep a post waiting, as a line that hangs or a full chat does."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    there: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, _who: Account | None, _deck: DeckId, _name: str) -> bytes | None:
        self.asked.set()
        await self.there.wait()
        return PIXEL


async def test_a_post_on_its_way_is_not_begun_again_when_its_lease_is_over(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock
) -> None:
    slow, chat = Slow(), telegram.supergroup()
    async with open_room(telegram, tmp_path / "db", clock, chat, deck=DECK, pictures=slow) as room:
        await room.found()
        await room.desk.rounds.start(
            room.who, room.place, CHOICES, questions=1, pace=Pace.CALM, present=None
        )
        await room.quiet()
        clock.forward(seconds=STARTS_IN)
        await room.world.rounds.tick()
        await asyncio.wait_for(slow.asked.wait(), 5)
        clock.forward(minutes=3)
        assert await room.messenger._hand_out() == 0
        slow.there.set()
        await room.quiet()
        assert len([m for m in room.public if "Question 1 of 1" in m.said]) == 1


@pytest.mark.parametrize("turns", range(5))
async def test_it_stops_though_it_is_just_being_woken(hall: Hall, turns: int) -> None:
    await hall.quiet()
    hall.world.posting.nudge(hall.place)
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(3):
        await hall.client.messenger.stop()
