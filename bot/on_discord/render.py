"""Every reply as a message of Discord's. Total: a new reply needs a line here.

The words come from ``bot.wording``, the pieces from ``layouts``; what each topic looks like is in
the modules beside this one. Pure: nothing here talks to Discord, and no button knows what it does.
"""

from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.replies import Reply
from bot.on_discord import asking
from bot.on_discord.layouts import Rendered, Upload, Viewer, card, said
from bot.on_discord.limits import TEXT, fit

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
    """Return a reply as what Discord is sent.

    ``attached`` is the picture of ``picture_of``, or the file that a ``DeckComing`` is about;
    without it a picture is told in words. ``count`` is how many have answered an ``Asked`` by
    now, ``page`` (from 0) which page of a long list to show.
    """
    match reply:
        case r.Asked():
            return asking.asked(reply, viewer, attached, count)
        case _:
            text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
            return Rendered(view=card(said(fit(text, TEXT - 100))))
