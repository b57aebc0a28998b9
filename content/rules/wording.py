"""Rules about words: British, plain, fair to whoever slipped and to the dead (L73 to L76)."""

import re
from collections.abc import Iterator

from bot.domain.question import Choice, Match, Order
from bot.domain.vocabulary import lexicon
from content.bank import Item, Sheet
from content.rules.evidence import answers_of
from content.rules.fault import Fault, at, texts, words, years

WORDS_IN_STEM = 30
MOST_CLAUSES = 2
UNION = 1922
"""The USSR exists from 30 December of this year; before it there is Soviet Russia."""

_AMERICAN = re.compile(
    r"\b(?:colou?rless|(?:color|honor|favor|labor|neighbor|behavior|rumor|armor|harbor)(?:s|ed|ing|able)?"
    r"|defense|offense|pretense|center(?:s|ed)?|theater|maneuver\w*|program|skillful\w*|fulfill(?!ed|ing)"
    r"|travel(?:ed|ing|er)|cancel(?:ed|ing)|analyze[ds]?|paralyze[ds]?|skeptic\w*|gray|plow"
    r"|[a-z]{4,}iz(?:e|ed|es|ing|ation|ations|er|ers))\b"
)
_NOT_AMERICAN = lexicon("capsize capsized citizen prize prized seize seized seizes size")
_LATER_NAME = re.compile(r"\bUSSR\b|\bSoviet Union\b")
_FOUNDED = re.compile(r"\b(?:found|form|creat|proclaim)\w*|30 December|Soviet Russia|RSFSR")
_OTHER_SPELLING = re.compile(r"\b(?:Kuomintang|KMT)\b")
_NOT_WHY = re.compile(
    r"\bas above\b|\bsee above\b|\boption [a-d1-9]\b|\banswer [a-d]\b|\bself-evident|\bobviously\b",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:stupid|silly|careless|lazy|foolish|nonsense|embarrassing|you should have)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
_NEGATED = re.compile(
    r"\b(?:un(?:likely|able|willing|aware|true|important|successful)|in(?:correct|accurate|capable)"
    r"|impossible|false|wrong|deny|denied|refuse[ds]?|fail(?:ed|s)?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:because|although|though|whereas|unless|provided|while)\b", re.IGNORECASE
)
_DEAD = re.compile(r"\b(?:killed|dead|deaths?|died|murdered|shot|executed|victims|perished)\b")
_MANY = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d{5,}\b|\b\d+ ?(?:million|thousand|per cent\b|%)")
_GUESSED = re.compile(
    r"\b(?:estimat\w*|about|some|roughly|perhaps|around|uncertain|differ)\b", re.IGNORECASE
)
_PARTIAL = re.compile(
    r"\b(?:glorious\w*|heroic\w*|brilliant\w*|genius|magnificent\w*|evil|barbari\w*|savages?|hordes?)\b",
    re.IGNORECASE,
)


def british(_: Sheet, item: Item) -> Iterator[Fault]:
    """L73: British spelling."""
    for key, text in texts(item.question):
        for word in _AMERICAN.findall(text.lower()):
            if word not in _NOT_AMERICAN:
                yield at(item, key, f"“{word}” is not spelt the British way")


def names_of_their_time(_: Sheet, item: Item) -> Iterator[Fault]:
    """L73: Guomindang, not Kuomintang; Soviet Russia until the end of 1922, then the USSR."""
    for key, text in _asked(item):
        if _OTHER_SPELLING.search(text) and "Guomindang" not in text:
            yield at(item, key, "write Guomindang; Kuomintang and KMT are accepted from learners")
        dated = [int(year) for year in years(text)]
        if dated and max(dated) <= UNION and _LATER_NAME.search(text) and not _FOUNDED.search(text):
            yield at(
                item, key, f"in {max(dated)} it is Soviet Russia; the USSR is of December 1922"
            )


def _asked(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the stem, and each option, item or side that stands by itself."""
    kind = item.question.kind
    yield "stem", item.question.stem
    if isinstance(kind, Choice):
        yield from (
            ("right" if option.correct else "wrong", option.text) for option in kind.options
        )
    if isinstance(kind, Order):
        yield from (("items", text) for text in kind.items)
    if isinstance(kind, Match):
        yield from (("pairs", f"{pair.left} {pair.right}") for pair in kind.pairs)


def explains(_: Sheet, item: Item) -> Iterator[Fault]:
    """L74: the explanation says something of its own, points nowhere, and blames nobody."""
    text = item.question.explanation
    if found := _NOT_WHY.search(text):
        yield at(item, "explanation", f"‘{found.group()}’ explains nothing; say why")
    if found := _BLAME.search(text):
        yield at(item, "explanation", f"‘{found.group()}’ blames; name the slip neutrally")
    said = set(words(item.question.stem)) | {w for _, each in answers_of(item) for w in words(each)}
    if text.strip() and not set(words(text)) - said:
        yield at(item, "explanation", "this only says the question and the answer again; say why")


def readable(_: Sheet, item: Item) -> Iterator[Fault]:
    """L75: a stem has up to 30 words, no negation of a negation, and few clauses."""
    stem = item.question.stem
    if (count := len(stem.split())) > WORDS_IN_STEM:
        yield at(item, "stem", f"the stem has {count} words; {WORDS_IN_STEM} read at a glance")
    if _NEGATION.search(stem) and _NEGATED.search(stem):
        yield at(item, "stem", "two negations in a stem are one puzzle too many")
    if len(_CLAUSE.findall(stem)) >= MOST_CLAUSES:
        yield at(item, "stem", "several clauses hang on one stem; split it")


def tactful(_: Sheet, item: Item) -> Iterator[Fault]:
    """L76: numbers of dead come with ‘estimates’; nobody is praised or abused."""
    told = any(_GUESSED.search(text) for _, text in texts(item.question))
    for key, text in texts(item.question):
        if _DEAD.search(text) and _MANY.search(text) and not told:
            yield at(item, key, "numbers of dead are estimates: say so")
        if found := _PARTIAL.search(text):
            yield at(item, key, f"“{found.group()}” takes sides")
