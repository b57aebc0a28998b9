"""What the rules look up in the glossary: kinds, times, strangers and aliases."""

from pathlib import Path

from tests.content.authoring import DECK, question, small_bank

GLOSSARY = """\
[[entry]]
name = "Assam"
kind = "place"
means = "Where tea grows"
accept = ["state of Assam", "Asom"]

[[entry]]
name = "Norway"
kind = "state"
means = "A cold land"

[[entry]]
name = "Chad"
kind = "state"
means = "A dry land"
accept = ["Tchad"]

[[entry]]
name = "Malta"
kind = "state"
means = "A small land"

[[entry]]
name = "Robert Bruce"
kind = "person"
means = "Found tea"
active = [1800, 1824]

[[entry]]
name = "Thomas Lipton"
kind = "person"
means = "Sold tea"
active = [1871, 1931]

[[entry]]
name = "Treaty of Yandabo"
kind = "treaty"
means = "Assam becomes British"
date = "1826-02-24"

[[entry]]
name = "Treaty of Sinchula"
kind = "treaty"
means = "The Duars become British"
date = "1865-11-11"

[[entry]]
name = "TAC"
kind = "organisation"
means = "The club of tea"
accept = ["Tea Club"]
never = ["TCA"]
vague = ["the club"]

[[entry]]
name = "Tea Guild"
kind = "organisation"
means = "Another club"
"""
FRAME = "period = [1800, 1900]\n" + DECK + "[spans]\nleaves = [1820, 1860]\n"


def rules(root: Path, text: str) -> set[str]:
    bank = small_bank(root, text).write("glossary.toml", GLOSSARY)
    return bank.write("deck.toml", FRAME).rules()


def places(*names: str) -> str:
    """A choice of names without "In", the first of them right."""
    text = question("choice")
    olds = ("In Assam", "In Norway", "In Chad", "In Malta")
    for old, new in zip(olds, names, strict=True):
        text = text.replace(old, new)
    return text


def test_options_of_one_kind_are_fine(tmp_path: Path) -> None:
    found = rules(tmp_path, places("Assam", "Norway", "Chad", "Malta"))
    assert not found & {"L22", "L31", "L32", "L34"}


def test_two_names_of_one_thing_are_found(tmp_path: Path) -> None:
    assert "L22" in rules(tmp_path / "a", places("Asom", "Norway", "Chad", "state of Assam"))
    assert "L22" in rules(tmp_path / "b", places("Assam", "Norway", "Chad", "Tchad"))


def test_a_person_among_states_is_found(tmp_path: Path) -> None:
    assert "L31" in rules(tmp_path / "a", places("Assam", "Norway", "Robert Bruce", "Malta"))
    assert "L31" in rules(tmp_path / "b", places("Assam", "Norway", "1823", "Malta"))


def test_a_distractor_belongs_to_the_period(tmp_path: Path) -> None:
    assert "L32" in rules(tmp_path / "a", places("In 1823", "In 1790", "In 1840", "In 1850"))
    assert "L32" not in rules(tmp_path / "b", places("In 1823", "In 1812", "In 1840", "In 1868"))
    early = GLOSSARY.replace("[1871, 1931]", "[1901, 1931]")
    text = places("Robert Bruce", "Thomas Lipton", "Chad", "Malta")
    bank = small_bank(tmp_path / "c", text).write("glossary.toml", early)
    assert "L32" in bank.write("deck.toml", FRAME).rules()
    assert "L32" not in rules(tmp_path / "d", text)


def test_a_stranger_among_the_distractors_is_found(tmp_path: Path) -> None:
    assert "L34" in rules(tmp_path / "a", places("Assam", "Norway", "Xanadoo", "Malta"))
    assert "L34" in rules(tmp_path / "b", places("The Assam", "King Zogg", "Chad", "Malta"))
    assert "L34" not in rules(tmp_path / "c", places("Assam", "Grain", "Chad", "Malta"))
    bank = small_bank(tmp_path / "d", places("Assam", "Norway", "Xanadoo", "Malta"))
    assert "L34" not in bank.rules()  # without a glossary nobody is a stranger


def test_what_happened_in_the_year_asked_for_is_no_distractor(tmp_path: Path) -> None:
    text = places("Treaty of Yandabo", "Treaty of Sinchula", "Chad Treaty", "Malta Treaty")
    asked = text.replace("Where do fine leaves grow?", "Which treaty is of 1826?")
    assert "L24" not in rules(tmp_path / "a", asked)
    assert "L24" in rules(tmp_path / "b", asked.replace("1826", "1865"))


def test_dates_outside_the_period_solve_themselves(tmp_path: Path) -> None:
    assert "L49" in rules(tmp_path / "a", places("In 1823", "In 1723", "In 1923", "In 1623"))
    assert "L49" not in rules(tmp_path / "b", places("In 1823", "In 1833", "In 1923", "In 1623"))


def test_every_alias_of_the_answer_is_accepted(tmp_path: Path) -> None:
    text = question("typed")
    assert "L51" in rules(tmp_path / "a", text)
    assert "L51" not in rules(tmp_path / "b", text.replace('"state of', '"Asom", "state of'))
    rejected = text.replace('["Annam"', '["Asom", "Not that spelling."], ["Annam"')
    assert "L51" not in rules(tmp_path / "c", rejected)


CLUB = question("typed", '["Assam", "state of Assam"]', '["TAC", "Tea Club"]').replace(
    '["Annam", "That is in Vietnam."]', '["TCA", "Letters swapped."]'
)


def test_vague_and_other_names_are_not_accepted(tmp_path: Path) -> None:
    assert not {"L51", "L52", "L53"} & rules(tmp_path / "a", CLUB)
    assert "L52" in rules(tmp_path / "b", CLUB.replace('"Tea Club"', '"Tea Club", "the club"'))
    assert "L52" in rules(tmp_path / "c", CLUB.replace('"Tea Club"', '"Tea Club", "Tea Guild"'))


def test_a_misprint_is_wrong_and_is_told_why(tmp_path: Path) -> None:
    silent = CLUB.replace('["TCA", "Letters swapped."]', '["TAB", "No."]')
    assert "L53" in rules(tmp_path, silent)


def test_another_name_does_not_pass_as_a_slip(tmp_path: Path) -> None:
    near = GLOSSARY.replace("Tea Guild", "Teetotal Association Club")
    text = CLUB.replace('"Tea Club"', '"Tea Club", "Teetotal Asociation Club"')
    bank = small_bank(tmp_path, text).write("glossary.toml", near)
    assert "L53" in bank.write("deck.toml", FRAME).rules()


def test_initials_that_are_asked_for_need_no_other_names(tmp_path: Path) -> None:
    text = CLUB.replace('["TAC", "Tea Club"]', '["TAC", "tac club"]')
    assert "L51" in rules(tmp_path / "a", text)
    asked = text.replace("Which Indian state grows the most?", "What are the initials?")
    assert "L51" not in rules(tmp_path / "b", asked)


def test_a_year_fits_one_side_of_a_match(tmp_path: Path) -> None:
    text = question("match", '["Assam", "India"]', '["Treaty of Yandabo", "1826"]')
    text = text.replace('"Kenya"', '"1865"')
    assert "L64" not in rules(tmp_path / "a", text)
    assert "L64" in rules(tmp_path / "b", text.replace('"1826"', '"1827"').replace("1865", "1826"))
