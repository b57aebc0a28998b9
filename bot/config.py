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
    discord_token: str = field(default="", repr=False)
    discord_shards: int = 0  # 0: as many as Discord recommends
    discord_shard_ids: tuple[int, ...] = ()  # none: all of them

    @property
    def database(self) -> Path:
        """Return the database's file."""
        return self.data / "studyhall.sqlite3"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Config":
        """Read ``STUDYHALL_*`` keys. Raises BadConfig naming every bad one at once."""
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
        token, shards, shard_ids = _discord(environ, wrong)
        wrong += [
            f"{key} is not a setting of Studyhall."
            for key in sorted(environ)
            if key.startswith("STUDYHALL_") and key not in KEYS
        ]
        if wrong:
            raise BadConfig("\n".join(wrong))
        bank = environ.get("STUDYHALL_BANK", "")
        return cls(
            data=Path(environ.get("STUDYHALL_DATA", "data")),
            bank=Path(bank) if bank else None,
            host=environ.get("STUDYHALL_HOST", "127.0.0.1"),
            port=int(port),
            zone=zone,
            synchronous=synchronous,
            log_level=level,
            discord_token=token,
            discord_shards=shards,
            discord_shard_ids=shard_ids,
        )


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
}
"""Every key and what it is for, for `studyhall doctor` and the help."""
