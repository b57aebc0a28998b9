"""Who is in a room: tabs of one learner are one presence, and a short absence is none."""

import asyncio

import pytest

from bot.domain.ids import Account, Place, Platform
from bot.on_web import limits
from bot.on_web.desk import Seat
from bot.on_web.frames import Outgoing, Presence, Show
from bot.on_web.hall import WAITING_FRAMES, Hall, Tab
from tests.usecases.world import ANN, BEN

ROOM = Place(Platform.WEB, "ABC")
OTHER = Place(Platform.WEB, "XYZ")


class Missed:
    """Notes who was missed."""

    def __init__(self) -> None:
        self.who: list[Account] = []

    async def __call__(self, who: Account, place: Place) -> None:
        self.who.append(who)


def tab(who: Account, place: Place = ROOM) -> Tab:
    return Tab(Seat(who=who, place=place, code=place.chat_id))


async def sent(to: Tab) -> list[Outgoing | None]:
    """Return what waits to be sent to a tab."""
    to.close()
    frames: list[Outgoing | None] = []
    while (frame := await to.next_frame()) is not None:
        frames.append(frame)
    return frames


async def test_two_tabs_are_one_presence() -> None:
    hall, one, two, ben = Hall(Missed()), tab(ANN), tab(ANN), tab(BEN)
    for each in (one, two, ben, tab(BEN, OTHER)):
        hall.enter(each)
    assert hall.present(ROOM) == (ANN, BEN)
    assert hall.tabs_of(ANN, ROOM) == (one, two)
    assert len(hall.tabs_of(BEN)) == 2
    assert (await sent(one))[-1] == Presence(2, "2 here")
    await hall.close()


async def test_a_reload_is_no_absence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AWAY", 0.02)
    missed = Missed()
    hall, before, ben = Hall(missed), tab(ANN), tab(BEN)
    hall.enter(before)
    hall.enter(ben)
    hall.leave(before)
    hall.enter(tab(ANN))
    hall.leave(ben)
    await asyncio.sleep(0.06)
    assert missed.who == [BEN]
    assert hall.present(ROOM) == (ANN,)


async def test_closing_the_hall_misses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AWAY", 0.01)
    missed = Missed()
    hall, ann, ben = Hall(missed), tab(ANN), tab(BEN)
    hall.enter(ann)
    hall.enter(ben)
    hall.leave(ann)
    await hall.close()
    hall.leave(ben)
    await asyncio.sleep(0.03)
    assert missed.who == []
    assert (await sent(ben))[-1] == Presence(1, "1 here")


async def test_the_oldest_of_too_many_tabs_goes() -> None:
    hall = Hall(Missed())
    tabs = [tab(ANN) for _ in range(limits.SOCKETS_EACH + 1)]
    for each in tabs:
        hall.enter(each)
    told = [await tabs[0].next_frame() for _ in range(limits.SOCKETS_EACH + 1)]
    assert told[-1] is None
    assert None not in await sent(tabs[1])
    await hall.close()


async def test_a_tab_too_slow_is_closed_not_waited_for() -> None:
    slow = tab(ANN)
    for number in range(WAITING_FRAMES + 5):
        slow.send(Show(region="toast", html=str(number)))
    frames = [await slow.next_frame() for _ in range(WAITING_FRAMES)]
    assert None in frames
