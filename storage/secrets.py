"""Random keys made once and kept: what signs cookies and salts tombstones.

Must not know what they are for. They are in the backup, so that a restored bot knows its
learners' browsers again.
"""

import secrets

from storage.database import Tx


def secret(tx: Tx, name: str, size: int = 32) -> bytes:
    """Return the secret called ``name``, made of ``size`` random bytes the first time."""
    tx.execute(
        "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (name, secrets.token_bytes(size)),
    )
    row = tx.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
    return bytes(row[0])
