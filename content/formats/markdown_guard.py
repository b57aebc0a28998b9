r"""Keeps a text from being taken for Markdown's own signs: a backslash before what would be one.

``freed(guarded(text))`` is ``text``, whatever it holds. To any Markdown program the backslash means
the same: the sign as it stands.
"""

import re

LABELS = "Q|A|Question|Answer|Explanation|Hint"
_SIGNS = re.compile(
    r"(?<![\\:])\\*(?=::)|(?<![\\=])\\*(?===)|(?<![\\{])\\*(?=\{\{)"
    r"|(?<![\S])\\*(?=[#^]|<!--)"
    rf"|^\s*\**(?:{LABELS})\**\s*\\*(?=[:.](?![:]))"
    r"|^[ ]*\\*(?=\?{1,2}[ ]*$|>)"
    r"|^[ ]*[-*+][ ]\\*(?=\[)",
    re.MULTILINE | re.IGNORECASE,
)


def guarded(text: str) -> str:
    """Return ``text`` with one more backslash before every sign."""
    return _SIGNS.sub(r"\g<0>\\", text)


def freed(text: str) -> str:
    """Return ``text`` with one backslash less before every sign."""
    return _SIGNS.sub(lambda found: found[0].removesuffix("\\"), text)
