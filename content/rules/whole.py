"""Rules for a deck as a whole: aliases, guessing habits, balance and duplicates."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.domain.judge import fold
from bot.domain.question import AnswerKind, Choice, Question, TrueFalse
from content.bank import Item, Sheet
from content.rivals import keys_of
from content.rules.fault import Fault, at, words

LONGEST_KEY_SHARE = 0.35
DIFFICULTY_SHARES = {1: 0.35, 2: 0.45, 3: 0.20}
DIFFICULTY_SLACK = 0.07
FEW = 6
"""Below this many questions a share says nothing."""


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


def key_not_longest(sheet: Sheet) -> Iterator[Fault]:
    """L41: the right option is the longest, or the shortest, in at most 35 % of the choices."""
    groups: dict[str, list[Question]] = defaultdict(list)
    for item in sheet.items:
        kind = item.question.kind
        if isinstance(kind, Choice) and not kind.several:
            groups[item.question.theme].append(item.question)
            groups["the whole deck"].append(item.question)
    for theme, questions in groups.items():
        for name, extreme in (("longest", max), ("shortest", min)):
            share = sum(_stands_out(question, extreme(1, -1)) for question in questions)
            if len(questions) >= FEW and share > LONGEST_KEY_SHARE * len(questions):
                sentence = f"{theme}: the right option is the {name} in {share} of {len(questions)}"
                yield Fault(sheet.page, "", sentence)


def _stands_out(question: Question, sign: int) -> bool:
    """Say whether the right option alone is the longest (sign 1) or the shortest (-1)."""
    assert isinstance(question.kind, Choice)  # noqa: S101 - only choices are grouped
    sizes = [(sign * len(option.text), option.correct) for option in question.kind.options]
    most = max(size for size, _ in sizes)
    return [correct for size, correct in sizes if size == most] == [True]


def claims_balanced(sheet: Sheet) -> Iterator[Fault]:
    """L46: 40 to 60 % of the claims are false."""
    kinds = [item.question.kind for item in sheet.items]
    truths = [kind.truth for kind in kinds if isinstance(kind, TrueFalse)]
    false = truths.count(False)
    if len(truths) >= FEW and not 0.4 * len(truths) <= false <= 0.6 * len(truths):
        yield Fault(sheet.page, "", f"{false} of {len(truths)} claims are false; about half should")


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


def difficulty_mix(sheet: Sheet) -> Iterator[Fault]:
    """L83: 35, 45 and 20 % of difficulty 1, 2 and 3, give or take 7."""
    counts = Counter(item.question.difficulty for item in sheet.items)
    total = counts.total()
    for level, share in DIFFICULTY_SHARES.items():
        if total >= 10 * FEW and abs(counts[level] / total - share) > DIFFICULTY_SLACK:
            got = f"{counts[level] / total:.0%} instead of about {share:.0%}"
            yield Fault(sheet.page, "", f"difficulty {level} has {got} of the questions")


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
