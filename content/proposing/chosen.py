"""Choice questions: an answer among its siblings, of the same kind and from the same notes."""

import re
from calendar import month_name
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain import markup
from bot.domain.judge import fold
from bot.domain.question import Choice, Option, Order, Skill
from bot.domain.tokens import words_of
from bot.domain.vocabulary import CLASS_OF, GENERIC, STOPS
from content.draft import Card, Draft, Found, FrontKind
from content.moments import Moment, moments
from content.proposing.lines import Reader, begins_low, capital, leans, words_in
from content.proposing.making import LONGEST_OPTION, proposal
from content.proposing.termed import is_definition, sides

_SIBLINGS = 4
_WRONG = 3
_LONGEST_ORDER = 7
_REACH = 40
"""How far away in the notes a sibling may stand; near ones are of one kind, and it stays fast."""
_ASKED = re.compile(r"(who|where|(?:which|what)\s(?:\w+)|when)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sibling:
    """One answer: what it is, what is said of it, and a note for who chose it wrongly."""

    card: Card
    line: int
    answer: str
    asked: str
    words: frozenset[str]
    note: str
    when: Moment | None = None


def choices(draft: Draft, reader: Reader) -> Iterator[Found]:
    """Yield choice questions of parallel cards, and of cards with a row of dated labels."""
    groups: dict[str, list[_Sibling]] = defaultdict(list)
    for card in draft.cards:
        if not card.servable:
            continue
        if is_definition(card, reader):
            groups["terms " + card.theme].append(_term(card))
        elif found := _answer(card, reader):
            kind, sibling = found
            groups[f"{kind} {card.theme}"].append(sibling)
        yield from _of_row(_dated(card, reader))
    for _, group in sorted(groups.items()):
        if len(group) >= _SIBLINGS:
            yield from _of_group(group)


def _term(card: Card) -> _Sibling:
    term, meaning = sides(card)
    return _Sibling(card, card.lines[0], term, meaning, _content(meaning), "")


def _answer(card: Card, reader: Reader) -> tuple[str, _Sibling] | None:
    """Return a question with a name for an answer, and what kind of name it asks for."""
    if card.front_kind is not FrontKind.QUESTION or len(card.points) != 1 or card.points[0].subs:
        return None
    front, back = sides(card)
    asked = _ASKED.match(front)
    names = words_in(back)
    if not asked or not reader.usable(card.points[0]) or not reader.is_plain(front):
        return None
    if not 1 <= len(names) <= 4 or not back[0].isupper() or re.search(r"[\d,;/]", back):
        return None
    if asked[1].lower() in {"when"} or re.search(r"\b(?:was|is|were|are)\s[A-Z]", front[:12]):
        return None
    stem = f"{front.rstrip('?. ')}?"
    kind = " ".join(asked[1].lower().split())
    return kind, _Sibling(card, card.lines[0], back, stem, _content(front), "")


def _of_group(group: Sequence[_Sibling]) -> Iterator[Found]:
    counted = Counter(word for each in group for word in each.words)
    usual = {word for word, count in counted.items() if 2 * count > len(group)}
    group = [replace(each, words=each.words - usual) for each in group]
    for place, sibling in enumerate(group):
        near = [*group[place + 1 : place + 1 + _REACH], *group[max(0, place - _REACH) : place]]
        wrong = _others(sibling, near)
        if len(wrong) == _WRONG:
            ask = sibling.asked
            if not ask.endswith("?"):
                ask = f"Which term is this? {capital(ask)}"
            if found := _question(sibling, ask, wrong, "choice"):
                yield found


def _others(right: _Sibling, near: Sequence[_Sibling]) -> list[_Sibling]:
    """Return three siblings that are surely wrong: neither their name nor their meaning overlap."""
    chosen: list[_Sibling] = []
    words = _named_by(right.answer)
    for other in near:
        taken = [right, *chosen]
        if len(chosen) == _WRONG:
            break
        if any(fold(other.answer) == fold(each.answer) for each in taken):
            continue
        if any(_named_by(other.answer) & _named_by(each.answer) for each in chosen):
            continue
        own = _named_by(other.answer)
        if own & words or own & right.words or words & other.words:
            continue
        shared = len(other.words & right.words)
        if not other.words or 2 * shared >= min(len(other.words), len(right.words)):
            continue
        chosen.append(other)
    return chosen


def _dated(card: Card, reader: Reader) -> list[_Sibling]:
    """Return the labels of a card whose points are each one date and a short label."""
    if card.front_kind not in {FrontKind.TOPIC, FrontKind.HEADING}:
        return []
    found: list[_Sibling] = []
    for point in card.points:
        text = " ".join(point.text.split())
        when = moments(text)
        if len(when) != 1 or when[0].vague or when[0].start or point.subs:
            return []
        label = text[when[0].end :].strip(" -–—:,.")
        if not label or len(label) > 60 or re.search(r"\d|[.;]\s", label):
            return []
        plainly = reader.usable(point) and reader.is_plain(label) and not leans(label)
        if plainly and not begins_low(label):
            told = _in_words(when[0])
            found.append(
                _Sibling(card, point.lines[0], capital(label), told, _content(label), told, when[0])
            )
    return found


def _of_row(row: Sequence[_Sibling]) -> Iterator[Found]:
    """Ask for the order of a row of dated labels, and which label belongs to a date."""
    if len(row) < _SIBLINGS:
        return
    if found := _order(row):
        yield found
    for right in sorted(row, key=lambda each: (-_named(each.answer), each.line)):
        others = [each for each in row if _apart(each, right)]
        others.sort(key=lambda each: (abs(_year(each) - _year(right)), each.line))
        wrong = [each for each in others if not each.words & right.words][:_WRONG]
        if len(wrong) == _WRONG and right.when and not right.when.until:
            ask = f"Which of these was {_on(right.when)} {right.asked}?"
            if found := _question(right, ask, wrong, "choice"):
                yield found
                return


def _order(row: Sequence[_Sibling]) -> Found | None:
    """Return an order question of the labels that surely follow each other."""
    kept: list[_Sibling] = []
    for each in sorted(row, key=lambda each: (_year(each), each.line)):
        if each.when and not each.when.until and (not kept or _apart(kept[-1], each)):
            kept.append(each)
    kept = kept[:_LONGEST_ORDER]
    if len({each.answer.casefold() for each in kept}) < max(_SIBLINGS, len(kept)):
        return None
    stem = markup.escape("Put these in order, the earliest first.")
    kind = Order(tuple(markup.escape(each.answer) for each in kept))
    return proposal(row[0].card, row[0].line, "order", stem, kind, Skill.CHRONOLOGY)


def _named(text: str) -> float:
    """Return the share of a label's words that are names."""
    words = words_in(text)
    return sum(word[:1].isupper() for word in words) / max(1, len(words))


def _apart(one: _Sibling, other: _Sibling) -> bool:
    """Tell whether two dates have no year in common."""
    if one.when is None or other.when is None:
        return False
    return one.when.last_year < other.when.year or other.when.last_year < one.when.year


def _in_words(moment: Moment) -> str:
    """Return a date as one says it: "23 August 1939", "August 1939", "1936 to 1939"."""
    if moment.until:
        return f"{moment.value} to {moment.until}"
    year, *rest = moment.value.split("-")
    words = [str(int(part)) for part in rest[1:]] + [month_name[int(part)] for part in rest[:1]]
    return " ".join((*words, year))


def _year(sibling: _Sibling) -> int:
    return sibling.when.year if sibling.when else 0


def _question(right: _Sibling, ask: str, wrong: Sequence[_Sibling], why: str) -> Found | None:
    answers = [each.answer for each in (right, *wrong)]
    if any(len(answer) > LONGEST_OPTION for answer in answers):
        return None
    options = (
        Option(markup.escape(right.answer), correct=True),
        *(Option(markup.escape(each.answer), correct=False, note=_note(each)) for each in wrong),
    )
    return proposal(right.card, right.line, why, markup.escape(ask), Choice(options), Skill.RECALL)


def _on(moment: Moment) -> str:
    if moment.until:
        return "from"
    return "on" if len(moment.value) == len("1939-08-23") else "in"


def _note(sibling: _Sibling) -> str:
    if sibling.when:
        return f"That was {_on(sibling.when)} {sibling.note}."
    return ""


def _named_by(answer: str) -> frozenset[str]:
    """Return the words of a name that tell it apart: two treaties may well stand together."""
    words = _content(answer)
    return frozenset(word for word in words if word not in CLASS_OF) or words


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if word not in STOPS and word not in GENERIC)
