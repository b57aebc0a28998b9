"""The limits of this platform, named; a test walks them. Sizes are of what a browser may send.

What is larger than a limit gets a sentence; only what is beyond ``FRAME_BYTES`` closes a socket.
"""

FRAME_BYTES = 64 * 1024
"""A WebSocket message at most, before the socket is closed."""

FORM_BYTES = 16 * 1024
"""The body of an HTTP request at most."""

UPLOADS_AT_ONCE = 4
"""Files that are read at the same time for everybody together; one of each learner."""

UPLOAD_SECONDS = 120.0
"""Seconds in which a file must arrive."""

DRAFT_BYTES = 200 * 1024
"""The text of one question at most, while it is edited."""

SAID_CHARACTERS = 1_000
"""A typed command at most."""

VALUE_CHARACTERS = 4_000
"""One field of a form at most: an essay's length."""

VALUES = 64
"""Fields of a form at most."""

SOCKETS_EACH = 12
"""Open tabs of one learner at most; the oldest goes."""

BURST, PER_SECOND = 20, 6.0
"""Frames at once, and on average, that one socket may send."""

ARRIVALS_BURST, ARRIVALS_PER_SECOND = 60, 10.0
"""Names that may be entered at once, and on average, by everybody together."""

HEARTBEAT = 20.0
"""Seconds between two pings."""

AWAY = 8.0
"""Seconds without a tab after which nobody waits for a learner any more: a reload takes less."""

PODIUM_KEPT = 900.0
"""Seconds for which somebody who arrives still sees how the last round went."""

REVEAL_KEPT = 3
"""Days for which somebody who arrives still sees the last answer of a daily question."""

DIGEST_KEPT = 3
"""Days for which somebody who arrives still sees the digest of the last week."""

HTML_CHARACTERS = 120_000
"""A rendered reply at most; none comes near it unless a deck is enormous."""

CARD_CHARACTERS = 2_000
"""Characters of a question, or of its answer, that is written in a form: as the core takes."""
