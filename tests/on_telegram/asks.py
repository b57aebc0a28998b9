"""Questions as they are posed on Telegram, for tests of how they look."""

from datetime import UTC, datetime, timedelta

from bot.domain.ids import AskId, RoundId
from bot.domain.question import KindName
from bot.domain.replies import Asked, Pace, Posed, RoundStep, Shown, Source
from bot.on_telegram.messages import Viewer
from tests.any_reply import posed

ASK = AskId(87)
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
BOT = "studyhall_bot"
ANN, ROOM = Viewer(NOW, bot=BOT), Viewer(NOW, public=True, bot=BOT)
STEP = RoundStep(RoundId(3), 3, 10, Pace.CALM)
OPTIONS = tuple(Shown(index, text) for index, text in enumerate(("Rapallo", "Locarno", "Genoa")))


def choice(**more: object) -> Posed:
    """Return a choice of three short options, with ``more`` fields changed."""
    return posed(KindName.CHOICE, **{"options": OPTIONS, **more})


def live(question: Posed | None = None) -> Asked:
    """Return a question of a round, open for twenty seconds."""
    return Asked(
        ask=ASK,
        posed=question or choice(),
        source=Source.ROUND,
        opened_at=NOW,
        closes_at=NOW + timedelta(seconds=20),
        step=STEP,
    )


def alone(question: Posed | None = None) -> Asked:
    """Return a question of somebody's own review."""
    return Asked(ask=ASK, posed=question or choice(), source=Source.REVIEW, opened_at=NOW)


def png(width: int = 4, height: int = 3, rest: bytes = b"") -> bytes:
    """Return the head of a picture with these sides."""
    told = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + told + rest
