"""What every format that is read and written promises, as one check."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.ids import DeckId
from bot.domain.question import Deck, Question
from content.draft import Draft, Media, Written
from content.formats.keeping import core, questions_of
from content.source import Source
from tests.content.formats.kinds import bare, left_out

Write = Callable[[Deck, tuple[Media, ...]], Written]
Read = Callable[[Source], Draft]


def keeps_its_word(deck: Deck, write: Write, read: Read, *, with_ids: bool = True) -> set[str]:
    """Check that nothing is lost without a word; return the ids of what was left out.

    What was written comes back; equal to the last character unless a loss is told. What was read
    is written and read again without any change.
    """
    written = write(deck, ())
    told = {loss.question for loss in written.losses}
    out = left_out(written.losses)
    kept = [question for question in deck.questions if question.id not in out]
    if not kept:
        return out
    back = _read(written, read)
    assert [core(question) for question in kept] == [core(question) for question in back]
    for old, new in zip(kept, back, strict=True):
        if old.id not in told:
            assert bare(new, with_id=with_ids) == bare(old, with_id=with_ids)
    again = write(_deck_of(deck, kept, back), ())
    assert left_out(again.losses) == set()
    assert [bare(each, with_id=with_ids) for each in _read(again, read)] == [
        bare(each, with_id=with_ids) for each in back
    ]
    return out


def _read(written: Written, read: Read) -> list[Question]:
    source = Source(f"deck{written.suffix}", written.data)
    draft = read(source)
    assert draft.problems == ()
    assert read(source) == draft
    return [found.question for found in questions_of(draft)]


def _deck_of(deck: Deck, kept: list[Question], back: list[Question]) -> Deck:
    """Return what was read as the deck that it would be kept as."""
    questions = (
        replace(new, id=old.id, deck=DeckId("tea"), theme=old.theme)
        for old, new in zip(kept, back, strict=True)
    )
    return replace(deck, questions=tuple(questions))
