"""Numbers, counts and lists in words."""

from collections.abc import Sequence

from bot.domain.markup import clean, plain, shorten


def number(value: int) -> str:
    """Return a whole number with commas: "1,204"."""
    return f"{value:,}"


def count_of(value: int, one: str, many: str = "") -> str:
    """Return a count with its noun: "1 answer", "2 answers", "3 entries"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share from 0.0 to 1.0 as "63%"; outside that it is cut to the range."""
    return f"{round(100 * min(max(share, 0.0), 1.0))}%"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Return names in a row: "Ann", "Ann and Ben", "Ann, Ben and 3 others".

    At most ``most`` (1 or more) are named; a single one left over is named too.
    """
    shown = list(names) if len(names) <= most + 1 else list(names[:most])
    rest = len(names) - len(shown)
    if rest:
        shown.append(count_of(rest, "other"))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def quoted(text: str, limit: int = 80) -> str:
    """Return somebody's words in quotes, on one line, cut to ``limit`` characters."""
    return f"“{one_line(text, limit)}”"


def one_line(source: str, limit: int = 300) -> str:
    """Return a markup source as plain words on one line of at most ``limit`` characters."""
    return shorten(" ".join(plain(source).split()), limit)


def literal(text: str, limit: int = 300) -> str:
    """Return what somebody typed, never read as markup, on one line of at most ``limit``."""
    return shorten(" ".join(clean(text).split()), limit)


def sentence(text: str) -> str:
    """Return ``text`` with a full stop where it ends without punctuation."""
    return text if not text or text.endswith((".", "!", "?", "…", ".”", "?”", "!”")) else text + "."


def opening(text: str) -> str:
    """Return ``text`` as a line begins, with a capital; names within it keep theirs."""
    return text[:1].upper() + text[1:]


def lines(*parts: str) -> str:
    """Join the parts that say something, each on a line of its own."""
    return "\n".join(part for part in parts if part)


def room_for(items: int, room: int = 2_000) -> int:
    """Return how many characters each of so many items may take, 40 to 300."""
    return min(300, max(40, room // max(items, 1)))
