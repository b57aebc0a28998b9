"""Whether a call is one that Telegram would take, and an update one that it would send.

Every breach is remembered, so that a test's fixture can fail on it whatever the bot made of the
refusal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.on_telegram.fake import spec
from tests.on_telegram.fake.shapes import Json, Refused, bad


@dataclass(slots=True)
class Validator:
    """Judges calls; `breaches` keeps each sentence, with the method it is about."""

    breaches: list[str] = field(default_factory=list)
    share: int = 1
    _seen: int = 0

    def check(self, method: str, params: dict[str, str], files: Iterable[str]) -> None:
        """Raise Refused when the description does not take a call; one in `share` is read."""
        self._seen += 1
        known = spec.load()
        if known is not None and self._seen % self.share == 0:
            wrong = known.wrong_call(method, params, files)
            if wrong:
                raise self.breach(method, "; ".join(wrong))

    def check_update(self, update: Json) -> None:
        """Fail on an update that Telegram would not send: then the fake is wrong."""
        known = spec.load()
        if known is not None and self._seen % self.share == 0:
            wrong = known.wrong_value("Update", update)
            assert not wrong, f"the fake made a wrong update: {wrong}"

    def check_answer(self, kind: str, result: object) -> None:
        """Fail on a result that Telegram would not give."""
        known = spec.load()
        if known is not None and self._seen % self.share == 0:
            wrong = known.wrong_value(kind, result)
            assert not wrong, f"the fake gave a wrong {kind}: {wrong}"

    def breach(self, where: str, sentence: str) -> Refused:
        """Remember what the bot must never do, and return the refusal."""
        self.breaches.append(f"{where}: {sentence}")
        return bad(sentence)
