"""Questions of the bot's that are answered by replying to them: what they are about is in them.

The press that an answer completes lies in a link at their beginning, and what was said before in a
quotation: a reply brings both back, after any restart. Must not know what a press does.
"""

from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from telegram import ForceReply, Message, MessageEntity

from bot import press as p
from bot.on_telegram.limits import PLACEHOLDER, units
from bot.on_telegram.markup import JOINER, literal, own

MARK = "✏️"
"""What carries the link, and shows that something is to be written."""

QUOTED = 2_000
"""Characters of what was said before."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is to be written: ``text`` asks for it, ``press`` is completed by it.

    ``said`` is what somebody has said so far, ``example`` what the empty field shows.
    """

    press: p.Press
    text: str
    example: str = ""
    said: str = ""


def message_of(prompt: Prompt, bot: str) -> dict[str, Any]:
    """Return what to send: a text with its entities, which nobody's words can break out of."""
    lines = f"{MARK} {unescape(own(prompt.text))}"
    carried = f"https://t.me/{bot}#{quote(p.encode(prompt.press), safe='')}"
    entities = [MessageEntity(MessageEntity.TEXT_LINK, 0, units(MARK), url=carried)]
    if prompt.said:
        said = unescape(literal(prompt.said[:QUOTED]))  # nobody is mentioned in a quotation
        start = units(f"{lines}\n\n")
        entities.append(MessageEntity(MessageEntity.BLOCKQUOTE, start, units(said)))
        lines = f"{lines}\n\n{said}"
    placeholder = prompt.example[:PLACEHOLDER] or None
    return {
        "text": lines,
        "entities": entities,
        "reply_markup": ForceReply(selective=True, input_field_placeholder=placeholder),
    }


def carried_by(message: Message, bot: str) -> tuple[p.Press, str] | None:
    """Return the press of a prompt of ours and what was said before; None if it is none."""
    entities = message.parse_entities([MessageEntity.TEXT_LINK, MessageEntity.BLOCKQUOTE])
    begun = f"https://t.me/{bot}#"
    urls = [entity.url or "" for entity in entities if entity.type == MessageEntity.TEXT_LINK]
    found = [url.removeprefix(begun) for url in urls if url.casefold().startswith(begun.casefold())]
    if not found or not (message.text or "").startswith(MARK):
        return None
    press = p.decode(unquote(found[0][-3 * p.MAX_BYTES :]))
    quotes = [text for entity, text in entities.items() if entity.type == MessageEntity.BLOCKQUOTE]
    return None if press is None else (press, "".join(quotes[:1]).replace(JOINER, ""))
