"""What goes out first when not all can go out at once. Must not know how anything is sent."""

from enum import IntEnum


class Urgency(IntEnum):
    """How long somebody can wait for a message; the lower, the sooner it goes."""

    REPLY = 0  # somebody has just pressed something
    CLOSE = 1  # a live round: its questions, closes and reveals keep to a clock
    PUSH = 2  # a daily question or a reminder: minutes matter little
    REPORT = 3  # digests, and numbers that follow
