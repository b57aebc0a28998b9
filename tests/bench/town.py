"""A made-up town: learners in classes, one deck, memories that are due; filled in by bulk SQL.

Answering thousands of questions one by one to have a past would take hours; only the rows that
an answer meets are made, in the shape of ``storage/migrations``. Times nothing.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.domain.calendar import local_day
from bot.domain.ids import Account, DeckId, Platform, QuestionId
from bot.domain.question import Choice, Deck, Key, Option, Question, Skill, Typed
from storage import mirroring
from storage.database import open_database

DECK = DeckId("bench")
CLASS_SIZE = 30
RIGHT = "Treaty of Rapallo"
"""The answer to every typed question of the deck."""
CHUNK = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """How many learners there are, and how many questions each of them knows and has due."""

    learners: int
    questions: int
    due: int
    typed: bool = True  # every other question is typed; else all are choices


def today_of(now: datetime) -> date:
    """Return the day that it is for everybody in the town; it starts at 04:00 UTC."""
    return local_day(now, ZoneInfo("UTC"))


def account(learner: int) -> Account:
    """Return the account of a learner of the town, counted from 1."""
    return Account(Platform.WEB, f"learner-{learner}")


def deck(size: int, *, typed: bool = True) -> Deck:
    """Return a deck of choices and typed questions, turn and turn about; or of choices alone."""
    made = tuple(_question(number if typed else 2 * number) for number in range(size))
    return Deck(DECK, "Bench", "Made up for measuring.", (("treaties", "Treaties"),), made)


def _question(number: int) -> Question:
    choice = Choice(
        (
            Option(RIGHT, correct=True),
            Option("Treaty of Berlin", correct=False, note="That came four years later."),
            Option("Treaty of Locarno", correct=False),
            Option("Treaty of Tartu", correct=False),
        )
    )
    typed = Typed(
        Key(
            accepted=(RIGHT, "Rapallo", "Rapallo Treaty", "the Rapallo agreement"),
            rivals=("Treaty of Berlin", "Treaty of Riga", "Treaty of Kars"),
        )
    )
    return Question(
        id=QuestionId(f"bench-{number:06}"),
        deck=DECK,
        theme="treaties",
        skill=Skill.RECALL,
        difficulty=1 + number % 3,
        stem=f"Which agreement was number {number} of the made-up list?",
        kind=typed if number % 2 else choice,
        explanation="It is always the same one, so that the benchmark knows the answer.",
        hint="It was signed beside the sea.",
    )


async def build(folder: Path, town: Town, now: datetime) -> Path:
    """Make a town in ``folder``, as it is on the day of ``now``; return its database."""
    file = Config(data=folder).database
    made, digest = deck(town.questions, typed=town.typed), b"bench"
    async with open_database(file, synchronous="OFF") as database:
        # Brought, not of the bank: the core retires what the bank does not hold.
        await database.transaction(lambda tx: mirroring.mirror(tx, made, digest, imported=True))
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _people(connection, town, now)
        _memories(connection, town, now)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    return file


def let_in(file: Path, platform: Platform, users: Sequence[int]) -> None:
    """Give each learner of a town, from the first on, an account of a platform."""
    with sqlite3.connect(file) as connection:
        connection.executemany(
            "INSERT INTO accounts (platform, user_id, learner, linked_at) VALUES (?, ?, ?, 0)",
            [(platform, str(user), learner) for learner, user in enumerate(users, 1)],
        )
    connection.close()


def _people(connection: sqlite3.Connection, town: Town, now: datetime) -> None:
    at = int(now.timestamp() * 1000)
    everybody = range(1, town.learners + 1)
    connection.executemany(
        "INSERT INTO learners (id, name, created_at) VALUES (?, ?, ?)",
        ((number, f"Learner {number}", at) for number in everybody),
    )
    connection.executemany(
        "INSERT INTO accounts (platform, user_id, learner, linked_at) VALUES (?, ?, ?, ?)",
        ((*_key(account(number)), number, at) for number in everybody),
    )
    classes = range(1, (town.learners - 1) // CLASS_SIZE + 2)
    connection.executemany(
        "INSERT INTO classes (id, name, code, created_at) VALUES (?, ?, ?, ?)",
        ((number, f"Class {number}", f"C{number:05}", at) for number in classes),
    )
    connection.executemany(
        "INSERT INTO members (class, learner, joined_at) VALUES (?, ?, ?)",
        (((number - 1) // CLASS_SIZE + 1, number, at) for number in everybody),
    )


def _key(who: Account) -> tuple[str, str]:
    return str(who.platform), who.user_id


def _memories(connection: sqlite3.Connection, town: Town, now: datetime) -> None:
    sql = (
        "INSERT INTO memories (learner, question, stability, difficulty, due, last, reps, lapses)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    connection.executemany(sql, _known(connection, town, today_of(now).toordinal()))


def _known(
    connection: sqlite3.Connection, town: Town, today: int
) -> Iterator[tuple[int, int, int, int, int, int, int, int]]:
    """Yield a row for each learner and question: the first ``due`` by chance are due."""
    chance = random.Random(1922)
    found = connection.execute(
        "SELECT key FROM questions WHERE deck = ? ORDER BY key", (DECK,)
    ).fetchall()
    keys = [int(row[0]) for row in found]
    for learner in range(1, town.learners + 1):
        due = set(chance.sample(keys, town.due))
        for key in keys:
            day = today - key % 5 if key in due else today + 1 + key % 20
            yield learner, key, 200_000, 50_000, day, today - 20 - key % 5, 3, 0
