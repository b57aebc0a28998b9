"""A small deck, written the way authors write, for tests to break."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from content.bank import Item, Loaded, load
from content.lint import lint

DECK = """\
id = "tea"
title = "Tea"
description = "A deck about tea."
confusable = [["Assam", "Annam"], ["green tea", "black tea"]]

[themes]
leaves = "Leaves"
cups = "Cups"

[documents]
"007" = "A book about tea"
"""

FACTS = """\
[[fact]]
id = "TEA-01"
says = "Tea is a leaf."
verdict = "right"
sources = ["007:12", "007:3-4"]

[[fact]]
id = "TEA-02"
says = "Tea came to Assam in 1700."
verdict = "wrong"
correction = "It came in 1823."
misread = ["1700"]

[[fact]]
id = "TEA-03"
says = "Tea is always hot."
verdict = "imprecise"
correction = "It may be cooled."

[[fact]]
id = "TEA-04"
says = "Tea is better than coffee."
verdict = "disputed"
"""

_COMMON = """\
[[question]]
id = "tea-{kind}-001"
kind = "{kind}"
skill = "recall"
difficulty = 1
stem = "{stem}"
explanation = "So it is."
facts = ["TEA-01"]
"""

_BODIES = {
    "choice": (
        "Where do fine leaves grow?",
        """\
right = "In Assam"
wrong = [
  ["In Norway", "It is too cold."],
  ["In Chad", "It is too dry."],
  ["In Malta", "It is too small."],
]
""",
    ),
    "truefalse": ("Leaves are green.", "truth = true\n"),
    "typed": (
        "Which Indian state grows the most?",
        """\
accept = ["Assam", "state of Assam"]
reject = [["Annam", "That is in Vietnam."]]
prompt = [["India", "Which state of it?"]]
""",
    ),
    "number": ("How many leaves?", 'answer = "47"\nlow = 45\nhigh = 48\nunit = "%"\n'),
    "date": ("When?", 'answer = "1823"\n'),
    "order": (
        "Put these in order.",
        """\
items = [
  ["1610", "It reaches Holland"],
  ["1658", "London drinks it"],
  ["1773-12-16", "Boston throws it into the sea"],
  ["1823", "Bruce finds it in Assam"],
]
""",
    ),
    "match": (
        "Match.",
        """\
pairs = [
  ["Assam", "India"],
  ["Uva", "Ceylon"],
  ["Keemun", "China"],
  ["Sencha", "Japan"],
]
extras = ["Kenya"]
""",
    ),
    "cloze": (
        "We drink ____ in the morning.",
        """\
[[question.gap]]
accept = ["Assam", "assam leaves"]
""",
    ),
    "points": (
        "Name two merits.",
        """\
need = 2
[[question.point]]
text = "It warms"
cues = ["warm", "heat"]
[[question.point]]
text = "It wakes"
cues = ["wake", "alert", { all = ["keep", "up"] }]
[[question.point]]
text = "It is cheap"
cues = ["cheap", "cost"]
""",
    ),
    "recall": ("Why?", 'back = "Because."\n'),
}

KINDS = tuple(_BODIES)


def question(kind: str, old: str = "", new: str = "", number: int = 1) -> str:
    """Return a sound question of a kind, with one thing in it replaced."""
    stem, body = _BODIES[kind]
    text = _COMMON.format(kind=kind, stem=stem) + body
    assert old in text, f"{old!r} is not in the {kind} question"
    return (text.replace(old, new, 1) if old else text).replace("-001", f"-{number:03}")


@dataclass
class Bank:
    """A bank in a folder of its own; files are written by name."""

    root: Path
    files: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Return the folder of its one deck."""
        return self.root / "tea"

    def write(self, name: str, text: str | bytes) -> Self:
        """Write a file of the deck, folders and all."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def load(self) -> Loaded:
        """Load the bank."""
        return load(self.root)

    def mistakes(self) -> list[tuple[str, int, str]]:
        """Return the mistakes as (file, line, message)."""
        return [(each.file, each.line, each.message) for each in self.load().mistakes]

    def rules(self) -> set[str]:
        """Return the codes of the rules that find something."""
        loaded = self.load()
        assert loaded.mistakes == ()
        return {finding.rule for finding in lint(loaded)}

    def item(self) -> Item:
        """Return its first question."""
        return self.load().sheets[0].items[0]


def small_bank(root: Path, *questions: str) -> Bank:
    """Return a sound bank; its questions are in leaves.toml."""
    bank = Bank(root).write("deck.toml", DECK).write("facts.toml", FACTS)
    return bank.write("leaves.toml", "\n".join(questions))


def here(text: str) -> int:
    """Return the line, from 1, that is marked with HERE."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "HERE" in line]
    assert len(lines) == 1, text
    return lines[0]
