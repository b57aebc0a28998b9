"""Every reply renders within Telegram's limits, whatever texts it carries."""

from collections.abc import Hashable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.replies import Asked, PointsProposed, Reply, Solution
from bot.on_telegram.arranging import arranging
from bot.on_telegram.messages import Upload
from bot.on_telegram.render import picture_of, render
from tests.any_reply import REPLIES, any_of
from tests.on_telegram.asks import ANN, ROOM, png
from tests.on_telegram.reading import seen, wrong

PICTURE = Upload("map.png", png(), "A map of *borders* @everyone")

NEVER_PUBLIC = {
    "Answered", "CloseCall", "HintGiven", "SelfGrade", "PointsProposed", "Marked", "NothingDue",
    "Skipped", "Undone", "ClaimFiled", "ClaimQueue", "Progress", "SettingsShown", "LinkCode",
    "PrivacyShown", "DataExported", "DeleteAsked", "DataDeleted", "DraftQueue", "DraftText",
    "DailyPreview", "DeckComing", "QuestionHistory", "QuestionText", "Refused",
}  # fmt: skip

ANY = settings(
    max_examples=9,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # these texts shrink for minutes
)


@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: kind.__name__)
def test_every_reply_fits_telegram_with_any_text(kind: Hashable) -> None:
    @ANY
    @given(any_of(kind), st.integers(0, 3), st.booleans(), st.booleans())
    def walk(reply: Reply, page: int, pictured: bool, public: bool) -> None:
        attached = PICTURE if pictured and picture_of(reply) else None
        shown = render(reply, ROOM if public else ANN, attached=attached, page=page)
        assert not wrong(shown)
        assert seen(shown).strip()
        if type(reply).__name__ in NEVER_PUBLIC:
            assert shown.private

    walk()


@ANY
@given(any_of(Asked), any_of(Solution), st.booleans())
def test_any_question_is_a_poll_or_a_keyboard(
    asked: Asked, solution: Solution, named: bool
) -> None:
    viewer = replace(ROOM, polls=True, bot=ROOM.bot if named else "")
    shown = render(asked, viewer, solution=solution)
    assert not wrong(shown)


@ANY
@given(any_of(Asked) | any_of(PointsProposed), st.lists(st.integers(-1, 24), max_size=9))
def test_any_step_of_any_question_can_be_shown(
    reply: Asked | PointsProposed, picks: list[int]
) -> None:
    shown = arranging(reply, tuple(picks), ANN)
    assert not wrong(shown)
    assert shown.private
    assert shown.replaces
