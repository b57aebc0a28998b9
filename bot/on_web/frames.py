"""What travels over the socket, both ways: two closed unions of small JSON objects.

``read`` takes anything at all and never raises. Must not know what a frame leads to.
"""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from bot.domain.replies import Problem, Refused
from bot.on_web import limits

Value = Annotated[str, Meta(max_length=limits.VALUE_CHARACTERS)]
Field = tuple[Annotated[str, Meta(max_length=40)], Value]
Short = Annotated[str, Meta(max_length=limits.SAID_CHARACTERS)]


class Hello(Struct, frozen=True, tag="hello", tag_field="type"):
    """A tab has connected. ``after`` is the last post it has seen, -1 for a fresh page.

    ``review`` is the command it was studying by, ``panel`` the panel it has open; or empty.
    """

    after: Annotated[int, Meta(ge=-1, le=2**53)] = -1
    review: Short = ""
    panel: Annotated[str, Meta(max_length=40)] = ""


class Say(Struct, frozen=True, tag="say", tag_field="type"):
    """A typed command."""

    text: Short


class Push(Struct, frozen=True, tag="push", tag_field="type"):
    """A button was pressed, or a form sent with it: names and values in the form's order."""

    press: Annotated[str, Meta(max_length=64)]
    values: Annotated[tuple[Field, ...], Meta(max_length=limits.VALUES)] = ()


Incoming = Hello | Say | Push


class Show(Struct, frozen=True, tag="show", tag_field="type", omit_defaults=True):
    """Put ``html`` into a region (see ``render.Region``)."""

    region: str
    html: str
    ask: int = 0
    slot: str = ""
    focus: str = ""
    announce: str = ""
    post: int = 0
    review: str | None = None  # the command this tab studies by; None leaves it as it is


class Count(Struct, frozen=True, tag="count", tag_field="type"):
    """How many have answered an ask, in words."""

    ask: int
    text: str


class Presence(Struct, frozen=True, tag="presence", tag_field="type"):
    """Who is here, in words."""

    here: int
    text: str


class Visit(Struct, frozen=True, tag="visit", tag_field="type", omit_defaults=True):
    """Go to another page of ours, open a panel there, and say something on arrival."""

    path: str
    panel: str = ""
    said: str = ""


class Heard(Struct, frozen=True, tag="heard", tag_field="type"):
    """A press was taken; what comes of it is on its way to everybody."""


Outgoing = Show | Count | Presence | Visit | Heard

_DECODER: msgspec.json.Decoder[Incoming] = msgspec.json.Decoder(Incoming)
_ENCODER = msgspec.json.Encoder()


def read(text: str) -> Incoming | Refused:
    """Return the frame of a text, or what to tell whoever sent it."""
    try:
        return _DECODER.decode(text)
    except msgspec.ValidationError as error:
        too_long = "length <=" in str(error)
        about = (
            str(limits.VALUE_CHARACTERS if "values" in str(error) else limits.SAID_CHARACTERS),
        )
        return Refused(Problem.TOO_LONG, about) if too_long else Refused(Problem.UNFIT_ANSWER)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Refused(Problem.UNFIT_ANSWER)


def write(frame: Outgoing) -> str:
    """Return the text of a frame."""
    return _ENCODER.encode(frame).decode()
