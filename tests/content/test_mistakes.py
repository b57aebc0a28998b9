"""Every kind of mistake in a bank is found, with its file and line, and all of them at once."""

import os
from pathlib import Path

import pytest

from content.bank import load
from tests.content.authoring import DECK, FACTS, KINDS, here, question, small_bank

HERE = "  # HERE"

IN_A_QUESTION = [
    ("choice", "difficulty = 1", f"dificulty = 1{HERE}", "unknown key `dificulty`; did you mean"),
    ("choice", "[[question]]", f"[[question]]{HERE}", ""),
    ("choice", "difficulty = 1", f"difficulty = 4{HERE}", "`difficulty`: expected `int` <= 3"),
    ("choice", "difficulty = 1", f'difficulty = "1"{HERE}', "got `str`"),
    ("choice", '"tea-choice-001"', f'"Tea/1"{HERE}', "`id`: expected `str` matching"),
    ("choice", '"tea-choice-001"', f'"{"x" * 41}"{HERE}', "`id`: expected `str` matching"),
    ("choice", '"recall"', f'"recal"{HERE}', "`skill`: invalid enum value 'recal'"),
    ("choice", 'kind = "choice"', f'kind = "chocie"{HERE}', "unknown kind 'chocie'"),
    ("choice", 'kind = "choice"', f"kind = 3{HERE}", "unknown kind 3"),
    ("choice", '["In Chad", "It is too dry."]', f'["In Chad"]{HERE}\n', "length 2"),
    ("choice", '"In Chad"', f"7{HERE}\n", "`wrong[1][0]`: expected `str`, got `int`"),
    ("choice", '["TEA-01"]', f'["TEA-01", "TEA-99"]{HERE}', "unknown fact `TEA-99`"),
    ("choice", 'right = "In Assam"', f'right = ["In Assam", 7]{HERE}', "expected `str`"),
    ("truefalse", "truth = true", f'truth = "yes"{HERE}', "expected `bool`, got `str`"),
    ("typed", '["Annam", "That is', f'["assam", "That is{HERE}', "“assam” is also accepted"),
    ("typed", '["India", "Which', f'["Assam", "Which{HERE}', "“Assam” is also accepted"),
    ("typed", '["Assam", "state of Assam"]', f"[]{HERE}", "at least one answer"),
    ("number", "low = 45", f"low = 49{HERE}", "`low` is greater than `high`"),
    ("number", "low = 45", f"low = nan{HERE}", "must be finite"),
    ("number", "low = 45", f"low = -inf{HERE}", "must be finite"),
    ("date", '"1823"', f'"1823-13"{HERE}', "“1823-13” is not a date"),
    ("date", '"1823"', f'"April"{HERE}', "“April” is not a date"),
    ("date", '"1823"', f"1823{HERE}", "expected `str`, got `int`"),
    ("date", '"1823"', f'"1823"\nuntil = "1823-04"{HERE}', "as exact as"),
    ("date", '"1823"', f'"1823"\nuntil = "1822"{HERE}', "must be later"),
    ("date", '"1823"', f'"1823"\neither_end = true{HERE}', "means nothing without `until`"),
    ("date", '"1823"', f'"1823"\ntolerance = -1{HERE}', "expected `int` >= 0"),
    ("order", '"1610"', f'"about 1610"{HERE}\n', "“about 1610” is not a date"),
    ("cloze", "We drink ____", f"We drink{HERE}", "the stem has 0 gaps (____) and 1 answers"),
    ("cloze", "[[question.gap]]", f"[[question.gap]]\nacept = []{HERE}", "unknown key `acept`"),
    ("points", "need = 2", f"need = 4{HERE}", "4 points are wanted and 3 follow"),
    ("points", "need = 2", f"need = 0{HERE}", "expected `int` >= 1"),
    ("points", 'cues = ["cheap", "cost"]', f"cues = []{HERE}", "a point needs cues"),
    ("points", "all = [", f"al = [{HERE}\n", "unknown field `al`"),
    ("points", '"It is cheap"', '"It wakes"', "the point “It wakes” is there twice"),
    ("match", '"Ceylon"', '"India"', "the right side “India” is there twice"),
    ("match", '"Uva"', '"Assam"', "the left side “Assam” is there twice"),
    ("order", '"London drinks it"', '"It reaches Holland"', "is there twice"),
    ("choice", '"In Chad"', '"in assam"', "the option “in assam” is there twice"),
    ("recall", 'back = "Because."', "", "the key `back` is missing"),
    ("choice", 'right = "In Assam"', f"right = []{HERE}", "at least one right option"),
]


