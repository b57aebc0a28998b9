"""Who may do what with a deck, and what its editors do to it, within the caller's transaction.

A deck is edited by the owners and editors of the class that brought it. Must not know files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Account, DeckId, QuestionId
from bot.domain.question import Deck
from bot.domain.replies import DeckKept, DraftDone, DraftText, Problem, Refused, Reply, Role
from bot.usecases import drafting, importing
from bot.usecases.coming import about, in_play, plays_live, queue
from bot.usecases.importing import Obstacle, Plan
from bot.usecases.membership import deck_called, nearest, standing, usable
from bot.usecases.readying import Ready
from content.draft import Media
from content.editions import Edition
from content.formats.media import suffix_of
from storage import claims, classes, learners, pictures, proposals, questions
from storage.classes import ClassRow
from storage.database import Tx
from storage.mirroring import EditionRefused
from storage.questions import DeckRow

MOST_DECKS = 100
"""Decks that one class may bring."""

_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture and what it is, by its first bytes."""

    body: bytes
    media_type: str


def editor(tx: Tx, who: Account) -> ClassRow | Refused:
    """Return the class whose decks the learner looks after, or why there is none."""
    found = standing(tx, who, None, Role.OWNER, Role.EDITOR)
    return found if isinstance(found, Refused) else found[1]


def known(tx: Tx, who: Account, typed: str) -> tuple[DeckRow, ClassRow, Role] | Refused:
    """Return the deck that is meant, of those the learner's class can use."""
    found = standing(tx, who, None)
    if isinstance(found, Refused):
        return found
    _, class_row, role = found
    available = usable(tx, class_row.id)
    # An id is one deck's alone; a title may be written to look like another's id.
    row = next((row for row in available if row.id == typed), None)
    row = row or deck_called(available, typed)
    if row is None:
        return Refused(Problem.NO_SUCH_DECK, (typed[:80], nearest(available, typed)))
    return row, class_row, role


def may_edit(row: DeckRow, class_row: ClassRow, role: Role) -> bool:
    """Return whether somebody of this role in this class looks after the deck."""
    return role is not Role.MEMBER and row.imported and row.class_id == class_row.id


def edited(tx: Tx, who: Account, typed: str, work: Callable[[DeckRow, ClassRow], Reply]) -> Reply:
    """Do something to a deck that the learner may edit, or say why they may not."""
    allowed = editor(tx, who)
    if isinstance(allowed, Refused):
        return allowed
    found = known(tx, who, typed)
    if isinstance(found, Refused):
        return found
    row, class_row, role = found
    if not may_edit(row, class_row, role):
        return Refused(Problem.DECK_FIXED, (row.title,))
    try:
        return work(row, class_row)
    except EditionRefused as refusal:
        return _taken(refusal)


def _taken(refusal: EditionRefused) -> Refused:
    """Return that a question's id, the first word of the reason, belongs to another deck."""
    return Refused(Problem.ID_TAKEN, (str(refusal).partition(" ")[0],))


def in_the_way(tx: Tx, plan: Plan, class_row: ClassRow) -> Refused | None:
    """Return why an edition cannot be kept for a class, if it cannot."""
    if plan.obstacle in (Obstacle.BANK_DECK, Obstacle.FOREIGN):
        return Refused(Problem.DECK_TAKEN, plan.about)
    own = [row for row in questions.decks(tx) if row.class_id == class_row.id]
    if plan.new and len(own) >= MOST_DECKS:
        return Refused(Problem.MANY_DECKS, (str(MOST_DECKS),))
    return Refused(Problem.ID_TAKEN, plan.about) if plan.obstacle is Obstacle.ID_TAKEN else None


def keep(
    tx: Tx,
    edition: Edition,
    plan: Plan,
    class_row: ClassRow,
    ready: Ready,
    *,
    same: bool,
    at: datetime,
) -> Reply:
    """Keep an edition for a class; ``same``: changed questions are what they were, mended."""
    chosen = classes.chosen_decks(tx, class_row.id)
    settled = [change.after.id for change in plan.to_ask] if same else []
    try:
        kept = importing.keep(tx, edition, class_row.id, settled, ready, at)
    except EditionRefused as refusal:
        return _taken(refusal)
    if plan.new and chosen:  # a class that chose its decks wants the one it brings, too
        classes.choose_decks(tx, class_row.id, (*chosen, kept.deck))
    return DeckKept(
        deck=kept.deck,
        title=kept.title,
        class_name=class_row.name,
        added=kept.added,
        changed=kept.changed,
        retired=kept.retired,
        unchanged=kept.unchanged,
        waiting=kept.waiting,
        live=plays_live(tx, kept.deck),
    )


def edit(tx: Tx, row: DeckRow, question: QuestionId, text: str) -> Reply:
    """Show a proposal's text or, given one, make the proposal say that."""
    proposed = proposals.one(tx, row.id, question)
    if proposed is None:
        return queue(tx, row, DraftDone.GONE, 1)
    before = proposed.question
    if not text.strip():
        return DraftText(row.id, row.title, before.id, drafting.text_of(before))
    names = [name for name, _ in pictures.of(tx, row.id)]
    after = drafting.question_of(text, before, [name for name, _ in row.themes], names)
    if isinstance(after, tuple):
        return DraftText(row.id, row.title, before.id, text, after)
    proposals.rewrite(tx, row.id, after)
    return queue(tx, row, DraftDone.EDITED, 1)


def let_back(tx: Tx, row: DeckRow, class_row: ClassRow, question: QuestionId) -> Reply:
    """Put a paused question of a deck back into play and close its reports."""
    stored = questions.by_id(tx, question)
    if stored is None or questions.deck_of(tx, stored.key) != row.id:
        return Refused(Problem.NO_SUCH_QUESTION)
    questions.pause(tx, stored.key, paused=False)
    claims.answer_reports(tx, stored.key)
    return about(tx, row, class_row, may_edit=True, back=stored.question.stem)


def exported(tx: Tx, who: Account, typed: str) -> tuple[Deck, tuple[Media, ...]] | Refused:
    """Return a deck that the learner may take out, with the pictures it came with."""
    found = known(tx, who, typed)
    if isinstance(found, Refused):
        return found
    row, class_row, role = found
    whole = importing.exported(tx, row.id)
    hidden = role is Role.MEMBER and not in_play(tx, row, class_row.id)
    if whole is None or hidden:
        return Refused(Problem.NO_SUCH_DECK, (typed[:80], ""))
    deck, held = whole
    paused = {stored.question.id for stored in questions.paused(tx, row.id)}
    asked = tuple(each for each in deck.questions if each.id not in paused)
    playable = Deck(deck.id, deck.title, deck.description, deck.themes, asked, deck.licence)
    return playable, tuple(Media(name, data) for name, data in held)


def picture(tx: Tx, who: Account, deck: DeckId, name: str) -> PictureFile | None:
    """Return a picture of a deck that everybody, or a class of the learner's, can use."""
    learner = learners.find(tx, who)
    row = questions.deck(tx, deck)
    if learner is None or row is None:
        return None
    if row.class_id is not None and classes.role_of(tx, row.class_id, learner.id) is None:
        return None
    data = pictures.get(tx, deck, name)
    media_type = _MEDIA_TYPES.get(suffix_of(data)) if data is not None else None
    return PictureFile(data, media_type) if data is not None and media_type else None
