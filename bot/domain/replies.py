"""Everything the bot can say: a closed union of frozen values, facts and no text.

Each platform has one total function ``render(reply)`` ending in ``assert_never``, so a new
reply does not type-check until every platform can say it. Instants are UTC; days are local
dates. Names of learners here are already the ones they chose to show (alias or hidden).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.daily import DailyReason, DailyState, Manner
from bot.domain.ids import AskId, ClaimId, ClassId, DeckId, QuestionId, QuestionKey, RoundId
from bot.domain.posed import Asked as Asked
from bot.domain.posed import DailyPost as DailyPost
from bot.domain.posed import Pace as Pace
from bot.domain.posed import Posed as Posed
from bot.domain.posed import RoundStep as RoundStep
from bot.domain.posed import Shown as Shown
from bot.domain.posed import Source as Source
from bot.domain.posed import Standing as Standing
from bot.domain.question import Grade, KindName, Reason, Verdict
from bot.domain.replies_calendar import ComebackOffered as ComebackOffered
from bot.domain.replies_calendar import ComebackShare as ComebackShare
from bot.domain.replies_calendar import Digest as Digest
from bot.domain.replies_calendar import DigestShown as DigestShown
from bot.domain.replies_calendar import Hard as Hard
from bot.domain.replies_calendar import RemindAsked as RemindAsked
from bot.domain.replies_calendar import Reminded as Reminded
from bot.domain.replies_calendar import RemindersShown as RemindersShown
from bot.domain.replies_calendar import ReminderTerms as ReminderTerms
from bot.domain.replies_calendar import Snoozed as Snoozed


class Span(StrEnum):
    """The windows of a leaderboard, in the class's own zone."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    ALL = "all"


class Role(StrEnum):
    """What somebody may do in a class. Owners manage it, editors its decks."""

    OWNER = "owner"
    EDITOR = "editor"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer in words: one line, or one for each part (gap, item in order, pair, point)."""

    lines: tuple[str, ...]
    correct: tuple[int, ...] = ()  # stored indices of correct options
    notes: tuple[tuple[int, str], ...] = ()  # why a wrong option tempts
    explanation: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A live answer is kept, privately, until the reveal."""

    ask: AskId
    yours: tuple[str, ...]  # what was answered, in words, a line for each part
    changes_left: int
    answered: int  # how many learners have answered
    changed: bool = False
    daily: bool = False
    grade: Grade | None = None  # a flashcard's, given by the learner


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """Public while an ask is open: how many have answered, and nothing about whom.

    ``present`` is 0 for a daily question: it waits for nobody in the room.
    """

    ask: AskId
    answered: int
    present: int


@dataclass(frozen=True, slots=True)
class CloseCall:
    """Nearly: ask once more, at no cost."""

    ask: AskId
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An answer is marked and the learner's memory has moved."""

    ask: AskId
    posed: Posed
    verdict: Verdict
    yours: tuple[str, ...]
    solution: Solution
    points: int
    next_due: date | None  # None when this question was already answered today
    next_days: int | None
    recall_before: float | None  # predicted recall before the answer; None when never seen
    due_left: int
    streak: int
    first_today: bool
    counted: bool  # whether this exposure moved the schedule
    can_claim: bool
    minutes_today: float = 0.0
    goal_minutes: int = 0
    later: bool = False  # told beside the reveal of an ask that everybody was given


@dataclass(frozen=True, slots=True)
class PointsProposed:
    """A mark scheme: points found by their cues, and points for the learner to tick off."""

    ask: AskId
    posed: Posed
    points: tuple[str, ...]
    credited: tuple[int, ...]
    proposed: tuple[int, ...]
    need: int
    yours: str


@dataclass(frozen=True, slots=True)
class SelfGrade:
    """The back of a flashcard and four grades with the interval each would give, in days."""

    ask: AskId
    posed: Posed
    back: str
    solution: Solution
    intervals: tuple[tuple[Grade, int], ...]


