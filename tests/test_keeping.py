"""Keeping the bot from the command line: backups, health, stopping; in processes of their own."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.command_line import COMMAND, get, here, serving


def backups(data: Path) -> list[str]:
    folder = data / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_health_is_asked_of_the_running_bot(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        port = address.rpartition(":")[2]
        well = here("health", "--port", port)
        assert (well.returncode, well.stderr) == (0, "")
        assert "Studyhall is well: the database is writable" in well.stdout
        told = json.loads(here("health", "--json", STUDYHALL_PORT=port).stdout)
        assert told["ok"] is True
        # Everybody on this machine may read the numbers of a bot that only it can reach.
        status, numbers = get(f"{address}/metrics")
        assert status == 200
        assert b"studyhall_healthy 1.0" in numbers
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        events = [json.loads(line)["event"] for line in err.splitlines()]
        assert events[-2:] == ["open", "closing"]
    gone = here("health", "--port", port)
    assert gone.returncode == 1
    assert "Nobody answers at 127.0.0.1" in gone.stderr
    assert "say which with --port" in here("health", "--port", "0").stderr


def test_backups_with_keep_drop_the_old_ones_of_the_folder(tmp_path: Path) -> None:
    with serving(tmp_path):
        assert here("backup", "--data", str(tmp_path)).returncode == 0
        (first,) = (tmp_path / "backups").iterdir()  # a name tells seconds
        first.rename(first.with_name("studyhall-20260120-030000.sqlite3"))
        for day in range(10, 20):
            (tmp_path / "backups" / f"studyhall-202601{day}-030000.sqlite3").write_text("old")
        asked = ("backup", "--keep", "2", "--data", str(tmp_path))
        kept = here(*asked, STUDYHALL_BACKUP_WEEKS="0")
        assert kept.returncode == 0, kept.stderr
        assert "checked" in kept.stdout
        assert "Dropped 10 old ones." in kept.stdout
    left = backups(tmp_path)
    assert "studyhall-20260120-030000.sqlite3" in left
    assert len(left) == 2
    assert here("backup", "x.sqlite3", "--keep", "2").returncode == 2


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_process_for_backups_alone_ends_when_asked(tmp_path: Path, stop: signal.Signals) -> None:
    process = subprocess.Popen(
        [*COMMAND, "backup", "--nightly", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "A backup each night at 3:00" in process.stdout.readline()
    process.send_signal(stop)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    off = here("backup", "--nightly", STUDYHALL_BACKUP_HOUR="off")
    assert off.returncode == 1
    assert "give it an hour" in off.stderr
