"""What the person who runs the bot decides, read once from the environment.

Every bad key is named at once, with what it may be; nothing here reads the environment by
itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.calendar import zone_of

SYNCHRONOUS = ("FULL", "NORMAL", "OFF")
LOG_FORMATS = ("auto", "json", "text")
MOST_KEPT = 1000
_HIDDEN = re.compile(r"[\w.~+/=-]{16,200}")


class BadConfig(Exception):
    """The settings in the environment cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Where data lives, where the classroom listens, and how careful the disk is.

    ``port`` 0 takes a free one. ``synchronous`` FULL keeps an acknowledged answer through a
    power cut. ``zone`` is the classes' default IANA zone.
    """

    data: Path = Path("data")
    bank: Path | None = None  # None is the shipped bank
    host: str = "127.0.0.1"
    port: int = 8080
    zone: str = "Europe/London"
    synchronous: str = "FULL"
    log_level: str = "info"
    log_format: str = "auto"  # text on a terminal, else JSON
    backup_hour: int | None = 3  # in ``zone``; None: no nightly backup
    backup_folder: Path | None = None  # None is the folder ``backups`` in ``data``
    backup_days: int = 7
    backup_weeks: int = 4
    metrics_token: str = field(default="", repr=False)
    discord_token: str = field(default="", repr=False)
    discord_shards: int = 0  # 0: as many as Discord recommends
    discord_shard_ids: tuple[int, ...] = ()  # none: all of them

    @property
    def database(self) -> Path:
        """Return the database's file."""
        return self.data / "studyhall.sqlite3"

    @property
    def backups(self) -> Path:
        """Return the folder of the backups."""
        return self.backup_folder or self.data / "backups"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what must never be written down."""
        return tuple(secret for secret in (self.discord_token, self.metrics_token) if secret)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Config":
        """Read ``STUDYHALL_*`` keys, an empty one like one that is not there.

        Raises BadConfig naming every bad one at once.
        """
        environ = {key: value for key, value in environ.items() if value.strip()}
        wrong: list[str] = []
        port = environ.get("STUDYHALL_PORT", "8080")
        if not port.isdecimal() or int(port) > 65535:
            wrong.append(f"STUDYHALL_PORT is “{port}”; it should be a number from 0 to 65535.")
        zone = environ.get("STUDYHALL_ZONE", "Europe/London")
        if zone_of(zone) is None:
            wrong.append(f"STUDYHALL_ZONE is “{zone}”; it should be a zone like Europe/London.")
        synchronous = environ.get("STUDYHALL_SYNCHRONOUS", "FULL").upper()
        if synchronous not in SYNCHRONOUS:
            allowed = ", ".join(SYNCHRONOUS)
            wrong.append(f"STUDYHALL_SYNCHRONOUS is “{synchronous}”; it may be {allowed}.")
        level = environ.get("STUDYHALL_LOG", "info").lower()
        if level not in ("debug", "info", "warning", "error"):
            wrong.append(f"STUDYHALL_LOG is “{level}”; it may be debug, info, warning or error.")
        form = environ.get("STUDYHALL_LOG_FORMAT", "auto").lower()
        if form not in LOG_FORMATS:
            wrong.append(f"STUDYHALL_LOG_FORMAT is “{form}”; it may be auto, json or text.")
        metrics_token = environ.get("STUDYHALL_METRICS_TOKEN", "").strip()
        if metrics_token and _HIDDEN.fullmatch(metrics_token) is None:
            wrong.append("STUDYHALL_METRICS_TOKEN should be 16 or more letters and digits.")
        backup_hour = _backup_hour(environ, wrong)
        backup_days = _count(environ, "STUDYHALL_BACKUP_DAYS", 7, wrong)
        backup_weeks = _count(environ, "STUDYHALL_BACKUP_WEEKS", 4, wrong)
        token, shards, shard_ids = _discord(environ, wrong)
        wrong += [
            f"{key} is not a setting of Studyhall."
            for key in sorted(environ)
            if key.startswith("STUDYHALL_") and key not in KEYS
        ]
        if wrong:
            raise BadConfig("\n".join(wrong))
        bank = environ.get("STUDYHALL_BANK", "")
        folder = environ.get("STUDYHALL_BACKUP_FOLDER", "")
        return cls(
            data=Path(environ.get("STUDYHALL_DATA", "data")),
            bank=Path(bank) if bank else None,
            host=environ.get("STUDYHALL_HOST", "127.0.0.1"),
            port=int(port),
            zone=zone,
            synchronous=synchronous,
            log_level=level,
            log_format=form,
            backup_hour=backup_hour,
            backup_folder=Path(folder) if folder else None,
            backup_days=backup_days,
            backup_weeks=backup_weeks,
            metrics_token=metrics_token,
            discord_token=token,
            discord_shards=shards,
            discord_shard_ids=shard_ids,
        )


def _backup_hour(environ: Mapping[str, str], wrong: list[str]) -> int | None:
    """Return the hour of the nightly backup, None for never; a bad one goes to ``wrong``."""
    hour = environ.get("STUDYHALL_BACKUP_HOUR", "3").strip().lower()
    if hour == "off":
        return None
    if not hour.isdecimal() or int(hour) > 23:
        wrong.append(f"STUDYHALL_BACKUP_HOUR is “{hour}”; it may be 0 to 23, or off.")
        return None
    return int(hour)


def _count(environ: Mapping[str, str], key: str, default: int, wrong: list[str]) -> int:
    """Return how many of something to keep; a bad number goes to ``wrong``."""
    count = environ.get(key, str(default)).strip()
    if not count.isdecimal() or int(count) > MOST_KEPT:
        wrong.append(f"{key} is “{count}”; it should be a number from 0 to {MOST_KEPT}.")
        return default
    return int(count)


_TOKEN = re.compile(r"[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}")


def _discord(environ: Mapping[str, str], wrong: list[str]) -> tuple[str, int, tuple[int, ...]]:
    """Return the token, the count of shards and this process's own; a bad one goes to ``wrong``.

    No token is ever repeated in a message.
    """
    token, file = environ.get(_KEY, "").strip(), environ.get(f"{_KEY}_FILE", "").strip()
    if file and not token:
        try:
            token = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            wrong.append(f"{_KEY}_FILE names {file}, which cannot be read.")
    token = token.removeprefix("Bot ").strip()
    if token and _TOKEN.fullmatch(token) is None:
        wrong.append(f"{_KEY} is not a token of a Discord bot: it has three parts with dots.")
    shards = environ.get("STUDYHALL_DISCORD_SHARDS", "0")
    ids = [part.strip() for part in environ.get("STUDYHALL_DISCORD_SHARD_IDS", "").split(",")]
    ids = [part for part in ids if part]
    if not shards.isdecimal():
        wrong.append(f"STUDYHALL_DISCORD_SHARDS is “{shards}”; it should be a number.")
        shards = "0"
    if not all(part.isdecimal() and int(part) < int(shards) for part in ids):
        wrong.append(
            "STUDYHALL_DISCORD_SHARD_IDS should be numbers below STUDYHALL_DISCORD_SHARDS."
        )
        ids = []
    return token, int(shards), tuple(map(int, ids))


_KEY = "STUDYHALL_DISCORD_TOKEN"


KEYS = {
    "STUDYHALL_DATA": "the folder of the database and backups (default: data)",
    "STUDYHALL_BANK": "a folder with decks of your own instead of the shipped bank",
    "STUDYHALL_HOST": "the address the classroom listens on (default: 127.0.0.1)",
    "STUDYHALL_PORT": "its port; 0 takes a free one (default: 8080)",
    "STUDYHALL_ZONE": "the time zone of new classes (default: Europe/London)",
    "STUDYHALL_SYNCHRONOUS": "FULL, NORMAL or OFF: how careful the disk is (default: FULL)",
    "STUDYHALL_DISCORD_TOKEN": "the token of your Discord bot; without one there is no Discord",
    "STUDYHALL_DISCORD_TOKEN_FILE": "a file with that token instead",
    "STUDYHALL_DISCORD_SHARDS": "how many shards all processes have together (default: enough)",
    "STUDYHALL_DISCORD_SHARD_IDS": "which of them this process runs, like 0,1 (default: all)",
    "STUDYHALL_LOG": "debug, info, warning or error (default: info)",
    "STUDYHALL_LOG_FORMAT": "json, text, or auto: text on a terminal, else json (default: auto)",
    "STUDYHALL_BACKUP_HOUR": "when each night's backup is made, 0 to 23, or off (default: 3)",
    "STUDYHALL_BACKUP_FOLDER": "where it goes (default: backups, in the folder of the data)",
    "STUDYHALL_BACKUP_DAYS": "of how many days the last backup is kept (default: 7)",
    "STUDYHALL_BACKUP_WEEKS": "of how many weeks the last backup is kept (default: 4)",
    "STUDYHALL_METRICS_TOKEN": "lets a monitor read /metrics from elsewhere (default: nobody)",
}
"""Every key and what it is for, for `studyhall doctor` and the help."""
