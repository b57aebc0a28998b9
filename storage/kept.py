"""What was read from rarely written tables, kept beside the writer until one of them changes.

Triggers that live as long as the writer's connection say when: whoever writes to such a table,
and however (a cascade, too), what was read from it is forgotten at that moment. A transaction
that is taken back forgets everything. Only the writer keeps: any other connection reads anew.
Nothing is kept that is not in the database.
"""

import sqlite3
from enum import Enum, auto
from functools import partial
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Topic(Enum):
    """What becomes untrue at the same time."""

    PEOPLE = auto()  # learners, what is theirs alone, their classes, what a class chose
    BANK = auto()  # decks and questions; much about people follows from them
    NUMBERS = auto()  # ids set aside and not given out yet


_TABLES = {
    Topic.PEOPLE: (
        "learners",
        "accounts",
        "classes",
        "members",
        "class_decks",
        "learner_classes",
    ),
    Topic.BANK: ("decks", "questions", "aliases"),
}
_UNTRUE_WITH = {Topic.PEOPLE: (Topic.PEOPLE,), Topic.BANK: (Topic.BANK, Topic.PEOPLE)}
Shelf = dict[object, object]


class Writer(sqlite3.Connection):
    """The one connection that writes, and that keeps what it has read."""

    shelves: "dict[Kept[Any, Any], Shelf]"


class Kept(Generic[K, V]):
    """Values of one kind by key: made once as a constant, filled for each writer apart."""

    __slots__ = ("limit", "topic")

    def __init__(self, topic: Topic, limit: int) -> None:
        self.topic = topic
        self.limit = limit

    def of(self, tx: sqlite3.Connection) -> dict[K, V]:
        """Return what this connection keeps: an empty dict, soon lost, if it is no writer."""
        try:
            return tx.shelves[self]  # type: ignore[attr-defined,no-any-return]
        except KeyError:
            return tx.shelves.setdefault(self, {})  # type: ignore[attr-defined,no-any-return]
        except AttributeError:
            return {}


def watch(writer: Writer) -> None:
    """Let a writer keep what it reads, and see every change. Its tables must be up to date."""
    writer.shelves = {}
    for topic, tables in _TABLES.items():
        forget = f"forget_{topic.name.lower()}"
        writer.create_function(forget, 0, partial(_forget, writer.shelves, _UNTRUE_WITH[topic]))
        for table in tables:
            for event in ("INSERT", "UPDATE", "DELETE"):
                writer.execute(
                    f"CREATE TEMP TRIGGER kept_{table}_{event.lower()} AFTER {event}"
                    f" ON main.{table} BEGIN SELECT {forget}(); END"
                )


def _forget(shelves: "dict[Kept[Any, Any], Shelf]", untrue: tuple[Topic, ...]) -> None:
    for kept, shelf in shelves.items():
        if kept.topic in untrue:
            shelf.clear()


def forget_everything(tx: sqlite3.Connection) -> None:
    """Keep nothing of what was read: some of it may have been taken back."""
    if isinstance(tx, Writer):
        _forget(tx.shelves, tuple(Topic))


def make_room(tx: sqlite3.Connection) -> None:
    """Empty the shelves that are full; what is needed again is read again."""
    if isinstance(tx, Writer):
        for kept, shelf in tx.shelves.items():
            if len(shelf) > kept.limit:
                shelf.clear()
