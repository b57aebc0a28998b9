"""An author's key, read once: which words of each accepted answer must be there, and which not.

Compiles a key together with its question; comparing an answer is the business of ``facts.py``.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.asking import Asking, asking
from bot.domain.given_names import FAMILY_FIRST, GIVEN
from bot.domain.question import Key
from bot.domain.spelling import fold
from bot.domain.tokens import is_number, words_of, written
from bot.domain.vocabulary import (
    CLASS_OF,
    FREE_CLASSES,
    INTERCHANGEABLE,
    NOT_GIVEN,
    OPPOSITES,
    PARTICLES,
    STOPS,
    TITLES,
    WEAK,
)
from bot.domain.word_forms import same_word

Words = tuple[str, ...]

_COMPOUND = re.compile(r"[A-Z][^\W\d_]+(?:[-–][A-Z][^\W\d_]+)+")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Alias:
    """One accepted answer. ``needed`` and ``given`` are places in ``words``.

    ``given`` are the given names of a person, with initials; ``givens`` adds those that the
    other accepted answers with the same family name have. ``acronyms`` are never misspelt.
    """

    text: str
    folded: str
    words: Words
    content: Words
    needed: frozenset[int]
    given: frozenset[int]
    person: bool
    givens: frozenset[str]
    initials: str
    acronyms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Other:
    """Something else that must not pass for the key."""

    text: str
    folded: str
    words: Words
    content: Words
    message: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A key and its question, read; equal only to itself.

    ``others`` are rejected answers, confusables and rivals.
    """

    aliases: tuple[Alias, ...]
    asking: Asking
    others: tuple[Other, ...]
    prompts: tuple[Other, ...]
    family: frozenset[str]
    classes: frozenset[int]
    other_words: frozenset[str]


@lru_cache(maxsize=1024)
def read(key: Key, question: str) -> Sheet:
    """Compile a key with its question. Costs some hundred microseconds, once."""
    asked = asking(question)
    firsts = [
        _alias(text, words, key, asked)
        for text in key.accepted
        if fold(text)
        for words in dict.fromkeys((words_of(text), tuple(written(text))))
    ]
    firsts += [short for alias in firsts if (short := _with_title_only(alias))]
    aliases = tuple(_with_givens(alias, firsts) for alias in firsts)
    family = frozenset(word for alias in aliases for word in alias.words)
    folded = {alias.folded for alias in aliases}
    others = [_other(each.text, each.message) for each in key.rejected]
    others += [_other(text) for text in (*key.confusables, *key.rivals)]
    kept = tuple(other for other in others if other.folded and other.folded not in folded)
    words = frozenset(word for other in kept for word in other.words if word not in STOPS)
    return Sheet(
        aliases=aliases,
        asking=asked,
        others=kept,
        prompts=tuple(_other(each.text, each.message) for each in key.prompts),
        family=family,
        classes=asked.classes | {CLASS_OF[word] for word in family if word in CLASS_OF},
        other_words=words - family,
    )


def content_of(words: Words) -> Words:
    """Return the words that carry a meaning, in one order; all of them if none does."""
    kept = (word for word in words if word not in STOPS or word in OPPOSITES)
    return tuple(sorted(kept)) or words


@lru_cache(maxsize=4096)
def _other(text: str, message: str | None = None) -> Other:
    words = words_of(text)
    return Other(text, fold(text), words, content_of(words), message)


def _alias(text: str, words: Words, key: Key, asked: Asking) -> Alias:
    given = _given_names(words, asked)
    needed = _needed(words, given, asked)
    for compound in _compounds(text, words):
        if compound & needed and not compound & given:
            needed |= compound
    required = {
        place
        for word in key.required
        for wanted in words_of(word)
        for place, have in enumerate(words)
        if same_word(wanted, have)
    }
    return Alias(
        text=text,
        folded=fold(text),
        words=words,
        content=content_of(words),
        needed=frozenset(required or needed),
        given=given,
        person=bool(given) or _is_person(words, asked),
        givens=frozenset(),
        acronyms=frozenset(word.lower() for word in _ACRONYM.findall(text)),
        initials="".join(word[0] for word in text.split() if word[:1].isalpha()).lower(),
    )


