"""What goes wrong on demand: errors, lost lines, lost answers, waits; each by method and chat."""

from dataclasses import dataclass, field

from tests.on_telegram.fake.shapes import Refused, too_many

ANY = "*"


class Cut(Exception):
    """The line broke: nothing comes back."""


@dataclass(slots=True)
class Failure:
    """The next `times` calls of a method (in a chat, if one is named) go wrong like this.

    Without an `error` the line breaks. `after` lets the call take effect first. `hangs` has the
    caller wait in vain instead of being cut off.
    """

    method: str
    error: Refused | None = None
    chat: int | None = None
    times: int = 1
    after: bool = False
    hangs: bool = False
    seconds: float = 0.0  # a wait, and nothing wrong but that

    def meets(self, method: str, chat: int | None) -> bool:
        """Tell whether a call runs into it. A method may be written ``send*``."""
        named = self.method in {ANY, method} or (
            self.method.endswith(ANY) and method.startswith(self.method[:-1])
        )
        return self.times > 0 and named and self.chat in {None, chat}


@dataclass(slots=True)
class Faults:
    """What was asked for and is still to come. getUpdates goes wrong only when it is named."""

    failures: list[Failure] = field(default_factory=list)

    def taken(self, method: str, chat: int | None) -> Failure | None:
        """Return the failure that a call runs into, and use one of its times up."""
        for failure in self.failures:
            by_name = failure.method == method or method != "getUpdates"
            if by_name and failure.meets(method, chat):
                failure.times -= 1
                return failure
        return None

    def slow_down(
        self, method: str, retry_after: int, times: int = 1, chat: int | None = None
    ) -> None:
        """Answer the next calls of a method with 429."""
        self.failures.append(Failure(method, too_many(retry_after), chat, times))
