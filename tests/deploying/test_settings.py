"""Every setting is in .env.example, with its default, and is read as it stands there."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import KEYS, BadConfig, Config

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"# ([A-Z_]+)=(.*)")
TOKEN = "a-token-for-the-monitor"


def examples() -> dict[str, str]:
    """Return every key of the example and its value."""
    text = (ROOT / ".env.example").read_text("utf-8")
    assert all(line.startswith("#") or not line for line in text.splitlines())
    return {found[1]: found[2] for line in text.splitlines() if (found := LINE.fullmatch(line))}


def test_the_example_has_every_setting_and_no_other() -> None:
    assert {key for key in examples() if key.startswith("STUDYHALL_")} == set(KEYS)


def test_the_example_as_it_stands_is_the_default() -> None:
    ours = {key: value for key, value in examples().items() if key.startswith("STUDYHALL_")}
    assert Config.from_env(ours) == Config()


def test_compose_has_the_rest_of_the_example() -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    rest = {key: value for key, value in examples().items() if not key.startswith("STUDYHALL_")}
    asked = dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", compose))
    assert asked == rest


def test_a_copy_with_everything_set_is_read() -> None:
    config = Config.from_env(
        {
            "STUDYHALL_BACKUP_HOUR": "off",
            "STUDYHALL_BACKUP_FOLDER": "/backups",
            "STUDYHALL_BACKUP_DAYS": "30",
            "STUDYHALL_BACKUP_WEEKS": "0",
            "STUDYHALL_LOG_FORMAT": "JSON",
            "STUDYHALL_METRICS_TOKEN": TOKEN,
        }
    )
    assert config == replace(
        Config(),
        backup_hour=None,
        backup_folder=Path("/backups"),
        backup_days=30,
        backup_weeks=0,
        log_format="json",
        metrics_token=TOKEN,
    )
    assert config.backups == Path("/backups")
    assert config.secrets == (TOKEN,)
    assert TOKEN not in repr(config)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("STUDYHALL_BACKUP_HOUR", "24"),
        ("STUDYHALL_BACKUP_HOUR", "noon"),
        ("STUDYHALL_BACKUP_DAYS", "-1"),
        ("STUDYHALL_BACKUP_WEEKS", "many"),
        ("STUDYHALL_LOG_FORMAT", "xml"),
        ("STUDYHALL_METRICS_TOKEN", "short"),
        ("STUDYHALL_METRICS_TOKEN", "with spaces in the middle"),
    ],
)
def test_a_bad_one_is_named_and_a_secret_is_not_repeated(key: str, value: str) -> None:
    with pytest.raises(BadConfig, match=key) as caught:
        Config.from_env({key: value})
    assert "TOKEN" not in key or value not in str(caught.value)
