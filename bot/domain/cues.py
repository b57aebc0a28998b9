"""Mark schemes: which points an answer in a learner's own words makes.

A cue of the author credits its point, behind guards: negation, numbers, reversed roles, and
the question's own words. Whatever is less certain is only proposed; the learner ticks it off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.phrasing import negations
from bot.domain.question import Because, Cue, Mark, Point, Points, Reason, Verdict
from bot.domain.segments import Segment, begins, find, segments
from bot.domain.spelling import compare
from bot.domain.tokens import is_number, is_year, words_of
from bot.domain.verdicts import wrong
from bot.domain.vocabulary import GENERIC, STOPS
from bot.domain.word_forms import same_word

LONGEST = 4000
"""Characters of an answer that are read; what stands behind is left out."""

_ENOUGH = 0.4
_JOINING = frozenset({"and", "or"})
_MOST_EXTRA = 0.34


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A point, read: its phrases as words."""

    cues: tuple[tuple[tuple[tuple[str, ...], ...], ...], ...]
    confusions: tuple[tuple[str, ...], ...]
    exemplars: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    numbers: frozenset[str]
    names: dict[str, int]


def mark_points(points: Points, text: str, ticked: tuple[int, ...], question: str) -> Verdict:
    """Mark an answer against a mark scheme. ``ticked`` are points the learner claims, in range."""
    found = segments(text[:LONGEST])
    asked = frozenset(word for word in words_of(question) if word not in STOPS)
    grades = [_grade(point, found, asked) for point in points.points]
    credited = {place for place, grade in enumerate(grades) if grade == _MADE} | set(ticked)
    proposed = tuple(
        place for place, grade in enumerate(grades) if grade == _MAYBE and place not in credited
    )
    parts = tuple(
        Mark.RIGHT if place in credited else Mark.WRONG for place in range(len(points.points))
    )
    return _verdict(points.need, len(credited), parts, proposed, _empty_because(found, asked))


def _empty_because(found: Sequence[Segment], asked: frozenset[str]) -> Because:
    if not found:
        return Because.EMPTY
    said = all(
        word in STOPS or _is_asked(word, asked) for segment in found for word in segment.words
    )
    return Because.ECHO if said else Because.NO_PARTS


def _verdict(
    need: int, count: int, parts: tuple[Mark, ...], proposed: tuple[int, ...], empty: Because
) -> Verdict:
    about = (str(min(count, need)), str(need))
    if count >= need:
        return Verdict(Mark.RIGHT, Reason(Because.ALL_PARTS, about), 1.0, parts)
    if count:
        reason = Reason(Because.SOME_PARTS, about)
        return Verdict(Mark.PARTLY, reason, count / need, parts, proposed)
    if proposed:
        return Verdict(Mark.CLOSE, Reason(Because.TICK), 0.0, parts, proposed)
    return Verdict(Mark.WRONG, wrong(empty).reason, 0.0, parts)


_NOT, _MAYBE, _MADE = 0, 1, 2


def _grade(point: Point, found: Sequence[Segment], asked: frozenset[str]) -> int:
    """Return whether a point is made, perhaps made, or not, by its best sentence."""
    scheme = _read(point)
    return max((_grade_one(scheme, segment, asked) for segment in found), default=_NOT)


@lru_cache(maxsize=2048)
def _read(point: Point) -> _Scheme:
    words = words_of(point.text)
    return _Scheme(
        cues=tuple(_phrases(cue) for cue in point.cues),
        confusions=tuple(_content(words_of(text)) for text in point.confusions),
        exemplars=tuple(words_of(text) for text in point.exemplars),
        words=_content(words),
        numbers=frozenset(word for word in words if is_number(word)),
        names=_names(point.text),
    )


def _names(text: str) -> dict[str, int]:
    """Map each name of a point to its turn; names in a list share one."""
    names: dict[str, int] = {}
    turn, joined = 0, False
    for written in text.split()[1:]:
        if not written[:1].isupper():
            joined = written in _JOINING or (joined and written == "the")
            continue
        turn += not joined
        joined = True
        for word in words_of(written):
            names.setdefault(word, turn)
    return names


