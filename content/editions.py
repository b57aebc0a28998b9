"""An edition of a deck: what a file becomes when it is kept.

Ids are those of the file where the deck is Studyhall's own, else derived from what a question is
about, so that the same file always gives the same ids. Pure; must not know where decks are kept.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from bot.domain.ids import DeckId, QuestionId
from bot.domain.judge import fold
from bot.domain.markup import clean
from bot.domain.question import Deck, Question
from content.bank import attach_rivals
from content.draft import Draft, Found, Media

LONGEST_ID = 40
"""Characters of a deck's or a question's id, so that it fits into every button and address."""
LONGEST_TITLE = 120
"""Characters of a deck's or a theme's title."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Names that no file can have on Windows, whatever its extension."""
_PLAIN_THEME = ("all", "All questions")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question made from notes, waiting for an editor. ``why`` is what it was made of."""

    question: Question
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A deck as one file has it. ``lines`` says where in the file each question stands."""

    deck: Deck
    proposals: tuple[Proposal, ...] = ()
    media: tuple[Media, ...] = ()
    lines: Mapping[QuestionId, int] = field(default_factory=dict)


def slug(text: str, fallback: str = "deck") -> str:
    """Return ``text`` as an id: lower-case letters, digits and hyphens, at most LONGEST_ID."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_ID].strip("-")
    if found:
        return f"{fallback}-{found}" if _DEVICE.match(found) else found
    return f"{fallback}-{_digest(text)[:8]}" if text else fallback


def edition(
    draft: Draft, found: Sequence[Found], name: str = "", fallback: str = "Imported deck"
) -> Edition:
    """Return the deck that a draft's questions make, called ``name`` or as the file says.

    ``found`` are the draft's questions, those made of its cards and those proposed.
    """
    title = _line(name) or _line(draft.title) or _line(fallback) or "Imported deck"
    deck_id = DeckId(slug(name) if name else (draft.deck_id or slug(title)))
    own = deck_id if draft.deck_id == deck_id else DeckId("")
    themes = _themes(found)
    numbers = _Ids(deck_id, own, found)
    placed = [(each, _placed(each, deck_id, themes, numbers)) for each in found]
    deck = Deck(
        deck_id,
        title,
        clean(draft.description),
        tuple(themes.values()) or (_PLAIN_THEME,),
        tuple(question for each, question in placed if not each.proposed),
        clean(draft.licence),
    )
    return Edition(
        attach_rivals(deck),
        tuple(
            Proposal(question, each.proposed, each.line)
            for each, question in placed
            if each.proposed
        ),
        draft.media,
        {question.id: each.line for each, question in placed},
    )


def _line(text: str) -> str:
    """Return a title on one line, without what nobody sees, of at most LONGEST_TITLE characters."""
    return " ".join(clean(text).split())[:LONGEST_TITLE].strip()


def _themes(found: Iterable[Found]) -> dict[str, tuple[str, str]]:
    """Return (short name, title) of every theme that the file names, by title and in order."""
    themes: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for each in found:
        title = _line(each.theme_title)
        if title in themes or (not title and "" in themes):
            continue
        short = each.question.theme or (slug(title, "theme") if title else _PLAIN_THEME[0])
        while short in taken:
            short = f"{short[:30]}-{_digest(title + short)[:6]}"
        taken.add(short)
        themes[title] = (short, title or _PLAIN_THEME[1])
    return themes


class _Ids:
    """Gives ids out: those of the file where they are the deck's own, else derived ones."""

    def __init__(self, deck: DeckId, own: DeckId, found: Iterable[Found]) -> None:
        self._prefix = f"{deck[: LONGEST_ID - 13].rstrip('-')}-"
        # A table that was written from this deck has the ids that were derived for it.
        self._ours = {
            each.question.id
            for each in found
            if (own or each.question.id.startswith(self._prefix)) and _ID.match(each.question.id)
        }
        self._given: set[QuestionId] = set()
        self._met: Counter[str] = Counter()

    def of(self, found: Found) -> QuestionId:
        question = found.question
        if question.id in self._ours and question.id not in self._given:
            self._given.add(question.id)
            return question.id
        about = f"id {question.id}" if question.id else f"{fold(question.stem) or question.stem}"
        if found.proposed:
            about = f"{found.proposed} {found.card} {about}"
        while True:
            self._met[about] += 1
            again = self._met[about]
            digest = _digest(about if again == 1 else f"{about} {again}")
            derived = QuestionId(self._prefix + digest)
            if derived not in self._ours:  # of two equal stems one may still have its id
                return derived


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _placed(
    found: Found, deck: DeckId, themes: Mapping[str, tuple[str, str]], numbers: _Ids
) -> Question:
    short, _ = themes[_line(found.theme_title)]
    picture = found.question.picture
    if picture is not None:  # its words are no markup, which would be cleaned when it is shown
        picture = replace(picture, alt=clean(picture.alt))
    return replace(found.question, id=numbers.of(found), deck=deck, theme=short, picture=picture)
