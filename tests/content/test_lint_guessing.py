"""Habits that would let a deck be guessed, and what a served question shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.posing import options_of
from bot.domain.question import Choice
from content.lint import DECK_RULES, Severity, steady
from content.rules.guessing import give_aways, places, shuffled_fairly, unfair
from tests.content.authoring import Bank, question, small_bank


def year(number: int, key: str, others: str) -> str:
    """A choice of four years on a subject of its own."""
    text = question("choice", "Where do fine leaves", f"Whence do {chr(96 + number) * 6}", number)
    for old, new in zip(("Assam", "Norway", "Chad", "Malta"), (key, *others.split()), strict=True):
        text = text.replace(f"In {old}", new)
    return text


def test_answers_in_the_middle_of_even_years_are_found(tmp_path: Path) -> None:
    even = [year(n, "1822", "1821 1823 1824") for n in range(1, 7)]
    assert "L35" in small_bank(tmp_path / "a", *even).rules()
    mixed = even[:3] + [year(n, "1821", "1822 1823 1824") for n in range(4, 7)]
    assert "L35" not in small_bank(tmp_path / "b", *mixed).rules()
    uneven = [year(n, "1822", "1821 1825 1829") for n in range(1, 7)]
    assert "L35" not in small_bank(tmp_path / "c", *uneven).rules()


@pytest.mark.parametrize("key", range(4))
def test_every_place_holds_the_answer_as_often(tmp_path: Path, key: int) -> None:
    (item,) = small_bank(tmp_path, question("choice")).load().sheets[0].items
    shares = places(item.question, key, 1_000)
    assert sum(shares) == pytest.approx(1)
    assert all(0.2 <= share <= 0.3 for share in shares)


def test_an_order_that_hardly_changes_is_found(tmp_path: Path) -> None:
    assert unfair([0.25, 0.2, 0.3, 0.25]) == []
    assert unfair([0.16, 0.38, 0.25, 0.21]) == [1, 2]
    bank = small_bank(tmp_path, question("choice"))
    (sheet,) = bank.load().sheets
    assert "L45" not in bank.rules()
    assert len(list(shuffled_fairly(sheet, lambda each, _: options_of(each, 7)))) == 4
    assert ("L45", Severity.ERROR, shuffled_fairly) in DECK_RULES


def test_claims_are_balanced_as_far_as_their_number_allows(tmp_path: Path) -> None:
    false = question("truefalse", "truth = true", 'truth = false\ncorrection = "No."')
    other = question("truefalse", "Leaves are green.", "It grows.", 2)
    third = question("truefalse", "Leaves are green.", "Cups break.", 3)
    assert "L46" not in small_bank(tmp_path / "a", false).rules()
    assert "L46" not in small_bank(tmp_path / "b", false, other).rules()
    assert "L46" not in small_bank(tmp_path / "c", false, other, third).rules()
    assert "L46" in small_bank(tmp_path / "d", question("truefalse"), other).rules()


def test_a_theme_too_small_to_keep_its_secrets_is_found(tmp_path: Path) -> None:
    tells = question("choice", "Where do fine leaves grow?", "Whose hills are in Assam?", 2)
    assert "L48" in small_bank(tmp_path / "a", question("choice"), tells).rules()
    silent = question("choice", "Where do fine leaves grow?", "Whose hills are these?", 2)
    assert "L48" not in small_bank(tmp_path / "b", question("choice"), silent).rules()


def test_a_bank_that_changes_under_its_reader_is_found(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("choice"))
    first = bank.load()
    assert steady(first, bank.load()) == ()
    bank.write("leaves.toml", question("choice", "In Chad", "In Peru"))
    assert [finding.rule for finding in steady(first, bank.load())] == ["L86"]
    assert [finding.rule for finding in steady(first, Bank(tmp_path / "none").load())] == ["L86"]


def test_a_stem_that_tells_the_answer_of_another(tmp_path: Path) -> None:
    telling = question("recall", "Why?", "Why is the tea of Assam strong?")
    found = list(give_aways(small_bank(tmp_path, question("typed"), telling).load().sheets[0]))
    assert [(each.teller.question.id, each.asked.question.id) for each in found] == [
        ("tea-recall-001", "tea-typed-001")
    ]
    assert found[0].answer == "Assam"


def test_themes_and_a_question_itself_give_nothing_away(tmp_path: Path) -> None:
    own = question("typed", "Which Indian state", "Which state but Assam")
    bank = small_bank(tmp_path, own, question("recall"))
    bank.write("cups.toml", question("recall", "Why?", "Why Assam?", 2))
    assert list(give_aways(bank.load().sheets[0])) == []


def test_a_choice_of_several_gives_no_name_away(tmp_path: Path) -> None:
    sheet = small_bank(tmp_path, question("choice"), question("recall", "Why?", "In Assam?"))
    (loaded,) = sheet.load().sheets
    assert len(list(give_aways(loaded))) == 1
    first = loaded.items[0].question
    assert isinstance(first.kind, Choice)
    several = replace(first, kind=replace(first.kind, several=True))
    items = (replace(loaded.items[0], question=several), *loaded.items[1:])
    assert list(give_aways(replace(loaded, items=items))) == []
