"""The fields of a press as text: numbers, picks and words. Strict both ways.

Every function here raises ``ValueError`` for what nobody would write. Must not know presses.
"""

import re

MAX_ID = 2**53
MAX_PICKS = 25
MAX_PAGE = 35
NONE = -1
"""The pick of nothing at all, where an arrangement leaves something out."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"0|[1-9a-z][0-9a-z]{0,10}")


def write_page(page: int) -> str:
    """Write a page, from 0 to 35."""
    if not 0 <= page <= MAX_PAGE:
        raise ValueError(f"a page from 0 to {MAX_PAGE} fits a button, {page} does not")
    return _DIGITS[page]


def read_page(text: str) -> int:
    """Read a page, from 0 to 35."""
    if len(text) != 1 or text not in _DIGITS:
        raise ValueError("a page nobody writes")
    return _DIGITS.index(text)


def write_number(number: int) -> str:
    """Write an id."""
    if not 0 <= number <= MAX_ID:
        raise ValueError(f"an id from 0 to 2**53 fits a button, {number} does not")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def read_number(text: str) -> int:
    """Read an id."""
    number = int(checked(_NUMBER, text), 36)
    if number > MAX_ID:
        raise ValueError("an id nobody has")
    return number


def write_picks(picks: tuple[int, ...]) -> str:
    """Write picks, each once."""
    if len(picks) > MAX_PICKS or len(set(picks)) < len(picks):
        raise ValueError(f"at most {MAX_PICKS} picks, each once, fit a button: {picks}")
    if any(not 0 <= pick < len(_DIGITS) for pick in picks):
        raise ValueError(f"a pick from 0 to {len(_DIGITS) - 1} fits a button: {picks}")
    return "".join(_DIGITS[pick] for pick in picks)


def read_picks(text: str) -> tuple[int, ...]:
    """Read picks, each once."""
    picks = tuple(_DIGITS.index(letter) for letter in text)
    write_picks(picks)  # refuses what we would not write
    return picks


def write_places(picks: tuple[int, ...]) -> str:
    """Write picks of which -1, for none, may come several times."""
    write_picks(tuple(pick for pick in picks if pick != NONE))
    if len(picks) > MAX_PICKS:
        raise ValueError(f"at most {MAX_PICKS} picks fit a button: {picks}")
    return "".join("-" if pick == NONE else _DIGITS[pick] for pick in picks)


def read_places(text: str) -> tuple[int, ...]:
    """Read picks of which -1, for none, may come several times."""
    picks = tuple(NONE if letter == "-" else _DIGITS.index(letter) for letter in text)
    write_places(picks)  # refuses what we would not write
    return picks


def checked(shape: re.Pattern[str], text: str) -> str:
    """Return a text that has a shape."""
    if shape.fullmatch(text) is None:
        raise ValueError(f"{text[:80]!r} does not fit a button")
    return text