@dataclass(frozen=True, slots=True)
class HintGiven:
    """A hint; from now on the answer is at most Hard for the memory."""

    ask: AskId
    hint: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gave one answer, in words."""

    text: str
    count: int
    correct: bool
    index: int | None = None


@dataclass(frozen=True, slots=True)
class DailyOutcome:
    """What a daily question came to: its local date, the group's row, and the day's board.

    ``streak`` counts daily questions in a row that at least half of the ``members`` answered;
    ``lit`` says that this one was.
    """

    day: date
    streak: int
    lit: bool
    members: int
    board: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """A live question has closed: the answer, the distribution, and who got it."""

    ask: AskId
    posed: Posed
    solution: Solution
    tallies: tuple[Tally, ...]
    answered: int
    right: int
    right_names: tuple[str, ...]  # without those who hide
    step: RoundStep | None = None
    next_at: datetime | None = None  # None: somebody moves on by hand
    skipped: bool = False
    daily: DailyOutcome | None = None
    last: bool = False  # the round was stopped at it: none follows


@dataclass(frozen=True, slots=True)
class RoundStarted:
    """A round begins in a place."""

    round: RoundId
    deck_title: str
    total: int
    pace: Pace
    by: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A question most people missed in a round. ``kind`` and ``correct`` tell how to say it."""

    question: QuestionId
    stem: str
    answer: str
    right: int
    answered: int
    kind: KindName | None = None
    correct: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOver:
    """A round has ended, of itself or stopped. What another one like it would be is said too."""

    round: RoundId
    stopped: bool
    asked: int
    standings: tuple[Standing, ...]
    missed: tuple[Missed, ...]
    players: int
    by: str = ""  # who stopped it
    deck: str = ""  # the id of the one deck that its questions were from
    planned: int = 0  # questions at first
    pace: Pace = Pace.CALM


@dataclass(frozen=True, slots=True)
class SkipVoted:
    """A vote to skip the open question is counted. ``closed``: it was enough, or the leader's."""

    ask: AskId
    votes: int
    needed: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class NothingDue:
    """The review queue is empty. ``unseen`` questions of the filters could still be learnt."""

    next_due: date | None
    unseen: int
    streak: int
    answered_today: int
    offers_reminders: bool = False  # said once: they could be reminded


@dataclass(frozen=True, slots=True)
class Skipped:
    """The learner put a review question aside for now."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class Undone:
    """The last answer is taken back; memory, points and boards are as before it."""

    question: QuestionId
    stem: str


@dataclass(frozen=True, slots=True)
class ClaimFiled:
    """The learner says they were right: their schedule is fixed, the editor will decide."""

    claim: ClaimId
    ask: AskId
    points: int


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim in an editor's queue: a class's claims of one question with one text are one."""

    claim: ClaimId
    question: QuestionId
    stem: str
    accepted: tuple[str, ...]
    given: str
    count: int
    class_name: str = ""  # of the class that accepts it or not


@dataclass(frozen=True, slots=True)
class ClaimQueue:
    """What learners say was right, for the deck's editor."""

    claims: tuple[ClaimShown, ...]


