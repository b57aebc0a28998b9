"""Each import contract of pyproject.toml is broken on purpose, in a copy, and seen to be caught.

A contract that nobody has seen fail may check nothing: a misspelt module is enough. So every
contract has at least one plant here, and a contract without one fails. All are planted at once:
each must be named under its own contract.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "content", "storage")

Plant = tuple[str, str, str]
"""A contract, the module that is made to break it, and the line that does."""

PLANTS: tuple[Plant, ...] = (
    ("layers", "bot.domain", "import storage.database"),
    ("layers", "bot.usecases", "import bot.wording"),
    ("layers", "bot.usecases", "import bot.on_web"),
    ("layers", "storage", "import content"),
    ("layers", "content", "import storage"),
    ("layers", "bot.press", "import bot.wording"),
    ("layers", "bot.drawing", "import bot.wording"),
    ("layers", "bot.on_web", "import bot.app"),
    ("layers", "bot.app", "import bot.platforms"),
    ("layers", "bot.on_telegram", "import bot.on_web"),
    ("adapters-do-not-reach-storage", "bot.on_web", "import storage.database"),
    ("adapters-do-not-reach-storage", "bot.on_telegram", "import storage.polls"),
    ("words-know-the-domain-only", "bot.wording", "import bot.usecases"),
    ("words-know-the-domain-only", "bot.press", "import content"),
    ("words-know-the-domain-only", "bot.drawing", "import bot.usecases"),
    ("platforms-stay-in-their-rooms", "bot.usecases", "import aiohttp.web"),
    ("platforms-stay-in-their-rooms", "bot.wording", "import discord"),
    ("platforms-stay-in-their-rooms", "storage", "from telegram import ext"),
    ("metronome-in-app-only", "bot.usecases", "import apscheduler"),
    ("metronome-in-app-only", "bot.on_telegram", "import apscheduler"),
    ("drivers-in-storage-only", "bot.usecases", "import sqlite3"),
    ("drivers-in-storage-only", "content", "import aiosqlite"),
    ("pure-domain", "bot.domain", "import asyncio"),
    ("pure-domain", "bot.domain", "def late():\n    import socket"),
    ("one-room-for-the-memory-model", "bot.usecases", "from fsrs import Card"),
    ("one-room-for-markup", "bot.domain", "import markdown_it"),
    ("one-room-for-pictures", "bot.wording", "from PIL import Image"),
    ("one-room-for-numbers", "bot.usecases", "import prometheus_client"),
    ("spelling-in-the-domain-only", "bot.usecases", "from rapidfuzz import fuzz"),
    ("spelling-in-the-domain-only", "content", "import jellyfish"),
)


def contracts() -> dict[str, str]:
    """Return the name of each contract of pyproject.toml, by id."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {c["id"]: c["name"] for c in declared["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def seedbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources in which to plant."""
    folder = tmp_path_factory.mktemp("seedbed")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        only_code = shutil.ignore_patterns("__pycache__", "static", "bank", "templates")
        shutil.copytree(ROOT / package, folder / package, ignore=only_code)
    return folder


def plant(folder: Path, number: int, module: str, line: str) -> str:
    """Plant a line: in a module of its own in a package, else in the module. Return which."""
    path = folder.joinpath(*module.split("."))
    if path.is_dir():
        (path / f"planted_{number}.py").write_text(f"{line}\n", encoding="utf-8")
        return f"{module}.planted_{number}"
    with path.with_suffix(".py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    return module


def linted(folder: Path) -> tuple[set[str], str]:
    """Return the ids of the contracts that import-linter finds broken, and all that it says."""
    lint = "from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", lint, "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    found = {
        key
        for key, name in contracts().items()
        if re.search(rf"(?m)^{re.escape(name)}\b.*BROKEN", done.stdout)
    }
    assert bool(found) == bool(done.returncode), done.stdout
    return found, done.stdout


def sections(said: str) -> dict[str, str]:
    """Return what is said about each broken contract, by id."""
    names = {name: key for key, name in contracts().items()}
    parts = re.split(rf"(?m)^({'|'.join(map(re.escape, names))})\n-+$", said)
    return {names[name]: text for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_the_house_keeps_its_contracts(seedbed: Path) -> None:
    assert linted(seedbed)[0] == set()


def test_every_contract_has_been_seen_to_fail() -> None:
    assert {contract for contract, _, _ in PLANTS} == set(contracts())


def test_each_planted_violation_is_caught(seedbed: Path) -> None:
    planted = [
        (contract, plant(seedbed, number, module, line), line)
        for number, (contract, module, line) in enumerate(PLANTS)
    ]
    broken, said = linted(seedbed)
    assert broken == set(contracts())
    told = sections(said)
    missed = [
        (contract, line)
        for contract, where, line in planted
        if not re.search(rf"(?m)\b{re.escape(where)} ?->", told[contract])
    ]
    assert not missed, said
