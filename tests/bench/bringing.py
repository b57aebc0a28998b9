"""Bringing decks in: a large table of cards, from bytes to durable rows, beside Anki's own import.

Both read the same CSV of two columns into an empty collection on the same disk.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Choice, Deck, Key, Kind, Option, Recall, Typed
from bot.usecases import importing
from content import formats
from content.bringing import bring
from content.making import question
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


async def _kept(source: Source, name: str, database: Path) -> float:
    """Return the seconds from a file's bytes to durable rows; ``name`` is "" to find out."""
    begun = time.perf_counter()
    brought = bring(Source(source.name, source.data), name)
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
        ours.append(await _kept(open_source(table), "", plan.folder / f"brought-{number}.db"))
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
        *await _formats(plan, cards, rounds),
    ]


_LINES: dict[str, Callable[[int], str]] = {
    "gift": lambda n: (
        f"::q{n}:: [html]<p>Capital <b>number</b> {n}?</p> {{=City {n} ~Town {n}}}\n\n"
    ),
    "aiken": lambda n: f"Capital number {n}?\nA. City {n}\nB. Town {n}\nANSWER: A\n\n",
    "slides": lambda n: f"{n + 1} of {CARDS}\nSlide {n}\n• one of {n}\n• two of {n}\n\n",
    "cards": lambda n: f"  • Front {n}\n    • point one of {n}\n    • point two of {n}\n",
    "qa": lambda n: f"What was number {n}?\n- point one of {n}\n- point two of {n}\n",
    "outline": lambda n: f"{n % 900 + 1}. Heading {n}\n  a. one of {n}\n  b. two of {n}\n",
    "mindmap": lambda n: f"# Branch {n}\nleaf one of {n}\nleaf two of {n}\n",
    "quizlet": lambda n: f"Term number {n}\tWhat it means, number {n}\n",
}
_WHOLE = ("anki-package", "moodle", "gift")
"""Formats of which the whole path is timed, besides the table."""


def _files(cards: int) -> dict[str, bytes]:
    """Return a file of so many cards in each format: as classes write it, else as we do."""
    texts = {
        name: "".join(map(line, range(cards))).replace(f" of {CARDS}\n", f" of {cards}\n").encode()
        for name, line in _LINES.items()
    }
    written = {
        each.name: formats.write(_deck(cards, each.name), each.name).data
        for each in formats.FORMATS
        if each.writes and each.name not in texts
    }
    return texts | written


def _deck(cards: int, name: str) -> Deck:
    """Return a deck of flashcards, or of what a format holds that has none."""
    asked = []
    for number in range(cards):
        kind: Kind = Recall(f"In {1000 + number} by {number % 7} states")
        if name == "opentdb":
            right, wrong = f"City {number}", f"Town {number}"
            kind = Choice((Option(right, correct=True), Option(wrong, correct=False)))
        elif name == "red":
            kind = Typed(Key(accepted=(f"City {number}",)))
        made = question(f"When was treaty **number** {number} signed?", kind)
        asked.append(replace(made, id=QuestionId(f"bench-{number}"), theme="all"))
    return Deck(DeckId("bench"), "Bench", "", (("all", "All"),), tuple(asked))


async def _formats(plan: Plan, cards: int, rounds: int) -> list[Finding]:
    """Time reading alone for every format, and the whole path for those that are large."""
    found = []
    for name, data in _files(cards).items():
        source = Source(f"x.{name}", data)
        laps = [_reading(source, name, cards) for _ in range(rounds)]
        found.append(_finding(f"reading {cards:,} cards as {name}", laps))
        if name in _WHOLE:
            file = plan.folder / f"{name}.db"
            whole = [
                await _kept(source, name, file.with_stem(f"{name}-{n}")) for n in range(rounds)
            ]
            found.append(_finding(f"importing {cards:,} cards as {name}, durable", whole))
    return found


def _reading(source: Source, name: str, cards: int) -> float:
    begun = time.perf_counter()
    draft = formats.read(Source(source.name, source.data), name)
    lap = time.perf_counter() - begun
    assert len(draft.cards) + len(draft.questions) == cards, (name, draft.problems[:1])
    return lap


def _finding(name: str, laps: list[float]) -> Finding:
    return Finding(name=name, ours=_median(laps), unit="s", goal=Goal(5, of_ratio=False))


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