@dataclass(frozen=True, slots=True)
class ClaimSettled:
    """An editor has decided; accepting re-marked exactly the affected answers."""

    claim: ClaimId
    accepted: bool
    remarked: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A question was reported to its editors. ``paused`` if the reports reached the quorum."""

    question: QuestionId
    paused: bool


@dataclass(frozen=True, slots=True)
class ThemeRecall:
    """How well one theme is remembered: mean predicted recall of the questions seen."""

    theme: str
    title: str
    seen: int
    total: int
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a learner has done and what is coming."""

    name: str
    seen: int
    total: int
    due: int
    answered_today: int
    right_today: int
    answered: int
    right: int
    points_week: int
    streak: int
    longest_streak: int
    freezes: int
    minutes_today: float
    goal_minutes: int
    themes: tuple[ThemeRecall, ...]
    days: tuple[tuple[date, int], ...]  # answers on each of the last 84 local days
    ahead: tuple[tuple[date, int], ...]  # questions due on each of the next 14 days
    spared: tuple[date, ...] = ()  # days of the streak without an answer that a freeze covered
    last: AskId | None = None  # the review that can be taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardShown:
    """A leaderboard window: the top, you and two either side, and the class as a team.

    ``before``: the window before the present one; ``closed``: a week that is over, as it stood
    when it ended. ``server``: all classes of one chat together, without a goal or a streak of
    their own. ``pictured``: somebody would rather look than read. ``learners`` are those who are
    seen; ``took_part`` counts those who hide, too, since the team's points are everybody's.
    """

    class_name: str
    span: Span
    first_day: date | None
    last_day: date | None
    deck_title: str | None
    top: tuple[Standing, ...]
    around: tuple[Standing, ...]
    learners: int
    team_points: int
    team_goal: int
    most_improved: tuple[str, ...]
    streak: int  # the class's own streak in days
    hidden: bool  # the reader hides from boards
    members: int = 0  # of the class, or of all of them
    quorum: int = 0  # learners who have to answer on a day for the streak to go on
    deck: str = ""  # the deck's id, where there is one
    before: bool = False
    closed: bool = False
    server: bool = False
    pictured: bool = False
    took_part: int = 0  # 0: as many as are seen


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """One class among others: its points for each member, whether or not they answered."""

    rank: int
    name: str
    average: float
    members: int
    yours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassesShown:
    """Class against class, for those that take part.

    ``on``: this class does; ``code`` is how another one meets it, for whoever may change that.
    ``least``: classes with fewer members are not compared, because an average would tell of one.
    """

    class_name: str
    span: Span
    first_day: date | None
    last_day: date | None
    lines: tuple[ClassStanding, ...]
    on: bool
    may_change: bool
    least: int
    small: bool = False  # this class is too small to be compared
    code: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A member of a class."""

    name: str
    role: Role
    you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassShown:
    """A class and how to join it."""

    id: ClassId
    name: str
    code: str
    zone: str
    role: Role
    decks: tuple[tuple[DeckId, str, bool], ...]  # deck, title, chosen
    members: tuple[MemberShown, ...]
    places: int
    just_created: bool = False
    just_joined: bool = False
    polls: bool = False  # questions are native polls where a platform has them


@dataclass(frozen=True, slots=True)
class ClassLeft:
    """The learner has left a class. ``ended``: they were the last, and it is gone."""

    name: str
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsShown:
    """A learner's settings; ``changed`` names the one just changed, if any."""

    name: str
    zone: str
    retention: int  # percent
    goal_minutes: int
    extra_time: str  # "1", "1.25", "1.5", "2" or "untimed"
    alias: str
    hide_me: bool
    rest_days: tuple[int, ...]  # weekdays without a streak duty, Monday is 0
    linked: tuple[str, ...]  # platforms
    changed: str = ""
    reminders: ReminderTerms | None = None


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A one-time code that links another account to this learner."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AccountsLinked:
    """Two accounts are one learner now; both histories are kept, nothing counted twice."""

    platforms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyShown:
    """What is kept about the learner, in numbers."""

    reviews: int
    memories: int
    answers: int
    classes: int
    accounts: int
    since: date | None


@dataclass(frozen=True, slots=True)
class DataExported:
    """Everything kept about the learner, as JSON."""

    file_name: str
    body: str


@dataclass(frozen=True, slots=True)
class DeleteAsked:
    """Deleting cannot be undone; the learner confirms by typing ``word``."""

    word: str


@dataclass(frozen=True, slots=True)
class DataDeleted:
    """Everything about the learner is gone; a tombstone without their name remains."""

    reviews: int


@dataclass(frozen=True, slots=True)
class DeckShown:
    """A deck in a list. ``own`` decks were brought by this class.

    ``waiting`` proposals and ``paused`` questions wait for an editor; others are told 0.
    """

    deck: DeckId
    title: str
    description: str
    questions: int
    chosen: bool
    own: bool = False
    waiting: int = 0
    paused: int = 0


