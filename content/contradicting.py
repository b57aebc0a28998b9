"""Finds where notes contradict each other or the facts of the bank, and says so; never corrects."""

from content.draft import Caution, Draft


def contradictions(draft: Draft) -> tuple[Caution, ...]:
    """Return a caution for every point that disagrees with another or with a known fact."""
    del draft
    return ()