def _phrases(cue: Cue) -> tuple[tuple[tuple[str, ...], ...], ...]:
    groups = (cue.any_of, cue.all_of, cue.none_of)
    return tuple(tuple(words_of(text) for text in group if words_of(text)) for group in groups)


def _content(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in STOPS and word not in GENERIC)


def _grade_one(scheme: _Scheme, segment: Segment, asked: frozenset[str]) -> int:
    if any(_in_order(confusion, segment.words) for confusion in scheme.confusions if confusion):
        return _NOT
    if any(_is_like(example, segment.words) for example in scheme.exemplars if example):
        return _MADE
    best = _NOT
    for any_of, all_of, none_of in scheme.cues:
        if any(find(phrase, segment.words) for phrase in none_of):
            continue
        best = max(best, _fires(any_of, all_of, scheme, segment, asked))
    if best == _NOT and _overlaps(scheme, segment, asked):
        return _MAYBE
    return best


def _fires(
    any_of: tuple[tuple[str, ...], ...],
    all_of: tuple[tuple[str, ...], ...],
    scheme: _Scheme,
    segment: Segment,
    asked: frozenset[str],
) -> int:
    """Return how far a cue fires in a sentence: made, perhaps (a guard objects), or not."""
    anys = [places for phrase in any_of if (places := find(phrase, segment.words))]
    alls = [find(phrase, segment.words) for phrase in all_of]
    if not (any_of or all_of) or (any_of and not anys) or not all(alls):
        return _NOT
    shared = set().union(*(places for places in alls if places))
    verdicts = [_guarded(shared | places, scheme, segment, asked) for places in anys or [set()]]
    return max(verdicts)


def _guarded(places: set[int], scheme: _Scheme, segment: Segment, asked: frozenset[str]) -> int:
    """Return what a cue found at these words is worth: its guards may object."""
    hit = [segment.words[place] for place in sorted(places)]
    if all(_is_asked(word, asked) for word in hit):
        return _NOT
    around = segment.clause_words(places)
    if _other_number([word for word in around if word not in hit], scheme, asked):
        return _NOT
    if (negations(around) - negations(hit)) % 2:
        return _MAYBE
    return _MAYBE if _roles_differ(scheme.names, segment.words) else _MADE


def _is_asked(word: str, asked: frozenset[str]) -> bool:
    return word in asked or any(same_word(word, said) for said in asked)


def _other_number(words: Sequence[str], scheme: _Scheme, asked: frozenset[str]) -> bool:
    """Tell whether a number contradicts the point's: years with years, counts with counts."""
    for years in (True, False):
        wanted = {number for number in scheme.numbers if is_year(number) is years}
        given = {word for word in words if is_number(word) and is_year(word) is years} - asked
        if wanted and given and not given & wanted:
            return True
    return False


def _roles_differ(names: Mapping[str, int], words: Sequence[str]) -> bool:
    """Tell whether names of the point stand in another order: who did it to whom?"""
    turns = [turn for word in words for name, turn in names.items() if same_word(word, name)]
    seen = list(dict.fromkeys(turns))
    return seen != sorted(seen)


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether all the wanted words occur in this order."""
    rest = iter(words)
    return all(any(begins(word, stem) for word in rest) for stem in wanted)


def _is_like(example: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether a sentence says what a confirmed answer says, with the same numbers."""
    wanted, given = _content(example), list(_content(words))
    if negations(example) % 2 != negations(words) % 2:
        return False
    if {word for word in wanted if is_number(word)} != {word for word in given if is_number(word)}:
        return False
    for word in wanted:
        near = next((each for each in given if compare(each, word).edits < 4), None)
        if near is None:
            return False
        given.remove(near)
    return bool(wanted) and len(given) <= _MOST_EXTRA * len(wanted)


def _overlaps(scheme: _Scheme, segment: Segment, asked: frozenset[str]) -> bool:
    """Tell whether a sentence shares enough of the point's own words to be proposed."""
    own = [word for word in dict.fromkeys(scheme.words) if not _is_asked(word, asked)]
    hits = [word for word in own if any(begins(each, word) for each in segment.words)]
    if _other_number(segment.words, scheme, asked):
        return False
    return len(hits) >= 2 and len(hits) >= _ENOUGH * len(own)