@pytest.mark.parametrize(("kind", "old", "new", "message"), IN_A_QUESTION)
def test_a_mistake_in_a_question(
    tmp_path: Path, kind: str, old: str, new: str, message: str
) -> None:
    text = question(kind, old, new)
    bank = small_bank(tmp_path, text, question("truefalse", number=2))
    found = bank.mistakes()
    if message:
        assert [each[0] for each in found] == ["tea/leaves.toml"] * len(found)
        assert any(message in each[2] for each in found), found
        if "HERE" in text:
            assert here(text) in [each[1] for each in found], found
        assert [each.id for each in bank.load().decks[0].questions] == ["tea-truefalse-002"]
    else:
        assert found == []


def test_all_mistakes_of_a_question_are_found_at_once(tmp_path: Path) -> None:
    text = question("typed", "difficulty = 1", "difficulty = 9\nlevel = 2").replace(
        'skill = "recall"\n', ""
    )
    found = small_bank(
        tmp_path, text.replace('["Annam", "That is in Vietnam."]', "[1, 2]")
    ).mistakes()
    assert [(line, message.split(":")[0]) for _, line, message in found] == [
        (1, "the key `skill` is missing"),
        (4, "`difficulty`"),
        (5, "unknown key `level`"),
        (10, "`reject[0][0]`"),
        (10, "`reject[0][1]`"),
    ]


def test_order_needs_three_items(tmp_path: Path) -> None:
    text = question("order")
    short = "\n".join(line for line in text.split("\n") if "16" not in line)
    assert "length >= 3" in small_bank(tmp_path, short).mistakes()[0][2]


def test_an_id_is_used_once_in_the_whole_bank(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("choice"), question("choice"))
    second = question("choice").count("\n") + 3
    assert bank.mistakes() == [
        (
            "tea/leaves.toml",
            second,
            "the id `tea-choice-001` is there already, in tea/leaves.toml:1",
        )
    ]
    assert len(bank.load().decks[0].questions) == 1


def test_an_id_that_is_gone_stays_gone(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("choice"))
    bank.write("deck.toml", 'gone = ["tea-choice-001"]\n' + DECK)
    assert bank.mistakes()[0][:2] == ("tea/leaves.toml", 2)


def test_broken_syntax_takes_no_other_file_down(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("choice"))
    bank.write("cups.toml", '[[question]]\nid = "tea-cups-001"\nkind = = "choice"\n')
    (mistake,) = bank.load().mistakes
    assert (mistake.file, mistake.line) == ("tea/cups.toml", 3)
    assert "not readable as TOML" in mistake.message
    assert str(mistake).startswith("tea/cups.toml:3: ")
    assert len(bank.load().decks[0].questions) == 1


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("cups.toml", b"a = 1\nb = '\xff'\n", 2, "not UTF-8"),
        ("cups.toml", b"a = " + b"[" * 5000, 1, "not readable as TOML"),
        ("cups.toml", b"a = " + b"9" * 9000, 1, "not readable as TOML"),
        ("cups.toml", b'\n\na = "open', 3, "not readable as TOML"),
        ("cups.toml", b"#" * 2_000_001, 1, "larger than"),
        ("cups.toml", b"x = 1\n", 1, "unknown key `x`"),
        ("cups.toml", b"\nquestion = 3\n", 2, "write [[question]]"),
        ("cups.toml", b"question = [3]\n", 1, "must be a table"),
        ("cups.toml", b"[question]\nid = 'x'\n", 1, "write [[question]]"),
        ("saucers.toml", b"", 1, "unknown theme `saucers`"),
        ("facts.toml", FACTS.encode() + b'[[fact]]\nid = "X"\n', 24, "`says` is missing"),
        ("facts.toml", (FACTS + FACTS.split("\n\n")[1]).encode(), 25, "`TEA-02` is there already"),
        ("facts.toml", FACTS.replace("007:3-4", "008:1").encode(), 5, "unknown document `008`"),
        ("deck.toml", DECK.replace("title", "titel").encode(), 2, "unknown key `titel`"),
        ("deck.toml", b"", 1, "the key `id` is missing"),
        ("deck.toml", DECK.replace('"tea"', '"a b"').encode(), 1, "`id`: expected `str` matching"),
        ("deck.toml", DECK.replace("cups", "Cups").encode(), 6, "matching regex"),
        ("deck.toml", (DECK + "000 = 3\n").encode(), 12, "expected `str`, got `int`"),
    ],
)
def test_a_mistake_in_a_file(
    tmp_path: Path, name: str, text: bytes, line: int, message: str
) -> None:
    found = small_bank(tmp_path).write(name, text).mistakes()
    assert (f"tea/{name}", line) in [each[:2] for each in found], found
    assert any(message in each[2] for each in found), found


