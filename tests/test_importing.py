"""Bringing decks in and taking them out on the command line, as a teacher would."""

import json
from pathlib import Path

import pytest

from tests.command_line import here, serving

RIVERS = "front,back\nLongest river of Africa?,The Nile\nLongest river of Italy?,The Po\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.csv"
    path.write_text(RIVERS, encoding="utf-8")
    return path


def bring(table: Path, *more: str) -> tuple[int, str, str]:
    done = here("import", str(table), "--data", str(table.parent / "data"), *more)
    return done.returncode, done.stdout, done.stderr


def exported(table: Path, *more: str) -> tuple[int, str, str]:
    done = here("export", *more, "--data", str(table.parent / "data"))
    return done.returncode, done.stdout, done.stderr


def test_a_dry_run_says_what_would_come_and_writes_nothing(table: Path) -> None:
    status, said, _ = bring(table, "--dry-run")
    assert status == 0
    assert "2 new" in said
    assert "dry run" in said
    assert not (table.parent / "data").exists()


def test_a_table_comes_in_and_goes_out_as_it_was(table: Path) -> None:
    status, said, _ = bring(table, "--deck", "My rivers")
    assert status == 0, said
    assert "Imported “My rivers”: 2 added." in said
    status, said, told = exported(table, "My rivers", "--format", "csv")
    assert status == 0
    assert "no place for the deck's title" in told
    assert "Longest river of Africa?" in said
    again = table.with_name("again.csv")
    again.write_text(said, encoding="utf-8")
    status, said, _ = bring(again, "--deck", "My rivers", "--dry-run")
    assert "2 unchanged" in said


def test_json_is_all_that_standard_output_holds(table: Path) -> None:
    status, said, told = bring(table, "--json", "--dry-run")
    shown = json.loads(said)
    assert status == 0
    assert shown["format"] == "csv"
    assert shown["reason"]
    assert [card["front"] for card in shown["cards"]] == [
        "Longest river of Africa?",
        "Longest river of Italy?",
    ]
    assert shown["cards"][0]["points"][0]["text"] == "The Nile"
    assert {"questions", "quotes", "dropped", "warnings", "title"} <= set(shown)
    assert "dry run" in told


def test_another_answer_is_asked_about(table: Path) -> None:
    bring(table)
    table.write_text(RIVERS.replace("The Po", "The Adige"), encoding="utf-8")
    status, said, told = bring(table)
    assert status == 1
    assert "changed: “Longest river of Italy?”" in said
    assert "--same" in told
    status, said, _ = bring(table, "--new")
    assert "1 changed" in said
    assert status == 0


def test_a_refused_file_leaves_nothing_behind(table: Path) -> None:
    table.write_bytes(b"front,back\nCaf\xc3\xa9,1\nna\xefve,2\n")
    status, said, told = bring(table)
    assert status == 1
    assert "line 3, column 3" in told
    assert "nothing was changed" in told
    assert said == ""
    assert not (table.parent / "data").exists()


@pytest.mark.parametrize("name", ["nowhere.csv", ".", "empty.txt"])
def test_what_is_no_file_to_read_is_said_so(table: Path, name: str) -> None:
    (table.parent / "empty.txt").touch()
    done = here("import", str(table.parent / name), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"]
    assert "Traceback" not in done.stderr


def test_a_deck_of_the_bank_keeps_its_name(table: Path) -> None:
    own = table.with_name("own.json")
    status, text, _ = exported(table, "soviet-foreign-policy")
    assert status == 0
    own.write_text(text, encoding="utf-8")
    data = str(table.parent / "data")
    with serving(table.parent / "data"):
        # A bot that runs owns its database: the file is looked at, and not kept.
        done = here("import", str(own), "--dry-run", "--data", data)
        assert "comes with Studyhall" in done.stderr
        done = here("import", str(table), "--data", data)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    status, said, _ = bring(own, "--deck", "A copy", "--dry-run")
    assert "new" in said


def test_an_unknown_deck_or_format_is_named(table: Path) -> None:
    status, _, told = exported(table, "Atlantis")
    assert status == 1
    assert "Stalin's foreign policy" in told
    status, _, told = exported(table, "soviet-foreign-policy", "--format", "docx")
    assert status == 1
    assert "csv" in told
    status, _, told = bring(table, "--format", "docx")
    assert status == 1
    assert "There is no format docx" in told


def test_an_unknown_class_is_said_so(table: Path) -> None:
    bring(table)
    status, _, told = bring(table, "--class", "ZZZZZZ")
    assert status == 1
    assert "ZZZZZZ" in told


def test_what_a_format_cannot_hold_is_said(table: Path) -> None:
    target = table.with_name("bank.txt")
    status, said, told = exported(
        table, "soviet-foreign-policy", "--format", "aiken", "-o", str(target)
    )
    assert status == 0
    assert "sfp-" in told
    assert target.read_text(encoding="utf-8").count("ANSWER:") > 100
    assert f"Wrote {target}" in said
