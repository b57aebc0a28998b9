"""What is rendered goes out through the library and is taken, as the Bot API describes itself."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.ids import Place, Platform
from bot.domain.replies import Asked, Reply, Solution
from bot.domain.urgency import Urgency
from bot.on_telegram.messages import Rendered, Upload
from bot.on_telegram.pacing import Pacing
from bot.on_telegram.render import picture_of, render
from bot.on_telegram.sending import Manner, post
from tests.any_reply import REPLIES, any_of
from tests.fakes import FakeClock
from tests.on_telegram.asks import ANN, ROOM, choice, live
from tests.on_telegram.fake import builder, online, open_telegram
from tests.on_telegram.pictures.scenes import SCENES
from tests.on_telegram.post_room import PIXEL
from tests.on_telegram.timer import LeisurelyTimer

FEW = settings(
    max_examples=1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # these texts shrink for minutes
)
PICTURE = Upload("map.png", PIXEL)


async def sent(rendered: Iterable[Rendered]) -> list[str]:
    """Send messages, each to a group of its own; return what the Bot API finds wrong with them."""
    clock = FakeClock()
    async with open_telegram(clock) as telegram:
        pacing = Pacing(LeisurelyTimer(clock).timer())
        application = builder(telegram).rate_limiter(pacing).build()
        async with online(telegram, application):
            for each in rendered:
                place = Place(Platform.TELEGRAM, str(telegram.group("11B").id))
                await post(application.bot, place, each, Manner(Urgency.CLOSE))
        return telegram.forgive()


def test_what_the_pictures_show_is_taken() -> None:
    shots = [shot.rendered for scene in SCENES.values() for shot in scene().shots]
    assert asyncio.run(sent(shots)) == []


@FEW
@given(st.tuples(*map(any_of, REPLIES)))
def test_any_reply_is_taken(replies: tuple[Reply, ...]) -> None:
    rendered = [
        render(reply, viewer, attached=PICTURE if picture_of(reply) else None)
        for reply in replies
        for viewer in (ANN, ROOM)
    ]
    assert asyncio.run(sent(rendered)) == []


@FEW
@given(st.lists(st.tuples(any_of(Asked), any_of(Solution)), min_size=4, max_size=9))
def test_any_poll_is_taken(questions: list[tuple[Asked, Solution]]) -> None:
    viewer = replace(ROOM, polls=True)
    sure = (live(), Solution(("Rapallo",), (0,), explanation="In *April*. " * 30))
    several = (live(choice(several=True)), Solution((), (0, 2)))
    rendered = [
        render(asked, viewer, solution=solution) for asked, solution in (sure, several, *questions)
    ]
    assert sum(each.poll is not None for each in rendered) >= 2
    assert asyncio.run(sent(rendered)) == []
