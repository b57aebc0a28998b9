"""Words of the Bot API: errors with Telegram's own sentences, ids that everybody knows, limits.

The sentences are those of the real server where they are known; clients match on some of them.
"""

from typing import Any

Json = dict[str, Any]

TEXT = 4096
"""UTF-16 units of a message, after entities are parsed."""

CAPTION = 1024
"""UTF-16 units of a caption, after entities are parsed."""

DOWNLOAD = 20 * 1024 * 1024
UPLOAD = 50 * 1024 * 1024
PHOTO = 10 * 1024 * 1024
"""Bytes of a file that a bot can fetch, send, and send as a photo."""

SERVICE_USER = 777000
"""Telegram itself, who forwards a channel's posts into its discussion group."""

ANONYMOUS = 1087968824
"""@GroupAnonymousBot, in whose name anonymous administrators write."""

CHANNEL_BOT = 136817688
"""@Channel_Bot, in whose name somebody writes as a channel."""

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Refused(Exception):
    """Telegram refuses a request: a status, its sentence, and perhaps parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(f"{status}: {description}")
        self.status, self.description, self.parameters = status, description, parameters

    def body(self) -> Json:
        """Return what goes over the wire."""
        found: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return found | ({"parameters": self.parameters} if self.parameters else {})


def bad(sentence: str) -> Refused:
    """Return a 400."""
    return Refused(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> Refused:
    """Return a 403."""
    return Refused(403, f"Forbidden: {sentence}")


def too_many(retry_after: int) -> Refused:
    """Return a 429. The library takes a ``retry_after`` of 0 for none at all: at least 1."""
    assert retry_after >= 1, retry_after
    sentence = f"Too Many Requests: retry after {retry_after}"
    return Refused(429, sentence, retry_after=retry_after)


def migrated(to: int) -> Refused:
    """Return what is said to whoever writes to a group that has become a supergroup."""
    sentence = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, sentence, migrate_to_chat_id=to)
