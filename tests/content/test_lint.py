"""Every quality rule, broken once and kept once, and how findings are waived."""

from dataclasses import replace
from pathlib import Path

import pytest

from content.bank import Loaded
from content.lint import DECK_RULES, QUESTION_RULES, Severity, lint
from tests.content.authoring import DECK, KINDS, here, question, small_bank

LONG = "x" * 201
CHAD = '["In Chad", "It is too dry."]'

BROKEN = [
    ("L01", "choice", '"tea-choice-001"', '"tea-1"'),
    ("L03", "choice", 'facts = ["TEA-01"]', ""),
    ("L04", "truefalse", '"TEA-01"', '"TEA-04"'),
    ("L05", "date", '"1823"\n', '"1700"\n'),
    ("L05", "typed", '"state of Assam"', '"1700"'),
    ("L06", "truefalse", '"TEA-01"', '"TEA-01", "TEA-03"'),
    ("L06", "truefalse", '"TEA-01"]', '"TEA-03"]\ntags = ["corrected"]'),
    ("L10", "recall", "So it is.", LONG),
    ("L10", "recall", "Why?", "y" * 301),
    ("L10", "recall", "So it is.", "😀" * 101),
    ("L10", "recall", "Why?", "Why?\\n\\nWhy?"),
    ("L10", "recall", 'explanation = "So it is."', ""),
    ("L11", "choice", "In Assam", "a" * 81),
    ("L11", "choice", "In Assam", "A" * 56),
    ("L12", "recall", "Why?", "Why, @everyone?"),
    ("L12", "recall", "So it is.", "So *it is."),
    ("L12", "recall", "So it is.", "So\\u202eit is."),
    ("L12", "recall", "Why?", "Why\\u0000?"),
    ("L12", "choice", "It is too dry.", "It is [too](dry)."),
    ("L12", "match", '"Kenya"', '"Ken_ya"'),
    ("L14", "recall", "Because.", "b" * 201),
    ("L20", "truefalse", "truth = true", "truth = false"),
    ("L21", "choice", "In Chad", "Assam in"),
    ("L23", "choice", "In Chad", "All of the above"),
    ("L24", "choice", "In Assam", "In 1823"),
    ("L30", "choice", f"  {CHAD},\n", ""),
    ("L31", "choice", "In Assam", "1823"),
    ("L33", "choice", "It is too dry.", ""),
    ("L40", "choice", "In Assam", "In the wide hills of Assam"),
    ("L42", "choice", "In Assam", "In the fine leaves"),
    ("L43", "choice", "In Chad", "in Chad"),
    ("L43", "choice", "Where do fine leaves grow?", "Fine leaves grow in a ..."),
    ("L44", "choice", "In Chad", "Only Chad"),
    ("L46", "truefalse", "Leaves are green.", "It grew in 1823 and sold in 1839."),
    ("L46", "truefalse", "Leaves are green.", "It sold in 1839 because it was good."),
    ("L47", "choice", "Where do fine", "Where do not fine"),
    ("L47", "choice", "Where do fine", "Where do NOT fine"),
    ("L50", "typed", '"state of Assam"', '"ASSAM", "state of Assam"'),
    ("L51", "typed", ', "state of Assam"', ""),
    ("L54", "typed", "That is in Vietnam.", "v" * 121),
    ("L54", "typed", "That is in Vietnam.", ""),
    ("L55", "typed", '"state of Assam"', '"?"'),
    ("L55", "typed", '["Annam", "That', '["state Assam", "That'),
    ("L55", "number", '"47"', '"50"'),
    ("L55", "points", '["cheap", "cost"]', '["bargain", "free"]'),
    ("L55", "points", '"It wakes"', '"It wakes and keeps warm"'),
    ("L56", "cloze", "We drink ____", "____ we drink"),
    ("L56", "cloze", "We drink ____", "Assam is our ____, we drink it"),
    ("L56", "cloze", '["Assam", ', '["Assam of the old hills", '),
    ("L60", "number", '"47"', '"44"'),
    ("L60", "number", '"47"', '"many"'),
    ("L60", "date", '"1823"', '"1823-04-01"\ntolerance = 1'),
    ("L60", "date", '"1823"', '"1823"\ntolerance = 3'),
    ("L63", "order", '["1823", ', '["1773", '),
    ("L63", "order", '  ["1610", "It reaches Holland"],\n', ""),
    ("L64", "match", '  ["Uva", "Ceylon"],\n', ""),
    ("L64", "match", '["Kenya"]', '["Kenya", "Iran", "Peru"]'),
    ("L65", "points", "need = 2", "need = 3"),
    ("L65", "points", '["cheap", "cost"]', '["cheap"]'),
    ("L65", "points", '["cheap", "cost"]', '["cheap", "warm tea", "warm"]'),
    ("L75", "recall", "Why?", "why " * 31),
]


