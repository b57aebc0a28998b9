"""The newest are remembered, and never more than were asked for."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recent import Recent


@given(st.lists(st.integers(0, 9)), st.integers(0, 5))
def test_the_newest_written_are_there_in_their_order(written: list[int], most: int) -> None:
    recent: Recent[int, int] = Recent(most)
    for at, key in enumerate(written):
        recent[key] = at
    last = list(dict.fromkeys(reversed(written)))[:most][::-1]
    assert list(recent) == last
    assert all(written[at] == key for key, at in recent.items())