@dataclass(frozen=True, slots=True)
class Decks:
    """The decks a learner or class can use. ``may_edit`` says that the reader looks after them."""

    decks: tuple[DeckShown, ...]
    may_edit: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file and what is to be said of it. Line and column from 1, 0 for none."""

    line: int
    column: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with its answer, for those who look after a deck."""

    posed: Posed
    solution: Solution


@dataclass(frozen=True, slots=True)
class PausedShown:
    """A question that learners reported, out of play; with the (reason, note) of each report."""

    question: QuestionId
    sample: Sample
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckAbout:
    """One deck. ``owner`` is the class that brought it, "" if it is everybody's.

    ``live`` says that some of it can be played in a round. ``waiting`` and ``paused`` are for those
    who may edit it. ``back`` is the stem of a question that was just let back into play.
    """

    deck: DeckId
    title: str
    description: str
    owner: str
    themes: tuple[tuple[str, int], ...]  # title, questions
    questions: int
    chosen: bool
    live: bool
    may_edit: bool
    waiting: int = 0
    paused: tuple[PausedShown, ...] = ()
    back: str = ""


@dataclass(frozen=True, slots=True)
class BringDeck:
    """The reader may bring a deck in for their class."""

    class_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckComing:
    """What a file would bring, before it is kept; nothing is kept yet.

    ``changes`` (the first, old and new) are ``changed`` questions with another answer than
    before; ``undecided`` says that they wait for somebody to say what that means.
    """

    deck: DeckId
    title: str
    class_name: str
    new: bool
    file_name: str
    format: str  # its name, as commands write it
    format_title: str
    reason: str  # why it was read so
    added: int
    unchanged: int
    reworded: int
    changed: int
    gone: int
    proposed: int
    left_out: int  # lines that are in no card
    changes: tuple[tuple[Sample, Sample], ...]
    warnings: tuple[Spot, ...]
    more_warnings: int
    samples: tuple[Sample, ...]
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class DeckUnread:
    """A file that cannot be read; nothing was kept. ``format`` is "" where none was recognised."""

    file_name: str
    format: str
    format_title: str
    problems: tuple[Spot, ...]  # none where no format was recognised
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckKept:
    """A deck was brought in. ``waiting`` proposals are an editor's to look through.

    ``live`` says that some of it can be played in a round; all of it can be studied.
    """

    deck: DeckId
    title: str
    class_name: str
    added: int
    changed: int
    retired: int
    unchanged: int
    waiting: int
    live: bool


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A proposed question as a learner would see it, its answer, and what it was made of."""

    sample: Sample
    why: str
    line: int  # of the file


class DraftDone(StrEnum):
    """What just happened to a proposal."""

    ACCEPTED = "accepted"
    DROPPED = "dropped"
    EDITED = "edited"
    ALL_ACCEPTED = "all_accepted"
    SUGGESTED = "suggested"  # by a member; it waits for an editor
    GONE = "gone"  # it was settled before


@dataclass(frozen=True, slots=True)
class DraftQueue:
    """A deck's proposals: the first, how many wait with it, and what was just done to how many."""

    deck: DeckId
    title: str
    first: DraftShown | None
    waiting: int
    done: DraftDone | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class DraftText:
    """A proposal as its author would write it, with what stands in the way of keeping it so."""

    deck: DeckId
    title: str
    question: QuestionId
    text: str
    spots: tuple[Spot, ...] = ()


class Part(StrEnum):
    """What an editor changed about a question."""

    STEM = "stem"
    ANSWER = "answer"  # another one: what was right is not any more
    CHOICES = "choices"  # what else can be picked, or is accepted
    EXPLANATION = "explanation"
    HINT = "hint"
    SOURCES = "sources"
    PICTURE = "picture"
    THEME = "theme"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class EditionShown:
    """A question as it was. ``until`` is when it was changed, None if nobody noted it.

    ``changed`` says what about it is otherwise in the edition after it.
    """

    sample: Sample
    version: int
    until: datetime | None
    changed: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AcceptedShown:
    """What a class accepts besides the author's answers; ``old`` is of an earlier version."""

    text: str
    at: datetime
    old: bool