@pytest.mark.parametrize(("rule", "kind", "old", "new"), BROKEN)
def test_a_broken_rule_is_found(tmp_path: Path, rule: str, kind: str, old: str, new: str) -> None:
    text = question(kind, old, new)
    if rule == "L05":
        text = text.replace("TEA-01", "TEA-02")
    if rule == "L24":
        text = text.replace("In Chad", "In May 1823")
    assert rule in small_bank(tmp_path, text).rules()


def test_rules_are_kept_by_sound_questions(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, *(question(kind) for kind in KINDS))
    assert bank.rules() == set()


KEPT = [
    ("L03", "choice", 'facts = ["TEA-01"]', 'tags = ["background"]'),
    ("L04", "truefalse", 'Leaves are green."', 'Some historians prefer it."'),
    ("L06", "truefalse", '"TEA-01"]', '"TEA-03"]\nhint = "It is cooled."\ntags = ["corrected"]'),
    ("L14", "recall", "Because.", "\\n".join(["b" * 200] * 4)),
    ("L31", "choice", "In Assam", "In 7 valleys"),
    ("L40", "choice", "In Assam", "In hilly Assam"),
    ("L42", "choice", "In Chad", "In the leaves of Chad"),
    ("L44", "choice", "In Assam", "Only Assam"),
    ("L46", "truefalse", "Leaves are green.", "Between 1823 and 1839 it grew."),
    ("L60", "date", '"1823"', '"1823"\ntolerance = 2'),
    ("L63", "order", '"1823"', '"1773-12-17"'),
]


@pytest.mark.parametrize(("rule", "kind", "old", "new"), KEPT)
def test_a_rule_is_not_too_strict(tmp_path: Path, rule: str, kind: str, old: str, new: str) -> None:
    assert rule not in small_bank(tmp_path, question(kind, old, new)).rules()


def test_every_rule_is_broken_somewhere_in_these_tests() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_lint*.py"))
    codes = {code for code, *_ in (*QUESTION_RULES, *DECK_RULES)}
    assert {code for code in codes if f'"{code}"' not in tests} == set()


def test_a_theme_outside_the_deck_is_found(tmp_path: Path) -> None:
    loaded = small_bank(tmp_path, question("recall")).load()
    sheet = loaded.sheets[0]
    item = replace(sheet.items[0], question=replace(sheet.items[0].question, theme="pots"))
    sheet = replace(sheet, items=(item,))
    assert {finding.rule for finding in lint(Loaded((), (), (sheet,)))} == {"L02"}


def test_an_alias_as_distractor_is_found(tmp_path: Path) -> None:
    typed = question("typed", '"state of Assam"', '"In Assam", "In Kamarupa"')
    assert "L22" not in small_bank(tmp_path / "a", typed, question("choice")).rules()
    alias = question("choice", "In Chad", "In Kamarupa")
    assert "L22" in small_bank(tmp_path / "b", typed, alias).rules()


