"""What it costs to mark: every typed answer of the shipped bank, given in several ways.

Each answer is timed once, the first time that it is ever seen: the judge remembers equal ones.
"""

from functools import partial
from itertools import cycle, islice

from bot.domain.judge import judge
from bot.domain.question import Key, Question, Typed
from content.bank import bundled, load
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Laps, joined, run_sync
from tests.bench.plan import Plan

SENTENCE = "a whole sentence"
"""The one way that is not a short answer; told, and not counted among them."""


def _slips(text: str) -> list[str]:
    """Return a text with two neighbouring letters changed about, in every place."""
    return [
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(1, len(text) - 1)
        if text[at] != text[at + 1]
    ]


def _given(key: Key, other: Key) -> list[tuple[str, str]]:
    """Return a name for each way to answer, with the answer: right, slipped, wrong, long."""
    model = key.accepted[0]
    return [
        ("exact", model),
        ("another case and article", f"the {model.upper()}."),
        *(("a typing slip", slip) for slip in _slips(model)),
        ("another answer of the deck", other.accepted[0]),
        (SENTENCE, f"I think that it was {model} because of what came before it"),
    ]


async def judging(plan: Plan) -> list[Finding]:
    """Time the judge on each way to answer, and on all the short ones together."""
    decks = load(bundled()).decks
    asked = [
        (question, question.kind.key)
        for deck in decks
        for question in deck.questions
        if isinstance(question.kind, Typed)
    ]
    others = islice(cycle(key for _, key in asked), 1, None)
    laps: dict[str, list[Laps]] = {}
    for (question, key), other in zip(asked, others, strict=False):
        for way, answer in _given(key, other):
            laps.setdefault(way, []).append(_time(answer, key, question))
    every = joined([one for way, ways in laps.items() if way != SENTENCE for one in ways])
    return [
        Finding(
            name=f"judging a short answer, {len(asked)} questions, median",
            ours=every.p50,
            unit="µs",
            goal=Goal(500, of_ratio=False),
        ),
        Finding(name="  its p99", ours=every.p99, unit="µs", goal=Goal(5_000, of_ratio=False)),
        *(Finding(name=f"  {way}", ours=joined(ways).p50, unit="µs") for way, ways in laps.items()),
    ]


def _time(answer: str, key: Key, question: Question) -> Laps:
    judge("something else altogether", key, question.stem)  # the key is read when it is loaded
    return run_sync(partial(judge, answer, key, question.stem), 1)
