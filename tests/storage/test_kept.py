"""What the writer keeps is what is written: any change lets go of it, and so does a rollback."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.ids import Account, LearnerId, Platform
from bot.domain.memory import Memory
from bot.domain.replies import Role
from storage import classes, learners, linking, memories, numbers, personal, questions
from storage.database import Database, Tx, open_database
from tests.storage.test_plans import statements_of
from tests.storage.values import NOON, TODAY, deck, question

ANN = Account(Platform.WEB, "ann")
MEMORY = Memory(stability=1.5, difficulty=5.0, due=TODAY, last=TODAY, reps=1, lapses=0)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "kept.sqlite3", synchronous="OFF") as opened:
        await opened.transaction(lambda tx: questions.mirror(tx, deck(question(1)), b"1"))
        await opened.transaction(lambda tx: learners.meet(tx, ANN, "Ann", NOON))
        yield opened


def known(tx: Tx) -> learners.Learner:
    found = learners.find(tx, ANN)
    assert found is not None
    return found


async def test_what_is_kept_is_not_read_again(database: Database) -> None:
    await database.transaction(known)
    assert await database.transaction(lambda tx: statements_of(tx, known)) == []


async def test_a_setting_is_seen_at_once(database: Database) -> None:
    def change(tx: Tx) -> int:
        learners.update(tx, replace(known(tx), retention=850))
        return known(tx).retention

    await database.transaction(known)
    assert await database.transaction(change) == 850
    assert (await database.transaction(known)).retention == 850


@pytest.mark.parametrize("beside_others", [False, True])
async def test_a_change_taken_back_was_never_seen(database: Database, beside_others: bool) -> None:
    def fails(tx: Tx) -> None:
        learners.update(tx, replace(known(tx), retention=850))
        assert known(tx).retention == 850
        raise LookupError

    await database.transaction(known)
    first = database.transaction(fails)
    if beside_others:
        failed, seen = await asyncio.gather(
            first, database.transaction(known), return_exceptions=True
        )
        assert isinstance(failed, LookupError)
        assert isinstance(seen, learners.Learner)
        assert seen.retention == 900
    else:
        with pytest.raises(LookupError):
            await first
    assert (await database.transaction(known)).retention == 900


async def test_who_is_deleted_or_linked_is_nobody_they_were(database: Database) -> None:
    ben = Account(Platform.TELEGRAM, "77")

    def link(tx: Tx) -> LearnerId:
        twin, _ = learners.meet(tx, ben, "Ben", NOON)
        assert learners.find(tx, ben) == twin
        linking.merge(tx, known(tx).id, twin.id)
        found = learners.find(tx, ben)
        assert found is not None
        return found.id

    kept = await database.transaction(known)
    assert await database.transaction(link) == kept.id
    await database.transaction(lambda tx: personal.delete(tx, kept.id, NOON))
    assert await database.transaction(lambda tx: learners.find(tx, ben)) is None


async def test_where_answers_count_follows_classes_and_their_decks(database: Database) -> None:
    def boards(tx: Tx) -> list[int]:
        found = classes.boards_of(tx, known(tx).id, deck(question(1)).id)
        return [class_id for class_id, _ in found]

    def zone(tx: Tx) -> str:
        ((_, name),) = classes.boards_of(tx, known(tx).id, deck(question(1)).id)
        return name

    ann = (await database.transaction(known)).id
    assert await database.transaction(boards) == []
    made = await database.transaction(lambda tx: classes.create(tx, "History", "UTC", NOON))
    await database.transaction(lambda tx: classes.add_member(tx, made.id, ann, Role.OWNER, NOON))
    assert await database.transaction(boards) == [made.id]
    assert await database.transaction(lambda tx: classes.current_class(tx, ann)) == made
    await database.transaction(lambda tx: classes.set_zone(tx, made.id, "Asia/Tokyo"))
    assert await database.transaction(zone) == "Asia/Tokyo"
    await database.transaction(
        lambda tx: questions.mirror(tx, deck(question(9, deck="maps"), name="maps"), b"1")
    )
    await database.transaction(lambda tx: classes.choose_decks(tx, made.id, [deck(name="maps").id]))
    assert await database.transaction(boards) == []
    await database.transaction(lambda tx: classes.remove(tx, made.id))
    assert await database.transaction(lambda tx: classes.current_class(tx, ann)) is None


async def test_what_is_due_follows_every_memory(database: Database) -> None:
    ann = (await database.transaction(known)).id
    key = await database.transaction(lambda tx: questions.keys(tx, deck().id)[0])

    async def due() -> int:
        return await database.transaction(lambda tx: memories.due_count(tx, ann, TODAY))

    assert await due() == 0
    await database.transaction(lambda tx: memories.put(tx, ann, key, MEMORY))
    assert await due() == 1
    await database.transaction(lambda tx: memories.drop(tx, ann, key))
    assert await due() == 0
    await database.transaction(lambda tx: memories.put(tx, ann, key, MEMORY))
    await database.transaction(lambda tx: memories.clear(tx, ann))
    assert await due() == 0


async def test_a_memory_that_moves_is_counted_where_it_went(database: Database) -> None:
    later = replace(MEMORY, due=TODAY + timedelta(days=3))

    def counts(tx: Tx) -> tuple[list[int], list[Memory | None]]:
        ann, key = known(tx).id, questions.keys(tx, deck().id)[0]
        found: list[Memory | None] = []
        due = [memories.due_count(tx, ann, TODAY)]
        for before, after in ((None, MEMORY), (MEMORY, later), (later, MEMORY), (MEMORY, MEMORY)):
            memories.move(tx, ann, key, before, after)
            due.append(memories.due_count(tx, ann, TODAY))
            memories.get(tx, ann, key)
            memories.move(tx, ann, key, after, after)
            found.append(memories.get(tx, ann, key))
        memories.put(tx, ann, key, later)
        found.append(memories.get(tx, ann, key))
        memories.put(tx, ann, key, MEMORY)
        found.append(memories.get(tx, ann, key))
        return due, found

    due, found = await database.transaction(counts)
    assert due == [0, 1, 0, 1, 1]
    assert found == [MEMORY, later, MEMORY, MEMORY, later, MEMORY]


async def test_a_number_is_never_given_out_twice(tmp_path: Path) -> None:
    path = tmp_path / "numbers.sqlite3"
    given: list[int] = []

    def take(tx: Tx) -> None:
        given.append(numbers.next_number(tx, "ask"))

    def fails(tx: Tx) -> None:
        numbers.next_number(tx, "ask")
        raise LookupError

    for _ in range(2):
        async with open_database(path, synchronous="OFF") as database:
            await database.transaction(take)
            await database.transaction(take)
            with pytest.raises(LookupError):
                await database.transaction(fails)
            await database.transaction(take)
    assert given[:2] == [1, 2]
    assert given == sorted(set(given))
