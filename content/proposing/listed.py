"""Points questions: a card with a list of short items, each known by words of its own."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain import markup
from bot.domain.marking import mark
from bot.domain.question import Cue, Listed, Mark, Points, Skill
from bot.domain.question import Point as Line
from bot.domain.segments import begins
from bot.domain.tokens import is_number, words_of
from bot.domain.vocabulary import GENERIC, MONTHS, NEGATIONS, STOPS, lexicon
from content.draft import Card, Found, FrontKind
from content.making import question
from content.proposing.lines import Reader
from content.proposing.making import proposal

_FEWEST, _MOST = 3, 8
_LONGEST_ITEM = 17
_LONGEST_MEAN = 13
_CUES = 6
_LISTS = re.compile(
    r"\b(?:reasons?|aims?|causes?|effects?|consequences|results|terms|features|mistakes|events"
    r"|issues|problems|factors|methods|outcomes?|pacts|treaties|types|kinds|stages|steps"
    r"|weaknesses|strengths|advantages|disadvantages|changes|policies|motives|shortcomings|impacts?"
    r"|functions|examples|properties|characteristics|components|parts|organs|symptoms|sources|uses"
    r"|benefits|arguments|conditions|measures|reforms|laws|rules|principles|points|elements"
    r"|members|allies|goals|objectives|failures|successes|threats|differences|similarities"
    r"|limitations|states|countries|why)\b",
    re.IGNORECASE,
)
_WEAK = lexicon(
    "therefore however although because become becomes became being since while still even only "
    "many much more most less least good great strong stronger strongest weak large small "
    "important able could would should might must made make makes making used using use given "
    "give gave take took taken led lead leads without within towards among through also both each "
    "every other another first second third new old high low own way ways part parts lots lot "
    "but anti non pro per yet may instead bought time left going being whole general "
    "several various things thing"
)
_UNTELLING = _WEAK | STOPS | GENERIC | MONTHS | NEGATIONS
_TELLING = 3
_OWNER = re.compile(r"['’]s\b")


def points(card: Card, reader: Reader) -> Found | None:
    """Return a points question of a card's list; None where its items cannot be told apart."""
    items = card.points
    if not _FEWEST <= len(items) <= _MOST or not _LISTS.search(card.front):
        return None
    if len({item.kind for item in items}) > 1 or not reader.front_usable(card):
        return None
    texts = [" ".join(item.text.split()).rstrip(".;,") for item in items]
    if not _names_its_subject(card.front):
        return None
    if any(item.subs or not reader.usable(item) for item in items):
        return None
    if not _are_parallel(texts) or not all(map(reader.is_plain, (*texts, card.front))):
        return None
    need = (len(items) + 1) // 2
    stem = markup.escape(_stem(card, need, len(items)))
    kind = _scheme(texts, stem, need)
    if kind is None:
        return None
    return proposal(card, card.lines[0], "list", stem, kind, Skill.RECALL)


def _names_its_subject(front: str) -> bool:
    """Tell whether a front says what its list is about: "Key events" alone does not."""
    words = [word for word in words_of(front) if word not in STOPS | _WEAK and word != "key"]
    return len([word for word in words if not _LISTS.fullmatch(word)]) > 0


def _are_parallel(texts: Sequence[str]) -> bool:
    sizes = [len(text.split()) for text in texts]
    if max(sizes) > _LONGEST_ITEM or sum(sizes) > _LONGEST_MEAN * len(sizes):
        return False
    if any(re.search(r"[.?!;:]\s", text) for text in texts):
        return False
    return len({text.casefold() for text in texts}) == len(texts)


def _stem(card: Card, need: int, of: int) -> str:
    front = " ".join(card.front.split()).rstrip("?:. ")
    asked = f"{front}?" if card.front_kind is FrontKind.QUESTION else f"{front}:"
    verb = "Name" if asked.endswith("?") else "name"
    return f"{asked} {verb} {need} of {of}."


def _scheme(texts: Sequence[str], stem: str, need: int) -> Points | None:
    """Return the items with cues that nothing else fires; None if one has fewer than two."""
    asked = set(words_of(markup.plain(stem)))
    bags = [list(dict.fromkeys(words_of(_OWNER.sub("", text)))) for text in texts]
    counted = Counter(word for bag in bags for word in bag)
    lines = []
    for place, (text, bag) in enumerate(zip(texts, bags, strict=True)):
        others = [word for at, each in enumerate(bags) if at != place for word in each]
        own = [
            word
            for word in bag
            if counted[word] == 1
            and _tells(word)
            and word not in asked
            and not any(
                begins(other, word) or begins(word, other) for other in others if _tells(other)
            )
        ]
        if len(own) < 2:
            return None
        lines.append(Line(markup.escape(text), (Cue(tuple(own[:_CUES])),)))
    kind = Points(need, tuple(lines))
    return kind if _tell_apart(kind, texts, stem) else None


def _tells(word: str) -> bool:
    return len(word) >= _TELLING and not is_number(word) and word not in _UNTELLING


def _tell_apart(kind: Points, texts: Sequence[str], stem: str) -> bool:
    """Tell whether each item's own text makes its own point, and no other."""
    asked = question(stem, kind)
    for place, text in enumerate(texts):
        parts = mark(asked, Listed(text)).parts
        if not parts or [at for at, part in enumerate(parts) if part is Mark.RIGHT] != [place]:
            return False
    return True
