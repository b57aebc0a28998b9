"""The JSON Schemas: equal to the records, and true of every file that ships."""

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from content.bank import bundled
from content.json_schema import folder, schemas
from content.referring import FILES
from tests.content.authoring import DECK, FACTS, KINDS, question

NAMES = ("deck", "facts", *FILES, "theme")
SHIPPED = sorted(bundled().glob("*/*.toml"))


def validator(name: str) -> Draft4Validator:
    return Draft4Validator(json.loads(schemas()[f"{name}.json"]))


def wrong(name: str, text: str) -> list[str]:
    """Return what a schema says against a TOML text."""
    found = json.loads(json.dumps(tomllib.loads(text)))
    return [error.message for error in validator(name).iter_errors(found)]


def test_what_is_kept_is_what_the_records_say() -> None:
    kept = {path.name: path.read_text("utf-8") for path in folder().glob("*.json")}
    assert kept == schemas(), "run `python -m content schema`"


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema(name: str) -> None:
    Draft4Validator.check_schema(json.loads(schemas()[f"{name}.json"]))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_file_that_ships_is_valid(path: Path) -> None:
    name = path.stem if path.stem in NAMES else "theme"
    assert wrong(name, path.read_text("utf-8")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_valid_and_an_unknown_key_is_not(kind: str) -> None:
    assert wrong("theme", question(kind)) == []
    assert wrong("theme", question(kind, "skill =", "skull =")) != []
    assert wrong("theme", question(kind, f'kind = "{kind}"', 'kind = "riddle"')) != []


def test_decks_and_facts_are_checked() -> None:
    assert wrong("deck", DECK) == wrong("facts", FACTS) == []
    assert wrong("deck", DECK.replace("leaves =", '"No Name" =')) != []
    assert wrong("deck", DECK.replace('id = "tea"', "")) != []
    assert wrong("facts", FACTS.replace('"right"', '"true"')) != []
    assert wrong("facts", FACTS + "[[question]]\n") != []
