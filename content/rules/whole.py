"""Rules for the answers of a deck together: aliases and duplicates (L22, L52, L85, L86)."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from bot.domain.judge import fold
from bot.domain.question import AnswerKind, Choice
from content.bank import Item, Loaded, Sheet, digest
from content.rivals import keys_of
from content.rules.fault import Fault, at, words


def no_alias_as_distractor(sheet: Sheet) -> Iterator[Fault]:
    """L22: no distractor is another name of the right option, as some typed answer lists them."""
    names = [
        {fold(text) for text in key.accepted}
        for item in sheet.items
        for key in keys_of(item.question)
    ]
    for item in sheet.items:
        kind = item.question.kind
        options = kind.options if isinstance(kind, Choice) else ()
        right = {fold(option.text) for option in options if option.correct}
        for option in options:
            same = any(right & group and fold(option.text) in group for group in names)
            if not option.correct and same:
                yield at(item, "wrong", f"“{option.text}” is another name of the right option")


def slips_tempt(sheet: Sheet) -> Iterator[Fault]:
    """L33: where notes slip in a theme, at least one of its distractors is such a slip."""
    slips: dict[str, set[str]] = defaultdict(set)
    tempting: dict[str, str] = defaultdict(str)
    for item in sheet.items if sheet.record.matrix else ():
        theme, kind = item.question.theme, item.question.kind
        cited = (sheet.facts[name] for name in item.question.facts if name in sheet.facts)
        slips[theme].update(fold(text) for fact in cited for text in fact.misread)
        if isinstance(kind, Choice):
            wrong = (fold(option.text) for option in kind.options if not option.correct)
            tempting[theme] += f" {' | '.join(wrong)} "
    for theme, texts in slips.items():
        if texts and not any(f" {text} " in tempting[theme] for text in texts):
            yield Fault(sheet.page, f"themes.{theme}", f"{theme}: let a slip of the notes tempt")


def one_alias_one_answer(sheet: Sheet) -> Iterator[Fault]:
    """L52: no accepted form belongs to two different answers."""
    owner: dict[str, tuple[str, Item]] = {}
    for item in sheet.items:
        for key in keys_of(item.question):
            if key.kind is not AnswerKind.TEXT:
                continue
            model, accepted = fold(key.accepted[0]), {fold(text) for text in key.accepted}
            for text in sorted(accepted):
                first, other = owner.setdefault(text, (model, item))
                if first != model and first not in accepted:
                    said = f"“{text}” is also accepted for “{first}” in {other.question.id}"
                    yield at(item, "accept", f"{said}, another answer")


def same_twice(first: Loaded, second: Loaded) -> Iterator[Fault]:
    """L86: a bank that is loaded twice is the same twice, in the same order."""
    for one, other in zip_longest(first.sheets, second.sheets):
        if one is None or other is None or digest(one.deck) != digest(other.deck):
            sheet = one or other
            yield Fault(sheet.page, "", "this deck was another one when it was loaded again")


def no_duplicates(sheet: Sheet) -> Iterator[Fault]:
    """L85: no two stems of a theme and kind say nearly the same."""
    seen: dict[tuple[str, str], list[tuple[set[str], Item]]] = defaultdict(list)
    for item in sheet.items:
        bag = set(words(item.question.stem))
        group = seen[item.question.theme, item.question.kind_name]
        for other, first in group:
            if len(bag & other) >= 0.8 * len(bag | other):
                yield at(item, "stem", f"nearly the same stem as {first.question.id}")
        group.append((bag, item))
