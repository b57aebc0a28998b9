"""Inline keyboards: keys that carry a press, in rows that a telephone can show.

Must not know replies, nor what a press does.
"""

from collections.abc import Iterable, Sequence

from bot import press as p
from bot.on_telegram import limits
from bot.on_telegram.limits import short, units
from bot.on_telegram.messages import Key, Keyboard, Style

Row = tuple[Key, ...]


def key(press: p.Press, label: str, style: Style = Style.PLAIN) -> Key | None:
    """Return a key, or None when no key can carry the press (a name from elsewhere)."""
    try:
        carried = p.encode(press)
    except ValueError:
        return None
    return Key(short(label, limits.LABEL), carried, style=style)


def primary(press: p.Press, label: str) -> Key | None:
    """Return the key that most people want next."""
    return key(press, label, Style.PRIMARY)


def link(url: str, label: str, style: Style = Style.PLAIN) -> Key:
    """Return a key that opens an address of ours."""
    return Key(short(label, limits.LABEL), url=url, style=style)


def rows(*keys: Key | None) -> list[Row]:
    """Return keys in rows: side by side as long as a telephone shows each of them whole.

    The keys of a row are equally wide, so the longest label decides how many go into it. What
    needs several rows is spread over them evenly: a key alone in a row looks like the main one.
    """
    kept = [each for each in keys if each is not None]
    tight = _packed(kept, limits.ROW_KEYS)
    if len(tight) < 2:
        return tight
    even = _packed(kept, -(-len(kept) // len(tight)))
    return even if len(even) <= len(tight) else tight


def _packed(keys: Sequence[Key], most: int) -> list[Row]:
    """Return keys in rows of at most ``most``."""
    found: list[Row] = []
    for each in keys:
        if found and len(found[-1]) < most and _goes_beside(found[-1], each):
            found[-1] = (*found[-1], each)
        else:
            found.append((each,))
    return found


def _goes_beside(row: Row, more: Key) -> bool:
    widest = max(units(each.label) for each in (*row, more))
    return (len(row) + 1) * (widest + 2) <= limits.ROW_WIDTH


def column(*keys: Key | None) -> list[Row]:
    """Return keys one below the other."""
    return [(each,) for each in keys if each is not None]


def keyboard(*groups: Iterable[Row]) -> Keyboard:
    """Return the rows as one keyboard within Telegram's limits; a press stands in it once."""
    seen: set[str] = set()
    found: list[Row] = []
    for row in (row for group in groups for row in group):
        fresh = [each for each in row if (each.data or each.url) not in seen]
        fresh = list({each.data or each.url: each for each in reversed(fresh)}.values())[::-1]
        fresh = fresh[: limits.KEYBOARD_KEYS - len(seen)]
        seen |= {each.data or each.url for each in fresh}
        if fresh:
            found.append(tuple(fresh))
    return tuple(found)
