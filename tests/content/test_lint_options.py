"""Options that cannot be guessed by judgement, length, grammar or precision."""

from pathlib import Path

import pytest

from tests.content.authoring import question, small_bank


def rules(root: Path, *options: str, stem: str = "Where do fine leaves grow?") -> set[str]:
    text = question("choice", "Where do fine leaves grow?", stem)
    names = ("In Assam", "In Norway", "In Chad", "In Malta")
    for old, new in zip(names, options or names, strict=True):
        text = text.replace(old, new)
    return small_bank(root, text).rules()


@pytest.mark.parametrize("stem", ["What was most important?", "Which was the most decisive?"])
def test_what_mattered_most_is_for_cards(tmp_path: Path, stem: str) -> None:
    assert "L25" in rules(tmp_path / "a", stem=stem)
    assert "L25" not in small_bank(tmp_path / "b", question("recall", "Why?", stem)).rules()


@pytest.mark.parametrize(
    ("key", "other", "same"),
    [
        ("1823", "May 1823", True),
        ("4 May 1823", "May 1823", True),
        ("4 May 1823", "5 May 1823", False),
        ("May 1823", "June 1823", False),
        ("1823-33", "1823-34", False),
        ("The law of 1823", "The war of 1823", False),
    ],
)
def test_a_date_told_more_exactly_is_the_same(
    tmp_path: Path, key: str, other: str, same: bool
) -> None:
    assert ("L24" in rules(tmp_path, key, other, "1830", "1840")) is same


def test_names_may_differ_more_in_length(tmp_path: Path) -> None:
    long = "Germany, Austria and Kingdom of Bavaria"
    assert "L40" not in rules(
        tmp_path / "a", long, "Saxony and Spain", "Poland, Russia", "Saxony and Prussia"
    )
    assert "L40" in rules(
        tmp_path / "b", long.lower(), "saxony, spain", "poland, russia", "peru and rome"
    )
    assert "L40" in rules(tmp_path / "c", long, "Italy", "Spain", "Poland")


def test_the_answer_alone_begins_in_its_way(tmp_path: Path) -> None:
    assert "L43" in rules(tmp_path / "a", "To sell it", "A whim", "A rule", "A song")
    assert "L43" not in rules(tmp_path / "b", "To sell it", "To buy", "A rule", "A song")
    assert "L43" not in rules(tmp_path / "c", "A sale", "To buy", "A rule", "A song")


@pytest.mark.parametrize(
    ("low", "high", "found"), [("44", "50", False), ("40", "50", True), ("47", "51", True)]
)
def test_a_percentage_is_within_three(tmp_path: Path, low: str, high: str, found: bool) -> None:
    text = question("number", "low = 45\nhigh = 48", f"low = {low}\nhigh = {high}")
    assert ("L60" in small_bank(tmp_path, text).rules()) is found


def test_or_within_the_range_of_its_fact(tmp_path: Path) -> None:
    text = question("number", "low = 45\nhigh = 48", "low = 40\nhigh = 55")
    bank = small_bank(tmp_path, text)
    facts = (bank.folder / "facts.toml").read_text().replace("a leaf", "40 to 55 per cent leaf")
    assert "L60" not in bank.write("facts.toml", facts).rules()
