"""What was accepted holds for whom it was accepted, as long as the question means the same."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import Choice, Cloze, Cue, Key, Kind, Option, Point, Points, Typed
from storage import classes, linking, questions, variants
from storage.database import Tx
from storage.migrate import migrate
from storage.questions import mirror
from storage.variants import MOST_EXAMPLES, Variant
from tests.storage import dumps
from tests.storage.values import ANN, BEN, NOON, deck, question

DECK = DeckId("treaties")
ONE, TWO = ClassId(5), ClassId(6)
KEY = QuestionKey(1)
POINTS = Points(1, (Point("Poland", (Cue(any_of=("poland",)),)), Point("Trade", ())))


@pytest.fixture(autouse=True)
def _two_classes(tx: Tx) -> None:
    tx.executemany(
        "INSERT INTO classes (id, name, code, created_at) VALUES (?, '', ?, 0)",
        [(ONE, "one"), (TWO, "two")],
    )


def kind(tx: Tx, by: Collection[ClassId] = (), number: int = 1) -> Kind:
    """Return what is asked, as these classes accept it."""
    stored = questions.by_id(tx, QuestionId(f"treaties-{number:03}"))
    assert stored is not None
    more = variants.of_classes(tx, stored.key, stored.question.version, by)
    return variants.accepting(stored.question, more).kind


def accepted(tx: Tx, by: Collection[ClassId] = (), number: int = 1) -> tuple[str, ...]:
    asked = kind(tx, by, number)
    assert isinstance(asked, Typed)
    return asked.key.accepted


def taught(tx: Tx) -> frozenset[ClassId]:
    stored = questions.by_key(tx, KEY)
    assert stored is not None
    return stored.taught


def test_everybodys_variant_outlives_a_new_edition(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    assert variants.add(tx, KEY, Variant("Rapallo, Liguria"), NOON, class_id=None)
    later = NOON + timedelta(seconds=1)
    assert variants.add(tx, KEY, Variant("rapalo"), later, class_id=None)
    assert not variants.add(tx, KEY, Variant("rapalo"), NOON, class_id=None)
    assert accepted(tx) == ("Rapallo", "Rapallo, Liguria", "rapalo")
    assert accepted(tx, number=2) == ("Rapallo",)
    mirror(tx, deck(replace(question(1), hint="A seaside town")), b"2")
    assert accepted(tx) == ("Rapallo", "Rapallo, Liguria", "rapalo")
    assert taught(tx) == frozenset()


def test_a_classs_variant_is_that_classs(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    assert variants.add(tx, KEY, Variant("Liguria"), NOON, class_id=ONE)
    assert not variants.add(tx, KEY, Variant("Liguria"), NOON, class_id=ONE)
    assert variants.add(tx, KEY, Variant("Liguria"), NOON, class_id=TWO)
    assert variants.add(tx, KEY, Variant("rapalo"), NOON, class_id=TWO)
    assert accepted(tx) == ("Rapallo",)
    assert accepted(tx, [ONE]) == ("Rapallo", "Liguria")
    assert accepted(tx, [ONE, TWO]) == ("Rapallo", "Liguria", "rapalo")
    assert taught(tx) == {ONE, TWO}


def test_a_new_meaning_starts_without_the_old_variants(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    variants.add(tx, KEY, Variant("Genoa"), NOON, class_id=None)
    variants.add(tx, KEY, Variant("Liguria"), NOON, class_id=ONE)
    mirror(tx, deck(question(1, version=2)), b"2")
    assert accepted(tx, [ONE]) == ("Rapallo",)
    assert taught(tx) == frozenset()
    variants.add(tx, KEY, Variant("Liguria"), NOON, class_id=ONE)
    assert accepted(tx, [ONE]) == ("Rapallo", "Liguria")


@pytest.mark.parametrize("whose", [None, ONE])
def test_a_variant_the_author_took_over_is_not_doubled(tx: Tx, whose: ClassId | None) -> None:
    mirror(tx, deck(question(1)), b"1")
    variants.add(tx, KEY, Variant("Rapallo"), NOON, class_id=whose)
    assert accepted(tx, [ONE]) == ("Rapallo",)


@pytest.mark.parametrize("whose", [None, ONE])
def test_a_variant_fits_the_part_it_was_accepted_for(tx: Tx, whose: ClassId | None) -> None:
    one = Cloze((Key(accepted=("1922",)),))
    two = Cloze((Key(accepted=("1922",)), Key(accepted=("1939",))))
    choice = Choice((Option("a", correct=True), Option("b", correct=False)))
    kinds: tuple[Kind, ...] = (one, two, choice)
    mirror(tx, deck(*(question(n, kind=each) for n, each in enumerate(kinds))), b"1")
    for key in questions.keys(tx, DECK):
        variants.add(tx, key, Variant("'22"), NOON, class_id=whose)
        variants.add(tx, key, Variant("'39", "1"), NOON, class_id=whose)
    assert kind(tx, [ONE], 0) == Cloze((Key(accepted=("1922", "'22")),))
    assert kind(tx, [ONE], 1) == Cloze((two.gaps[0], Key(accepted=("1939", "'39"))))
    assert kind(tx, [ONE], 2) == choice


def test_an_example_belongs_to_its_point_wherever_that_stands(tx: Tx) -> None:
    mirror(tx, deck(question(1, kind=POINTS)), b"1")
    variants.add(tx, KEY, Variant("They feared the Poles", "Poland", ANN), NOON, class_id=ONE)
    turned = Points(1, POINTS.points[::-1])
    mirror(tx, deck(question(1, kind=turned)), b"2")
    asked = kind(tx, [ONE])
    assert isinstance(asked, Points)
    assert [point.exemplars for point in asked.points] == [(), ("They feared the Poles",)]
    assert kind(tx) == turned


def test_only_the_newest_examples_count(tx: Tx) -> None:
    mirror(tx, deck(question(1, kind=POINTS)), b"1")
    for n in range(MOST_EXAMPLES + 2):
        example = Variant(f"example {n}", "Poland", ANN)
        variants.add(tx, KEY, example, NOON + timedelta(seconds=n), class_id=ONE)
    asked = kind(tx, [ONE])
    assert isinstance(asked, Points)
    assert asked.points[0].exemplars[0] == "example 2"
    assert len(asked.points[0].exemplars) == MOST_EXAMPLES


def test_what_a_class_accepted_goes_with_it(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    variants.add(tx, KEY, Variant("Genoa"), NOON, class_id=None)
    variants.add(tx, KEY, Variant("Liguria"), NOON, class_id=ONE)
    variants.add(tx, KEY, Variant("Levante"), NOON, class_id=TWO)
    classes.remove(tx, ONE)
    assert accepted(tx, [ONE, TWO]) == ("Rapallo", "Genoa", "Levante")
    assert tx.execute("SELECT count(*) FROM aliases").fetchone() == (2,)


def test_somebodys_sentence_goes_with_them_and_moves_with_their_accounts(tx: Tx) -> None:
    mirror(tx, deck(question(1, kind=POINTS)), b"1")
    variants.add(tx, KEY, Variant("They feared the Poles", "Poland", BEN), NOON, class_id=ONE)
    variants.add(tx, KEY, Variant("One market", "Trade"), NOON, class_id=ONE)
    linking.merge(tx, ANN, BEN)
    assert [each.learner for each in variants.of_classes(tx, KEY, 1, [ONE])] == [ANN, None]
    tx.execute("DELETE FROM learners WHERE id = ?", (ANN,))
    assert variants.of_classes(tx, KEY, 1, [ONE]) == [Variant("One market", "Trade")]


def test_what_was_accepted_before_classes_had_their_own_stays_everybodys(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    dumps.load(dumps.FOLDER / "v0003.sql", path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        before = connection.execute("SELECT question, version, text, added_at FROM aliases")
        rows = before.fetchall()
        migrate(connection)
        after = connection.execute(
            "SELECT question, version, text, added_at FROM aliases"
            " WHERE class IS NULL AND part = '' AND learner IS NULL"
        )
        assert after.fetchall() == rows != []
