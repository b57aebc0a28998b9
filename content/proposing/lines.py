"""The lines of notes that a question may be made of: whole, plain and free of damage.

Notes are full of shorthand, slips and half sentences. What is left here can stand in a question
as it is; the rest stays a flashcard. Must not know kinds of questions.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.spelling import known_words, plain
from bot.domain.vocabulary import lexicon
from bot.domain.word_forms import standard
from content.draft import Card, Draft, FrontKind, Point

LONGEST = 260
"""Characters of a sentence that a question is made of."""
_TERM, _PAIRED = 40, 4
"""Characters of a front that may be a term; so many of them, one point each, are a glossary."""
_DAMAGE = ("OCR", "TRUNC", "UNBALANCED", "GLUED", "JOINED", "FRAGMENT", "EMPTY", "DUP_QUOTE")
_SENTENCE = re.compile(r"(?<=[a-z\d)”\"'][.!?;])\s+(?=[A-Z“\"']|[a-z]+\s)")
_MESSY = re.compile(
    r"!|\?\s*\S|\.\.|…|[=<>@{}\[\]|^~#*_\\→]|\s/|/\s|\b(?:eg|ie|w/|b/c)\b"
    r"|\betc\b|&\S|https?:|\s['’]\s|\s[–—-](?=[A-Za-z])|\b(\w+)\s\1\b|\(.{60,}\)"
    r"|\b(?:comms?|revs?|dip|econ|sig|mil|mill|govs?|govt|imp|ind|diff|situ|est|auth"
    r"|interp|cont|poss|inc|esp|approx)\b(?!\.\w)",
    re.IGNORECASE,
)
_CASED = re.compile(r"\b(?:EV|CA|NB)\b|[a-z][A-Z]")
_SAID = re.compile(r"“[^”]{30,}|\"[^\"]{30,}\"|‘[^’]{40,}’")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:re|ve|ll|d))$")
_ENDINGS = (("s", ""), ("ed", ""), ("ing", ""), ("d", ""), ("ies", "y"), ("ing", "e"))
_PAIRS = (("(", ")"), ("“", "”"), ("‘", "’"))
_LEANING = lexicon(
    "he she it they him her them his its their this that these those such there here then also "
    "both yet but and or so because which who whose whom when while however therefore thus hence "
    "another other others instead meanwhile later afterwards despite although since as if not "
    "nor neither either same former latter one some despite meant even still again who's i we you "
    "my our your me us could would should might may must can will was were is are "
    "has have had did does do no more less only just"
)
_VERB = lexicon(
    "is was are were has had have did does do signed invaded invade joined attacked declared "
    "occupied came comes became died born began begins ended fell won lost broke made took left "
    "held met agreed elected appointed founded formed established replaced defeated introduced "
    "passed"
)
_AFTER_VERB = lexicon("the a an to through from into its their his her all")
_BARE_VERB = re.compile(r"[a-z]+(?:ed|ing)\Z")
_SMALL_START = lexicon("the a an")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a card, and the line of the notes where its point begins."""

    card: Card
    text: str
    number: int
    whole: bool  # the point says nothing else


