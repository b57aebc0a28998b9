"""Many posts to many groups while Telegram refuses, breaks off and loses answers at random."""

import random
from pathlib import Path

import pytest

from bot.domain.ids import Place, Platform, RoundId
from bot.domain.replies import Pace, RoundStarted
from bot.domain.urgency import Urgency
from storage import classes, outbox
from storage.database import Tx
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram
from tests.on_telegram.fake.state import Chat
from tests.on_telegram.post_room import Room, open_room

FEW, MANY = (1, 2), range(3, 23)
DECK = small_deck((CHOICE,))


@pytest.mark.parametrize(
    "seed", [*FEW, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MANY)]
)
async def test_every_post_comes_in_order_and_twice_only_where_an_answer_was_lost(
    telegram: FakeTelegram, tmp_path: Path, clock: FakeClock, seed: int
) -> None:
    chance = random.Random(seed)
    flood = telegram.limited(enforce=True)
    chats = [telegram.group(f"Group {number}") for number in range(8)]
    async with open_room(telegram, tmp_path / "db", clock, chats[0], deck=DECK) as room:
        wanted = await _post(room, chats, chance)
        lost = 0
        for _ in range(200):
            lost += _trouble(telegram, chats, chance)
            await room.pass_time(seconds=chance.choice((1, 5, 30)))
            if not await room.waiting():
                break
        telegram.api.faults.failures.clear()
        for _ in range(20):
            await room.pass_time(minutes=11)
        assert await room.waiting() == 0
        copies = 0
        for chat in chats:
            said = [message.said.splitlines()[0] for message in telegram.public(chat)]
            assert list(dict.fromkeys(said)) == wanted[chat.id]
            copies += len(said) - len(wanted[chat.id])
        assert copies <= lost
        assert flood.breaches == []


async def _post(room: Room, chats: list[Chat], chance: random.Random) -> dict[int, list[str]]:
    """Put posts into the outbox; return their first lines by chat, in order."""
    wanted: dict[int, list[str]] = {chat.id: [] for chat in chats}

    def work(tx: Tx) -> None:
        for number in range(40):
            chat = chance.choice(chats)
            place = classes.place_id(tx, Place(Platform.TELEGRAM, str(chat.id)))
            title, urgency = f"Deck {number}", chance.choice(list(Urgency))
            reply = RoundStarted(RoundId(number), title, 3, Pace.CALM, "Ann")
            outbox.post(tx, place, f"round:{number}", reply, room.clock.now, None, urgency)
            wanted[chat.id].append(title)

    await room.world.database.transaction(work)
    return wanted


def _trouble(telegram: FakeTelegram, chats: list[Chat], chance: random.Random) -> int:
    """Let something go wrong, perhaps; return 1 if an answer will be lost."""
    chat = chance.choice(chats)
    match chance.randrange(6):
        case 0:
            telegram.slow_down("send*", chance.choice((1, 7, 40, 3_000)), chat=chat)
        case 1:
            telegram.cut("send*", chat=chat)
        case 2:
            telegram.cut("send*", chat=chat, hangs=True)
        case 3:
            telegram.lose_answer("send*", chat=chat)
            return 1
        case 4:
            telegram.slow_down("send*", 3)
    return 0