def test_keys_that_are_mostly_longest_are_found(tmp_path: Path) -> None:
    def choices(right: str, longer: int) -> list[str]:
        return [
            question("choice", "In Assam", right if number <= longer else "In Togo", number)
            .replace("Where do fine leaves grow?", f"{number} {'xyzuvw'[number - 1] * 9}?")
            .replace("In Chad", "In Java")
            for number in range(1, 7)
        ]

    assert "L41" not in small_bank(tmp_path / "a", *choices("In Darjeeling", 2)).rules()
    assert "L41" in small_bank(tmp_path / "b", *choices("In Darjeeling", 3)).rules()


def test_claims_that_are_mostly_true_are_found(tmp_path: Path) -> None:
    def claims(false: int) -> list[str]:
        return [
            question(
                "truefalse",
                "truth = true",
                'truth = false\ncorrection = "No."' if number <= false else "truth = true",
                number,
            ).replace("Leaves are green.", f"{'abcdef'[number - 1] * 4}.")
            for number in range(1, 7)
        ]

    assert "L46" not in small_bank(tmp_path / "a", *claims(3)).rules()
    assert "L46" in small_bank(tmp_path / "b", *claims(2)).rules()


def test_one_alias_for_two_answers_is_found(tmp_path: Path) -> None:
    first = question("typed", '"state of Assam"', '"the valley"')
    second = question("typed", '["Assam", "state of Assam"]', '["Ceylon", "the valley"]', 2)
    second = second.replace("Which Indian state grows the most?", "Which island?")
    assert "L52" in small_bank(tmp_path / "a", first, second).rules()
    assert "L52" not in small_bank(tmp_path / "b", first, second.replace("valley", "isle")).rules()


def test_a_lopsided_mix_of_difficulty_is_found(tmp_path: Path) -> None:
    def mix(levels: str) -> list[str]:
        return [
            question("recall", "difficulty = 1", f"difficulty = {level}", number + 1).replace(
                "Why?", f"q{number}?"
            )
            for number, level in enumerate(levels)
        ]

    assert "L83" in small_bank(tmp_path / "a", *mix("1" * 60)).rules()
    assert "L83" not in small_bank(tmp_path / "b", *mix("1" * 21 + "2" * 27 + "3" * 12)).rules()


def test_the_same_stem_twice_is_found(tmp_path: Path) -> None:
    twice = [question("recall"), question("recall", "Why?", "why", 2)]
    assert "L85" in small_bank(tmp_path, *twice).rules()


def test_a_finding_has_its_line_and_a_sentence(tmp_path: Path) -> None:
    text = question("recall", 'stem = "Why?"', f'stem = "{"why " * 31}"  # HERE')
    (finding,) = lint(small_bank(tmp_path, question("date"), text).load())
    line = here(question("date") + "\n" + text)
    assert (finding.file, finding.line, finding.severity) == (
        "tea/leaves.toml",
        line,
        Severity.WARNING,
    )
    assert str(finding).startswith(f"tea/leaves.toml:{line}: L75 warning: the stem has 31 words")


def test_a_warning_can_be_waived_with_a_reason_and_an_error_cannot(tmp_path: Path) -> None:
    waive = 'waive = [["L14", "A quotation in full."]]\n'
    text = question("recall", "Because.", "b" * 201) + waive
    assert small_bank(tmp_path / "a", text).rules() == set()
    text = question("recall", "So it is.", LONG) + waive.replace("L14", "L10")
    assert small_bank(tmp_path / "b", text).rules() == {"L00", "L10"}
    assert small_bank(tmp_path / "c", question("recall") + waive).rules() == {"L00"}


def test_a_deck_waives_its_own_warnings(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall"))
    bank.write("deck.toml", 'waive = [["L83", "Easy on purpose."]]\n' + DECK)
    assert bank.rules() == {"L00"}


def test_retired_questions_are_left_alone(tmp_path: Path) -> None:
    text = question("recall", "So it is.", LONG) + "retired = true\n"
    bank = small_bank(tmp_path, text)
    assert bank.rules() == set()
    assert bank.load().decks[0].questions[0].retired
