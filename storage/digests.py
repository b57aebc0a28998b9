"""Digests of what was last handed to a platform, so that only a change is handed over again.

Kept beside the secrets, under names with a colon. Must not know what they are digests of.
"""

from storage.database import Tx


def known(tx: Tx, name: str) -> bytes:
    """Return the digest kept under a name, or nothing."""
    row = tx.execute("SELECT value FROM secrets WHERE name = ?", (f"digest:{name}",)).fetchone()
    return bytes(row[0]) if row else b""


def keep(tx: Tx, name: str, digest: bytes) -> None:
    """Keep a digest under a name, in place of the one before."""
    tx.execute(
        "INSERT INTO secrets (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (f"digest:{name}", digest),
    )
