"""The authors' guide: what it shows can be written into a bank as it stands."""

import re
from pathlib import Path

import pytest

import content
from content.bank import load
from tests.content.authoring import KINDS, small_bank

GUIDE = (Path(content.__file__).parent / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
COMMON, FACT = BLOCKS[0], BLOCKS[-1]
BY_KIND = re.findall(r"\*\*(\w+)\*\*:.*?```toml\n(.*?)```", GUIDE, re.DOTALL)


def test_it_shows_every_kind() -> None:
    assert {kind for kind, _ in BY_KIND} == set(KINDS)


@pytest.mark.parametrize(("kind", "keys"), BY_KIND)
def test_its_examples_load(tmp_path: Path, kind: str, keys: str) -> None:
    common = COMMON.replace('"choice"', f'"{kind}"').replace('"GER-17"', '"TEA-01"')
    if "stem = " in keys:
        common = re.sub(r"stem = .*\n", "", common)
    keys = keys.replace("need = 2", "need = 1").replace('"…"', '"other"')
    bank = small_bank(tmp_path, common + keys)
    assert load(bank.root).mistakes == ()
    assert [each.kind_name for each in load(bank.root).decks[0].questions] == [kind]


def test_its_fact_loads(tmp_path: Path) -> None:
    fact = FACT.replace("004:15", "007:15")
    assert small_bank(tmp_path).write("facts.toml", fact).mistakes() == []
