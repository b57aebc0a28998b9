"""The daily question and its place: lost and found, without questions, beside a round."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.daily import DailyState
from bot.domain.ids import Place, Platform, SubscriptionId
from bot.domain.question import Chosen
from bot.domain.replies import (
    Asked,
    DailyShown,
    Problem,
    Refused,
    Revealed,
    Role,
)
from bot.usecases.daily_settings import Wish
from bot.usecases.delivering import Delivering
from storage import subscriptions
from storage.dailies import What
from storage.database import Tx
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import asked, days, newest, said, until
from tests.usecases.world import ANN, BEN, World, expect, open_world

FIVE = Wish(hour=17)
RIGHT = Chosen((0,))
HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Sixty choices and a class of two, with a daily question at five."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben")
        await opened.daily.setup(ANN, opened.place, FIVE)
        yield opened


async def test_a_lost_place_waits_until_it_is_back(world: World) -> None:
    chat = Place(Platform.DISCORD, "99")
    await world.classes.link_place(ANN, world.place.chat_id, chat)
    await world.daily.setup(ANN, chat, FIVE)
    sender = Delivering(world.database, world.clock)
    await until(world, 4, 18)
    (parcel,) = await sender.lease(Platform.DISCORD)
    assert (parcel.place, parcel.manner.silent, parcel.attempts) == (chat, True, 0)
    question = expect(parcel.reply, Asked)
    await sender.failed(parcel.id, HOUR)
    assert await sender.lease(Platform.DISCORD) == ()
    await world.study.answer(BEN, question.ask, RIGHT)
    await sender.unreachable(chat)
    shown = expect(await world.daily.show(BEN, chat), DailyShown)
    assert (shown.state, shown.next_at) == (DailyState.UNREACHABLE, None)
    await until(world, 6, 18)
    assert (await world.dump("reviews"))["reviews"] != []  # what was answered is kept
    assert await sender.reachable(chat)
    assert not await sender.reachable(chat)
    assert await sender.lease(Platform.DISCORD) == ()
    await until(world, 7, 18)
    (parcel,) = await sender.lease(Platform.DISCORD)
    await sender.delivered(parcel.id, "1001")
    assert await sender.lease(Platform.DISCORD) == ()
    assert expect(parcel.reply, Asked).daily is not None


async def test_a_pause_by_hand_is_not_ended_by_coming_back(world: World) -> None:
    sender = Delivering(world.database, world.clock)
    await world.daily.pause(ANN, world.place)
    await sender.unreachable(world.place)
    assert not await sender.reachable(world.place)
    shown = expect(await world.daily.show(ANN, world.place), DailyShown)
    assert shown.state is DailyState.PAUSED


async def test_in_a_channel_its_answer_is_not_to_be_had_in_a_review(world: World) -> None:
    """A channel or topic belongs to a class where its chat does."""
    server, channel = Place(Platform.DISCORD, "77"), Place(Platform.DISCORD, "77", "78")
    await world.daily.pause(ANN, world.place)
    await world.classes.link_place(ANN, world.place.chat_id, server)
    await world.daily.setup(ANN, channel, FIVE)
    await until(world, 4, 18)
    posed = expect(await world.daily.current(ANN, channel), Asked)
    for _ in range(12):
        review = expect(await world.study.next(BEN), Asked)
        assert review.posed.question != posed.posed.question
        await world.study.answer(BEN, review.ask, RIGHT)
    started = await world.rounds.start(ANN, channel, questions=1, present=(ANN, BEN))
    assert not isinstance(started, Refused)
    await world.pass_time(seconds=4)
    live = expect(await world.rounds.current(ANN, channel), Asked)
    shown = {expect(await world.study.next(who), Asked).posed.question for who in (ANN, BEN)}
    assert not shown & {live.posed.question, posed.posed.question}


async def test_nothing_to_ask(tmp_path: Path, clock: FakeClock) -> None:
    deck = decks.small_deck((decks.RECALL, decks.POINTS))
    async with open_world(tmp_path / "empty.db", clock, deck) as empty:
        await empty.enter("Ann")
        await empty.daily.setup(ANN, empty.place, FIVE)
        assert await empty.daily.now(ANN, empty.place) == Refused(Problem.NO_QUESTIONS)
        queued = await empty.daily.queue_question(ANN, empty.place, decks.RECALL.id)
        assert queued == Refused(Problem.UNFIT_ANSWER)
        await until(empty, 5, 18)
        assert await said(empty) == []
        assert set((await days(empty)).values()) == {What.EMPTY}


async def test_themes_and_their_order(tmp_path: Path, clock: FakeClock) -> None:
    async with open_world(tmp_path / "themes.db", clock) as small:
        await small.enter("Ann")
        await small.daily.setup(ANN, small.place, Wish(hour=17, topics=("The Comintern",)))
        shown = expect(await small.daily.show(ANN, small.place), DailyShown)
        assert shown.topics == ("The Comintern",)
        await until(small, 4, 18)
        assert (await newest(small)).posed.question == decks.CLOZE.id
        await small.daily.setup(ANN, small.place, Wish(topics=()))
        await until(small, 5, 18)
        assert (await newest(small)).posed.question == decks.CHOICE.id


async def test_a_place_without_a_class_any_more(world: World) -> None:
    await until(world, 4, 18)

    def unlink(tx: Tx) -> None:
        tx.execute("UPDATE places SET class = NULL")

    await world.database.transaction(unlink)
    await until(world, 6, 18)
    assert len(await asked(world)) == 1
    shown = await world.database.transaction(lambda tx: subscriptions.get(tx, SubscriptionId(1)))
    assert shown is not None
    assert shown.state is DailyState.OFF


async def test_an_editor_may_lead(world: World) -> None:
    await world.classes.set_role(ANN, "Ben", Role.EDITOR)
    shown = expect(await world.daily.setup(BEN, world.place, Wish(hour=6)), DailyShown)
    assert (shown.hour, shown.may_change) == (6, True)


async def test_a_round_and_a_daily_question_do_not_mix(world: World) -> None:
    await world.rounds.start(ANN, world.place, questions=2, present=(ANN, BEN))
    await world.pass_time(seconds=4)
    live = expect(await world.rounds.current(ANN, world.place), Asked)
    posted = expect(await world.daily.now(ANN, world.place), Asked)
    assert expect(await world.rounds.current(ANN, world.place), Asked).ask == live.ask
    assert expect(await world.daily.current(ANN, world.place), Asked).ask == posted.ask
    moved = expect(await world.rounds.advance(ANN, world.place), Revealed)
    assert moved.ask == live.ask


async def test_two_places_of_a_class_are_not_asked_the_same(world: World) -> None:
    """Whoever is in both has something new in each, and no reveal tells what is open elsewhere."""
    server, channel = Place(Platform.DISCORD, "77"), Place(Platform.DISCORD, "77", "78")
    await world.classes.link_place(ANN, world.place.chat_id, server)
    await world.daily.setup(ANN, channel, Wish(hour=10))
    sender, came = Delivering(world.database, world.clock), list[str]()
    for day in range(5, 12):
        for hour, place in ((10, channel), (17, world.place)):
            await until(world, day, hour)
            posed = expect(await world.daily.current(ANN, place), Asked).posed
            came.append(posed.question)
            while parcels := await sender.lease(Platform.DISCORD):
                for parcel in parcels:
                    await sender.delivered(parcel.id, f"m{parcel.id}")
    assert len(set(came)) == len(came) == 14
