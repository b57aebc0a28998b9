"""Coverage: what a deck that names its targets must ask for."""

from pathlib import Path

from content.coverage import Coverage, line_numbers
from content.lint import lint
from tests.content.authoring import DECK, FACTS, Bank, question, small_bank
from tests.content.test_reference import DOCUMENTS, GLOSSARY

MATRIX = "[matrix]\nleaves = { typed = 1, dated = 1, order = 0 }\n"
DAY = """\
[[event]]
date = "1773-12-16"
precision = "day"
event = "Boston"
facts = ["TEA-01"]

[[event]]
date = "1823"
precision = "year"
event = "Assam"
"""


def deck(root: Path, *questions: str, aims: str = MATRIX) -> Bank:
    """A small bank that names its targets."""
    return small_bank(root, *questions).write("deck.toml", DECK + aims)


def said(bank: Bank, rule: str) -> str:
    """Return the sentences of a rule."""
    return " ".join(each.sentence for each in lint(bank.load()) if each.rule == rule)


def test_a_deck_without_aims_is_held_to_none(tmp_path: Path) -> None:
    assert not {"L80", "L81", "L82"} & small_bank(tmp_path, question("recall")).rules()


def test_each_form_has_as_many_as_wanted(tmp_path: Path) -> None:
    bank = deck(tmp_path / "a", question("typed"))
    assert "leaves: 0 of 1 questions of the form `dated`" in said(bank, "L80")
    assert "typed" not in said(bank, "L80")
    both = deck(tmp_path / "b", question("typed"), question("number"))
    assert said(both, "L80") == "2 questions; at least 300 are wanted"


def test_three_hundred_questions_are_enough(tmp_path: Path) -> None:
    cards = (question("recall", "Why?", f"Why {n}?", n + 1) for n in range(300))
    assert said(deck(tmp_path, *cards, aims="[matrix]\nleaves = {recall = 300}\n"), "L80") == ""


def test_facts_are_asked(tmp_path: Path) -> None:
    found = said(deck(tmp_path / "a", question("typed", '"TEA-01"', '"TEA-04"')), "L81")
    assert "no question asks for TEA-01, which is right" in found
    assert "TEA-02 is wrong, and no question with one answer puts it right" in found
    assert "no question asks for TEA-03, which is imprecise" in found
    assert "TEA-04" not in found
    asked = question("typed", '"TEA-01"', '"TEA-01", "TEA-02", "TEA-03"')
    assert said(deck(tmp_path / "b", asked), "L81") == ""
    card = question("recall", '"TEA-01"', '"TEA-01", "TEA-02", "TEA-03"')
    assert "TEA-02" in said(deck(tmp_path / "c", card), "L81")


def test_views_and_what_nobody_confirmed_need_not_be_asked(tmp_path: Path) -> None:
    bank = deck(tmp_path, question("typed", '"TEA-01"', '"TEA-02"'))
    facts = FACTS.replace('"right"\n', '"right"\nview = true\n')
    bank.write("facts.toml", facts.replace('cooled."\n', 'cooled."\nunverified = true\n'))
    assert said(bank, "L81") == ""


ALL = question("typed", '"TEA-01"', '"TEA-01", "TEA-02", "TEA-03"')


def test_disagreements_names_historians_and_lists_are_asked(tmp_path: Path) -> None:
    card = question("recall", '"TEA-01"', '"TEA-03", "TEA-04"')
    bank = deck(tmp_path / "a", card)
    bank.write("glossary.toml", GLOSSARY).write("documents.toml", DOCUMENTS)
    found = said(bank, "L81")
    assert "no question touches DIS-01: When" in found
    assert "no question asks for Assam" in found
    assert "no question asks whose view B. Leaf held" in found
    assert "no list of 3 points: Merits (best: 0)" in found
    who = question("choice", "In Chad", "In Mali") + 'tags = ["who"]\n'
    sound = deck(tmp_path / "b", ALL, question("points"), who.replace('"In Assam"', '"B. Leaf"'))
    sound.write("glossary.toml", GLOSSARY).write("documents.toml", DOCUMENTS)
    assert said(sound, "L81") == ""


