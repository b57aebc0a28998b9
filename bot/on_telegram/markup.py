"""Spans in Telegram's HTML. Every character of somebody's text is escaped here, once.

Must not know replies.
"""

from typing import NewType

from bot.domain.markup import clean

Html = NewType("Html", str)
"""Text in Telegram's HTML, safe by construction: only this module makes it."""

EMPTY = Html("")


def literal(text: str) -> Html:
    """Return plain text so that Telegram shows it as it is; line breaks stay."""
    text = clean(text)
    return Html(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
