"""Every reply as a message of Telegram's. Total: a new reply needs a line here.

Pure: nothing here talks to Telegram, and no button knows what it does.
"""

from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.replies import Reply
from bot.on_telegram.markup import literal
from bot.on_telegram.messages import Rendered, Upload, Viewer

__all__ = ["Rendered", "Upload", "Viewer", "picture_of", "render"]


def picture_of(reply: Reply) -> tuple[DeckId, str] | None:
    """Return the deck and file name of the picture that a reply shows; None if it shows none."""
    posed = getattr(reply, "posed", None)
    if isinstance(posed, r.Posed) and posed.picture is not None:
        return posed.deck, posed.picture.file
    return None


def render(
    reply: Reply,
    viewer: Viewer,
    *,
    attached: Upload | None = None,
    count: r.AnswerCount | None = None,
    page: int = 0,
) -> Rendered:
    """Return a reply as what Telegram is sent.

    ``attached`` is the picture of ``picture_of``, or the file that a ``DeckComing`` is about;
    without it a picture is told in words. ``count`` is how many have answered an ``Asked`` by
    now, ``page`` (from 0) which page of a long list to show.
    """
    return Rendered(text=literal(wording.plain(reply, today=viewer.today, zone=viewer.zone)))
