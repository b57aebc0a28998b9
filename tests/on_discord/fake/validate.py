"""Whether a request is one that Discord would take: its own schema, then the rules it lacks.

Every breach is remembered, so that a test's fixture can fail on it whatever the bot made of the
refusal.
"""

from dataclasses import dataclass, field

from tests.on_discord.fake import schema
from tests.on_discord.fake.shapes import Refused

INVALID_FORM = 50035


@dataclass(slots=True)
class Validator:
    """Judges bodies; `breaches` keeps each sentence, with the request it is about."""

    breaches: list[str] = field(default_factory=list)
    share: int = 1
    _seen: int = 0

    def check_schema(self, method: str, path: str, body: object) -> None:
        """Raise Refused when the published schema does not take a body; one in `share` is read."""
        self._seen += 1
        published = schema.load()
        if published is not None and self._seen % self.share == 0:
            self.refuse(f"{method} {path}", published.wrong(method, path, body))

    def refuse(self, where: str, wrong: list[str]) -> None:
        """Remember what is wrong and raise Refused, or do nothing when nothing is."""
        if wrong:
            self.breaches += [f"{where}: {sentence}" for sentence in wrong]
            raise Refused(400, INVALID_FORM, "Invalid Form Body", errors=_errors(wrong))


def _errors(wrong: list[str]) -> dict[str, object]:
    return {"_errors": [{"code": "BASE_TYPE_BAD", "message": "; ".join(wrong)}]}
