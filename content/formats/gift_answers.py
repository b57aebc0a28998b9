"""What stands between the braces of GIFT, as a kind of question.

Moodle gives parts of the points; our kinds do not, and every such part is said. Must not know
where a question stands in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import isfinite

from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Key,
    Kind,
    Match,
    Number,
    Option,
    Pair,
    Rejected,
    TrueFalse,
    Typed,
)
from content.build import GAP
from content.draft import Caution
from content.formats.gift_text import PREFIX, Texts
from content.formats.literal import to_markup, words

_WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:\.\d{1,9})?)%")
_NUMBER = re.compile(r"[+-]?(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})(?:e[+-]?\d{1,3})?", re.I)
_WILDCARD = re.compile(r"(?<!\\)\*")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_MOST = 25
_FULL = 100.0


class Wrong(ValueError):
    """Raised with a sentence about a mistake; ``at`` is its place in the block."""

    def __init__(self, sentence: str, at: int) -> None:
        super().__init__(sentence)
        self.at = at


class Unheld(ValueError):
    """Raised with the reason why a question that is written well can be none of ours."""


@dataclass(frozen=True, slots=True)
class Item:
    """One answer: its sign ("=", "~" or none), its weight in per cent, its text and feedback."""

    sign: str
    weight: float | None
    text: str
    feedback: str
    at: int


@dataclass(slots=True)
class Answer:
    """The inside of the braces, raw and masked; ``at`` is where it begins in its block."""

    raw: str
    mask: str
    at: int
    texts: Texts
    stem: str
    remarks: list[str] = field(default_factory=list)  # feedback that no option can carry

    def kind(self) -> Kind:
        """Return the kind of question. Raises Wrong and Unheld."""
        head = self.mask.strip()
        if not head:
            raise Unheld("an essay: there is no answer to learn")
        if head.startswith("#") and not head.startswith("####"):
            return self._number()
        if head.startswith(">"):
            raise Unheld("an ordering question of Moodle's, which we cannot read")
        if "~" in head:
            return self._choice()
        if "=" in head and "->" in head:
            return self._match()
        truth = _TRUTHS.get(head.partition("#")[0].strip().upper())
        return self._typed() if truth is None else self._truth(truth)

    def items(self, signs: str, start: int = 0) -> Iterator[Item]:
        """Yield the answers from ``start`` on, each of which begins with one of ``signs``."""
        cuts = [n for n in range(start, len(self.mask)) if self.mask[n] in signs]
        if self.mask[start : cuts[0] if cuts else None].strip():
            yield self._item("", start, cuts[0] if cuts else len(self.mask))
        for cut, end in pairwise([*cuts, len(self.mask)]):
            # In a choice, = earns all points and a weight after it is part of the text.
            is_weighed = signs == "=" or self.mask[cut] == "~"
            yield self._item(self.mask[cut], cut + 1, end, is_weighed=is_weighed)

    def _item(self, sign: str, start: int, end: int, *, is_weighed: bool = True) -> Item:
        weight = _WEIGHT.match(self.mask, start, end) if is_weighed else None
        begin = weight.end() if weight else start
        hash_ = self.mask.find("#", begin, end)
        middle = hash_ if hash_ >= 0 else end
        return Item(
            sign,
            float(weight[1]) if weight else None,
            self.raw[begin:middle].strip(),
            self.raw[middle + 1 : end].strip(),
            self.at + start,
        )

    def _warn(self, code: str, detail: str) -> None:
        self.texts.warnings.append(Caution(code, self.texts.line, detail))

    def _partial(self, item: Item, as_what: str) -> None:
        detail = f"“{self.texts.plain(item.text)[:60]}” earns {item.weight:g} %: it is {as_what}"
        self._warn("PARTIAL_CREDIT", detail)

    def _choice(self) -> Kind:
        items = list(islice(self.items("~="), _MOST + 1))
        if not 2 <= len(items) <= _MOST:
            how_many = "more" if len(items) > _MOST else "one"
            raise Wrong(f"A choice has 2 to {_MOST} answers; this one has {how_many}.", self.at)
        has_key = any(item.sign == "=" for item in items)
        options = []
        for item in items:
            credit = _FULL if item.sign == "=" else item.weight or 0.0
            if has_key and 0 < credit < _FULL:
                self._partial(item, "wrong here")
            is_right = item.sign == "=" if has_key else credit > 0
            note = self.texts.markup(item.feedback)
            options.append(Option(self.texts.markup(item.text), is_right, note))
        rights = [item.weight or 0.0 for item, option in zip(items, options, strict=True)
                  if option.correct]  # fmt: skip
        self._check(options, len(rights))
        if not has_key and max(rights) - min(rights) > 0.01:
            self._warn("PARTIAL_CREDIT", "right answers earn different parts: here the same")
        elif not has_key and abs(sum(rights) - _FULL) > 0.1:
            self._warn("PARTIAL_CREDIT", f"right answers earn {sum(rights):g} % in all: here 100 %")
        if has_key and len(rights) > 1:
            self._warn("SEVERAL_RIGHT", "any right answer earned all points: here all are wanted")
        return Choice(tuple(options), several=not has_key or len(rights) > 1)

    def _check(self, options: list[Option], rights: int) -> None:
        if not rights:
            raise Wrong("No answer is right. Please put = before the right one.", self.at)
        if not all(words(option.text) for option in options):
            sentence = "An answer has no text. Please write \\~ or \\= for a sign in a text."
            raise Wrong(sentence, self.at)
        if len({words(option.text).casefold() for option in options}) < len(options):
            raise Unheld("a choice in which an answer is there twice")

    def _truth(self, truth: bool) -> Kind:
        first = self.mask.find("#")
        if first < 0:
            return TrueFalse(truth)
        second = self.mask.find("#", first + 1)
        end = second if second >= 0 else len(self.raw)
        if remark := self.texts.markup(self.raw[end + 1 :]):
            self.remarks.append(remark)
        return TrueFalse(truth, self.texts.markup(self.raw[first + 1 : end]))

    def _typed(self) -> Kind:
        accepted: list[str] = []
        rejected: list[Rejected] = []
        for item in self.items("="):
            text, feedback = self._variant(item.text), self.texts.markup(item.feedback)
            credit = _FULL if item.weight is None else item.weight
            if not text:
                self._warn("WILDCARD", f"left out: what is said to any other answer, “{feedback}”")
            elif credit >= _FULL:
                accepted.append(text)
                self.remarks += [feedback] if feedback else []
            elif credit > 0:
                self._partial(item, "not accepted here")
            else:
                rejected.append(Rejected(text, feedback))
        if not accepted:
            raise Wrong("No answer earns all points. Please write one after =.", self.at)
        key = Key(accepted=tuple(dict.fromkeys(accepted)), rejected=tuple(rejected))
        # A sentence with one gap is a cloze, wherever its answers stand.
        return Cloze((key,)) if len(GAP.findall(self.stem)) == 1 else Typed(key)

    def _variant(self, raw: str) -> str:
        """Return an accepted answer; Moodle's ``*`` stands for any letters, which we cannot."""
        text = self.texts.plain(PREFIX.sub("", raw))
        if _WILDCARD.search(text):
            if text.strip("* "):
                self._warn("WILDCARD", f"“{text[:60]}” is accepted without its asterisk")
            text = " ".join(_WILDCARD.sub(" ", text).split())
        return text.replace("\\*", "*")

    def _match(self) -> Kind:
        pairs: list[Pair] = []
        extras: list[str] = []
        for item in self.items("="):
            left, arrow, right = item.text.partition("->")
            if not arrow:
                raise Wrong("A pair has -> between its sides.", item.at)
            partner = to_markup(self.texts.plain(right))
            if not partner:
                raise Wrong("A pair has no right side.", item.at)
            if left.strip():
                pairs.append(Pair(self.texts.markup(left), partner))
            else:
                extras.append(partner)
        if len(pairs) < 2:
            raise Wrong("A match has two pairs and more.", self.at)
        for sides in ([pair.left for pair in pairs], [*(pair.right for pair in pairs), *extras]):
            if len({words(side).casefold() for side in sides}) < len(sides):
                raise Unheld("a match in which a side is there twice")
        return Match(tuple(pairs), tuple(extras))

    def _number(self) -> Kind:
        start = self.mask.index("#") + 1
        end = self.mask.find("~", start)
        if end >= 0:
            self._warn("FEEDBACK", "left out: what is said to any other number")
            self.raw, self.mask = self.raw[:end], self.mask[:end]
        full: list[Number] = []
        for item in self.items("=", start):
            if feedback := self.texts.markup(item.feedback):
                self.remarks.append(feedback)
            number = _range(item)
            if item.weight is None or item.weight >= _FULL:
                full.append(number)
            else:
                self._partial(item, "not accepted here")
        if not full:
            raise Wrong("No number earns all points. Please write one after #.", self.at)
        return _joined(full)


