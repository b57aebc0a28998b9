"""What the person who runs the bot decides, read once from the environment.

Every bad key is named at once, with what it may be; nothing here reads the environment by
itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

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
    telegram_token: str = field(default="", repr=False)
    telegram_webhook: str = ""  # where Telegram brings updates; none: they are fetched
    telegram_secret: str = field(default="", repr=False)  # none: one is made and kept
    telegram_server: str = ""  # a Bot API server of one's own; none: Telegram's

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
        kept = (
            self.discord_token,
            self.metrics_token,
            self.telegram_token,
            self.telegram_secret,
        )
        return tuple(secret for secret in kept if secret)

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
        telegram = _telegram(environ, wrong)
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
            telegram_token=telegram,
            telegram_webhook=environ.get("STUDYHALL_TELEGRAM_WEBHOOK", "").strip(),
            telegram_secret=environ.get("STUDYHALL_TELEGRAM_SECRET", "").strip(),
            telegram_server=environ.get("STUDYHALL_TELEGRAM_SERVER", "").strip().rstrip("/"),
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
    token = _token(environ, _KEY, wrong).removeprefix("Bot ").strip()
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


def _token(environ: Mapping[str, str], key: str, wrong: list[str]) -> str:
    """Return a token, from its key or from the file that is named instead."""
    token, file = environ.get(key, "").strip(), environ.get(f"{key}_FILE", "").strip()
    if token or not file:
        return token
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        wrong.append(f"{key}_FILE names {file}, which cannot be read.")
        return ""


_TELEGRAM = "STUDYHALL_TELEGRAM_TOKEN"
_TELEGRAM_TOKEN = re.compile(r"\d{4,20}:[\w-]{30,100}")
_SHOWN = re.compile(r"[A-Za-z0-9_-]{16,256}")
PORTS = (443, 80, 88, 8443)
"""The ports to which Telegram brings updates [setWebhook]."""


def _telegram(environ: Mapping[str, str], wrong: list[str]) -> str:
    """Return the token; whatever is bad about Telegram goes to ``wrong``, without any secret."""
    token = _token(environ, _TELEGRAM, wrong)
    if token and _TELEGRAM_TOKEN.fullmatch(token) is None:
        wrong.append(
            f"{_TELEGRAM} is not a token of a Telegram bot: 123456:ABC-DEF… it looks like."
        )
    webhook = environ.get("STUDYHALL_TELEGRAM_WEBHOOK", "").strip()
    if webhook and (trouble := wrong_address(webhook)):
        wrong.append(f"STUDYHALL_TELEGRAM_WEBHOOK is “{webhook}”; {trouble}")
    secret = environ.get("STUDYHALL_TELEGRAM_SECRET", "").strip()
    if secret and _SHOWN.fullmatch(secret) is None:
        wrong.append("STUDYHALL_TELEGRAM_SECRET should be 16 to 256 letters, digits, - or _.")
    server = environ.get("STUDYHALL_TELEGRAM_SERVER", "").strip()
    if server and urlsplit(server).scheme not in ("http", "https"):
        wrong.append(f"STUDYHALL_TELEGRAM_SERVER is “{server}”; it should begin with http(s)://.")
    return token


def wrong_address(url: str) -> str:
    """Return what is wrong with a webhook's address, "" if nothing is."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return "that is no address."
    if parts.scheme != "https" or not parts.hostname:
        return "it has to begin with https://, because Telegram brings updates nowhere else."
    if port not in PORTS:
        told = ", ".join(map(str, PORTS))
        return f"Telegram knows no other ports than {told}."
    if parts.path in ("", "/") or parts.query or parts.fragment:
        return "it needs a path of its own behind the name, like /telegram, and nothing after it."
    return ""


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
    "STUDYHALL_TELEGRAM_TOKEN": "the token of your Telegram bot; without one there is no Telegram",
    "STUDYHALL_TELEGRAM_TOKEN_FILE": "a file with that token instead",
    "STUDYHALL_TELEGRAM_WEBHOOK": "an https address that leads to the classroom's port, like"
    " https://study.example.org/telegram; without one the bot asks for updates",
    "STUDYHALL_TELEGRAM_SECRET": "what Telegram shows there (default: one is made and kept)",
    "STUDYHALL_TELEGRAM_SERVER": "a Bot API server of your own (default: Telegram's)",
    "STUDYHALL_LOG": "debug, info, warning or error (default: info)",
    "STUDYHALL_LOG_FORMAT": "json, text, or auto: text on a terminal, else json (default: auto)",
    "STUDYHALL_BACKUP_HOUR": "when each night's backup is made, 0 to 23, or off (default: 3)",
    "STUDYHALL_BACKUP_FOLDER": "where it goes (default: backups, in the folder of the data)",
    "STUDYHALL_BACKUP_DAYS": "of how many days the last backup is kept (default: 7)",
    "STUDYHALL_BACKUP_WEEKS": "of how many weeks the last backup is kept (default: 4)",
    "STUDYHALL_METRICS_TOKEN": "lets a monitor read /metrics from elsewhere (default: nobody)",
}
"""Every key and what it is for, for `studyhall doctor` and the help."""
