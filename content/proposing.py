"""Proposes more kinds of question from notes, where that is safe; an editor decides on each."""

from content.draft import Draft, Found


def propose(draft: Draft) -> tuple[Found, ...]:
    """Return what could be asked besides the flashcards, each saying what it was made of."""
    del draft
    return ()