@dataclass(frozen=True, slots=True)
class ReportShown:
    """What a member of the class said about a question; ``open`` until an editor has looked."""

    reason: str
    note: str
    at: datetime
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionHistory:
    """A question as its editors see it: what it says, what it said before, what came of it.

    ``earlier`` is newest first; ``claims`` learners wait to hear whether they were right.
    ``saved`` says that the reader has just changed it.
    """

    key: QuestionKey
    question: QuestionId
    deck: DeckId
    title: str  # of the deck
    sample: Sample
    version: int
    earlier: tuple[EditionShown, ...]
    accepted: tuple[AcceptedShown, ...]
    reports: tuple[ReportShown, ...]
    claims: int
    paused: bool
    retired: bool
    may_edit: bool
    saved: bool = False


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question in play as its author writes it, with what keeps a changed text from being it."""

    key: QuestionKey
    title: str  # of the deck
    question: QuestionId
    text: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck as a file, and what its format cannot hold: (question id or "", sentence)."""

    deck: DeckId
    title: str
    format: str
    file_name: str
    body: bytes
    losses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DailyQueued:
    """A question that an editor put into the queue."""

    question: QuestionId
    stem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyShown:
    """A place's daily question: how it is set up, and when the next one comes.

    ``hour`` and ``minute`` are local in ``zone``; ``weekdays`` are its days, Monday is 0;
    ``topics`` are titles of decks and themes, none for the class's decks. ``reveal_hours`` None
    is with the next post. ``queue``, and ``choices`` (what it could be about), are empty for who
    may not change anything. ``lacks`` are the permissions without which it does not come quite
    as it is set up, in the platform's words.
    """

    state: DailyState
    zone: str
    hour: int
    minute: int
    weekdays: tuple[int, ...]
    topics: tuple[str, ...]
    reveal_hours: int | None
    late_hours: int
    manner: Manner
    next_at: datetime | None
    queue: tuple[DailyQueued, ...]
    may_change: bool
    choices: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DailyChosen:
    """What would be asked on a coming date, and why."""

    question: QuestionId
    stem: str
    theme_title: str
    reason: DailyReason


@dataclass(frozen=True, slots=True)
class DailyDay:
    """A coming local date of a daily question, for editors.

    ``chosen`` is None on a skipped date, and where there is nothing to ask.
    """

    day: date
    at: datetime
    skipped: bool
    chosen: DailyChosen | None


