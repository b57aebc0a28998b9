"""Presses as text: at most 64 bytes of printable ASCII, whatever they carry.

``encode`` is strict, because our own code calls it; ``decode`` takes anything at all, because
anybody can send it. A new press needs a letter, a line in ``_fields`` and one in the table of
readers of its shape.

Must not know what a press does.
"""

import re
from collections.abc import Callable
from typing import assert_never, get_args

from bot.domain.ids import AskId, ClaimId, DeckId, QuestionKey, RoundId
from bot.domain.question import Grade
from bot.domain.replies import Span
from bot.press.fields import (
    checked,
    read_number,
    read_page,
    read_picks,
    read_places,
    write_number,
    write_page,
    write_picks,
    write_places,
)
from bot.press.presses import (
    Again,
    Answer,
    Arrange,
    Arranged,
    BringIt,
    Claim,
    Complaint,
    Confirm,
    DeckVerb,
    GiveUp,
    Go,
    GradeIt,
    Hint,
    JoinRound,
    Mine,
    NextInRound,
    NextReview,
    OfDeck,
    OfQuestion,
    Open,
    Press,
    QuestionVerb,
    ReportIt,
    Reveal,
    SettleClaim,
    ShowBoard,
    Skip,
    StopRound,
    TickIt,
    Turn,
    Undo,
)

MAX_BYTES = 64
MAX_DECK = 40
MAX_WORD = 40
MAX_TURNED = 56
"""A command whose pages are turned: "deck show " and the longest id of a deck."""
VERSION = "1"
"""Raised when the meaning of a press changes: buttons of an older version decode to None."""

# A letter is for ever, like a question id: a press that goes takes its letter with it.
_LETTERS: dict[type[Press], str] = {
    Answer: "a",
    Open: "o",
    Hint: "h",
    GiveUp: "g",
    Reveal: "r",
    GradeIt: "m",
    TickIt: "t",
    Skip: "s",
    Undo: "u",
    Claim: "c",
    ReportIt: "p",
    NextReview: "n",
    NextInRound: "i",
    StopRound: "x",
    JoinRound: "j",
    Again: "d",
    ShowBoard: "b",
    SettleClaim: "e",
    Confirm: "y",
    Go: "k",
    Arrange: "q",
    Arranged: "v",
    Mine: "z",
    Turn: "f",
    OfDeck: "l",
    BringIt: "w",
    OfQuestion: "A",
}
# So are the letters within a press.
_VERBS: dict[DeckVerb, str] = {
    "show": "s",
    "drafts": "d",
    "accept": "a",
    "drop": "x",
    "edit": "e",
    "all": "l",
    "back": "b",
    "export": "o",
    "review": "r",
}
_QUESTION_VERBS: dict[QuestionVerb, str] = {"history": "h", "edit": "e"}
_LETTER_QUESTION_VERBS = {letter: verb for verb, letter in _QUESTION_VERBS.items()}
_LETTER_VERBS = {letter: verb for verb, letter in _VERBS.items()}
_SAME: dict[bool | None, str] = {None: "-", True: "y", False: "n"}
_LETTER_SAME = {letter: same for same, letter in _SAME.items()}

_WORD = re.compile(rf"[\x20-\x7e]{{1,{MAX_WORD}}}")
_DECK = re.compile(rf"[a-z0-9._-]{{0,{MAX_DECK}}}")
_TURNED = re.compile(rf"[\x20-\x7e]{{1,{MAX_TURNED}}}")
_WHICH = re.compile(r"[0-9a-f]{8}|")
_FORMAT = re.compile(r"[a-z0-9-]{0,20}")


def encode(press: Press) -> str:
    """Return the text of a press: at most 64 bytes of printable ASCII.

    Raises ``ValueError`` for what no button can carry (an id below 0 or above 2**53, more than
    25 picks or a pick above 35, a word that is too long): a bug of ours, not of a learner.
    """
    return ":".join((VERSION + _LETTERS[type(press)], *_fields(press)))


def decode(text: str) -> Press | None:
    """Return the press of a text, or None for an older version and for anything else.

    What decodes is exactly what ``encode`` writes: ``encode(decode(text)) == text``.
    """
    if len(text) > MAX_BYTES or not text.startswith(VERSION):
        return None
    letter, colon, rest = text[len(VERSION) :].partition(":")
    try:
        press = _read(letter, rest) if colon else _BARE.get(letter)
    except (ValueError, KeyError):
        return None
    return press