class Reader:
    """Reads the lines of one draft; knows which of them are damaged or in doubt."""

    def __init__(self, draft: Draft, doubtful: frozenset[int]) -> None:
        self._bad = doubtful | {
            each.line for each in draft.warnings if each.code.startswith(_DAMAGE)
        }
        self._quotes = {quote.line for quote in draft.quotes} | {
            line for quote in draft.quotes for line in quote.joins
        }
        pairs = sum(len(card.points) == 1 and len(card.front) <= _TERM for card in draft.cards)
        self.is_glossary = pairs >= _PAIRED and 2 * pairs >= len(draft.cards)
        self._read: tuple[Card, list[Line]] | None = None  # each card is read for several kinds
        self._met: Counter[str] = Counter()
        for card in draft.cards:
            self._met.update(_LETTERS.findall(card.front[:LONGEST]))
            for point in flat(card.points):
                self._met.update(_LETTERS.findall(point.text[:LONGEST]))

    def times(self, word: str) -> int:
        """Return how often the notes have a word, as it is written."""
        return self._met[word]

    def usable(self, point: Point) -> bool:
        """Tell whether a point is whole, undamaged, undoubted and nobody's words."""
        first, last = point.lines
        span = range(first, min(last, first + 50) + 1)
        return not any(line in self._bad or line in self._quotes for line in span)

    def front_usable(self, card: Card) -> bool:
        """Tell whether the front of a card is free of damage and doubt."""
        return card.lines[0] not in self._bad and card.front_kind is not FrontKind.SYNTHETIC

    def is_doubted(self, card: Card) -> bool:
        """Tell whether any line of a card is damaged or in doubt."""
        return any(point.lines[0] in self._bad for point in flat(card.points))

    def lines(self, card: Card) -> list[Line]:
        """Return the plain sentences of a card's points, in order."""
        if self._read is None or self._read[0] is not card:
            self._read = card, list(self._lines(card))
        return self._read[1]

    def _lines(self, card: Card) -> Iterator[Line]:
        for point in flat(card.points):
            if not self.usable(point) or _SAID.search(point.text[: 4 * LONGEST]):
                continue
            text = " ".join(point.text[: 4 * LONGEST].split())
            pieces = _SENTENCE.split(text) if len(text) <= 2 * LONGEST else []
            for piece in pieces:
                if self.is_plain(piece):
                    number = point.lines[0]
                    yield Line(card, piece.rstrip(" ;"), number, whole=len(pieces) == 1)

    def is_plain(self, text: str) -> bool:
        """Tell whether a text can be shown as it is: plain signs, pairs closed, no slips."""
        if not 0 < len(text) <= LONGEST or _MESSY.search(text) or _CASED.search(text):
            return False
        if any(text.count(one) != text.count(other) for one, other in _PAIRS[:2]):
            return False
        if text.count('"') % 2 or (text.count("‘") and text.count("‘") > text.count("’")):
            return False
        return not any(self._is_slip(word) for word in _LETTERS.findall(text))

    def _is_slip(self, word: str) -> bool:
        """Tell whether a word is no word: unknown, not a name, and met only once."""
        if not word[0].islower() or len(word) < 4 or _CONTRACTED.search(word):
            return False
        bare = plain(word).replace("’", "'").removesuffix("'s").replace("'", "")
        known = known_words()
        if bare in known or standard(bare) in known:
            return False
        ends = (
            bare.removesuffix(end) + put in known for end, put in _ENDINGS if bare.endswith(end)
        )
        return self._met[word] < 2 and not any(ends)


def flat(points: tuple[Point, ...]) -> Iterator[Point]:
    """Yield points and what stands below them, in order."""
    for point in points:
        yield point
        yield from flat(point.subs)


def leans(text: str) -> bool:
    """Tell whether a text needs what was said before it: it begins with "he", "this", "but"."""
    words = _LETTERS.findall(text)
    return not words or words[0].lower() in _LEANING


def begins_low(text: str) -> bool:
    """Tell whether a text begins with a small letter and no article: half a sentence."""
    words = text.split()
    return bool(words) and words[0][:1].islower() and words[0] not in _SMALL_START


def is_clipped(text: str) -> bool:
    """Tell whether a text begins with its verb: the subject is on the front."""
    first, second, *_ = (*(word.lower() for word in words_in(text)), "", "")
    does = first.endswith("s") and not first.endswith("ss") and second in _AFTER_VERB
    return first in _VERB or does or bool(_BARE_VERB.match(first))


def words_in(text: str) -> list[str]:
    """Return the words of a text, as they are written."""
    return _LETTERS.findall(text)


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return a text with a full stop."""
    text = text.rstrip(" ,;:–—-.")
    return text if text.endswith("?") else f"{text}."
