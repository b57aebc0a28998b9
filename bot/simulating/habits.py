"""What a pupil does besides answering: starts a round, looks about. Must not know what is due."""

import random

from bot.app import App
from bot.domain.replies import Pace, Reply, Span
from bot.simulating.pupils import Pupil
from bot.simulating.town import Group
from bot.simulating.wire import Wire
from bot.usecases.board_words import BoardWish

QUESTIONS_A_ROUND = 5


async def play(app: App, group: Group, pupil: Pupil) -> Reply:
    """Start a round for the class."""
    return await app.rounds.start(
        pupil.account, group.place, questions=QUESTIONS_A_ROUND, pace=Pace.QUICK, present=None
    )


async def look_about(app: App, wire: Wire, dice: random.Random, group: Group, pupil: Pupil) -> None:
    """Look at a board, and at one thing more, alone and before everybody."""
    wish = BoardWish(
        span=dice.choice(tuple(Span)),
        before=dice.random() < 0.3,
        server=dice.random() < 0.2,
        pictured=dice.random() < 0.5,
    )
    board = await app.boards.see(pupil.account, group.place, wish)
    for reply in (board, await _one_more(app, dice, group, pupil)):
        wire.whispered(reply, pupil.account, group.plan.zone, pupil.secret)
        wire.told_all(reply, group.plan.platform, group.plan.zone)


async def _one_more(app: App, dice: random.Random, group: Group, pupil: Pupil) -> Reply:
    match dice.randrange(4):
        case 0:
            return await app.study.progress(pupil.account)
        case 1:
            return await app.boards.see(pupil.account, group.place, BoardWish(classes=True))
        case 2:
            return await app.daily.show(pupil.account, group.place)
        case _:
            return await app.classes.show(pupil.account, group.place)
