"""What the running program asks of its machine."""

import gc

from bot.process import YOUNG, seldom_collected


def test_what_is_there_is_left_alone_and_everything_is_as_before_afterwards() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with seldom_collected():
        assert gc.get_threshold()[0] == YOUNG > before[0]
        assert gc.get_freeze_count() > frozen
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_lost_cycles_are_found_all_the_same() -> None:
    class Ring:
        def __init__(self) -> None:
            self.ring = self

    with seldom_collected():
        for _ in range(YOUNG + 10_000):
            Ring()
        assert sum(isinstance(each, Ring) for each in gc.get_objects()) <= YOUNG