def _compounds(text: str, words: Words) -> list[set[int]]:
    """Return the places of names joined by a hyphen: of "Nazi-Soviet Pact" both or none."""
    joined = [set(words_of(found)) for found in _COMPOUND.findall(text)]
    return [{place for place, word in enumerate(words) if word in parts} for parts in joined]


def _with_title_only(alias: Alias) -> Alias | None:
    """Return "Archduke Ferdinand" for the archduke of two given names; None for other names.

    Where the last name is no family name the title does the work of the first name.
    """
    words = alias.words
    if len(words) != 3 or words[0] not in TITLES or not set(words[1:]) <= GIVEN.keys():
        return None
    if not alias.person:
        return None
    return replace(alias, words=(words[0], words[2]), needed=frozenset({0, 1}), given=frozenset())


def _with_givens(alias: Alias, aliases: list[Alias]) -> Alias:
    """Add the given names of the same person's other names: "Stalin" is Joseph, too."""
    core = {alias.words[place] for place in alias.needed}
    related = [
        each
        for each in aliases
        if each is alias or core & {each.words[place] for place in each.needed}
    ]
    givens = frozenset(each.words[place] for each in related for place in each.given)
    return replace(alias, person=any(each.person for each in related), givens=givens)


def _needed(words: Words, given: frozenset[int], asked: Asking) -> set[int]:
    """Return the places that must be matched: what the question does not say already."""
    content = {
        place for place, word in enumerate(words) if word not in STOPS or word in OPPOSITES
    } or set(range(len(words)))
    title = _titles(words, given, asked)
    core = content - given - title
    new = {place for place in core if not _is_given_away(words[place], asked)}
    strong = {place for place in new if words[place] not in WEAK and words[place] not in PARTICLES}
    if strong:
        return strong
    if new and all(words[place] in WEAK for place in new):
        return core  # "Triple" alone is no alliance
    return new or core or content


def _is_given_away(word: str, asked: Asking) -> bool:
    """Tell whether the question, or common sense, supplies a word of the answer."""
    group = CLASS_OF.get(word)
    if group is not None and (_is_of_the_question(group, asked) or _is_free(group, asked)):
        return True
    if is_number(word):
        return word in asked.numbers
    return word in asked.words or any(same_word(word, said) for said in asked.words)


def _is_of_the_question(group: int, asked: Asking) -> bool:
    """Tell whether the question's own noun says as much: "country" as "empire", "pact" as "treaty".

    Where the nouns name a thing of many kinds the very word is needed: after "which coup"
    "Munich" could be the agreement.
    """
    return group in asked.classes and (group in FREE_CLASSES or group not in INTERCHANGEABLE)


def _is_free(group: int, asked: Asking) -> bool:
    """Tell whether a class noun goes without saying where the question has another or none."""
    return group in FREE_CLASSES and not asked.classes - FREE_CLASSES


def _titles(words: Words, given: frozenset[int], asked: Asking) -> set[int]:
    """Return the places of leading titles: "Tsar" of "Tsar Nicholas II"."""
    if not given and not _is_person(words, asked):
        return set()
    places: set[int] = set()
    for place, word in enumerate(words[:-1]):
        if word not in TITLES:
            break
        places.add(place)
    return places


def _is_person(words: Words, asked: Asking) -> bool:
    """Tell whether an answer is somebody's name."""
    if asked.person is not None:
        return asked.person and not any(word in CLASS_OF for word in words)
    core = [word for word in words if word not in TITLES]
    return len(core) > 1 and core[0] in GIVEN and not any(word in CLASS_OF for word in words)


def _given_names(words: Words, asked: Asking) -> frozenset[int]:
    """Return the places of given names and initials before a family name, which is enough."""
    if not _is_person(words, asked):
        return frozenset()
    start = next((place for place, word in enumerate(words) if word not in TITLES), len(words))
    core = words[start:]
    if len(core) < 2 or is_number(core[-1]) or "of" in core or "and" in core:
        return frozenset()
    if core[0] in FAMILY_FIRST:
        short = len(core[0]) < 3 or core[0] in {"kim", "sun", "hua", "pol", "ngo"}
        return frozenset() if short else frozenset(range(start + 1, len(words)))
    if core[0] not in GIVEN and (asked.person is not True or core[0] in NOT_GIVEN):
        return frozenset()
    last = len(words) - 1
    if words[last] not in GIVEN:
        return frozenset(range(start, last))
    return frozenset({start}) if len(core) > 2 else frozenset()
