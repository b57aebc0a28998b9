"""What authors write: the keys of ``deck.toml``, ``facts.toml`` and the theme files.

These records are the format and nothing else; ``build.py`` turns them into the domain's
questions. A change here is a change of every bank, so it is only ever added to.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.question import AnswerKind, KindName, Skill

Text = Annotated[str, msgspec.Meta(min_length=1)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}\Z")]
"""An id that fits into every button and address: lower case, digits and hyphens."""
Said = tuple[Text, Text]
"""A text and what is said about it: ["Treaty of Berlin", "That came four years later."]."""


class Verdict(StrEnum):
    """What is known about a statement found in somebody's notes."""

    RIGHT = "right"
    IMPRECISE = "imprecise"
    DISPUTED = "disputed"
    WRONG = "wrong"


class Form(StrEnum):
    """What a question asks for; finer than its kind where teachers tell more apart."""

    CHOICE = "choice"
    TRUEFALSE = "truefalse"
    TYPED = "typed"
    DATED = "dated"  # a date, a year or a number
    ORDER = "order"
    MATCH = "match"
    CLOZE = "cloze"
    SEVERAL = "several"  # a choice of several
    WHO = "who"  # a choice of whose view it is
    POINTS = "points"
    RECALL = "recall"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a bank."""


class DeckRecord(Record, frozen=True, kw_only=True):
    """``deck.toml``. ``themes`` maps the name of each theme's file to its title, in order.

    ``period`` is the deck's first and last year, ``spans`` those of its themes. ``matrix`` says
    how many questions of each form a theme shall have at least, and ``skills`` the share of each
    skill in per cent; a deck with a matrix is held to the rules of coverage.
    """

    id: Name
    title: Text
    description: Text
    licence: str = ""
    themes: dict[Name, Text]
    documents: dict[str, Text] = {}
    confusable: tuple[tuple[Text, ...], ...] = ()
    gone: tuple[Text, ...] = ()  # ids that were used once and must not come back
    waive: tuple[Said, ...] = ()
    period: tuple[int, int] | None = None
    spans: dict[Name, tuple[int, int]] = {}
    skills: dict[Skill, int] = {}
    matrix: dict[Name, dict[Form, Annotated[int, msgspec.Meta(ge=0)]]] = {}


class FactRecord(Record, frozen=True, kw_only=True):
    """One ``[[fact]]``: what notes say, whether it holds, and where it was found.

    ``misread`` are the false values that notes give for it; no answer may equal one. A ``view``
    is an interpretation that most textbooks share. What is ``unverified`` is never asked.
    """

    id: Text
    says: Text
    verdict: Verdict
    correction: str = ""
    sources: tuple[Text, ...] = ()
    misread: tuple[Text, ...] = ()
    view: bool = False
    unverified: bool = False


class PictureRecord(Record, frozen=True, kw_only=True):
    """A picture: a file beside ``deck.toml``, and in words what it shows."""

    file: Text
    alt: Text


class QuestionRecord(Record, frozen=True, kw_only=True):
    """The keys that every ``[[question]]`` has."""

    id: Name
    kind: KindName
    skill: Skill
    difficulty: Annotated[int, msgspec.Meta(ge=1, le=3)]
    stem: Text
    explanation: str = ""
    facts: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()  # where it is from, beside what its facts rest on
    hint: str = ""
    tags: tuple[Text, ...] = ()
    picture: PictureRecord | None = None
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    retired: bool = False
    waive: tuple[Said, ...] = ()


class ChoiceRecord(QuestionRecord, frozen=True, kw_only=True):
    """``right`` is one text or several; each wrong option comes with why it tempts.

    ``notes`` are said about the right options, in their order. Right options stand first unless
    ``places`` tells where they stand among all, counting from 0. ``several`` allows ticking several
    options although one is right.
    """

    right: Text | tuple[Text, ...]
    wrong: tuple[tuple[Text, str], ...]
    notes: tuple[str, ...] = ()
    places: tuple[Annotated[int, msgspec.Meta(ge=0)], ...] = ()
    several: bool = False


class TrueFalseRecord(QuestionRecord, frozen=True, kw_only=True):
    """The stem is the claim."""

    truth: bool
    correction: str = ""


class KeyRecord(Record, frozen=True, kw_only=True):
    """How a typed answer is marked; the model answer is the first of ``accept``."""

    accept: tuple[Text, ...]
    reads: AnswerKind = AnswerKind.TEXT
    required: tuple[Text, ...] = ()
    reject: tuple[tuple[Text, str], ...] = ()
    prompt: tuple[tuple[Text, str], ...] = ()
    confusable: tuple[Text, ...] = ()


class TypedRecord(QuestionRecord, frozen=True, kw_only=True):
    """A question with one key, whose parts stand beside the others."""

    accept: tuple[Text, ...]
    reads: AnswerKind = AnswerKind.TEXT
    required: tuple[Text, ...] = ()
    reject: tuple[tuple[Text, str], ...] = ()
    prompt: tuple[tuple[Text, str], ...] = ()
    confusable: tuple[Text, ...] = ()


class ClozeRecord(QuestionRecord, frozen=True, kw_only=True):
    """The stem has a ``____`` for each ``[[question.gap]]``, in order."""

    gap: tuple[KeyRecord, ...]


class NumberRecord(QuestionRecord, frozen=True, kw_only=True):
    """``answer`` is the model answer as text; ``low`` to ``high`` is right, both included."""

    answer: Text
    low: float
    high: float
    unit: str = ""


class DateRecord(QuestionRecord, frozen=True, kw_only=True):
    """Dates are text, as exact as they are asked: "1922", "1922-04" or "1922-04-16"."""

    answer: Text
    until: str = ""
    tolerance: Annotated[int, msgspec.Meta(ge=0)] = 0
    either_end: bool = False


class OrderRecord(QuestionRecord, frozen=True, kw_only=True):
    """``items`` are [date, text], the earliest first; the date is "" where none is known."""

    items: Annotated[tuple[tuple[str, Text], ...], msgspec.Meta(min_length=3, max_length=8)]


class MatchRecord(QuestionRecord, frozen=True, kw_only=True):
    """``pairs`` are [left, right]; ``extras`` are right-hand sides that belong to nothing."""

    pairs: Annotated[tuple[tuple[Text, Text], ...], msgspec.Meta(min_length=2, max_length=10)]
    extras: tuple[Text, ...] = ()


class CueRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cue with conditions: any of these, all of those, none of the last."""

    any: tuple[Text, ...] = ()
    all: tuple[Text, ...] = ()
    none: tuple[Text, ...] = ()


class PointRecord(Record, frozen=True, kw_only=True):
    """One line of a mark scheme. A cue is a word stem, a short phrase, or a table."""

    text: Text
    cues: tuple[Text | CueRecord, ...]
    confusions: tuple[Text, ...] = ()
    exemplars: tuple[Text, ...] = ()  # learners' answers confirmed to make it


class PointsRecord(QuestionRecord, frozen=True, kw_only=True):
    """Any ``need`` of the ``[[question.point]]`` tables."""

    need: Annotated[int, msgspec.Meta(ge=1)]
    point: tuple[PointRecord, ...]


class RecallRecord(QuestionRecord, frozen=True, kw_only=True):
    """A flashcard: the stem is its front."""

    back: Text


SHAPES: dict[KindName, type[QuestionRecord]] = {
    KindName.CHOICE: ChoiceRecord,
    KindName.TRUEFALSE: TrueFalseRecord,
    KindName.TYPED: TypedRecord,
    KindName.NUMBER: NumberRecord,
    KindName.DATE: DateRecord,
    KindName.ORDER: OrderRecord,
    KindName.MATCH: MatchRecord,
    KindName.CLOZE: ClozeRecord,
    KindName.POINTS: PointsRecord,
    KindName.RECALL: RecallRecord,
}
