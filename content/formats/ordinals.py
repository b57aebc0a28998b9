"""Numbers of lists: "1.", "(b)", "iv)", "2.3.1", and what they count.

A letter may be a Roman number as well, so a marker can have two readings; which one holds is seen
from its neighbours in ``nesting.py``. Must not know lines nor levels.
"""

import re
from dataclasses import dataclass
from itertools import product

_TENS = ("", "x", "xx", "xxx", "xl")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMANS = {
    ten + one: 10 * tens + ones
    for (tens, ten), (ones, one) in product(enumerate(_TENS), enumerate(_ONES))
    if ten + one
}
_CORE = re.compile(r"(\(?)(\d{1,3}|[A-Za-z]|[ivxl]{1,6}|[IVXL]{1,6})([.)]?)\Z")
_PATH = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?\Z")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A marker read: its ``style`` ("1.", "(a)", "i)", "•") and what it counts, 0 for a bullet."""

    style: str
    value: int


def readings(marker: str) -> tuple[Ordinal, ...]:
    """Return what a marker may count, the likeliest first; a bullet counts nothing."""
    found = _CORE.match(marker)
    if not found:
        return (Ordinal(marker, 0),)
    before, core, after = found.groups()
    if core.isdigit():
        return (Ordinal(f"{before}1{after}", int(core)),)
    low = core.lower()
    small = core == low
    out = []
    if low in _ROMANS:
        out.append(Ordinal(f"{before}{'i' if small else 'I'}{after}", _ROMANS[low]))
    if len(core) == 1:
        letter = Ordinal(f"{before}{'a' if small else 'A'}{after}", ord(low) - ord("a") + 1)
        out.insert(1 if low == "i" else 0, letter)
    return tuple(out) or (Ordinal(marker, 0),)


def path_of(marker: str) -> tuple[int, ...]:
    """Return the numbers of a decimal marker such as "2.3.1"; empty if it is none."""
    if not _PATH.match(marker):
        return ()
    return tuple(int(each) for each in marker.rstrip(".)").split("."))


def opens_list(marker: str) -> bool:
    """Return whether a list can begin with this marker: a bullet, or the first number."""
    path = path_of(marker)
    if len(path) > 1:
        return path[-1] == 1
    return any(each.value in (0, 1) for each in readings(marker))
