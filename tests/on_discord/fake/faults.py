"""What goes wrong on demand: errors, rate limits, duplicated and late events."""

import re
from dataclasses import dataclass, field

from tests.on_discord.fake.shapes import Json

Headers = dict[str, str]
VIA = {"Via": "1.1 google"}
"""Without it discord.py takes a 429 for a ban at the edge and does not try again."""


@dataclass(slots=True)
class Failure:
    """The next `times` requests to a route get this answer."""

    route: str
    status: int
    code: int = 0
    message: str = "Internal Server Error"
    times: int = 1
    retry_after: float = 0.01
    everywhere: bool = False

    def answer(self) -> tuple[Json, Headers]:
        """Return body and headers."""
        if self.status != 429:
            return {"code": self.code, "message": self.message}, {}
        return too_many(self.retry_after, everywhere=self.everywhere)


@dataclass(slots=True)
class Bucket:
    """A rate limit: so many requests in so many seconds of real time, for each path."""

    route: str
    high: int
    per: float
    spent: dict[str, list[float]] = field(default_factory=dict)

    def take(self, path: str, now: float) -> tuple[bool, Headers]:
        """Count a request; return whether it may pass and the headers that tell of the limit."""
        past = self.spent.setdefault(path, [])
        past[:] = [moment for moment in past if now - moment < self.per]
        allowed = len(past) < self.high
        if allowed:
            past.append(now)
        reset = max(0.001, self.per - (now - past[0]))
        return allowed, {
            "X-RateLimit-Limit": str(self.high),
            "X-RateLimit-Remaining": str(self.high - len(past)),
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Reset": f"{now + reset:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(self.route)):x}",
        }


@dataclass(slots=True)
class Faults:
    """What was asked for and is still to come."""

    failures: list[Failure] = field(default_factory=list)
    buckets: list[Bucket] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    copies: int = 1
    late: float = 0.0

    def failure(self, method: str, path: str) -> Failure | None:
        """Return the failure a request runs into, and use one of its times up."""
        for failure in self.failures:
            if failure.times > 0 and matches(failure.route, method, path):
                failure.times -= 1
                return failure
        return None

    def loses(self, method: str, path: str) -> bool:
        """Tell whether the answer to a request gets lost, and use that up."""
        found = next((route for route in self.lost if matches(route, method, path)), None)
        if found is not None:
            self.lost.remove(found)
        return found is not None

    def bucket(self, method: str, path: str) -> Bucket | None:
        """Return the rate limit of a request."""
        found = (b for b in self.buckets if matches(b.route, method, path))
        return next(found, None)


def matches(route: str, method: str, path: str) -> bool:
    """Tell whether a request is of a route, written ``POST /channels/*/messages``; * is a part."""
    wanted, _, shape = route.partition(" ")
    pattern = "[^/]+".join(map(re.escape, shape.split("*")))
    return wanted in {"*", method} and re.fullmatch(pattern, path) is not None


def too_many(retry_after: float, *, everywhere: bool = False) -> tuple[Json, Headers]:
    """Return body and headers of a 429; `everywhere` for the bot's global limit."""
    body: Json = {"message": "You are being rate limited.", "retry_after": retry_after}
    body |= {"global": everywhere, "code": 0}
    headers = VIA | {"Retry-After": str(max(1, round(retry_after)))}
    if everywhere:
        headers |= {"X-RateLimit-Global": "true"}
    return body, headers | {"X-RateLimit-Scope": "global" if everywhere else "user"}
