"""The limits of Discord, named; a test walks each edge. Sizes of text are as Discord counts them.

Discord refuses a message that is over any of these; our own choices are named below its.
"""

from collections.abc import Callable
from functools import lru_cache

from bot.domain.markup import ELLIPSIS, shorten
from bot.on_discord.markup import KEPT_TEXTS, literal

TEXT = 4_000
"""Characters of all the texts of a message in Components V2 together."""

TEXT_BYTES, TEXT_OVERHEAD = 10_170, 12
"""Bytes (UTF-8) of all those texts together, and what each text counts for besides.

Not documented: over it Discord answers 500 (its issue 8554). Texts of three bytes a character get
there before ``TEXT``.
"""

COMPONENTS = 40
"""Components of a message, those within others counted too."""

ROW_BUTTONS = 5
"""Buttons of one row."""

BUTTON_LABEL = 80
CUSTOM_ID = 100

SELECT_OPTIONS = 25
OPTION_LABEL = 100
OPTION_DESCRIPTION = 100
OPTION_VALUE = 100
PLACEHOLDER = 150
"""Characters of the words on a closed select."""

GALLERY = 10
"""Pictures of one gallery."""

ALT_TEXT = 1_024
SECTION_TEXTS = 3

MODAL_TITLE = 45
MODAL_PARTS = 5
MODAL_LABEL = 45
MODAL_DESCRIPTION = 100
INPUT_PLACEHOLDER = 100
INPUT_TEXT = 4_000
RADIO_OPTIONS = 10
CHECKBOXES = 10

ATTACHMENT_BYTES = 10 * 1024 * 1024
"""Bytes of a file that a bot may send to a server without boosts, or to a person."""

ATTACHMENTS = 10
FILE_NAME = 100
"""Our own: what longer file names are cut to."""

COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
COMMAND_OPTIONS = 25
COMMAND_CHOICES = 25
COMMAND_CHOICE = 100
AUTOCOMPLETED = 25
COMMAND_CHARACTERS = 8_000
"""Names, descriptions and values of one command with all of its options, together."""

COMMANDS = 100
"""Slash commands at most."""

CONTEXT_MENUS = 15
"""Commands in the menu of a message, and of a person."""

THREAD_NAME = 100
STATUS = 128
"""Characters of the line below the bot's name."""

NONCE = 25
ACKNOWLEDGE_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60

SHORT_OPTION = 38
"""Our own: an option up to this long is its own button; a telephone would cut a longer label."""

BUTTON_OPTIONS = 5
"""Our own: a choice of more options than this is a select."""

PAGE = 3_000
"""Our own: the characters of one page of a list."""


def size(text: str) -> int:
    """Return how long Discord's clients find a text: in units of UTF-16.

    Its servers count characters, never more than these; so this is safe for both.
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=KEPT_TEXTS)
def fit(source: str, most: int, write: Callable[[str], str] = literal) -> str:
    """Return a text as ``write`` writes it, within ``most``: cut at a sentence if it must be."""
    written, room = write(source), most
    while size(written) > most:
        if room < 1:
            return ELLIPSIS
        written = write(shorten(source, room))
        room = min(room - 1, room * most // size(written))
    return written


def short(text: str, most: int) -> str:
    """Return plain text on one line within ``most``, for labels; never empty."""
    return fit(" ".join(text.split()), most, str) or ELLIPSIS
