"""Statements that are known to be wrong, and whether notes repeat them.

A statement is found again by its distinctive words, whatever the wording; the false value that
notes give for it must be there, and the right one must not. Must not know drafts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.judge import fold
from bot.domain.vocabulary import PEOPLES
from content.contradicting.claims import Claim, Said
from content.contradicting.known import Facts
from content.contradicting.labels import plans
from content.contradicting.meaning import NOT, meaning, meanings
from content.contradicting.weighing import IS_MONTH, Scale, covers, prefix, years_in
from content.reference import EntryKind
from content.schema import FactRecord, Verdict

LANDS = frozenset(meaning(word) for word in (*PEOPLES, *PEOPLES.values())) - {"soviet", ""}
"""What the names of nations stand for; the one that a deck is about may be left out."""
_EVERYWHERE = frozenset({"soviet", "moscow", "stalin"})
_ENOUGH = 0.65
_ENOUGH_WITH_VALUE = 0.6
_ENOUGH_WITH_FRONT = 0.8
_MOST_FROM_FRONT = 0.45
_ENOUGH_OF_ITS_OWN = 0.58
_INITIALS = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a line says differently, which fact it is about, and what is right."""

    line: int
    about: str
    says: str


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement to find again: its words with their weights, and what must be there too."""

    record: FactRecord
    words: Mapping[str, float]
    names: frozenset[str]
    years: frozenset[int]
    dates: tuple[str, ...]
    terms: tuple[re.Pattern[str], ...]
    subject: str
    alone: bool
    right_years: frozenset[int]
    denies: bool

    @property
    def has_value(self) -> bool:
        """Tell whether notes give a false value for it that can be looked for."""
        return bool(self.dates or self.terms)


class Statements:
    """The wrong statements, filed under their rarest words."""

    def __init__(self, facts: Facts, scale: Scale) -> None:
        self._scale = scale
        names = [(each, name) for each in facts.names for name in (each.name, *each.accept)]
        self._names = {fold(name) for _, name in names}
        people = (each for each in facts.names if each.kind is EntryKind.PERSON)
        self._people = frozenset(word for each in people for word in meanings(each.name)[-1:])
        self._filed: dict[str, list[_Statement]] = defaultdict(list)
        self._initials: dict[str, list[_Statement]] = defaultdict(list)
        for record in facts.statements:
            if statement := self._statement(record):
                self._file(statement)

    def _file(self, statement: _Statement) -> None:
        misread = statement.record.misread
        wrong = [meanings(text)[-1] for text in misread if meanings(text)]
        if misread and all(map(_INITIALS.fullmatch, misread)):
            for word in wrong:
                self._initials[word].append(statement)
            return
        for word in wrong if statement.alone else prefix(statement.words, _ENOUGH_WITH_VALUE):
            self._filed[word].append(statement)

    def repeated(self, said: Said) -> Iterator[Disagreement]:
        """Yield every wrong statement that a point repeats."""
        for claim in said.windows:
            yield from self._misread(claim)
        if self._initials:
            yield from self._misspelt(said)

    def _misread(self, claim: Claim) -> Iterator[Disagreement]:
        words = frozenset(map(_as_state, claim.words))
        near = words | claim.front
        years = claim.years
        met: dict[str, _Statement] = {}
        for word in near:
            for statement in self._filed.get(word, ()):
                met[statement.record.id] = statement
        for _, statement in sorted(met.items()):
            if (
                statement.years <= years
                and _repeats(statement, claim, words, near)
                and self._is_subject(statement, claim)
            ):
                record = statement.record
                yield Disagreement(claim.line, record.id, record.correction or record.says)

    def _misspelt(self, said: Said) -> Iterator[Disagreement]:
        """Look for wrong initials, which are wrong whatever is said of them."""
        for claim in said.sentences:
            for statement in {
                each.record.id: each
                for word in claim.words
                for each in self._initials.get(word, ())
            }.values():
                near = frozenset(word for each in said.sentences for word in each.words)
                shared = statement.words.keys() & (near | claim.front)
                if 2 * len(shared) >= len(statement.words) and any(
                    term.search(claim.text) for term in statement.terms
                ):
                    record = statement.record
                    yield Disagreement(claim.line, record.id, record.correction)

    def _is_subject(self, statement: _Statement, claim: Claim) -> bool:
        """Tell whether the person misread as the doer is named last before what was done."""
        if not statement.subject:
            return True
        deeds = statement.words.keys()
        first = next((at for at, word in enumerate(claim.words) if word in deeds), 0)
        doers = [word for word in claim.words[:first] if word in self._people | LANDS]
        return doers[-1:] == list(meanings(statement.subject)) and deeds <= set(claim.words)

    def _names_in(self, text: str) -> frozenset[str]:
        """Return what the names in a statement stand for; its first word may be any word."""
        first, *rest = text.split()
        names = {word for each in rest if each[:1].isupper() for word in meanings(each)}
        names |= set(meanings(first)) & (self._people | LANDS)
        return frozenset(names - _EVERYWHERE - IS_MONTH)

    def _statement(self, record: FactRecord) -> _Statement | None:
        if record.verdict is not Verdict.WRONG and not (
            record.verdict is Verdict.IMPRECISE and record.misread
        ):
            return None
        said = meanings(record.says)
        dates = tuple(text for text in record.misread if text[:4].isdigit())
        terms = tuple(text for text in record.misread if not text[:4].isdigit())
        in_terms = frozenset(word for text in terms for word in meanings(text))
        weighed = self._scale.weigh(record.says)
        words = {
            _as_state(word): weight for word, weight in weighed.items() if word not in in_terms
        }
        if not words:
            return None
        subject = next((text for text in terms if record.says.startswith(text)), "")
        return _Statement(
            record,
            words,
            self._names_in(record.says) - in_terms,
            years_in(record.says),
            dates,
            tuple(map(_literally, terms)),
            subject,
            any(" " in text and fold(text) not in self._names for text in terms),
            years_in(record.correction) - years_in(record.says),
            NOT in said,
        )


def _repeats(
    statement: _Statement, claim: Claim, words: frozenset[str], near: frozenset[str]
) -> bool:
    """Tell whether a claim says what a statement says, with its false value."""
    if statement.right_years & claim.years:
        return False
    if statement.dates and not any(_says_date(claim, date) for date in statement.dates):
        return False
    if statement.dates and plans(claim.text):
        return False
    if statement.terms and not any(term.search(claim.text) for term in statement.terms):
        return False
    if statement.alone:
        return True
    if (NOT in words) != statement.denies or not statement.names <= near:
        return False
    shared = len(statement.words.keys() & near)
    if shared < min(2, len(statement.words)):
        return False
    enough = _ENOUGH_WITH_VALUE if statement.has_value or shared > 2 else _ENOUGH
    if claim.inherits and statement.dates:
        enough = _ENOUGH_WITH_FRONT
    own = enough * (1 - _MOST_FROM_FRONT) if statement.has_value else _ENOUGH_OF_ITS_OWN
    return covers(statement.words, words, own) and covers(statement.words, near, enough)


def _says_date(claim: Claim, date: str) -> bool:
    """Tell whether a claim has a date, as far as both are exact."""
    return any(
        each.value
        and not each.until
        and (date.startswith(each.value) or each.value.startswith(date))
        for each in claim.dated
    )


def _literally(term: str) -> re.Pattern[str]:
    """Return what finds a term as a whole; behind an initial it is another name."""
    return re.compile(rf"(?<!\w)(?<!\w\.\s)(?<!\w\.){re.escape(term)}(?!\w)")


def _as_state(word: str) -> str:
    return "soviet" if word == "moscow" else word