def test_a_historian_is_asked_about_twice(tmp_path: Path) -> None:
    who = question("choice", '"In Assam"', '"Leaf"') + 'tags = ["who"]\n'
    lonely = GLOSSARY.replace('facts = ["TEA-01"]\n', "")
    bank = deck(tmp_path, ALL, who).write("glossary.toml", lonely)
    assert said(bank, "L81") == "B. Leaf is asked about only once"


def test_a_day_is_asked_or_put_in_order(tmp_path: Path) -> None:
    bank = deck(tmp_path / "a", ALL).write("timeline.toml", DAY)
    assert said(bank, "L81") == "no date and no order asks for 1773-12-16: Boston"
    order = deck(tmp_path / "b", ALL, question("order")).write("timeline.toml", DAY)
    assert said(order, "L81") == ""
    year = question("date", '"1823"', '"1773"')
    assert said(deck(tmp_path / "c", ALL, year).write("timeline.toml", DAY), "L81") == ""
    other = year.replace("TEA-01", "TEA-02").replace('"1773"', '"1773-12"')
    assert said(deck(tmp_path / "d", ALL, other).write("timeline.toml", DAY), "L81") != ""


def test_cards_and_points_of_documents_are_covered(tmp_path: Path) -> None:
    card = '[[document]]\nid = "007"\ncards = [{ id = "007-01", lines = "11-14", '
    text = card + 'points = ["12", "14"] }]\n'
    bank = deck(tmp_path / "a", question("typed")).write("documents.toml", text)
    assert said(bank, "L82") == (
        "card 007-01 (lines 11-14) has 1 of 2 questions "
        "point 007-01 (lines 14) has 0 of 1 questions"
    )
    waived = text.replace('"14"] }', '"14"], waive = [["14", "No."]] }')
    both = deck(tmp_path / "b", question("typed"), question("recall"))
    assert said(both.write("documents.toml", waived), "L82") == ""


def test_a_card_that_is_waived_needs_no_question(tmp_path: Path) -> None:
    text = '[[document]]\nid = "007"\ncards = [{ id = "007-01", lines = "90-94", '
    text += 'points = ["91", "92-94"], waive = [["91-94", "It breaks off."]] }]\n'
    assert said(deck(tmp_path, ALL).write("documents.toml", text), "L82") == ""


def test_every_theme_has_every_difficulty(tmp_path: Path) -> None:
    levels = [
        question("recall", "difficulty = 1", f"difficulty = {level}", level).replace(
            "Why?", f"Why {'xyz'[level - 1]}?"
        )
        for level in (1, 2, 3)
    ]
    only = DECK.replace('cups = "Cups"\n', "") + MATRIX
    assert "leaves has no difficulty 3" in said(
        small_bank(tmp_path / "a", *levels[:2]).write("deck.toml", only), "L83"
    )
    assert said(small_bank(tmp_path / "b", *levels).write("deck.toml", only), "L83") == ""


def test_skills_are_mixed_as_wanted(tmp_path: Path) -> None:
    cards = [question("recall", "Why?", f"Why {n}?", n + 1) for n in range(60)]
    found = said(deck(tmp_path / "a", *cards, aims="[skills]\nrecall = 90\n"), "L84")
    assert found == "recall has 100% of the questions instead of about 90%"
    assert said(deck(tmp_path / "b", *cards, aims="[skills]\nrecall = 97\n"), "L84") == ""


def test_retired_questions_cover_nothing(tmp_path: Path) -> None:
    bank = deck(tmp_path, ALL, question("number") + "retired = true\n")
    assert "dated" in said(bank, "L80")
    assert len(Coverage(bank.load().sheets[0]).items) == 1


def test_numbers_of_lines() -> None:
    assert line_numbers("7,9-11") == {7, 9, 10, 11}
    assert line_numbers("the end") == line_numbers("") == set()
