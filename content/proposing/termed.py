"""Cloze questions: a name taken out of its sentence, or a term beside what it means."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bot.domain import markup
from bot.domain.question import Cloze, Key, Skill
from bot.domain.spelling import known_words, plain
from bot.domain.vocabulary import LANDS, MONTHS, PEOPLES, TITLES, lexicon
from content.contradicting.known import bundled_facts
from content.draft import Card, Found, FrontKind
from content.moments import moments
from content.proposing.lines import (
    Line,
    Reader,
    begins_low,
    ended,
    is_clipped,
    leans,
    words_in,
)
from content.proposing.making import proposal

GAP = "____"
_NAME = re.compile(
    r"(?<![\w'’“\"-])[A-Z][\w-]+(?:['’][a-z]{2,}\w*)?(?:\s(?:of\s)?[A-Z][\w-]+){0,2}(?![\w-])"
)
_BRACKET = re.compile(r"\s\((?P<short>[A-Z]{2,6})\)")
_DEFINES = re.compile(
    r"(?P<term>[A-Z][\w'’-]*(?:\s[\w'’-]+){0,2})\s?(?::|\s[-–—])\s(?P<meaning>(?:an?|the)\s.+)",
    re.IGNORECASE,
)
_NOT_NAMES = MONTHS | lexicon(
    "monday tuesday wednesday thursday friday saturday sunday the a an this that these those in on "
    "it he she they we i his her their its first second third new western eastern northern "
    "southern west east north south central after before during since although results policy"
)
_NOUN_END = re.compile(
    r"(?:['’]s)?(?:[.,;:)]|\Z|\s(?:in|on|of|to|by|at|and|or|but|with|from|for|was|were|is|are|had|has"
    r"|when|while|because|after|before|during|as|who|which|that|against|between|into|over)\b)"
)
_LINKED = re.compile(
    r"(?:\b(?:in|on|of|from|by|since|until|after|before|the)|\()\s?\Z", re.IGNORECASE
)
_FINITE = lexicon("is was are were has had have did does came took made became began went gave led")
_ARTICLE = re.compile(r"(?:An?|The)\s|[a-z]")
_QUALITIES = ("ism", "ist", "ean", "ian", "ied", "ish", "ese", "ic", "al")
_FEWEST_AROUND = 6
_MEANING = (4, 40)


def terms(card: Card, reader: Reader) -> Iterator[Found]:
    """Yield cloze questions of a card: its definition, or names that the notes have once."""
    if found := _definition(card, reader):
        yield found
        return
    for line in reader.lines(card):
        if found := _defined(line) or _named(line, reader):
            yield found


def _definition(card: Card, reader: Reader) -> Found | None:
    """Ask for a front that is a term by its back, which says what it means."""
    if not is_definition(card, reader):
        return None
    term, meaning = sides(card)
    return _meaning_of(card, card.lines[0], term, meaning)


def is_definition(card: Card, reader: Reader) -> bool:
    """Tell whether a card has a term on its front and on its back what the term means."""
    if len(card.points) != 1 or card.points[0].subs or card.front_kind is FrontKind.QUESTION:
        return False
    if not (reader.front_usable(card) and reader.usable(card.points[0])):
        return False
    term, meaning = sides(card)
    words, around = words_in(term), words_in(meaning)
    if not 1 <= len(words) <= 3 or len(term) > 40 or re.search(r"[\d:;,.?!/]", term):
        return False
    if not _MEANING[0] <= len(around) <= _MEANING[1] or moments(term) or leans(meaning):
        return False
    if _is_sentence(around) or not (reader.is_glossary or _ARTICLE.match(meaning)):
        return False
    said = {word.lower() for word in around}
    return not said & {word.lower() for word in words} and reader.is_plain(meaning)


def _is_sentence(words: list[str]) -> bool:
    """Tell whether words begin with a subject and its verb, where a meaning is a noun."""
    early = [word.lower() for word in words[1:6]]
    return bool(_FINITE & set(early)) or any(word.endswith("ed") for word in early[:2])


def sides(card: Card) -> tuple[str, str]:
    """Return the front and the only point of a card, on one line each."""
    return " ".join(card.front.split()), " ".join(card.points[0].text.split())


def _defined(line: Line) -> Found | None:
    """Ask for the term of "Comintern: the Communist International, …"."""
    found = _DEFINES.fullmatch(line.text)
    if not found or not line.whole or len(found["term"].split()) > 3:
        return None
    term, meaning = found["term"], found["meaning"]
    said = {word.lower() for word in words_in(meaning)}
    if said & {word.lower() for word in words_in(term)} or re.search(r"\d", term):
        return None
    if not _MEANING[0] <= len(words_in(meaning)) <= _MEANING[1]:
        return None
    return _meaning_of(line.card, line.number, term, meaning)


def _meaning_of(card: Card, line: int, term: str, meaning: str) -> Found | None:
    stem = f"Which term is this? {GAP}: {markup.escape(ended(meaning))}"
    return proposal(card, line, "term", stem, Cloze((Key(accepted=(term,)),)), Skill.RECALL)


def _named(line: Line, reader: Reader) -> Found | None:
    """Take the first name out that the notes have once, and that nothing beside it gives away."""
    text = line.text
    when = moments(text)
    if leans(text) or begins_low(text) or is_clipped(text) or GAP[0] in text or len(when) > 1:
        return None
    if when and when[0].start and not _LINKED.search(text[: when[0].start]):
        return None  # a date among commas: notes run together
    if " - " in text or " – " in text:  # shorthand, whose parts lean on each other
        return None
    for found in _NAME.finditer(text):
        name, end = found[0], found.end()
        if not found.start() or not _is_rare(name, reader) or _in_row(text, found):
            continue
        if " " not in name and not _NOUN_END.match(text, end):
            continue
        accepted = [name]
        if short := _BRACKET.match(text, end):
            accepted.append(short["short"])
            end = short.end()
        around = text[: found.start()] + text[end:]
        words = words_in(around)
        if len(words) < _FEWEST_AROUND or any(each in words for each in words_in(name)):
            continue
        stem = "".join(
            (
                "Fill the gap: " if not found.start() else "",
                markup.escape(text[: found.start()]),
                " " if text[found.start() - 1].isspace() else "",
                GAP,
                " " if text[end : end + 1].isspace() else "",
                markup.escape(text[end:]),
            )
        )
        kind = Cloze((Key(accepted=tuple(accepted)),))
        made = proposal(line.card, line.number, "term", ended(stem), kind, Skill.RECALL)
        if made:
            return made
    return None


def _is_rare(name: str, reader: Reader) -> bool:
    """Tell whether a run of words is a name that the notes have once."""
    words = name.split()
    bare = [word.lower() for word in words if word != "of"]
    if bare[0] in _NOT_NAMES or bare[0] in PEOPLES or bare[0] in TITLES or len(words) > 3:
        return False
    if any(word.isupper() and len(word) > 1 for word in words) or len(name) < 4:
        return False
    if len(bare) == 1 and (bare[0] in LANDS or bare[0].endswith(_QUALITIES)):
        return False
    if any(_is_misspelt(word.lower()) for word in words_in(name)):
        return False
    return all(
        reader.times(piece) == 1 for word in words if word != "of" for piece in words_in(word)
    )


@lru_cache(maxsize=1_024)
def _is_misspelt(word: str) -> bool:
    """Tell whether a word is nearly, and not quite, a name that the bank knows."""
    known = _known_names()
    if word in known or word in known_words() or len(word) < 5:
        return False
    return any(_one_letter_off(word, name) for name in known)


def _one_letter_off(one: str, other: str) -> bool:
    """Tell whether two words of one length differ in one letter, or in two that are swapped."""
    if len(one) != len(other) or one[0] != other[0]:
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 or (len(apart) == 2 and apart[0] == apart[1][::-1])


@cache
def _known_names() -> frozenset[str]:
    names = (name for each in bundled_facts().names for name in (each.name, *each.accept))
    return frozenset(plain(word) for name in names for word in words_in(name) if len(word) > 4)


def _in_row(text: str, found: re.Match[str]) -> bool:
    """Tell whether a name is one of several in a row, so that another could stand there too."""
    before, after = text[: found.start()], text[found.end() :]
    return bool(
        re.search(
            r"(?:[A-Z][\w’'-]*,?\s(?:and|or|&)\s(?:the\s)?|[A-Z][\w-]*,\s(?:the\s)?)\Z", before
        )
        or re.match(r"(?:,\s|,?\s(?:and|or|&)\s)(?:the\s)?[A-Z]", after)
        or re.search(r"[A-Z][\w’'.-]*\s\Z|[“\"'‘]\Z", before)
        or re.match(r"['’”\"]|\s[A-Z]", after)
    )
