"""The limits of Telegram, named; a test walks each edge. Text is counted as Telegram counts it.

Telegram refuses what is over any of these; our own choices are named below its. Where a figure
is from: the Bot API (https://core.telegram.org/bots/api, the method or type in brackets), its
guide (https://core.telegram.org/bots/features) or its FAQ (https://core.telegram.org/bots/faq).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from bot.domain.markup import ELLIPSIS, clean, shorten
from bot.on_telegram.markup import Html, literal

TEXT = 4_096
"""Units of UTF-16 of a message, after its entities are parsed [sendMessage.text]."""

CAPTION = 1_024
"""The same of the words below a photo or a file [sendPhoto.caption]."""

ENTITIES = 100
"""Styles, links and times of one message: what is over that stays plain text
[telegram.constants.MessageLimit]."""

CALLBACK_DATA = 64
"""Bytes of what a button carries [InlineKeyboardButton.callback_data]."""

ALERT = 200
"""Characters of the answer to a press [answerCallbackQuery.text]."""

ROW_KEYS = 8
KEYBOARD_KEYS = 100
"""Buttons of one row and of a whole inline keyboard; not in the Bot API's pages, but found by
python-telegram-bot [telegram.constants.InlineKeyboardMarkupLimit]."""

POLL_QUESTION = 300
POLL_OPTIONS_LEAST = 2
"""Our own: Telegram takes one, but one is no question."""
POLL_OPTIONS = 12
POLL_OPTION = 100
POLL_EXPLANATION = 200
POLL_EXPLANATION_LINES = 2
"""Line feeds of an explanation at most."""
POLL_ABOUT = 1_024
POLL_SECONDS_LEAST, POLL_SECONDS = 5, 2_628_000
"""How long a poll may stay open [sendPoll.open_period]; all lines above: [sendPoll]."""

PLACEHOLDER = 64
"""Characters in the empty field of a forced reply [ForceReply.input_field_placeholder]."""

COMMAND_NAME = 32
COMMAND_DESCRIPTION = 256
COMMANDS = 100
"""Of the menus of commands [BotCommand, setMyCommands]; a name is of a-z, 0-9 and _."""

ABOUT, SHORT_ABOUT = 512, 120
"""Characters of what an empty chat with the bot shows, and of what its page shows
[setMyDescription, setMyShortDescription]."""

PAYLOAD = 64
"""Characters of a deep link's parameter, of A-Z, a-z, 0-9, _ and - [features#deep-linking]."""

PHOTO_BYTES = 10_000_000
PHOTO_SIDES, PHOTO_RATIO = 10_000, 20
"""Width and height of a photo together, in pixels, and of one to the other [sendPhoto.photo]."""
DOCUMENT_BYTES = 50_000_000
DOWNLOAD_BYTES = 20_000_000
"""Bytes of a file that a bot can send [sendDocument], and fetch [getFile]."""

CHAT_SECONDS = 1.0
GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0
ALL_MESSAGES, ALL_SECONDS = 30, 1.0
"""One message a second in a chat, 20 a minute in a group, 30 a second in all [FAQ, "limits"]."""

LABEL = 60
"""Our own: characters of a button; a telephone shows about half of them, a computer all."""

SHORT_OPTION = 30
"""Our own: an option up to this long is its own button; a telephone would cut a longer label."""

ROW_WIDTH = 42
"""Our own: characters that a telephone shows in one row of buttons, two around each label; the
buttons share it evenly."""

PAGE = 3_000
"""Our own: the units of one page of a list."""

FILE_NAME = 100
"""Our own: what longer file names are cut to."""

KEPT_TEXTS = 2_048
"""Our own: texts kept as they were last written; a class reads the same few again and again."""

_TAG = re.compile(r"<[^>]*>")


def units(text: str) -> int:
    """Return how long a plain text is for Telegram, in units of UTF-16.

    Where Telegram counts characters, there are never more of those: so this is safe for both.
    """
    if text.isascii():  # nearly every label, at a fraction of the cost
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def size(text: Html) -> int:
    """Return how long a text is once its tags and entities are parsed, in units of UTF-16."""
    shown = _TAG.sub("", text) if "<" in text else text
    return units(unescape(shown) if "&" in shown else shown)


@lru_cache(maxsize=KEPT_TEXTS)
def fit(source: str, most: int, write: Callable[[str], Html] = literal) -> Html:
    """Return a text as ``write`` writes it, within ``most``: cut at a sentence if it must be."""
    written, room = write(source), most
    while size(written) > most:
        if room < 1:
            return literal(ELLIPSIS)
        written = write(shorten(source, room))
        room = min(room - 1, room * most // size(written))
    return written


def short(text: str, most: int, *, empty: str = ELLIPSIS) -> str:
    """Return plain text on one line within ``most``, for labels; ``empty`` where it has none."""
    return fit_plain(" ".join(clean(text).split()), most) or empty


def fit_plain(text: str, most: int) -> str:
    """Return plain text within ``most`` units: cut at a sentence if it must be."""
    cut, room = text.strip(), most
    while units(cut) > most:
        cut = shorten(text, room) if room > 0 else ELLIPSIS[:most]
        room -= 1
    return cut
