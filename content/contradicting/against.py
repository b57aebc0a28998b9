"""Holds what notes say against known facts: wrong statements, and dates of known events.

Must not know drafts, nor how a statement is found again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from content.contradicting.claims import Claim, Said
from content.contradicting.known import Facts
from content.contradicting.labels import Label, ends, labels, makes, spelt
from content.contradicting.meaning import NOT, meanings
from content.contradicting.statements import LANDS, Disagreement, Statements
from content.contradicting.weighing import Scale, covers, prefix
from content.reference import EntryKind, EntryRecord, EventRecord

_ENOUGH_OF_EVENT = 0.8


@dataclass(frozen=True, slots=True)
class _Event:
    record: EventRecord
    words: Mapping[str, float]
    years: frozenset[int]


class Book:
    """The facts, filed under their rarest words."""

    def __init__(self, facts: Facts) -> None:
        scale = Scale(facts)
        self._statements = Statements(facts, scale)
        self._events: dict[str, list[_Event]] = defaultdict(list)
        self._names = {
            frozenset(meanings(name)): entry
            for entry in facts.names
            if entry.kind in {EntryKind.TREATY, EntryKind.EVENT}
            for name in (*entry.accept, entry.name)
            if len(set(meanings(name))) > 1
        }
        self._spelt = {
            spelt(name) for entry in self._names.values() for name in (entry.name, *entry.accept)
        }
        self._name_words = {word for bag in self._names for word in bag}
        self._aliases: dict[str, list[frozenset[str]]] = defaultdict(list)
        for bag in self._names:
            if len(bag) > 2:
                self._aliases[max(sorted(bag), key=scale.of)].append(bag)
        self._dates = {
            id(entry): found
            for entry in self._names.values()
            if (found := _dated(entry, facts.events))
        }
        for record in facts.events:
            event = _event(record, scale)
            if len(event.words) > 2 and frozenset(event.words) not in self._names:
                for word in prefix(event.words, _ENOUGH_OF_EVENT):
                    self._events[word].append(event)

    def name_of(self, label: Label) -> EntryRecord | None:
        """Return what a name is a name of, if it is a treaty or an event of the glossary.

        A name of two words must be written as it is there; longer ones may be worded otherwise.
        """
        entry = self._names.get(label.words)
        return entry if len(label.words) > 2 or label.spelt in self._spelt else None

    def named_in(self, words: Iterable[str]) -> list[EntryRecord]:
        """Return the treaties and events of which all words of a long name are there."""
        bag = frozenset(words)
        found = [name for word in bag for name in self._aliases.get(word, ()) if name <= bag]
        longest = [name for name in found if not any(name < other for other in found)]
        return list(
            {id(entry): entry for name in longest for entry in [self._names[name]]}.values()
        )

    def disagreements(self, said: Said) -> Iterator[Disagreement]:
        """Yield what a point says differently from the facts."""
        found = list(self._statements.repeated(said))
        if not found:
            for clause in said.clauses:
                found += self._mislabelled(clause) or self._misdated(clause)
        yield from found

    def _misdated(self, clause: Claim) -> list[Disagreement]:
        """Compare a clause with one date with the events that it tells in other words."""
        if len(clause.dated) != 1 or clause.dated[0].vague or clause.inherits:
            return []
        words = frozenset(clause.words)
        met = {id(event): event for word in words for event in self._events.get(word, ())}
        if not met or ends(clause.text):
            return []
        happened = sorted(met.values(), key=lambda event: (event.record.date, event.record.event))
        beside = [label.words for label in labels(clause.text) if label.is_event]
        return [
            Disagreement(
                clause.line, (event.record.facts or (event.record.event,))[0], _told(event.record)
            )
            for event in happened
            if covers(event.words, words, _ENOUGH_OF_EVENT)
            and not clause.years & event.years
            and not (words & LANDS) - event.words.keys()
            and (NOT in words) == (NOT in event.words)
            and all(label <= event.words.keys() for label in beside)
        ]

    def _mislabelled(self, clause: Claim) -> list[Disagreement]:
        """Compare the date beside a name of the glossary with its own."""
        if not clause.dated or clause.inherits or self._name_words.isdisjoint(clause.words):
            return []
        pairs = [
            (entry, label.moment.year, label.moment.last_year)
            for label in labels(clause.text)
            if (entry := self.name_of(label))
        ]
        if not pairs and len(clause.dated) == 1:
            named = self.named_in(clause.words)
            moment = clause.dated[0]
            if len(named) == 1 and not moment.vague and makes(clause.text):
                pairs = [(named[0], moment.year, moment.last_year)]
        return [
            Disagreement(clause.line, known[1], f"{entry.name}: {known[2]}")
            for entry, first, last in pairs
            if (known := self._dates.get(id(entry)))
            and not any(first <= year <= last for year in known[0])
        ]


@lru_cache(maxsize=4)
def book_of(facts: Facts) -> Book:
    """Return the facts, filed; the same facts are filed once."""
    return Book(facts)


def _event(record: EventRecord, scale: Scale) -> _Event:
    years = range(int(record.date[:4]), int((record.until or record.date)[:4]) + 1)
    return _Event(record, scale.weigh(record.event), frozenset(years))


def _dated(
    entry: EntryRecord, events: tuple[EventRecord, ...]
) -> tuple[frozenset[int], str, str] | None:
    """Return the years of a name, the fact that tells them, and a sentence; None if unknown."""
    bags = {frozenset(meanings(name)) for name in (entry.name, *entry.accept)}
    same = next((each for each in events if frozenset(meanings(each.event)) in bags), None)
    date, until = (entry.date, entry.until) if entry.date else ("", "")
    if not date and same:
        date, until = same.date, same.until
    if not date:
        return None
    on = same or next((each for each in events if each.date == date and each.facts), None)
    years = frozenset(range(int(date[:4]), int((until or date)[:4]) + 1))
    told = f"{date} to {until}" if until else date
    return years, (on.facts or (entry.name,))[0] if on else entry.name, told


def _told(record: EventRecord) -> str:
    return f"{record.event}: {record.date}" + (f" to {record.until}" if record.until else "")
