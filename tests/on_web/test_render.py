"""Every reply renders, whatever texts it carries, and nobody's text becomes HTML."""

from collections.abc import Hashable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.ids import RoundId
from bot.domain.question import KindName, Picture
from bot.domain.replies import Asked, Marked, Reply, RoundOver, Source
from bot.on_web.render import Region, Rendered, Viewer, render, render_outcome
from tests.any_reply import REPLIES, any_of, posed
from tests.on_web.reading import Page, wrong

VIEWER = Viewer(now=datetime(2026, 3, 4, 9, tzinfo=UTC), name="Ann")
EVIL = '"><script>alert(1)</script><b onclick=x> \u202e'


def check(rendered: Rendered) -> Page:
    """Check what holds for every rendered reply."""
    assert not wrong(rendered)
    return Page(rendered.html)


@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: kind.__name__)
def test_every_reply_renders_with_any_text(kind: Hashable) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_of(kind))
    def walk(reply: Reply) -> None:
        rendered = render(reply, VIEWER)
        check(rendered)
        if rendered.region in (Region.NOTE, Region.WORK):
            assert rendered.ask
        if isinstance(reply, Marked):
            check(render_outcome(reply, VIEWER))

    walk()


@pytest.mark.parametrize(
    ("players", "said", "unsaid"),
    [(1, "stay unseen here", "No answers this time"), (0, "No answers this time", "own reviews")],
)
def test_a_round_without_a_podium_says_why(players: int, said: str, unsaid: str) -> None:
    over = RoundOver(
        round=RoundId(1), stopped=True, asked=1, standings=(), missed=(), players=players
    )
    shown = render(over, VIEWER)
    check(shown)
    assert said in shown.html
    assert unsaid not in shown.html


def test_a_name_is_never_html() -> None:
    shown = render(
        Asked(
            ask=1,  # type: ignore[arg-type]
            posed=posed(KindName.TYPED, stem=EVIL, theme_title=EVIL, picture=Picture(EVIL, EVIL)),
            source=Source.REVIEW,
            opened_at=VIEWER.now,
        ),
        VIEWER,
    )
    assert "<script>" not in shown.html
    assert "\u202e" not in shown.html.partition("<img")[0]
    check(shown)


@pytest.mark.parametrize("kind", KindName)
def test_every_kind_has_something_to_answer_with(kind: KindName) -> None:
    asked = Asked(
        ask=5,  # type: ignore[arg-type]
        posed=posed(kind, gaps=2, stem="In ____ came ____."),
        source=Source.REVIEW,
        opened_at=VIEWER.now,
    )
    page = check(render(asked, VIEWER))
    assert any(press.startswith(("1a:5", "1r:5", "1g:5")) for press in page.presses)


def test_what_is_left_is_counted_without_a_noun() -> None:
    asked = Asked(
        ask=5,  # type: ignore[arg-type]
        posed=posed(KindName.TYPED),
        source=Source.REVIEW,
        opened_at=VIEWER.now,
        due_left=3,
    )
    assert check(render(asked, VIEWER)).text.endswith("3 more due")


def test_a_past_deadline_leaves_no_time() -> None:
    asked = Asked(
        ask=5,  # type: ignore[arg-type]
        posed=posed(KindName.TYPED),
        source=Source.ROUND,
        opened_at=datetime(2026, 1, 1, tzinfo=UTC),
        closes_at=datetime(2026, 1, 1, 0, 0, 30, tzinfo=UTC),
    )
    assert 'data-left="0"' in render(asked, VIEWER).html
