"""The choice of a daily question: what fades first, new ones at a rate, nothing too soon."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.daily import Why, in_a_row, is_lit
from bot.domain.daily_choice import (
    FADING_BELOW,
    NEW_EVERY,
    REPEAT_AFTER,
    Choice,
    Group,
    Past,
    Remembered,
    choose,
)
from bot.domain.ids import QuestionKey

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)
KEYS = [QuestionKey(number) for number in range(1, 8)]
NOBODY = Group(5, 0, {})


def remembered(stability: float, ago: int) -> Remembered:
    return Remembered(stability, TODAY - ago * DAY)


def group(**memories: list[Remembered]) -> Group:
    """Return a group of five, two of whom study; keys are ``q1``, ``q2``, …"""
    return Group(5, 2, {QuestionKey(int(key[1:])): known for key, known in memories.items()})


def chosen(choice: Choice | None) -> tuple[int, Why]:
    assert choice is not None
    return choice.question, choice.reason.why


def test_without_history_the_themes_in_order() -> None:
    assert chosen(choose(KEYS, NOBODY, [], TODAY)) == (1, Why.IN_ORDER)
    past = [Past(TODAY - DAY, KEYS[0], Why.IN_ORDER)]
    assert chosen(choose(KEYS, NOBODY, past, TODAY)) == (2, Why.IN_ORDER)


def test_the_lowest_mean_recall_goes_first() -> None:
    one = group(q3=[remembered(5, 10), remembered(90, 10)], q5=[remembered(5, 10)] * 2)
    choice = choose(KEYS, one, [], TODAY)
    assert chosen(choice) == (5, Why.FADING)
    assert choice is not None
    assert choice.reason.recall is not None
    assert 0.5 < choice.reason.recall < FADING_BELOW
    assert (choice.reason.knowing, choice.reason.members) == (2, 5)


def test_what_is_fresh_gives_way_to_something_new() -> None:
    one = group(q1=[remembered(50, 1)])
    assert chosen(choose(KEYS, one, [], TODAY)) == (2, Why.UNSEEN)
    assert chosen(choose(KEYS[:1], one, [], TODAY)) == (1, Why.FADING)


def test_what_few_have_met_is_new_to_the_group() -> None:
    """Of nine who study two have met the first: it is not the group's yet, nor quite new."""
    nine = Group(10, 9, {KEYS[0]: [remembered(1, 60)] * 2, KEYS[1]: [remembered(2, 60)] * 3})
    assert chosen(choose(KEYS[:2], nine, [], TODAY)) == (2, Why.FADING)
    fading = [Past(TODAY - n * DAY, QuestionKey(90 + n), Why.FADING) for n in (2, 1)]
    assert chosen(choose(KEYS[:2], nine, fading, TODAY)) == (1, Why.UNSEEN)
    assert chosen(choose(KEYS[:3], nine, fading, TODAY)) == (3, Why.UNSEEN)


def test_the_queue_goes_before_everything() -> None:
    past = [Past(TODAY - DAY, KEYS[6], Why.FADING)]
    assert chosen(choose(KEYS, NOBODY, past, TODAY, [KEYS[6], KEYS[1]])) == (7, Why.QUEUED)


def test_what_editors_queue_keeps_nothing_new_away() -> None:
    """One of theirs every other day, and something new comes all the same."""
    fading = group(q1=[remembered(1, 60)], q2=[remembered(1, 50)])
    for whys in ((Why.FADING, Why.QUEUED), (Why.QUEUED, Why.FADING), (Why.QUEUED, Why.QUEUED)):
        past = [Past(TODAY - 2 * DAY, KEYS[5], whys[0]), Past(TODAY - DAY, KEYS[6], whys[1])]
        assert chosen(choose(KEYS, fading, past, TODAY)) == (3, Why.UNSEEN)
    past = [Past(TODAY - 2 * DAY, KEYS[5], Why.UNSEEN), Past(TODAY - DAY, KEYS[6], Why.QUEUED)]
    assert chosen(choose(KEYS, fading, past, TODAY)) == (1, Why.FADING)


def test_a_deck_too_small_begins_again_with_the_oldest() -> None:
    past = [Past(TODAY - n * DAY, KEYS[n % 3], Why.IN_ORDER) for n in range(9, 0, -1)]
    assert chosen(choose(KEYS[:3], NOBODY, past, TODAY)) == (1, Why.AGAIN)
    assert choose([], NOBODY, past, TODAY) is None


memories = st.dictionaries(
    st.sampled_from([QuestionKey(number) for number in range(1, 61)]),
    st.lists(
        st.builds(
            Remembered,
            st.floats(0.01, 400),
            st.dates(TODAY - timedelta(days=300), TODAY + timedelta(days=2)),
        ),
        min_size=1,
        max_size=4,
    ),
    max_size=40,
)


@given(memories, st.integers(0, 4), st.sets(st.integers(0, 69), max_size=30))
def test_a_season_without_repeats_and_with_new_ones_at_a_rate(
    known: dict[QuestionKey, list[Remembered]], studying: int, skipped: set[int]
) -> None:
    """Sixty questions, seventy days: none comes back within the span, and new ones keep coming."""
    keys = [QuestionKey(number) for number in range(1, 61)]
    one = Group(4, studying if known else 0, known)
    past: list[Past] = []
    for number in range(70):
        if number in skipped:
            continue
        day = TODAY + number * DAY
        choice = choose(keys, one, past, day)
        assert choice is not None
        assert choice == choose(keys, one, past, day)
        last = max((each.day for each in past if each.question == choice.question), default=None)
        assert last is None or (day - last).days >= REPEAT_AFTER
        past.append(Past(day, choice.question, choice.reason.why))
    whys = [each.why for each in past]
    asked = set[QuestionKey]()
    for number, each in enumerate(past):
        asked.add(each.question)
        row = whys[max(0, number - NEW_EVERY + 1) : number + 1]
        if row == [Why.FADING] * NEW_EVERY:  # then there was nothing new left
            enough = -(-one.studying // 3)
            resting = {p.question for p in past[:number] if (each.day - p.day).days < REPEAT_AFTER}
            assert all(len(known.get(key, ())) >= max(1, enough) or key in resting for key in keys)


def test_the_group_row() -> None:
    assert is_lit(2, 4)
    assert not is_lit(1, 4)
    assert not is_lit(0, 0)
    assert in_a_row([]) == 0
    assert in_a_row([(2, 4), (3, 4), (1, 4), (4, 4)]) == 2
    assert in_a_row([(0, 4), (4, 4)]) == 0
