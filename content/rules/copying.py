"""Rules against copying: nothing from a document, no unchecked quotation, no private name."""

import re
from collections.abc import Iterator

from bot.domain.question import Cloze, Points, Typed
from bot.domain.vocabulary import lexicon
from content.bank import Item, Sheet
from content.fingerprints import words_of
from content.rules.fault import Fault, at, texts

_LINKS = lexicon("the of and in for with to a an on at by from or")
_QUOTED = re.compile(r"“([^”]{12,})”|(?<!\w)\"([^\"]{12,})\"|(?<!\w)[‘']([^‘’']{12,})[’'](?!\w)")
_SHORT = 2
"""Words of the longest term that may stand in quotation marks beside a historian's name."""


def not_copied(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L70: no six words in a row are a document's, names and titles apart."""
    free = _LINKS | sheet.reference.name_words
    for key, text in _everything(item):
        for run in sheet.reference.prints.copied(text):
            if not free.issuperset(run):
                yield at(item, key, f"“{' '.join(run)}” is copied from a document")
                break


def no_quotations(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L71: a historian's words are told in ours, since no quotation has been checked."""
    historians = [noted.record for noted in sheet.reference.historians]
    titles = [words_of(work) for each in historians for work in each.works]
    names = [set(words_of(name)) for each in historians for name in (each.name, *each.accept)]
    for key, text in texts(item.question):
        quotations = list(_QUOTED.finditer(text))
        said = words_of(text) if quotations else []
        if not any(name.issubset(said) for name in names):
            continue
        for found in quotations:
            quoted = words_of(found[1] or found[2] or found[3])
            if len(quoted) > _SHORT and not any(_within(quoted, title) for title in titles):
                yield at(item, key, f"“{' '.join(quoted)}” is quoted and nobody has checked it")


def _within(inner: list[str], outer: list[str]) -> bool:
    return f" {' '.join(inner)} " in f" {' '.join(outer)} "


def nothing_private(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L72: neither who wrote a document nor when is anybody's business."""
    for key, text in _everything(item):
        for _ in sheet.reference.prints.private_in(text):
            yield at(item, key, "this names whoever wrote a document, or the day they did")
            break


def _everything(item: Item) -> Iterator[tuple[str, str]]:
    """Yield what learners see and what they may be compared with."""
    yield from texts(item.question)
    match item.question.kind:
        case Typed(key):
            yield from (("accept", text) for text in key.accepted)
        case Cloze(gaps):
            yield from (("gap", text) for gap in gaps for text in gap.accepted)
        case Points(_, points):
            yield from (("point", text) for point in points for text in point.confusions)
        case _:
            pass
