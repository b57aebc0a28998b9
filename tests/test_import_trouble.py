"""Odd files, odd places and a world in trouble, on the command line: a sentence, and no trace."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from bot import importing
from bot.config import Config
from bot.console import plainly, tell
from bot.importing import CannotImport, save
from content.draft import Unreadable
from content.source import open_source
from tests.command_line import here
from tests.content.authoring import question, small_bank
from tests.test_importing import RIVERS

POSIX = pytest.mark.skipif(os.name == "nt", reason="names and pipes of Unix")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.csv"
    path.write_text(RIVERS, encoding="utf-8")
    return path


def why_not(path: Path) -> str:
    with pytest.raises(Unreadable) as told:
        open_source(path)
    return told.value.problem.sentence


@POSIX
@pytest.mark.timeout(10)
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # nobody writes to it: opening it would hang
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/stdin")):
        assert "no ordinary file" in why_not(path)
    assert "no file loop" in why_not(tmp_path / "loop")
    assert "folder" in why_not(Path())


@POSIX
def test_any_name_of_a_file_can_be_said_and_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m\xe2\x80\xae.csv")
    (tmp_path / name).write_text(RIVERS, encoding="utf-8")
    done = here("import", str(tmp_path / name), "--data", str(tmp_path / "data"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["format"] == "csv"
    assert "Imported “caf\ufffd[31m”" in done.stderr


def test_nothing_that_is_said_moves_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    tell(["\x1b]0;owned\x07a\u202eb\udcffc"])
    assert capsys.readouterr().out == "]0;ownedab\ufffdc\n"


def test_a_file_that_is_there_is_only_replaced_when_asked(tmp_path: Path) -> None:
    there, link = tmp_path / "there.json", tmp_path / "link.json"
    there.write_bytes(b"precious")
    there.chmod(0o640)
    link.symlink_to(there)
    for target in (there, link):
        with pytest.raises(CannotImport, match="--overwrite"):
            save(target, b"new", overwrite=False)
    assert there.read_bytes() == b"precious"
    save(link, b"new", overwrite=True)
    assert there.read_bytes() == b"new"
    assert link.is_symlink()
    assert there.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.json", "there.json"]


def test_a_place_that_is_none_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="folder"):
        save(tmp_path, b"", overwrite=True)
    with pytest.raises(CannotImport, match="no folder"):
        save(tmp_path / "nowhere" / "deck.json", b"", overwrite=True)


@POSIX
def test_a_file_cut_off_by_a_full_disk_is_no_file(tmp_path: Path) -> None:
    limited = (
        "import resource, signal, sys; from pathlib import Path; from bot.importing import save\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "save(Path(sys.argv[1]), bytes(5000), overwrite=True)"
    )
    there = tmp_path / "deck.json"
    there.write_bytes(b"precious")
    for target in (there, tmp_path / "new.json"):
        done = subprocess.run([sys.executable, "-c", limited, str(target)], capture_output=True)
        assert b"File too large" in done.stderr
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("deck.json", b"precious")
    ]


def test_trouble_of_the_world_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end, plainly():
        Path("/nowhere/secret/deck.json").read_bytes()
    assert end.value.exit_code == 1
    assert (
        capsys.readouterr().err
        == "deck.json cannot be read or written: no such file or directory.\n"
    )
    with pytest.raises(typer.Exit) as end, plainly():
        raise KeyboardInterrupt
    assert end.value.exit_code == 130
    with pytest.raises(ZeroDivisionError), plainly():
        raise ZeroDivisionError


@pytest.mark.parametrize("command", ["import", "dry-run", "export"])
@pytest.mark.parametrize("content", [b"no database" * 500, b"cut"])
def test_a_damaged_database_is_a_sentence(
    table: Path, capsys: pytest.CaptureFixture[str], content: bytes, command: str
) -> None:
    database = table.parent / "studyhall.sqlite3"
    with sqlite3.connect(database) as made:
        made.execute("PRAGMA user_version=3")
        made.execute("CREATE TABLE decks AS SELECT randomblob(9000) AS id")
    made.close()
    data = content if len(content) > 9 else database.read_bytes()[:5000]
    database.write_bytes(data)
    config = Config.from_env({"STUDYHALL_DATA": str(table.parent)})
    edition = importing.read(table, importing.Wish()).edition
    assert edition is not None
    wish = importing.Wish()
    commands: dict[str, Callable[[], object]] = {
        "import": lambda: importing.keep(config, edition, wish, ()),
        "dry-run": lambda: importing.planned(config, edition, wish),
        "export": lambda: importing.export(config, "rivers", "json"),
    }
    with pytest.raises(typer.Exit) as end, plainly(CannotImport):
        commands[command]()
    assert end.value.exit_code == 1
    said = capsys.readouterr().err
    assert "database" in said
    assert database.read_bytes() == data


@POSIX
@pytest.mark.parametrize("command", [("import", "--json", "--dry-run"), ("check",)])
def test_nobody_listens(table: Path, command: tuple[str, ...]) -> None:
    bank = str(small_bank(table.parent / "bank", question("typed")).folder)
    words = [f"{table}", "--data", f"{table.parent}"] if command[0] == "import" else [bank]
    line = [sys.executable, "-m", "bot", *command, *words]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr or "no space left" in done.stderr
    closed = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *line], stderr=subprocess.PIPE, text=True
    )
    assert "Traceback" not in closed.stderr