def _range(item: Item) -> Number:
    """Read "47", "47:2" (a margin) or "45..49"."""
    text = item.text.replace("\\:", ":")
    low, dots, high = (part.strip() for part in text.partition(".."))
    if dots:
        ends = _float(low, item.at), _float(high, item.at)
        if ends[0] > ends[1]:
            raise Wrong("The lower end of this range is above its upper end.", item.at)
        return Number(f"{low} to {high}", *ends)
    value, _, margin = (part.strip() for part in text.partition(":"))
    middle, around = _float(value, item.at), abs(_float(margin or "0", item.at))
    return Number(value, middle - around, middle + around)


def _float(text: str, at: int) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else float("nan")
    if not isfinite(number):
        raise Wrong(f"“{text[:40]}” is not a number such as 1822 or 3.14.", at)
    return number


def _joined(numbers: list[Number]) -> Kind:
    """Join ranges that touch into one; single numbers far apart become typed numbers."""
    first, *rest = sorted(numbers, key=lambda each: each.low)
    high = first.high
    for number in rest:
        if number.low > high:
            break
        high = max(high, number.high)
    else:
        return Number(numbers[0].value, first.low, high)
    if all(number.low == number.high for number in numbers):
        return Typed(Key(accepted=tuple(n.value for n in numbers), kind=AnswerKind.NUMBER))
    raise Unheld("a number with ranges far apart")
