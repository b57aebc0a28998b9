"""Nothing the core can do or say is missing on a platform."""

import ast
import inspect
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot import wording
from bot.domain.replies import Reply
from bot.on_discord import render as on_discord
from bot.on_discord.layouts import Viewer as DiscordViewer
from bot.on_telegram import render as on_telegram
from bot.on_telegram.messages import Viewer as TelegramViewer
from bot.on_web.render import Viewer, render
from bot.usecases.authoring import Authoring
from bot.usecases.boards import Boards
from bot.usecases.classes import Classes
from bot.usecases.comeback import Comeback
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.digesting import Digesting
from bot.usecases.mending import Mending
from bot.usecases.privacy import Privacy
from bot.usecases.reminding import Reminding
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from tests.any_reply import any_of
from tests.fakes import FakeClock
from tests.on_discord.reading import wrong
from tests.on_telegram.reading import wrong as wrong_on_telegram

BOT = Path(__file__).parents[1] / "bot"
PLATFORMS = ("on_web", "on_discord", "on_telegram")
DRIVEN_BY_ALARMS = {"tick"}
ROOMS = (
    *(Study, Rounds, Daily, Reminding, Digesting, Comeback),
    *(Boards, Classes, Decks, Authoring, Mending, Settings, Privacy),
)
FOR_OTHER_PLATFORMS = {
    "on_web": {"link_place"},  # a room belongs to its class from the start; chats are linked
    # Who presses is known and let in as they come; a channel shows its posts by itself.
    "on_discord": {"enter", "room", "revealed", "picture", "waiting"},
    # "named" completes what is typed, which a group has no form for.
    "on_telegram": {"enter", "room", "revealed", "picture", "waiting", "named"},
}


def called_in(platform: str) -> set[str]:
    """Return the names of all attributes that a platform's room uses."""
    names: set[str] = set()
    for path in (BOT / platform).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("room", ROOMS)
def test_every_use_case_is_reached(platform: str, room: type) -> None:
    methods = {
        name
        for name, _ in inspect.getmembers(room, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }
    missing = methods - called_in(platform) - DRIVEN_BY_ALARMS - FOR_OTHER_PLATFORMS[platform]
    assert not missing


@pytest.mark.parametrize("kind", get_args(Reply), ids=lambda kind: kind.__name__)
def test_every_reply_can_be_said_and_shown(kind: type) -> None:
    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # long texts shrink for minutes
    )
    @given(any_of(kind))
    def check(reply: Reply) -> None:
        assert wording.plain(reply)
        assert len(wording.plain(reply)) <= wording.PLAIN_LIMIT
        shown = render(reply, Viewer(now=FakeClock().now))
        assert shown.html.strip()
        viewer = DiscordViewer(now=FakeClock().now, public=True)
        assert not wrong(on_discord.render(reply, viewer))
        reader = TelegramViewer(now=FakeClock().now, public=True, bot="studyhall_bot")
        assert not wrong_on_telegram(on_telegram.render(reply, reader))

    check()