@dataclass(frozen=True, slots=True)
class DailyPreview:
    """The next dates of a daily question, as far as can be told now."""

    zone: str
    days: tuple[DailyDay, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What the bot can do; ``about`` narrows it to one command."""

    about: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody has arrived."""

    name: str
    class_name: str
    new: bool
    due: int
    round_running: bool


class Problem(StrEnum):
    """What stood in the way; ``wording.py`` says it and what to do next."""

    ASK_CLOSED = "ask_closed"
    ASK_GONE = "ask_gone"  # expired or unknown button
    OUT_OF_REACH = "out_of_reach"  # a button that no longer tells where it is
    ALREADY_ANSWERED = "already_answered"
    NOT_ANSWERED = "not_answered"
    NO_CHANGES_LEFT = "no_changes_left"
    NOT_YOURS = "not_yours"  # somebody else's button
    UNFIT_ANSWER = "unfit_answer"  # the answer does not fit the question
    TOO_LONG = "too_long"  # about = (limit in characters,)
    EMPTY = "empty"  # nothing was written; about = (what of,) where it is no answer
    NO_HINT = "no_hint"
    UNKNOWN_COMMAND = "unknown_command"  # about = (what was typed, the nearest command or "")
    BAD_VALUE = "bad_value"  # about = (field, what was typed, what is allowed)
    NO_SUCH_DECK = "no_such_deck"  # about = (what was typed, the nearest deck or "")
    NO_QUESTIONS = "no_questions"  # nothing matches the filters
    NOT_LIVE = "not_live"  # about = (deck,): all of it is left out of rounds unless asked for
    NO_EXAMS = "no_exams"  # practice exams are yet to come
    ROUND_RUNNING = "round_running"
    NO_DAILY = "no_daily"  # no daily question is set up here
    DAILY_OUT = "daily_out"  # that date has had its daily question
    NO_ROUND = "no_round"
    MOVED_ON = "moved_on"  # a button of an earlier round or question, while a round is running
    NOT_STARTER = "not_starter"  # only the starter or an owner may
    NEEDS_CLASS = "needs_class"
    NEEDS_ROOM = "needs_room"  # it is for a whole class, and this is no place of one
    NEEDS_NAME = "needs_name"
    NOT_ALLOWED = "not_allowed"  # about = (roles, one of which is needed)
    NOT_LET = "not_let"  # about = (permissions that the bot lacks here, in the platform's words)
    NOT_THEIRS = "not_theirs"  # about = (permission that setting up here needs)
    BAD_CODE = "bad_code"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOT_LAST = "not_last"  # a button that takes back an answer which is not the last any more
    CANNOT_CLAIM = "cannot_claim"
    CLAIM_GONE = "claim_gone"
    LAST_OWNER = "last_owner"
    FILE_TOO_LARGE = "file_too_large"  # about = (limit in MB,)
    FILE_LOST = "file_lost"  # it did not arrive whole
    FILE_BEFORE = "file_before"  # another file of theirs is still being read
    DECK_TAKEN = "deck_taken"  # about = (title,): of the bank, or of another class
    DECK_FIXED = "deck_fixed"  # about = (title,): not brought by this class, so not theirs to edit
    MANY_DECKS = "many_decks"  # about = (how many a class may bring,)
    ID_TAKEN = "id_taken"  # about = (question id,): it belongs to another deck
    CANNOT_WRITE = "cannot_write"  # about = (why a deck cannot be a file of that format,)
    NO_SUCH_QUESTION = "no_such_question"
    NO_QUESTION_THERE = "no_question_there"  # the message that was chosen asks nothing
    NO_WORDS_THERE = "no_words_there"  # the message that was chosen says nothing in words
    ALREADY_LINKED = "already_linked"
    TOO_FAST = "too_fast"
    BUSY = "busy"  # the database is busy; nothing was lost
    DISK_FULL = "disk_full"
    BROKEN = "broken"  # an error of ours; it is logged


@dataclass(frozen=True, slots=True)
class Refused:
    """Something a user can cause, with what to do next. Refusals are values, not exceptions."""

    problem: Problem
    about: tuple[str, ...] = ()


Reply = (
    Asked
    | Answered
    | AnswerCount
    | CloseCall
    | Marked
    | PointsProposed
    | SelfGrade
    | HintGiven
    | Revealed
    | RoundStarted
    | RoundOver
    | SkipVoted
    | NothingDue
    | Skipped
    | Undone
    | ClaimFiled
    | ClaimQueue
    | ClaimSettled
    | Reported
    | Progress
    | BoardShown
    | ClassesShown
    | ClassShown
    | ClassLeft
    | SettingsShown
    | LinkCode
    | AccountsLinked
    | PrivacyShown
    | DataExported
    | DeleteAsked
    | DataDeleted
    | Decks
    | DeckAbout
    | BringDeck
    | DeckComing
    | DeckUnread
    | DeckKept
    | DraftQueue
    | DraftText
    | QuestionHistory
    | QuestionText
    | DeckFile
    | DailyShown
    | DailyPreview
    | RemindersShown
    | Reminded
    | RemindAsked
    | Snoozed
    | DigestShown
    | Digest
    | ComebackOffered
    | ComebackShare
    | Help
    | Welcome
    | Refused
)
