"""Asks the running bot how it is, over its own port, and says so in a sentence.

A container runs this every half minute, so it loads next to nothing. Must not know what healthy
means.
"""

import http.client
import json

from bot.config import BadConfig, Config

PATIENCE = 4.0
"""Seconds within which the running bot must have said how it is."""
LONGEST = 4096
"""Characters of what it may say."""


def ask(config: Config, *, as_json: bool = False) -> tuple[str, bool]:
    """Ask the running bot how it is; return what to say and whether all is well."""
    if config.port == 0:
        raise BadConfig("The bot took a free port: say which with --port.")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.host, config.host)  # noqa: S104 - asked
    connection = http.client.HTTPConnection(host, config.port, timeout=PATIENCE)
    text, said = "", None
    try:
        connection.request("GET", "/healthz")
        text = connection.getresponse().read(LONGEST).decode("utf-8", "replace")
        said = json.loads(text)
    except (OSError, http.client.HTTPException) as trouble:
        return f"Nobody answers at {config.host}:{config.port} ({trouble}).", False
    except ValueError:
        pass
    finally:
        connection.close()
    if not isinstance(said, dict) or "ok" not in said:
        return f"What answers at {config.host}:{config.port} is not Studyhall.", False
    well = said["ok"] is True
    return (text if as_json else _in_words(said)), well


def _in_words(said: dict[str, object]) -> str:
    begun = "Studyhall is well" if said["ok"] is True else "Studyhall is not well"
    return (
        f"{begun}: the database is {said.get('database')}, the metronome {said.get('metronome')},"
        f" the outbox {said.get('outbox')} ({said.get('waiting')} waiting,"
        f" {said.get('lag_seconds')} s)."
    )
