"""Presses as text: at most 64 bytes of printable ASCII, whatever they carry.

``encode`` is strict, because our own code calls it; ``decode`` takes anything at all, because
anybody can send it. A new press needs a letter, a line in ``_fields`` and one in the table of
readers of its shape.

Must not know what a press does.
"""

import re
from collections.abc import Callable
from typing import assert_never, get_args

from bot.domain.ids import AskId, ClaimId, DeckId, RoundId
from bot.domain.question import Grade
from bot.domain.replies import Span
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

MAX_BYTES = 64
MAX_ID = 2**53
MAX_PICKS = 25
MAX_DECK = 40
MAX_WORD = 40
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
}

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"0|[1-9a-z][0-9a-z]{0,10}")
_WORD = re.compile(rf"[\x20-\x7e]{{1,{MAX_WORD}}}")
_DECK = re.compile(rf"[a-z0-9._-]{{0,{MAX_DECK}}}")


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
    except ValueError:
        return None
    return press


def _fields(press: Press) -> tuple[str, ...]:
    match press:  # a table, one line for each shape
        case Answer(ask, picks) | TickIt(ask, picks):
            return _write_number(ask), _write_picks(picks)
        case Open(number) | Hint(number) | GiveUp(number) | Reveal(number) | Skip(number):
            return (_write_number(number),)
        case Claim(number) | NextInRound(number) | StopRound(number) | JoinRound(number):
            return (_write_number(number),)
        case GradeIt(ask, grade):
            return _write_number(ask), str(int(grade))
        case ReportIt(ask, reason):
            return _write_number(ask), reason
        case SettleClaim(claim, accept):
            return _write_number(claim), "y" if accept else "n"
        case ShowBoard(span):
            return (span.value,)
        case Again(deck):
            return (_checked(_DECK, deck),)
        case Confirm(word) | Go(word):
            return (_checked(_WORD, word),)
        case Undo() | NextReview():
            return ()
        case _:
            assert_never(press)


_BARE: dict[str, Press] = {"u": Undo(), "n": NextReview()}
_OF_ASK: dict[str, Callable[[AskId], Press]] = {
    "o": Open,
    "h": Hint,
    "g": GiveUp,
    "r": Reveal,
    "s": Skip,
    "c": Claim,
}
_OF_ROUND: dict[str, Callable[[RoundId], Press]] = {
    "i": NextInRound,
    "x": StopRound,
    "j": JoinRound,
}
_OF_PICKS: dict[str, Callable[[AskId, tuple[int, ...]], Press]] = {"a": Answer, "t": TickIt}
_OF_WORD: dict[str, Callable[[str], Press]] = {
    "k": lambda word: Go(_checked(_WORD, word)),
    "y": lambda word: Confirm(_checked(_WORD, word)),
    "d": lambda word: Again(DeckId(_checked(_DECK, word))),
    "b": lambda word: ShowBoard(Span(word)),
}


def _read(letter: str, rest: str) -> Press | None:
    """Read a press with fields; raises ``ValueError`` for fields nobody would write."""
    if word_press := _OF_WORD.get(letter):
        return word_press(rest)
    if round_press := _OF_ROUND.get(letter):
        return round_press(RoundId(_read_number(rest)))
    if ask_press := _OF_ASK.get(letter):
        return ask_press(AskId(_read_number(rest)))
    number, colon, more = rest.partition(":")
    return _read_pair(letter, _read_number(number), more) if colon else None


def _read_pair(letter: str, number: int, more: str) -> Press | None:
    if picks_press := _OF_PICKS.get(letter):
        return picks_press(AskId(number), _read_picks(more))
    if letter == "m" and more in {"1", "2", "3", "4"}:
        return GradeIt(AskId(number), Grade(int(more)))
    if letter == "e" and more in {"y", "n"}:
        return SettleClaim(ClaimId(number), more == "y")
    reason: Complaint
    for reason in get_args(Complaint):
        if letter == "p" and more == reason:
            return ReportIt(AskId(number), reason)
    return None


def _write_number(number: int) -> str:
    if not 0 <= number <= MAX_ID:
        raise ValueError(f"an id from 0 to 2**53 fits a button, {number} does not")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def _read_number(text: str) -> int:
    number = int(_checked(_NUMBER, text), 36)
    if number > MAX_ID:
        raise ValueError("an id nobody has")
    return number


def _write_picks(picks: tuple[int, ...]) -> str:
    if len(picks) > MAX_PICKS or len(set(picks)) < len(picks):
        raise ValueError(f"at most {MAX_PICKS} picks, each once, fit a button: {picks}")
    if any(not 0 <= pick < len(_DIGITS) for pick in picks):
        raise ValueError(f"a pick from 0 to {len(_DIGITS) - 1} fits a button: {picks}")
    return "".join(_DIGITS[pick] for pick in picks)


def _read_picks(text: str) -> tuple[int, ...]:
    picks = tuple(_DIGITS.index(letter) for letter in text)
    _write_picks(picks)  # refuses what we would not write
    return picks


def _checked(shape: re.Pattern[str], text: str) -> str:
    if shape.fullmatch(text) is None:
        raise ValueError(f"{text[:80]!r} does not fit a button")
    return text
