"""The command line, as somebody would use it: in a process of its own."""

import json
import signal
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import BadConfig, Config
from bot.doctor import report
from bot.drawing import fonts
from bot.process import invitation
from tests.command_line import get, here, serving, studyhall


def test_help_names_every_command() -> None:
    said = studyhall("--help").stdout
    for command in ("run", "judge", "rebuild", "backup", "restore", "health", "doctor"):
        assert f"  {command} " in said


def test_it_serves_is_healthy_and_closes_kindly(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        status, body = get(f"{address}/healthz")
        assert status == 200
        assert json.loads(body)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
        assert "Every answer is kept" in out
        assert process.returncode == 0
        assert "Traceback" not in err


def test_a_second_bot_on_the_same_data_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with serving(tmp_path):
        second = studyhall("run", "--data", str(tmp_path), "--port", "0")
        assert second.returncode == 1
        assert "is open in another Studyhall" in second.stderr
        assert "Traceback" not in second.stderr


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        done = studyhall("run", "--data", str(tmp_path), "--port", port)
        doctored = here("doctor", "--data", str(tmp_path), "--port", port)
    assert done.returncode == 1
    assert port in done.stderr
    assert "Traceback" not in done.stderr
    assert doctored.returncode == 1
    assert "choose another --port" in doctored.stdout


@pytest.mark.parametrize(("joins", "words"), [(True, "every script"), (False, "libfribidi0")])
def test_doctor_says_how_names_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, joins: bool, words: str
) -> None:
    monkeypatch.setattr(fonts, "_SHAPES", joins)  # as on a system with FriBiDi, or without
    said = dict(report(Config(data=tmp_path, port=0)))
    (line,) = (line for line in said if line.startswith("Pictures"))
    assert words in line
    assert said[line], "a comfort: nothing is the matter"


def test_doctor_tells_how_old_the_newest_backup_is(tmp_path: Path) -> None:
    def told(now: datetime, **more: object) -> tuple[str, bool]:
        config = Config(data=tmp_path, port=0, **more)  # type: ignore[arg-type]
        found = [each for each in report(config, now=now) if "backup" in each[0]]
        return found[0] if found else ("", True)

    night = datetime(2026, 3, 4, 3, tzinfo=UTC)
    assert told(night) == ("", True), "nothing is there to be backed up"
    with serving(tmp_path):
        assert "the running bot makes one" in told(night)[0]
        assert "run studyhall backup" in told(night, backup_hour=None)[0]
        (tmp_path / "backups").mkdir()
        (tmp_path / "backups" / "studyhall-20260304-030000.sqlite3").touch()
        assert told(night + timedelta(hours=25))[0].endswith("is 25 hours old.")
        said, fine = told(night + timedelta(days=3))
        assert (fine, "is 3 days old: the log says why" in said) == (False, True)
        assert told(night + timedelta(days=3), backup_hour=None)[1]
    assert told(night + timedelta(days=3))[1], "it was off, and made none"


def test_backup_while_running_restore_and_rebuild(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy.db"
    with serving(data):
        made = studyhall("backup", str(copy), "--data", str(data))
        assert made.returncode == 0, made.stderr
        assert "checked" in made.stdout
        busy = studyhall("restore", str(copy), "--data", str(data))
        assert busy.returncode == 1
        assert "another" in busy.stderr
    assert studyhall("restore", str(copy), "--data", str(data)).returncode == 0
    rebuilt = studyhall("rebuild", "--data", str(data))
    assert rebuilt.stdout == "Rebuilt from 0 answers.\n"


@pytest.mark.parametrize("content", [b"not a database at all, but long enough" * 40, b"\0" * 9000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    database = Config(data=tmp_path).database
    database.write_bytes(content)
    done = studyhall("run", "--data", str(tmp_path), "--port", "0")
    assert done.returncode == 1
    assert "not a Studyhall database" in done.stderr
    assert "Traceback" not in done.stderr
    assert database.read_bytes() == content


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    assert here("rebuild", "--data", str(tmp_path)).returncode == 0
    with closing(sqlite3.connect(Config(data=tmp_path).database)) as raw:
        raw.execute("PRAGMA user_version = 999")
    done = studyhall("run", "--data", str(tmp_path), "--port", "0")
    assert done.returncode == 1
    assert "newer Studyhall" in done.stderr


def test_a_broken_bank_is_named_and_the_rest_is_served(tmp_path: Path) -> None:
    bank = tmp_path / "bank" / "mine"
    bank.mkdir(parents=True)
    (bank / "deck.toml").write_text("id = 'mine'\ntitle = \n")
    done = here("doctor", "--data", str(tmp_path / "data"), STUDYHALL_BANK=str(bank.parent))
    assert done.returncode == 1
    assert "mine/deck.toml:2" in done.stdout


def test_judging_one_answer() -> None:
    done = here("judge", "rapalo treaty", "--accepted", "Treaty of Rapallo")
    assert done.stdout.startswith("right: ")
    done = here("judge", "Treaty of Berlin", "--accepted", "Treaty of Rapallo")
    assert done.stdout.startswith("wrong: ")
    assert here("judge", "1922").returncode == 2


@pytest.mark.parametrize("where", ["standard input", "a dash", "a file"])
def test_judging_a_batch_goes_on_after_a_bad_line(tmp_path: Path, where: str) -> None:
    line = {"id": 1, "question": "Year?", "accepted": ["1922"], "kind": "year", "given": "1926"}
    lines = f"{json.dumps(line)}\nnot json\n"
    (tmp_path / "batch.jsonl").write_text(lines)
    said = {"standard input": [], "a dash": ["-"], "a file": [str(tmp_path / "batch.jsonl")]}
    done = studyhall("judge", "--jsonl", *said[where], stdin=lines)
    first, second = (json.loads(row) for row in done.stdout.splitlines())
    assert (first["id"], first["verdict"]) == (1, "wrong")
    assert first["why"].endswith(".")
    assert second["line"] == 2
    assert "no answer to mark" in second["error"]


def test_every_bad_setting_is_named_at_once() -> None:
    with pytest.raises(BadConfig) as caught:
        Config.from_env(
            {"STUDYHALL_PORT": "many", "STUDYHALL_ZONE": "Mars/Base", "STUDYHALL_TYPO": "1"}
        )
    for name in ("STUDYHALL_PORT", "STUDYHALL_ZONE", "STUDYHALL_TYPO"):
        assert name in str(caught.value)


def test_settings_have_defaults() -> None:
    assert Config.from_env({}) == Config()


def test_an_address_of_everywhere_is_told_as_one_to_type() -> None:
    assert next(invitation("http://127.0.0.1:8080")).endswith("http://127.0.0.1:8080")
    everywhere = " ".join(invitation("http://0.0.0.0:8080"))
    assert "http://127.0.0.1:8080" in everywhere
    assert "0.0.0.0" not in everywhere
