"""Glossary, timeline and documents: what is read, and every mistake that is noted."""

from pathlib import Path

import pytest

from content.reference import EntryKind, Exactness, Reference
from tests.content.authoring import question, small_bank

GLOSSARY = """\
[[entry]]
name = "Assam"
kind = "place"
means = "Where tea grows"
accept = ["state of Assam"]
named = true

[[historian]]
name = "B. Leaf"
school = "Green"
position = "Tea is old"
accept = ["Leaf"]
facts = ["TEA-01"]
"""
TIMELINE = """\
[[event]]
date = "1823"
precision = "year"
event = "Tea is found in Assam"
facts = ["TEA-02"]
"""
DOCUMENTS = """\
[[document]]
id = "007"
cards = [{ id = "007-01", lines = "1-4", points = ["2", "3-4"], waive = [["2", "Why not"]] }]

[[disagreement]]
id = "DIS-01"
topic = "When"
facts = ["TEA-02"]

[[list]]
about = "Merits"
points = 3
facts = ["TEA-01"]
"""


def test_a_deck_may_have_none_of_them(tmp_path: Path) -> None:
    (sheet,) = small_bank(tmp_path, question("recall")).load().sheets
    assert sheet.reference == Reference()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall")).write("glossary.toml", GLOSSARY)
    bank.write("timeline.toml", TIMELINE).write("documents.toml", DOCUMENTS)
    bank.write("documents.txt", "private 1 abcdefgh\nijklmnop\n")
    loaded = bank.load()
    assert loaded.mistakes == ()
    reference = loaded.sheets[0].reference
    assert reference.entries[0].record.named
    assert reference.events[0].record.precision is Exactness.YEAR
    assert reference.documents[0].record.cards[0].points == ("2", "3-4")
    assert reference.lists[0].record.points == 3
    assert reference.disagreements[0].record.id == "DIS-01"
    assert reference.prints.runs == {"ijklmnop"}
    assert reference.prints.private == {(1, "abcdefgh")}


def test_names_are_looked_up_however_they_are_written(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall")).write("glossary.toml", GLOSSARY)
    reference = bank.load().sheets[0].reference
    assert reference.kinds("ASSAM") == {EntryKind.PLACE}
    assert reference.kinds("the state of assam") == {EntryKind.PLACE}
    assert reference.kinds("leaf") == {EntryKind.HISTORIAN}
    assert reference.kinds("Annam") == frozenset()


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("glossary", GLOSSARY.replace('["TEA-01"]', '["TEA-99"]'), 13, "unknown fact `TEA-99`"),
        ("glossary", GLOSSARY.replace('"place"', '"planet"'), 3, "kind"),
        ("glossary", GLOSSARY + "[[thing]]\n", 14, "only [[entry]], [[historian]] tables"),
        ("glossary", GLOSSARY.replace("named = true", 'until = "1900"'), 6, "means nothing"),
        ("timeline", TIMELINE.replace('"year"', '"day"'), 3, "as exact as a year, not a day"),
        ("timeline", TIMELINE.replace('"year"', '"range"'), 1, "a range has `until` too"),
        ("timeline", TIMELINE.replace('"1823"', '"18th"'), 2, "is not a date"),
        ("timeline", TIMELINE.replace('"year"', '"year"\nuntil = "1800"'), 4, "must be later"),
        ("documents", DOCUMENTS.replace('"007"', '"008"'), 2, "unknown document `008`"),
        ("documents", DOCUMENTS.replace('"1-4"', '"one"'), 3, "`lines`"),
    ],
)
def test_mistakes_have_their_place(
    tmp_path: Path, name: str, text: str, line: int, said: str
) -> None:
    mistakes = small_bank(tmp_path, question("recall")).write(f"{name}.toml", text).mistakes()
    assert [(file, at) for file, at, _ in mistakes] == [(f"tea/{name}.toml", line)]
    assert said in mistakes[0][2]
