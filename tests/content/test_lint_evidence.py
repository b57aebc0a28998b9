"""What a question rests on: sources, misreadings, corrections and what nobody confirmed."""

from pathlib import Path

from tests.content.authoring import DECK, FACTS, question, small_bank

MORE = """\
[[fact]]
id = "TEA-05"
says = "Tea costs 47 pence for 900 leaves."
verdict = "imprecise"
correction = "Nobody has counted."
sources = ["007:20"]
unverified = true

[[fact]]
id = "TEA-06"
says = "The club of tea is called the TCA."
verdict = "imprecise"
correction = "TAC"
sources = ["007:21"]

[[fact]]
id = "TEA-07"
says = "Tea came to Assam in 1700."
verdict = "wrong"
correction = "It came in 1823."
misread = ["1700"]
sources = ["007:22"]
"""


def rules(root: Path, text: str) -> set[str]:
    return small_bank(root, text).write("facts.toml", FACTS + MORE).rules()


def test_facts_without_a_source_are_background(tmp_path: Path) -> None:
    text = question("recall", '"TEA-01"', '"TEA-02"')
    assert "L03" in rules(tmp_path / "a", text)
    assert "L03" not in rules(tmp_path / "b", text + 'tags = ["background"]\n')
    assert "L03" not in rules(tmp_path / "c", question("recall", '"TEA-01"', '"TEA-02", "TEA-01"'))


def test_a_true_claim_may_not_hold_a_misreading(tmp_path: Path) -> None:
    text = question("truefalse", "Leaves are green.", "It came in 1700.")
    text = text.replace("TEA-01", "TEA-07")
    assert "L05" in rules(tmp_path / "a", text)
    assert "L05" not in rules(tmp_path / "b", text.replace("1700.", "1823."))
    false = text.replace("truth = true", 'truth = false\ncorrection = "In 1823."')
    assert "L05" not in rules(tmp_path / "c", false)
    told = text.replace("It came", "One set of notes is wrong that it came")
    assert "L05" not in rules(tmp_path / "d", told)


def test_the_year_of_an_answer_stands_in_a_correction(tmp_path: Path) -> None:
    text = question("date", '"1823"\n', '"1824"\n').replace("TEA-01", "TEA-07")
    assert "L05" in rules(tmp_path / "a", text)
    assert "L05" not in rules(tmp_path / "b", text.replace('"1824"', '"1823"'))
    assert "L05" not in rules(tmp_path / "c", question("date", '"1823"\n', '"1824"\n'))


def test_a_correction_of_initials_is_told_by_them(tmp_path: Path) -> None:
    text = question("typed", '"TEA-01"', '"TEA-06"') + 'tags = ["corrected"]\n'
    assert "L06" in rules(tmp_path / "a", text)
    assert "L06" not in rules(tmp_path / "b", text.replace("So it is.", "It is the TAC."))


def test_a_view_may_be_asked_by_a_question_of_whose_view_it_is(tmp_path: Path) -> None:
    text = question("choice", '"TEA-01"', '"TEA-04", "TEA-04"')
    assert "L04" in rules(tmp_path / "a", text)
    assert "L04" not in rules(tmp_path / "b", text + 'tags = ["who"]\n')


def test_what_is_unverified_is_not_asked(tmp_path: Path) -> None:
    text = question("number", '"TEA-01"', '"TEA-05", "TEA-01"') + 'tags = ["corrected"]\n'
    assert "L07" in rules(tmp_path / "a", text)
    other = text.replace('"47"', '"46"')
    assert "L07" not in rules(tmp_path / "b", other)
    alone = other.replace(', "TEA-01"', "")
    assert "L07" in rules(tmp_path / "c", alone)
    assert "L07" not in rules(tmp_path / "d", alone.replace("How", "According to the notes, how"))


def test_a_slip_of_the_notes_tempts_in_a_theme_that_has_one(tmp_path: Path) -> None:
    deck = DECK + "[matrix]\nleaves = {}\n"
    text = question("choice", '"TEA-01"', '"TEA-07"')
    assert (
        "L33"
        in small_bank(tmp_path / "a", text)
        .write("deck.toml", deck)
        .write("facts.toml", FACTS + MORE)
        .rules()
    )
    slip = text.replace("In Chad", "In 1700")
    assert (
        "L33"
        not in small_bank(tmp_path / "b", slip)
        .write("deck.toml", deck)
        .write("facts.toml", FACTS + MORE)
        .rules()
    )
