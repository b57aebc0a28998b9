"""Words: nothing copied, quoted unchecked, private, foreign, blaming or tactless."""

from pathlib import Path

import pytest

from content.fingerprints import fingerprint, write
from tests.content.authoring import question, small_bank

DOCUMENT = """\
Created by: leafy99
Pour boiling water upon the leaves and wait, says the Treaty of Yandabo and Assam.
"""
GLOSSARY = """\
[[entry]]
name = "Treaty of Yandabo"
kind = "treaty"
means = "Assam becomes British"

[[entry]]
name = "Assam"
kind = "place"
means = "Where tea grows"

[[historian]]
name = "Basil Leaf"
school = "Green"
position = "Tea is old"
accept = ["Leaf"]
works = ["The Long Way of Tea (1901)"]
"""


def rules(root: Path, text: str) -> set[str]:
    bank = small_bank(root, text).write("documents.txt", write(fingerprint([DOCUMENT])))
    return bank.write("glossary.toml", GLOSSARY).rules()


def said(text: str) -> str:
    """A card whose explanation is this text."""
    return question("recall", "So it is.", text)


def test_what_is_copied_is_found(tmp_path: Path) -> None:
    copied = "One should pour boiling water upon the leaves."
    assert "L70" in rules(tmp_path / "a", said(copied))
    assert "L70" not in rules(tmp_path / "b", said(copied.replace("upon", "over")))
    names = "So says the Treaty of Yandabo and Assam."
    assert "L70" not in rules(tmp_path / "c", said(names.replace("So says ", "")))
    accepted = question("typed", '"state of Assam"', '"pour boiling water upon the leaves"')
    assert "L70" in rules(tmp_path / "d", accepted)


@pytest.mark.parametrize(
    "text",
    [
        "Basil Leaf calls it “the oldest drink of all”.",
        "Leaf called it ‘the oldest drink of all’ once.",
    ],
)
def test_a_historian_is_not_quoted(tmp_path: Path, text: str) -> None:
    assert "L71" in rules(tmp_path, said(text))


@pytest.mark.parametrize(
    "text",
    [
        "Basil Leaf calls it the oldest drink.",
        "Somebody calls it “the oldest drink of all”.",
        "Basil Leaf wrote “The Long Way of Tea” himself.",
        "Basil Leaf's friends' tea wasn't the writers' choice.",
    ],
)
def test_what_is_no_quotation_of_a_historian(tmp_path: Path, text: str) -> None:
    assert "L71" not in rules(tmp_path, said(text))


def test_who_wrote_a_document_is_private(tmp_path: Path) -> None:
    assert "L72" in rules(tmp_path / "a", said("As leafy99 has it."))
    assert "L72" not in rules(tmp_path / "b", said("As somebody has it."))


@pytest.mark.parametrize(
    "text", ["A defense.", "Its color.", "They organized it.", "Industrialization came."]
)
def test_american_spelling_is_found(tmp_path: Path, text: str) -> None:
    assert "L73" in rules(tmp_path, said(text))


@pytest.mark.parametrize("text", ["A defence.", "Labour seized the prize.", "They organised it."])
def test_british_spelling_is_not(tmp_path: Path, text: str) -> None:
    assert "L73" not in rules(tmp_path, said(text))


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("What did the USSR do in 1921?", True),
        ("What did Soviet Russia do in 1921?", False),
        ("What did the USSR do in 1923?", False),
        ("How was the USSR formed in 1922?", False),
        ("Who led the Kuomintang?", True),
        ("Who led the Guomindang (Kuomintang)?", False),
    ],
)
def test_things_have_the_name_of_their_time(tmp_path: Path, stem: str, found: bool) -> None:
    assert ("L73" in rules(tmp_path, question("recall", "Why?", stem))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As above.", True),
        ("Option B is right.", True),
        ("Only careless people miss it.", True),
        ("Why?", True),
        ("It warms the hands.", False),
    ],
)
def test_an_explanation_explains(tmp_path: Path, text: str, found: bool) -> None:
    assert ("L74" in rules(tmp_path, said(text))) is found


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("Why was it not impossible?", True),
        ("Why is it drunk although it is hot, while milk is not, because it is cold?", True),
        ("Why was it not drunk?", False),
        ("Why is it drunk although it is hot?", False),
    ],
)
def test_a_stem_is_read_at_once(tmp_path: Path, stem: str, found: bool) -> None:
    assert ("L75" in rules(tmp_path, question("recall", "Why?", stem))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It killed 12,000 of them.", True),
        ("A glorious drink.", True),
        ("Some 12,000 died.", False),
        ("By estimates it killed 12,000.", False),
        ("He was shot in 1937.", False),
    ],
)
def test_the_dead_are_counted_with_care(tmp_path: Path, text: str, found: bool) -> None:
    assert ("L76" in rules(tmp_path, said(text))) is found