def _fields(press: Press) -> tuple[str, ...]:  # noqa: C901 - a table, one line a shape
    match press:
        case Answer(ask, picks) | TickIt(ask, picks):
            return write_number(ask), write_picks(picks)
        case Arrange(ask, picks) | Arranged(ask, picks):
            return write_number(ask), write_places(picks)
        case Open(number) | Hint(number) | GiveUp(number) | Reveal(number) | Skip(number):
            return (write_number(number),)
        case Mine(number):
            return (write_number(number),)
        case Claim(number) | NextInRound(number) | StopRound(number) | JoinRound(number):
            return (write_number(number),)
        case GradeIt(ask, grade):
            return write_number(ask), str(int(grade))
        case ReportIt(ask, reason):
            return write_number(ask), reason
        case SettleClaim(claim, accept):
            return write_number(claim), "y" if accept else "n"
        case ShowBoard(span):
            return (span.value,)
        case Again(deck):
            return (checked(_DECK, deck),)
        case Confirm(word) | Go(word):
            return (checked(_WORD, word),)
        case Turn(command, page):
            return write_page(page), checked(_TURNED, command)
        case OfDeck(verb, deck, which):
            return _VERBS[verb], checked(_DECK, deck), checked(_WHICH, which)
        case OfQuestion(question_verb, question):
            return _QUESTION_VERBS[question_verb], write_number(question)
        case BringIt(name, same):
            return _SAME[same], checked(_FORMAT, name)
        case Undo(ask) if ask is not None:
            return (write_number(ask),)
        case Undo() | NextReview():
            return ()
        case _:
            assert_never(press)


def _read_turn(rest: str) -> Press:
    page, _, command = rest.partition(":")
    return Turn(checked(_TURNED, command), read_page(page))


def _read_of_deck(rest: str) -> Press:
    letter, deck, which = rest.split(":")
    return OfDeck(_LETTER_VERBS[letter], DeckId(checked(_DECK, deck)), checked(_WHICH, which))


def _read_bring(rest: str) -> Press:
    letter, name = rest.split(":")
    return BringIt(checked(_FORMAT, name), _LETTER_SAME[letter])


def _read_of_question(rest: str) -> Press:
    letter, number = rest.split(":")
    return OfQuestion(_LETTER_QUESTION_VERBS[letter], QuestionKey(read_number(number)))


_BARE: dict[str, Press] = {"u": Undo(), "n": NextReview()}
_OF_ASK: dict[str, Callable[[AskId], Press]] = {
    "o": Open,
    "h": Hint,
    "g": GiveUp,
    "r": Reveal,
    "s": Skip,
    "u": Undo,
    "c": Claim,
    "z": Mine,
}
_OF_ROUND: dict[str, Callable[[RoundId], Press]] = {
    "i": NextInRound,
    "x": StopRound,
    "j": JoinRound,
}
_OF_PICKS: dict[str, Callable[[AskId, tuple[int, ...]], Press]] = {"a": Answer, "t": TickIt}
_OF_PLACES: dict[str, Callable[[AskId, tuple[int, ...]], Press]] = {"q": Arrange, "v": Arranged}
_OF_WORD: dict[str, Callable[[str], Press]] = {
    "k": lambda word: Go(checked(_WORD, word)),
    "y": lambda word: Confirm(checked(_WORD, word)),
    "d": lambda word: Again(DeckId(checked(_DECK, word))),
    "b": lambda word: ShowBoard(Span(word)),
    "f": _read_turn,
    "l": _read_of_deck,
    "w": _read_bring,
    "A": _read_of_question,
}


def _read(letter: str, rest: str) -> Press | None:
    """Read a press with fields; raises ``ValueError`` for fields nobody would write."""
    if word_press := _OF_WORD.get(letter):
        return word_press(rest)
    if round_press := _OF_ROUND.get(letter):
        return round_press(RoundId(read_number(rest)))
    if ask_press := _OF_ASK.get(letter):
        return ask_press(AskId(read_number(rest)))
    number, colon, more = rest.partition(":")
    return _read_pair(letter, read_number(number), more) if colon else None


def _read_pair(letter: str, number: int, more: str) -> Press | None:
    if picks_press := _OF_PICKS.get(letter):
        return picks_press(AskId(number), read_picks(more))
    if places_press := _OF_PLACES.get(letter):
        return places_press(AskId(number), read_places(more))
    if letter == "m" and more in {"1", "2", "3", "4"}:
        return GradeIt(AskId(number), Grade(int(more)))
    if letter == "e" and more in {"y", "n"}:
        return SettleClaim(ClaimId(number), more == "y")
    reason: Complaint
    for reason in get_args(Complaint):
        if letter == "p" and more == reason:
            return ReportIt(AskId(number), reason)
    return None
