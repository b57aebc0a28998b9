"""Who a browser is: a random id in a signed cookie. Knows nothing of learners or HTTP.

A forged, damaged or old cookie is no error: whoever brings it is a new visitor.
"""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

COOKIE = "studyhall"
LASTS = timedelta(days=365)
_VERSION = "1"
_SHAPE = re.compile(r"1\.([0-9a-f]{32})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})")


def new_user_id() -> str:
    """Return a random id of 128 bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs and reads cookies. ``secret`` has at least 16 bytes and outlives restarts."""

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) < 16:
            raise ValueError("the cookie secret needs at least 16 bytes")

    def sign(self, user_id: str, at: datetime) -> str:
        """Return the cookie's value for a user id, good for ``LASTS`` from ``at``."""
        body = f"{_VERSION}.{user_id}.{int(at.timestamp())}"
        return f"{body}.{self._mark(body)}"

    def read(self, value: str, now: datetime) -> str | None:
        """Return the user id of a cookie's value, or None if it is not ours or too old."""
        found = _SHAPE.fullmatch(value)
        if found is None:
            return None
        body = value.rpartition(".")[0]
        if not hmac.compare_digest(found[3], self._mark(body)):
            return None
        age = now.timestamp() - int(found[2])
        return found[1] if -86_400 <= age <= LASTS.total_seconds() else None

    def _mark(self, body: str) -> str:
        digest = hmac.new(self.secret, b"studyhall cookie\0" + body.encode(), sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
