"""What is asked, what is answered and how it was marked: the values, without the rules.

Texts are markup sources (see ``markup.py``), never platform text. Options, order items and
pairs are addressed by their index in the stored order, which never changes within a version;
showing them shuffled is the business of an ask.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.domain.ids import DeckId, QuestionId


class Skill(StrEnum):
    """What the learner does."""

    RECALL = "recall"
    CHRONOLOGY = "chronology"
    CAUSATION = "causation"
    SIGNIFICANCE = "significance"
    COMPARISON = "comparison"
    HISTORIOGRAPHY = "historiography"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside the question: a file of the deck's folder and what it shows, in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A tempting wrong answer, and what to say to somebody who gives it."""

    text: str
    message: str


class AnswerKind(StrEnum):
    """How a typed answer is read."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a typed answer is marked against; its variants decide who is refused wrongly.

    ``accepted`` has the model answer first. ``required`` are words without which no answer
    passes. ``prompts`` are answers too vague to mark, with the question to ask back.
    ``confusables`` are other things that must never pass for this one; ``rivals`` are the
    deck's other answers near enough to be mistaken for it, filled in when a deck is loaded.
    """

    accepted: tuple[str, ...]
    kind: AnswerKind = AnswerKind.TEXT
    required: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    prompts: tuple[Rejected, ...] = ()
    confusables: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice; ``note`` says why it tempts, shown after answering."""

    text: str
    correct: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """2 to 25 options, of which exactly one is correct, or any number if ``several``."""

    options: tuple[Option, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A claim. If it is false, ``correction`` says what is true. Option 0 is true, 1 is false."""

    truth: bool
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A short answer in the learner's own words."""

    key: Key


@dataclass(frozen=True, slots=True)
class Number:
    """A number. An answer within ``low`` to ``high`` (both included) is right.

    ``value`` is the model answer as text ("47", "27 million"); ``unit`` is shown and may be
    typed or left out ("%", "km").
    """

    value: str
    low: float
    high: float
    unit: str = ""


class Precision(StrEnum):
    """How exactly a date is asked."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or a span of dates when ``until`` is given, as ISO text cut at its precision.

    ``value`` is "1922", "1922-04" or "1922-04-16" and so is ``until``. ``tolerance`` counts
    units of the precision (years, months, days) either side. Where ``either_end`` is set, one
    end of a span is enough.
    """

    value: str
    precision: Precision
    until: str = ""
    tolerance: int = 0
    either_end: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """3 to 8 items, stored in the right order; partial credit by adjacent pairs."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What belongs together."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs to match. The right-hand sides are the pairs' in order, then ``extras``."""

    pairs: tuple[Pair, ...]
    extras: tuple[str, ...] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        """Return every right-hand side, in stored order."""
        return (*(pair.right for pair in self.pairs), *self.extras)


@dataclass(frozen=True, slots=True)
class Cloze:
    """A sentence with gaps, each written ``____`` in the stem, and one key per gap."""

    gaps: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign that an answer makes a point.

    It takes one of ``any_of``, all of ``all_of`` and none of ``none_of``. Each entry is a word
    stem ("rearm") or a short phrase ("two front").
    """

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a mark scheme. ``exemplars`` are learners' answers confirmed to make it."""

    text: str
    cues: tuple[Cue, ...]
    confusions: tuple[str, ...] = ()
    exemplars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Name ``need`` of these points, in the learner's own words."""

    need: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """A flashcard: the stem is its front; the learner grades themself against the back."""

    back: str


Kind = Choice | TrueFalse | Typed | Number | Date | Order | Match | Cloze | Points | Recall


class KindName(StrEnum):
    """The name of each kind, as authors and commands write it."""

    CHOICE = "choice"
    TRUEFALSE = "truefalse"
    TYPED = "typed"
    NUMBER = "number"
    DATE = "date"
    ORDER = "order"
    MATCH = "match"
    CLOZE = "cloze"
    POINTS = "points"
    RECALL = "recall"


