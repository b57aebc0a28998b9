"""Which forms a chat takes none of (photos, files, polls), so that they are not tried each time.

Told by a refusal, and forgotten after a while or when the bot's rights change; nothing is lost by
forgetting. Must not know what is posted.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.recent import Recent
from bot.on_telegram.files import plainer
from bot.on_telegram.messages import Rendered

FORGOTTEN_AFTER = timedelta(hours=12)
"""For how long a refusal is believed: Telegram tells nobody when a group lifts its bar."""

MOST_REMEMBERED = 1_000


class Form(StrEnum):
    """A form that a group may bar."""

    POLL = "poll"
    PHOTO = "photo"
    FILE = "file"


def form_of(rendered: Rendered) -> Form | None:
    """Return in which form something would be said; None for words, which stand for all else."""
    if rendered.poll is not None:
        return Form.POLL
    if rendered.photo is not None:
        return Form.PHOTO
    return Form.FILE if rendered.document is not None else None


class Bars:
    """Remembers what each chat refused."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._until: Recent[tuple[int, Form], datetime] = Recent(MOST_REMEMBERED)

    def takes(self, chat: int, form: Form) -> bool:
        """Return whether a form is worth a try."""
        until = self._until.get((chat, form))
        return until is None or until <= self._clock()

    def best(self, chat: int, rendered: Rendered) -> Rendered:
        """Return the best form of something that its chat may take."""
        while (form := form_of(rendered)) is not None and not self.takes(chat, form):
            next_best = plainer(rendered)
            if next_best is None:
                break
            rendered = next_best
        return rendered

    def note(self, chat: int, form: Form | None) -> None:
        """Note that a chat refused a form. A private chat bars nothing: it was that one file."""
        if form is None or chat > 0:
            return
        self._until[chat, form] = self._clock() + FORGOTTEN_AFTER

    def forget(self, chat: int) -> None:
        """Forget what a chat refused: the bot may do more there now, or less."""
        for form in Form:
            self._until.pop((chat, form), None)
