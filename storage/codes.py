"""Short codes that people read aloud and type: class codes and one-time link codes.

No vowels, so that no word comes out; nothing that looks like something else (0 O, 1 I L).
"""

import secrets

ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789"


def new_code(length: int) -> str:
    """Return ``length`` unguessable characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def as_typed(text: str) -> str:
    """Return what was typed as a code is kept: capitals, without spaces and dashes."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())[:32]
