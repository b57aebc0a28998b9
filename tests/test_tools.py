"""The tools keep their promises: locked requirements, make's verbs, the console script."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")
VERBS = ("run", "test", "test-slow", "check", "bench")
COMMANDS = ("run", "judge", "rebuild", "backup", "restore", "health", "doctor")

PIN = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.+!]+( ; [^\\]+?)?( --hash=sha256:[0-9a-f]{64})+"
)
"""One locked requirement: an exact version, perhaps a marker, hashes; nothing else at all."""


def logical_lines(lock: str) -> list[str]:
    """Return a lock's requirements, with continued lines joined by single spaces."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return re.sub(r"\s*\\\n\s*", " ", text).splitlines()


def pins(lock: str) -> dict[str, str]:
    """Return the locked version of each distribution, by canonical name."""
    requirements = (Requirement(line.split(" --hash")[0]) for line in logical_lines(lock))
    return {canonicalize_name(r.name): next(iter(r.specifier)).version for r in requirements}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def wanted(*groups: str) -> list[str]:
    """Return what pyproject.toml asks for: the program's needs and those of the groups."""
    declared = project()
    needs: list[str] = list(declared["project"]["dependencies"])
    for group in groups:
        needs += declared["dependency-groups"][group]
    return needs


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed_and_nothing_else_is_said(lock: str) -> None:
    odd = [line[:100] for line in logical_lines(lock) if not PIN.fullmatch(line)]
    assert odd == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_host_or_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert (
        re.findall(r"://|--\w*index|--find-links|--trusted|file:|(?<!\w)/\w+|(?m:^-)", text) == []
    )


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        (LOCKS[0], ("run",)),
        (LOCKS[1], ("run", "dev")),
        (LOCKS[2], ("run", "dev", "bench")),
    ],
)
def test_what_the_project_asks_for_is_locked(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    for need in map(Requirement, wanted(*groups)):
        version = locked.get(canonicalize_name(need.name), "nothing")
        assert version != "nothing", f"{need.name} is not in {lock}: run `make lock`"
        assert need.specifier.contains(version), f"{lock} has {need.name} {version}, not {need}"


def test_the_locks_agree_with_each_other() -> None:
    run, dev, bench = map(pins, LOCKS)
    assert run.items() <= dev.items() <= bench.items()


def test_the_peer_of_the_benchmarks_is_not_a_requirement_of_the_bot() -> None:
    run, dev, _ = map(pins, LOCKS)
    assert "anki" not in run | dev


def rehearsal(folder: Path, verb: str) -> str:
    """Return the commands that make would run in a fresh clone, without running them."""
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, folder)
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make on this machine")
    clean = {"PATH": os.environ["PATH"]}  # without the MAKEFLAGS of a make that runs us
    done = subprocess.run(
        [make, "-n", verb], cwd=folder, env=clean, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_sets_up_what_it_needs_by_itself(verb: str, tmp_path: Path) -> None:
    commands = rehearsal(tmp_path, verb)
    assert "-m venv .venv" in commands
    assert "--require-hashes -r requirements.txt" in commands
    assert ("-r requirements-dev.txt" in commands) == (verb != "run")
    assert ("-r requirements-bench.txt" in commands) == (verb == "bench")


@pytest.mark.parametrize(
    ("verb", "last"),
    [
        ("run", r"\.venv/bin/studyhall run"),
        ("test", r'pytest -m "not slow"'),
        ("test-slow", r"pytest -m slow"),
        ("check", r"lint-imports"),
        ("bench", r"-m tests\.bench"),
    ],
)
def test_each_verb_ends_in_its_work(verb: str, last: str, tmp_path: Path) -> None:
    assert re.search(last, rehearsal(tmp_path, verb))


def test_the_build_script_is_sound_bash_and_uses_the_verbs() -> None:
    script = ROOT / ".ci" / "run"
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    for line in ("make check", "make test ", "make test-slow", "tests.browser_ran"):
        assert line in text


def built(folder: Path, failing: str = "nothing") -> subprocess.CompletedProcess[str]:
    """Run the build script in a folder where every tool succeeds, but for ``failing``."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci")
    for tool in ("bin/make", "bin/chromium", "bin/python3", ".venv/bin/python"):
        file = folder / tool
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\ncase "{file.name}-$1-$2" in *{failing}*) exit 5;; esac\n')
        file.chmod(0o755)
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    command = ["bash", str(folder / ".ci" / "run")]
    return subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, check=False)


def test_the_build_passes_when_every_step_does(tmp_path: Path) -> None:
    done = built(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "step", ["make-check", "make-test-ARGS", "make-test-slow", "tests.browser_ran"]
)
def test_the_build_fails_with_any_step_and_runs_the_others(step: str, tmp_path: Path) -> None:
    done = built(tmp_path, step)
    assert done.returncode == 1
    assert done.stderr.startswith("FAILED: ")
    assert done.stdout.count("== ") == len(("check", "test", "test-slow", "browser"))


def helped(*words: str) -> str:
    """Return what the program prints for ``--help``, wide and without colours."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb", "PATH": ""},
    )
    assert done.stderr == ""
    return done.stdout


def test_help_names_every_command_on_one_line_each() -> None:
    said = helped()
    for command in COMMANDS:
        assert re.search(rf"(?m)^\W*{command}\s+\S+.*\w", said), f"no line about {command}"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    said = helped(command)
    assert f"{command}" in said.splitlines()[1 if not said.splitlines()[0].strip() else 0]
    assert re.search(r"[.!]", said), "help is made of sentences"


def test_the_console_script_is_the_program() -> None:
    assert project()["project"]["scripts"] == {"studyhall": "bot.__main__:main"}