def test_a_folder_without_deck_toml(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("choice"))
    (tmp_path / "coffee").mkdir()
    assert bank.mistakes() == [("coffee", 1, "this folder has no deck.toml")]
    assert len(bank.load().decks) == 1


def test_the_same_deck_twice(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("choice"))
    (tmp_path / "tea2").mkdir()
    (tmp_path / "tea2" / "deck.toml").write_text(DECK)
    assert bank.mistakes() == [("tea2/deck.toml", 1, "the deck `tea` is there already")]


def test_no_folder_at_all(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere").mistakes[0].message == "there is no such folder"
    assert load(Path("a\0b")).decks == ()


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text(question("choice"))
    bank = small_bank(tmp_path / "bank")
    (bank.folder / "cups.toml").symlink_to(outside)
    (tmp_path / "bank" / "more").symlink_to(bank.folder)
    found = bank.mistakes()
    assert ("more", 1, "links are not followed in a bank") in found
    assert any(each[0] == "tea/cups.toml" and "links are not" in each[2] for each in found)


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    bank = small_bank(tmp_path)
    os.mkfifo(bank.folder / "cups.toml")
    assert "not a file" in bank.mistakes()[0][2]


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#a)" d=""/></svg>'


def _with_picture(tmp_path: Path, file: str, alt: str = "A cup.", svg: str = SVG) -> list[str]:
    line = f'picture = {{ file = "{file}", alt = "{alt}" }}  # HERE\n'
    text = question("truefalse", "truth", f"{line}truth")
    bank = small_bank(tmp_path, text).write("cup.svg", svg)
    found = bank.mistakes()
    assert all(each[:2] == ("tea/leaves.toml", here(text)) for each in found)
    return [each[2] for each in found]


def test_a_harmless_picture_passes(tmp_path: Path) -> None:
    assert _with_picture(tmp_path, "cup.svg") == []


@pytest.mark.parametrize(
    ("file", "alt", "svg", "message"),
    [
        ("cup.svg", "", SVG, "`alt`: expected `str` of length >= 1"),
        ("cup.svg", " ", SVG, "say in words what it shows"),
        ("pot.svg", "x", SVG, "there is no picture pot.svg"),
        ("../deck.toml", "x", SVG, "plain file name"),
        ("/etc/passwd.svg", "x", SVG, "plain file name"),
        ("cup.svg/../x.svg", "x", SVG, "plain file name"),
        ("..svg", "x", SVG, "plain file name"),
        ("deck.toml", "x", SVG, "plain file name"),
        ("cup.svg", "x", "<svg><script>1</script></svg>", "runs a script"),
        ("cup.svg", "x", '<svg onload="x()"/>', "runs a script"),
        ("cup.svg", "x", '<svg><image href="https://x.example/y"/></svg>', "from elsewhere"),
        ("cup.svg", "x", "<svg>" + " " * 500_000 + "</svg>", "larger than"),
    ],
)
def test_a_picture_is_refused(tmp_path: Path, file: str, alt: str, svg: str, message: str) -> None:
    (found,) = _with_picture(tmp_path, file, alt, svg)
    assert message in found


def test_a_linked_picture_is_refused(tmp_path: Path) -> None:
    bank = small_bank(
        tmp_path, question("truefalse", "truth", 'picture = {file="x.svg", alt="x"}\ntruth')
    )
    (bank.folder / "x.svg").symlink_to(bank.folder / "deck.toml")
    assert "is a link" in bank.mistakes()[0][2]


def test_a_sound_bank_has_no_mistakes(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, *(question(kind) for kind in KINDS))
    assert bank.mistakes() == []
    assert {each.kind_name for each in bank.load().decks[0].questions} == set(KINDS)
