"""Bringing decks in: a large table of cards, from bytes to durable rows, beside Anki's own import.

Both read the same CSV of two columns into an empty collection on the same disk.
"""

import time
from collections.abc import Callable
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest

from bot.usecases import importing
from content import formats
from content.bringing import bring
from content.source import Source, open_source
from storage.database import open_database
from tests.bench.findings import Finding, Goal
from tests.bench.plan import Plan

CARDS = 20_000


def _table(file: Path, cards: int) -> Path:
    rows = [
        f"When was treaty number {n} signed?,In {1000 + n} by {n % 7} states" for n in range(cards)
    ]
    file.write_text("\n".join(["front,back", *rows]) + "\n", encoding="utf-8")
    return file


async def _ours(table: Path, database: Path) -> float:
    begun = time.perf_counter()
    brought = bring(open_source(table))
    edition = brought.edition
    assert edition is not None, brought.draft.problems
    async with open_database(database) as opened:
        await opened.transaction(lambda tx: importing.keep(tx, edition, None))
    return time.perf_counter() - begun


def _theirs(table: Path, file: Path) -> float:
    collection = Collection(str(file))
    try:
        begun = time.perf_counter()
        metadata = collection.get_csv_metadata(str(table), None)
        collection.import_csv(ImportCsvRequest(path=str(table), metadata=metadata))
        return time.perf_counter() - begun
    finally:
        collection.close()


async def bringing(plan: Plan) -> list[Finding]:
    """Time the import of a table, ours and Anki's in turn."""
    cards = CARDS // 10 if plan.quick else CARDS
    table = _table(plan.folder / "cards.csv", cards)
    rounds = 1 if plan.quick else 3
    ours, theirs = [], []
    for number in range(rounds):
        ours.append(await _ours(table, plan.folder / f"brought-{number}.db"))
        theirs.append(_theirs(table, plan.folder / f"brought-{number}.anki2"))
    return [
        Finding(
            name=f"importing a table of {cards:,} cards, durable",
            ours=_median(ours),
            unit="s",
            beside="Anki",
            theirs=_median(theirs),
            ratio=_median([mine / other for mine, other in zip(ours, theirs, strict=True)]),
            goal=Goal(5, of_ratio=False),
        ),
        *_formats(cards, rounds),
    ]


def _formats(cards: int, rounds: int) -> list[Finding]:
    """Time reading alone, for the formats that classes bring most."""
    texts: dict[str, Callable[[int], str]] = {
        "gift": lambda n: f"::q{n}:: Capital number {n}? {{=City {n} ~Town {n} ~Village {n}}}\n\n",
        "quizlet": lambda n: f"Term number {n}\tWhat it means, number {n}\n",
        "cards": lambda n: f"  • Front {n}\n    • point one of {n}\n    • point two of {n}\n",
    }
    found = []
    for name, line in texts.items():
        data = "".join(line(n) for n in range(cards)).encode()
        laps = []
        for _ in range(rounds):
            begun = time.perf_counter()
            draft = formats.read(Source(f"x.{name}", data), name)
            laps.append(time.perf_counter() - begun)
            assert len(draft.cards) + len(draft.questions) == cards, (name, draft.problems[:1])
        found.append(
            Finding(
                name=f"reading {cards:,} cards as {name}",
                ours=_median(laps),
                unit="s",
                goal=Goal(5, of_ratio=False),
            )
        )
    return found


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
