"""Every reply renders within Discord's limits, whatever texts it carries."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import press
from bot.domain.replies import Reply
from bot.on_discord.layouts import Upload, Viewer
from bot.on_discord.render import picture_of, render
from tests.any_reply import REPLIES, any_of
from tests.on_discord.markdown import read
from tests.on_discord.reading import presses, texts, wrong

VIEWER = Viewer(now=datetime(2026, 3, 4, 9, tzinfo=UTC))
PICTURE = Upload("map.png", b"\x89PNG", "A map of *borders* @everyone")
OURS = {
    "heading", "small print", "list", "quotation", "bold", "italic", "struck", "code", "time",
}  # fmt: skip
"""What our messages may hold; no mention, address, link, emoji, spoiler or fence of anybody's."""

NEVER_PUBLIC = {
    "Answered", "CloseCall", "HintGiven", "SelfGrade", "PointsProposed", "Marked", "NothingDue",
    "Skipped", "Undone", "ClaimFiled", "ClaimQueue", "Progress", "SettingsShown", "LinkCode",
    "PrivacyShown", "DataExported", "DeleteAsked", "DataDeleted", "DraftQueue", "DraftText",
    "DailyPreview", "DeckComing", "Refused",
}  # fmt: skip


@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: kind.__name__)
def test_every_reply_fits_discord_with_any_text(kind: Hashable) -> None:
    @settings(
        max_examples=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # these texts shrink for minutes
    )
    @given(any_of(kind), st.integers(0, 3), st.booleans(), st.booleans())
    def walk(reply: Reply, page: int, pictured: bool, public: bool) -> None:
        attached = PICTURE if pictured and picture_of(reply) else None
        shown = render(reply, replace(VIEWER, public=public), attached=attached, page=page)
        assert not wrong(shown)
        assert texts(shown).strip()
        assert set(read(texts(shown)).found) <= OURS
        assert all(press.decode(carried) is not None for carried in presses(shown))
        if type(reply).__name__ in NEVER_PUBLIC:
            assert shown.private

    walk()
