"""Each import contract of pyproject.toml is broken on purpose, in a copy, and seen to be caught.

A contract that nobody has seen fail may check nothing: a misspelt module is enough. So every
contract has at least one plant here, and a contract without one fails.
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
    ("layers", "bot.on_web", "import bot.app"),
    ("layers", "bot.app", "import bot.platforms"),
    ("layers", "bot.on_telegram", "import bot.on_web"),
    ("adapters-do-not-reach-storage", "bot.on_web", "import storage.database"),
    ("adapters-do-not-reach-storage", "bot.on_telegram", "import storage.polls"),
    ("words-know-the-domain-only", "bot.wording", "import bot.usecases"),
    ("words-know-the-domain-only", "bot.press", "import content"),
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


def soil(folder: Path, module: str) -> Path:
    """Return the file to plant in: a new one in a package, the module itself otherwise."""
    path = folder.joinpath(*module.split("."))
    return path / "planted.py" if path.is_dir() else path.with_suffix(".py")


def broken(folder: Path) -> set[str]:
    """Return the ids of the contracts that import-linter finds broken."""
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
    return found


def test_the_house_keeps_its_contracts(seedbed: Path) -> None:
    assert broken(seedbed) == set()


def test_every_contract_has_been_seen_to_fail() -> None:
    assert {contract for contract, _, _ in PLANTS} == set(contracts())


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant[0]}: {plant[1]}: {plant[2]}")
def test_a_planted_violation_is_caught(plant: Plant, seedbed: Path) -> None:
    contract, module, line = plant
    file = soil(seedbed, module)
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        assert contract in broken(seedbed)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")
