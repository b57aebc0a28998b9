"""``python -m content check``: what it prints and its exit status."""

from pathlib import Path

import pytest

from content.__main__ import main
from tests.content.authoring import question, small_bank


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


def test_anything_else_tells_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().out
