"""Several kinds of questions in one option: completed one after the other, read back together.

Must not know what a round does with them.
"""

from bot import wording
from bot.domain.question import KindName
from bot.domain.replies import Problem, Refused

BETWEEN = ","
OFFERED = "those that are offered as you type"
_NAMES = {wording.kind_name(kind).casefold(): kind for kind in KindName}
_NAMES |= {f"{name}s": kind for name, kind in _NAMES.items()}
_NAMES |= {kind.value: kind for kind in KindName}


def kinds_of(typed: str) -> tuple[KindName, ...] | Refused:
    """Return the kinds that somebody wrote, each once; none for an empty option."""
    words = [word.strip() for word in typed.split(BETWEEN) if word.strip()]
    for word in words:
        if word.casefold() not in _NAMES:
            return Refused(Problem.BAD_VALUE, ("kind", word[:40], OFFERED))
    return tuple(dict.fromkeys(_NAMES[word.casefold()] for word in words))


def completions(typed: str) -> list[tuple[str, str]]:
    """Return what an option can become, as it is shown and as it is sent.

    The kinds that are complete stay, and each of the others is offered behind them.
    """
    *whole, begun = typed.split(BETWEEN)
    if begun.strip().casefold() in _NAMES:
        whole, begun = [*whole, begun], ""
    known = kinds_of(BETWEEN.join(whole))
    if isinstance(known, Refused):
        known = ()
    wanted = begun.strip().casefold()
    more = [k for k in KindName if k not in known and wanted in wording.kind_name(k).casefold()]
    rows = [known] if known and not wanted else []
    rows += [(*known, kind) for kind in more]
    return [_shown(row) for row in rows]


def _shown(kinds: tuple[KindName, ...]) -> tuple[str, str]:
    names = f"{BETWEEN} ".join(wording.kind_name(kind) for kind in kinds)
    return names[:1].upper() + names[1:], BETWEEN.join(kind.value for kind in kinds)
