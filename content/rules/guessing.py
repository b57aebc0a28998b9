"""Rules against habits that let a deck be guessed: lengths, places, years, truths (L35 to L48)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from bot.domain.giveaways import kept_apart, told
from bot.domain.posing import options_of
from bot.domain.question import Choice, Question, TrueFalse
from bot.domain.replies import Shown
from content.bank import Item, Sheet
from content.rules.fault import Fault, at

LONGEST_KEY_SHARE = 0.35
FEW = 6
"""Below this many questions a share says nothing."""

A_ROUND = 10
"""Questions of a round, unless somebody asks for another number."""

SERVINGS = 1_000
PLACES = 4
PLACE_SHARES = (0.20, 0.30)
"""How often each of four places may hold the answer."""


def years_not_middling(sheet: Sheet) -> Iterator[Fault]:
    """L35: where options are years, the answer is no more often in the middle than by chance."""
    middling = total = 0
    for item in sheet.items:
        found = _years(item)
        if len(found) >= 4:
            key, rest = found[0], sorted(found)
            steps = {later - earlier for earlier, later in pairwise(rest)}
            total += 1
            middling += len(steps) == 1 and key not in (rest[0], rest[-1])
    if total >= FEW and middling > total / 2:
        yield Fault(
            sheet.page, "", f"the answer is the middle of even years in {middling} of {total}"
        )


def _years(item: Item) -> list[int]:
    """Return the options of a choice that are all bare years, the answer first."""
    kind = item.question.kind
    if not isinstance(kind, Choice) or kind.several:
        return []
    ordered = sorted(kind.options, key=lambda option: not option.correct)
    texts = [option.text.strip() for option in ordered]
    return [int(text) for text in texts] if all(text.isdecimal() for text in texts) else []


def key_not_longest(sheet: Sheet) -> Iterator[Fault]:
    """L41: the right option is the longest, or the shortest, in at most 35 % of the choices."""
    groups: dict[str, list[Question]] = defaultdict(list)
    for item in sheet.items:
        kind = item.question.kind
        if isinstance(kind, Choice) and not kind.several:
            groups[item.question.theme].append(item.question)
            groups["the whole deck"].append(item.question)
    for theme, questions in groups.items():
        for name, sign in (("longest", 1), ("shortest", -1)):
            share = sum(_stands_out(question, sign) for question in questions)
            if len(questions) >= FEW and share > LONGEST_KEY_SHARE * len(questions):
                sentence = f"{theme}: the right option is the {name} in {share} of {len(questions)}"
                yield Fault(sheet.page, "", sentence)


def _stands_out(question: Question, sign: int) -> bool:
    """Say whether the right option alone is the longest (sign 1) or the shortest (-1)."""
    assert isinstance(question.kind, Choice)  # noqa: S101 - only choices are grouped
    sizes = [(sign * len(option.text), option.correct) for option in question.kind.options]
    most = max(size for size, _ in sizes)
    return [correct for size, correct in sizes if size == most] == [True]


Serve = Callable[[Question, int], tuple[tuple[Shown, ...], tuple[Shown, ...]]]
"""How a question's options are put in order, by a seed."""


def shuffled_fairly(sheet: Sheet, serve: Serve = options_of) -> Iterator[Fault]:
    """L45: over a thousand servings each of four places holds the answer about as often."""
    shares: dict[int, tuple[float, ...]] = {}
    for item in sheet.items:
        kind = item.question.kind
        if not isinstance(kind, Choice) or kind.several or len(kind.options) != PLACES:
            continue
        key = next(stored for stored, option in enumerate(kind.options) if option.correct)
        if key not in shares:
            shares[key] = places(item.question, key, SERVINGS, serve)
        for place in unfair(shares[key]):
            share = shares[key][place - 1]
            yield at(item, "right", f"place {place} has the answer {share:.0%} of the time")


def places(
    question: Question, key: int, servings: int, serve: Serve = options_of
) -> tuple[float, ...]:
    """Return how often each place shows the option stored at ``key``.

    The order hangs on the seed and the number of options alone, not on their texts.
    """
    found = [0] * PLACES
    for seed in range(servings):
        shown, _ = serve(question, seed)
        found[[each.index for each in shown].index(key)] += 1
    return tuple(count / servings for count in found)


def unfair(shares: Sequence[float]) -> list[int]:
    """Return the places, from 1, that hold the answer too often or too seldom."""
    least, most = PLACE_SHARES
    return [place for place, share in enumerate(shares, start=1) if not least <= share <= most]


def claims_balanced(sheet: Sheet) -> Iterator[Fault]:
    """L46: 40 to 60 % of the claims of a theme are false, as nearly as their number allows."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for item in sheet.items:
        kind = item.question.kind
        if isinstance(kind, TrueFalse):
            groups[item.question.theme].append(kind.truth)
            groups["the whole deck"].append(kind.truth)
    for theme, truths in groups.items():
        false = truths.count(False)
        if abs(false - len(truths) / 2) > max(0.1 * len(truths), 0.5):
            sentence = f"{theme}: {false} of {len(truths)} claims are false; about half should be"
            yield Fault(sheet.page, "", sentence)


@dataclass(frozen=True, slots=True)
class GiveAway:
    """The stem of one question tells the answer of another of the same theme."""

    teller: Item
    asked: Item
    answer: str


def rounds_without_give_aways(sheet: Sheet) -> Iterator[Fault]:
    """L48: each theme has a round's worth of questions of which none tells another's answer."""
    themes: dict[str, list[Question]] = defaultdict(list)
    for item in sheet.items:
        themes[item.question.theme].append(item.question)
    for theme, questions in themes.items():
        chosen = kept_apart(questions, lambda each: each, min(A_ROUND, len(questions)))
        for one, other in permutations(chosen, 2):
            if answer := told(one, other):
                sentence = f"{theme}: no {len(chosen)} questions keep each other's secrets"
                sentence += f"; {one.id} says “{answer}”, the answer to {other.id}"
                yield Fault(sheet.page, "", sentence)
                break


def give_aways(sheet: Sheet) -> Iterator[GiveAway]:
    """Yield what L48 wants to keep out of one round: stems that tell another's answer.

    Only answers that are typed, or picked by name, count: a learner who has just read the name
    has it at hand.
    """
    themes: dict[str, list[Item]] = defaultdict(list)
    for item in sheet.items:
        themes[item.question.theme].append(item)
    for items in themes.values():
        for teller, asked in permutations(items, 2):
            if answer := told(teller.question, asked.question):
                yield GiveAway(teller, asked, answer)
