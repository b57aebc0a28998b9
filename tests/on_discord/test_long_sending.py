"""A post that takes longer to get out than its lease lasts: this worker takes it once."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.domain.ids import Account, DeckId
from bot.domain.question import Picture
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_discord.fake import FakeDiscord
from tests.on_discord.hall import STARTS_IN, Hall, open_hall

DECK = small_deck((replace(CHOICE, picture=Picture("map.png", "A map of Italy.")),))


@dataclass(slots=True)
class Slow:
    """Pictures that keep a post waiting, as a line that hangs does."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    there: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, _who: Account | None, _deck: DeckId, _name: str) -> bytes | None:
        self.asked.set()
        await self.there.wait()
        return None


async def test_a_post_on_its_way_is_not_begun_again_when_its_lease_is_over(
    discord: FakeDiscord, tmp_path: Path, clock: FakeClock
) -> None:
    slow = Slow()
    async with open_hall(discord, tmp_path / "db", clock, DECK, pictures=slow) as hall:
        teacher = await hall.set_up()
        await teacher.command("/quiz", questions=1)
        await hall.quiet()
        clock.forward(seconds=STARTS_IN)
        await hall.world.rounds.tick()
        await asyncio.wait_for(slow.asked.wait(), 5)
        clock.forward(minutes=3)
        assert await hall.client.messenger._hand_out() == 0
        slow.there.set()
        await hall.quiet()
        assert len([m for m in hall.public if "Question 1 of 1" in m.text]) == 1
        assert not discord.called("GET /channels/*/messages"), "nobody had to look for it"


@pytest.mark.parametrize("turns", range(5))
async def test_it_stops_though_it_is_just_being_woken(hall: Hall, turns: int) -> None:
    await hall.quiet()
    hall.world.posting.nudge(hall.place)
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(3):
        await hall.client.messenger.stop()
