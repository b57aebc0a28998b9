"""What a button carries: a press and its short text, at most 64 bytes.

A button holds its own state, so that it lives through a restart. Must not know any platform or
use case: adapters turn a press into a call.
"""

from bot.press.codec import MAX_BYTES, MAX_DECK, MAX_ID, MAX_PICKS, MAX_WORD, decode, encode
from bot.press.presses import (
    Again,
    Answer,
    Claim,
    Complaint,
    Confirm,
    GiveUp,
    Go,
    GradeIt,
    Hint,
    JoinRound,
    NextInRound,
    NextReview,
    Open,
    Press,
    ReportIt,
    Reveal,
    SettleClaim,
    ShowBoard,
    Skip,
    StopRound,
    TickIt,
    Undo,
)

__all__ = [
    "MAX_BYTES",
    "MAX_DECK",
    "MAX_ID",
    "MAX_PICKS",
    "MAX_WORD",
    "Again",
    "Answer",
    "Claim",
    "Complaint",
    "Confirm",
    "GiveUp",
    "Go",
    "GradeIt",
    "Hint",
    "JoinRound",
    "NextInRound",
    "NextReview",
    "Open",
    "Press",
    "ReportIt",
    "Reveal",
    "SettleClaim",
    "ShowBoard",
    "Skip",
    "StopRound",
    "TickIt",
    "Undo",
    "decode",
    "encode",
]
