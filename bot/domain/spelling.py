"""How words are written: folding, spelling variants, typing slips and what they may cost.

Knows letters and words only; what an answer means, and what a question says, is read elsewhere.
"""

import importlib.resources
import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

import jellyfish
from rapidfuzz.distance import OSA

from bot.domain.word_forms import same_word, standard

_TOKEN = re.compile(r"(?<!\w)-?\d+(?:\.\d+)+|(?<!\w)-?\d[^\W_]*\+?|[^\W_]+\+?#?|%", re.UNICODE)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`´′", ""))
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
    | {"&": " and ", "−": "-", "–": "-", "—": " ", "‐": "-", "‑": "-", "_": " ", "\u2044": "/"}
)
_ARTICLES = ("a", "an")
_CLUSTERS = (("shch", "sh"), ("tsch", "ch"), ("sch", "sh"), ("cz", "ch"), ("tch", "ch"))
_FINAL_F = re.compile(r"(?<=[eo])ff?$")
_BONES = str.maketrans("cqxzw", "kkksv", "aeiouyh")
_NEIGHBOURS = str.maketrans("bfvdgn", "ppptkm")

SHORT = 3
"""Words of at most this many letters are never read with a slip."""
_LONGEST_WORD = 40


class Likeness(IntEnum):
    """How alike two words are, from the same to nothing in common."""

    SAME = 0
    FORM = 1  # another spelling, number or inflection of the same word
    SLIP = 2
    SOUND = 3
    NONE = 9


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near a typed word is to a wanted one; ``edits`` counts typing slips."""

    likeness: Likeness
    edits: int = 0


_SAME = Closeness(Likeness.SAME)
_FORM = Closeness(Likeness.FORM)
FAR = Closeness(Likeness.NONE, 99)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the one form under which equal answers are grouped. Folding twice changes nothing.

    Case, accents, ligatures, quotes, hyphens, dots, "the" and a leading "a" or "an" are gone;
    digits, decimal points, ``%``, ``+`` and ``#`` are kept. Dotted initials become one word.
    """
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def plain(text: str) -> str:
    """Return the text in lower case without accents or ligatures; punctuation is kept."""
    if text.isascii():
        return text.lower()
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text


def _fold_once(text: str) -> str:
    flat = plain(text).translate(_LETTERS).translate(_APOSTROPHES)
    flat = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), flat)
    return " ".join(_join_initials(_without_articles(_TOKEN.findall(flat))))


def _without_articles(tokens: list[str]) -> list[str]:
    kept = [word for word in tokens if word != "the"] or tokens[:1]
    while len(kept) > 1 and kept[0] in _ARTICLES and len(kept[1]) > 1:
        kept = kept[1:]
    return kept


def _join_initials(tokens: list[str]) -> list[str]:
    """Write "f d r" as one word; two initials are joined only where nothing else stands."""
    if len(tokens) < 2 or all(len(token) > 1 for token in tokens):
        return tokens
    joined: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and token.isalpha():
            run.append(token)
            continue
        if len(run) >= SHORT or len(run) == len(tokens):
            joined.append("".join(run))
        else:
            joined.extend(run)
        run = []
        if token:
            joined.append(token)
    return joined


@cache
def known_words() -> frozenset[str]:
    """Return some 80,000 English words in lower case, read once from symspellpy's dictionary."""
    source = importlib.resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    with source.open(encoding="utf-8-sig") as lines:
        return frozenset(line.partition(" ")[0] for line in lines)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Return the metaphone key: words that sound alike share it."""
    return jellyfish.metaphone(word)


def sound_alike(one: str, other: str, *, shortest: int = 7) -> bool:
    """Tell whether two words sound the same; ``shortest`` letters are enough for bare bones.

    "ch" may be heard in two ways: as in Nicholas, and as in Khrushchev.
    """
    if sound(one) == sound(other) != "":
        return True
    return len(other) >= shortest and (
        _skeleton(one) == _skeleton(other) or _skeleton(_softly(one)) == _skeleton(_softly(other))
    )


def _softly(word: str) -> str:
    return word.replace("ch", "sh")


def budget(length: int) -> int:
    """Return how many slips a word of so many letters may have."""
    if length <= 4:
        return 0
    if length <= 6:
        return 1
    return 2 if length <= 10 else 3


@lru_cache(maxsize=16384)
def compare(typed: str, wanted: str, *, trusted: bool = False) -> Closeness:
    """Return how near a typed word is to the wanted one.

    Words with digits, and words of three letters or fewer, are the same or nothing. A typed
    word that is itself an English word is no slip, unless the rest of the answer vouches for
    it (``trusted``) and it sounds the same.
    """
    if typed == wanted:
        return _SAME
    if same_word(typed, wanted):
        return _FORM
    if not (typed.isalpha() and wanted.isalpha()) or len(typed) > _LONGEST_WORD:
        return FAR
    if min(len(typed), len(wanted)) < SHORT or len(wanted) <= SHORT:
        return FAR
    return _slip(typed, wanted, trusted=trusted)


def _slip(typed: str, wanted: str, *, trusted: bool) -> Closeness:
    alike = sound_alike(typed, wanted, shortest=5 if trusted else 7)
    allowed = budget(len(wanted)) + alike
    edits = OSA.distance(typed, wanted, score_cutoff=max(allowed, 1))
    if len(wanted) == 4:
        fits = edits == 1 and (alike or sorted(typed) == sorted(wanted))
    else:
        fits = edits <= allowed and (edits < 2 or alike or _sounds_near(typed, wanted))
    if not fits:
        return FAR
    if _is_known(typed) and not (trusted and alike and edits == 1):
        return FAR
    if edits > 2 and OSA.distance(_vowels(typed), _vowels(wanted)) > 1:
        return FAR
    if edits > 1 and _is_cut_off(typed, wanted):
        return FAR
    if edits > 1 and not (trusted and alike) and _nearer_to_a_word(typed, wanted):
        return FAR
    return Closeness(Likeness.SOUND if alike and edits > 1 else Likeness.SLIP, edits)


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    """Return the consonants that carry a word: no vowels, no h, no doubles, c as k, z as s.

    A final "-off" or "-ef" of a Russian name is "-ov" or "-ev".
    """
    for spelt, heard in _CLUSTERS:
        word = word.replace(spelt, heard)
    bones = _FINAL_F.sub("v", word).translate(_BONES)
    return "".join(bone for bone, last in zip(bones, " " + bones, strict=False) if bone != last)


def _is_known(word: str) -> bool:
    """Tell whether a word is English, in British or American spelling."""
    words = known_words()
    return word in words or standard(word) in words


def _sounds_near(typed: str, wanted: str) -> bool:
    """Tell whether several slips leave the consonants: at most one is lost, added or moved.

    In long words one may turn into its neighbour ("Ribbentroff"); in shorter ones that is
    another name ("Ravello" for "Rapallo").
    """
    one, other = _skeleton(typed), _skeleton(wanted)
    if one == other or (len(wanted) >= 9 and sorted(one) == sorted(other)):
        return True
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    if len(one) != len(other) or sorted(one) == sorted(other):
        return True
    return len(wanted) >= 9 and one.translate(_NEIGHBOURS) == other.translate(_NEIGHBOURS)


def _vowels(word: str) -> str:
    return "".join(letter for letter in word if letter in "aeiouy")


def _is_cut_off(typed: str, wanted: str) -> bool:
    """Tell whether one only continues the other: a derived word ("endotherm", "derail")."""
    long, short = (typed, wanted) if len(typed) > len(wanted) else (wanted, typed)
    return long.startswith(short) or long.endswith(short)


@lru_cache(maxsize=2048)
def _nearer_to_a_word(typed: str, wanted: str) -> bool:
    """Tell whether one slip from the typed word stands an English word that is not the wanted."""
    words = known_words()
    return any(
        candidate in words and not same_word(candidate, wanted)
        for candidate in _one_slip_away(typed)
    )


def _one_slip_away(word: str) -> set[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    gone = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + new + right[1:] for left, right in cuts if right for new in letters}
    added = {left + new + right for left, right in cuts for new in letters}
    return gone | swapped | changed | added
