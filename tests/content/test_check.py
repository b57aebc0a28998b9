"""``python -m content``: what it prints, its exit status, and its other commands."""

import json
from pathlib import Path

import pytest

from content.__main__ import main
from content.checking import check, look_over
from content.fingerprints import read
from tests.content.authoring import DECK, question, small_bank
from tests.content.test_reference import DOCUMENTS


def test_a_sound_bank_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_bank(tmp_path, question("recall"))
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 questions in 1 decks: 0 mistakes, 0 errors, 0 warnings\n"


def test_a_warning_passes_with_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_bank(tmp_path, question("recall", "Why?", "why " * 31))
    assert main(["check", str(tmp_path)]) == 0
    assert "tea/leaves.toml:6: L75 warning" in capsys.readouterr().out


@pytest.mark.parametrize(("old", "new"), [("So it is.", "x" * 201), ("difficulty = 1", "")])
def test_an_error_or_a_mistake_fails(tmp_path: Path, old: str, new: str) -> None:
    small_bank(tmp_path, question("recall", old, new))
    assert main(["check", str(tmp_path)]) == 1


def test_the_shipped_bank_passes() -> None:
    assert main(["check"]) == 0


@pytest.mark.parametrize("arguments", [[], ["check", "a", "b"], ["fingerprint"], ["cook"]])
def test_anything_else_tells_how_to_use_it(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().out


def covered(root: Path) -> None:
    bank = small_bank(root, question("typed"), question("recall"))
    bank.write("deck.toml", DECK + "[matrix]\nleaves = { typed = 2 }\n")
    bank.write("documents.toml", DOCUMENTS)


def test_a_deck_with_aims_has_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    covered(tmp_path)
    assert check(tmp_path) == 1
    out = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Coverage of tea: 2 questions" in lines
    assert "right 1 0" in lines
    assert "wrong 0 1 TEA-02" in lines
    assert "007 1/1 1/1 1" in lines
    assert "leaves 0/0 0/0 1/2! 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/0 2 2/0/0" in lines
    assert "recall 2 100% 0%" in lines
    assert lines[-1].startswith("2 questions in 1 decks: 0 mistakes")


def test_all_of_it_as_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    covered(tmp_path)
    assert main(["check", "--json", str(tmp_path)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["questions"] == 2
    assert found["mistakes"] == []
    assert {"file", "line", "rule", "severity", "sentence"} == set(found["findings"][0])
    (deck,) = found["coverage"]
    assert deck["facts"]["wrong"] == {"used": 0, "unused": ["TEA-02"]}
    assert deck["themes"]["leaves"]["typed"] == {"have": 1, "want": 2}
    assert deck["documents"]["007"]["waived"] == 1
    assert deck["difficulties"]["leaves"] == {"1": 2}


def test_a_mistake_is_in_the_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_bank(tmp_path, question("recall", "difficulty = 1", ""))
    assert check(tmp_path, as_json=True) == 1
    (mistake,) = json.loads(capsys.readouterr().out)["mistakes"]
    assert mistake["file"] == "tea/leaves.toml"
    assert "difficulty" in mistake["message"]


def test_a_report_can_be_had_without_printing(tmp_path: Path) -> None:
    small_bank(tmp_path, question("recall"))
    assert look_over(tmp_path).passed


def test_fingerprints_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("one two three four five six seven")
    assert main(["fingerprint", str(tmp_path / "notes.txt")]) == 0
    assert len(read(capsys.readouterr().out).runs) == 2
    assert main(["fingerprint", str(tmp_path / "none.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err
