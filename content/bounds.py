"""How large an imported file and what is in it may be: hostile files stop here.

A limit is generous for a class and small for a server. Must not know any format.
"""

from content.draft import Unreadable

MAX_FILE = 24 << 20
"""Bytes of a file; Discord's own limit for an attachment of a free account is 10 MiB."""
MAX_LINES = 250_000
"""Lines of a text file, rows of a table."""
MAX_CARDS = 50_000
"""Cards and questions of one file."""
MAX_TEXT = 20_000
"""Characters of one field: a stem, an option, the back of a card."""
MAX_QUESTION = 128 << 10
"""Bytes of a question with all its texts."""
MAX_PARTS = 500
"""Accepted answers, pairs, points or tags of one question; points of one card."""
MAX_CELLS = 3_000_000
"""Cells of a table, the empty ones too."""
MAX_TAGS = 1_000_000
"""Tags of HTML in one file; each takes about ten microseconds."""
MAX_PROBLEMS = 1_000
"""Problems of one file before the rest is not looked for."""
MAX_UNPACKED = 96 << 20
"""Bytes of an archive once it is unpacked, all its members together."""
MAX_RATIO = 200
"""How many times larger than its packed form a member of an archive may be."""
MAX_MEMBERS = 20_000
"""Members of an archive."""
MAX_MEDIA = 4 << 20
"""Bytes of one picture."""
MAX_DEPTH = 40
"""Levels of nesting in XML, JSON, YAML and outlines."""


def within(text: str, line: int, what: str = "This text") -> str:
    """Return ``text``. Raises Unreadable if it is longer than MAX_TEXT."""
    if len(text) > MAX_TEXT:
        sentence = f"{what} has {len(text):,} characters; at most {MAX_TEXT:,} fit on a card."
        raise Unreadable(f"{sentence} Please split or shorten it.", line)
    return text
