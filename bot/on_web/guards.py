"""What keeps the classroom safe in a browser: headers, origin checks, a rate limit,
who may read the numbers.

Must not know learners or use cases.
"""

import hmac
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a form's Origin would be "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""An SVG opened by itself runs nothing and belongs to no origin."""


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add what every answer carries; a page is kept nowhere unless it says otherwise."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)


def from_here(request: web.Request) -> bool:
    """Return whether a page of this very host sent a request: its Origin names our Host.

    A browser sends Origin with every socket and every POST; without it nobody is believed.
    """
    origin = request.headers.get("Origin", "")
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    host = request.headers.get("Host", "")
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc == host


def is_secure(request: web.Request) -> bool:
    """Return whether the browser speaks https to us, or to the proxy in front of us."""
    forwarded = request.headers.get("X-Forwarded-Proto", "")
    return request.secure or forwarded.split(",")[0].strip() == "https"


def is_loopback(host: str) -> bool:
    """Return whether a host, bound or asked for (with a port or not), is this very machine."""
    try:
        name = urlsplit(f"//[{host}]" if host.count(":") > 1 and "[" not in host else f"//{host}")
        return name.hostname == "localhost" or ip_address(name.hostname or "").is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Reading:
    """Who may read the numbers: whoever brings the token; without one this machine alone.

    ``here`` is whether the server listens on this machine only. A proxy on this machine is no
    reason to trust whom it speaks for, so what was asked of another name is not for them.
    """

    token: str = field(default="", repr=False)
    here: bool = False

    def may(self, request: web.Request) -> bool:
        """Return whether a request may see them."""
        if self.token:
            scheme, _, brought = request.headers.get("Authorization", "").partition(" ")
            known = hmac.compare_digest(brought.strip().encode(), self.token.encode())
            return known and scheme.lower() == "bearer"
        forwarded = any(name in request.headers for name in _FORWARDED)
        asked = request.headers.get("Host", "")
        return (
            self.here and is_loopback(request.remote or "") and is_loopback(asked) and not forwarded
        )


_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via")


@dataclass(slots=True)
class Bucket:
    """Lets ``burst`` things through at once and ``per_second`` on average."""

    burst: int
    per_second: float
    _level: float = field(default=0.0, init=False)
    _last: float | None = field(default=None, init=False)

    def take(self, now: float) -> bool:
        """Return whether one more may pass at ``now``, seconds of any steady clock."""
        if self._last is not None:
            self._level = max(0.0, self._level - (now - self._last) * self.per_second)
        self._last = now
        if self._level + 1 > self.burst:
            return False
        self._level += 1
        return True