NAME_OF_KIND: dict[type[Kind], KindName] = {
    Choice: KindName.CHOICE,
    TrueFalse: KindName.TRUEFALSE,
    Typed: KindName.TYPED,
    Number: KindName.NUMBER,
    Date: KindName.DATE,
    Order: KindName.ORDER,
    Match: KindName.MATCH,
    Cloze: KindName.CLOZE,
    Points: KindName.POINTS,
    Recall: KindName.RECALL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item of a deck. A changed meaning is a new ``version``; the id never changes."""

    id: QuestionId
    deck: DeckId
    theme: str
    skill: Skill
    difficulty: int  # 1 (every candidate needs it) to 3 (distinctions and judgement)
    stem: str
    kind: Kind
    explanation: str
    version: int = 1
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    hint: str = ""
    picture: Picture | None = None
    retired: bool = False

    @property
    def kind_name(self) -> KindName:
        """Return the name of this question's kind."""
        return NAME_OF_KIND[type(self.kind)]


@dataclass(frozen=True, slots=True)
class Deck:
    """A named set of questions. ``themes`` maps a theme's short name to its title, in order."""

    id: DeckId
    title: str
    description: str
    themes: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Options chosen, by stored index."""

    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A typed answer: for typed, number and date questions."""

    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """One text for each gap."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Stored indices of the items, in the order the learner put them."""

    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """For each left-hand side the stored index of a right-hand side, or -1 for none."""

    rights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Points made, in the learner's own words, and those they ticked off themself."""

    text: str
    ticked: tuple[int, ...] = ()


class Grade(IntEnum):
    """The four buttons of spaced repetition; the numbers are FSRS ratings."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Graded:
    """A flashcard graded by the learner."""

    grade: Grade


@dataclass(frozen=True, slots=True)
class Passed:
    """The learner does not know and says so."""


Given = Chosen | Wrote | Filled | Ordered | Matched | Listed | Graded | Passed


class Mark(StrEnum):
    """How an answer was marked. ``close`` asks once and costs nothing."""

    RIGHT = "right"
    CLOSE = "close"
    PARTLY = "partly"
    WRONG = "wrong"


class Because(StrEnum):
    """Why an answer was marked as it was; ``wording.py`` has the sentence."""

    EXACT = "exact"  # the answer, or an accepted variant
    VARIANT = "variant"  # the same after folding case, accents, articles, word order
    SLIP = "slip"  # a typing slip; about = (what was meant,)
    SOUND = "sound"  # spelt as it sounds; about = (what was meant,)
    IN_RANGE = "in_range"  # a number or date within the tolerance; about = (model answer,)
    ALL_PARTS = "all_parts"  # every part right
    SOME_PARTS = "some_parts"  # about = (right parts, all parts) as digits
    NO_PARTS = "no_parts"
    WHICH = "which"  # too vague: about = (the question to ask back,)
    FULL_DATE = "full_date"  # a date less exact than asked; about = (precision asked,)
    WHICH_DATE = "which_date"  # 8/9/39: day or month first? about = (one reading, the other)
    CENTURY = "century"  # a year far outside the period; about = (given,)
    UNIT = "unit"  # the unit or scale is unclear; about = (unit,)
    NEAR = "near"  # nearly there: check the spelling
    TICK = "tick"  # points proposed, for the learner to tick off
    REJECTED = "rejected"  # a known trap; about = (author's message,)
    OTHER_ANSWER = "other_answer"  # at least as near to something else; about = (that,)
    NUMBER = "number"  # the number or date is a different one
    TWO_ANSWERS = "two_answers"  # a hedge: "A or B"
    NEGATED = "negated"  # "not Stalin"
    ECHO = "echo"  # repeats the question
    INCOMPLETE = "incomplete"  # a part of the answer is missing; about = (what kind of part,)
    EMPTY = "empty"  # nothing to mark, or "I don't know"
    DIFFERENT = "different"  # something else
    CHOICE = "choice"  # the chosen option is not the answer; about = (its note,)
    SELF = "self"  # graded by the learner
    LEARNER = "learner"  # the learner said they were right
    UNFIT = "unfit"  # the given does not fit the question's kind


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, with the words it is about."""

    because: Because
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer was marked.

    ``credit`` is 0.0 to 1.0. ``parts`` has one mark for each gap, pair, adjacent pair of an
    order, or point, where the kind has parts. ``proposed`` are the points for the learner to
    tick off themself.
    """

    mark: Mark
    reason: Reason
    credit: float
    parts: tuple[Mark, ...] = ()
    proposed: tuple[int, ...] = ()
