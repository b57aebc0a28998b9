"""What the web's room works with: the use cases in one hand, and who sits at which tab.

Must not know HTTP or HTML.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.ids import Account, Place
from bot.drawing.easel import Easel
from bot.usecases.authoring import Authoring
from bot.usecases.boards import Boards
from bot.usecases.classes import Classes
from bot.usecases.comeback import Comeback
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.digesting import Digesting
from bot.usecases.mending import Mending
from bot.usecases.posting import Posting
from bot.usecases.privacy import Privacy
from bot.usecases.reminding import Reminding
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from bot.usecases.watching import Watching


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything the bot can do, and the clock it does it by."""

    study: Study
    rounds: Rounds
    daily: Daily
    reminding: Reminding
    digesting: Digesting
    comeback: Comeback
    boards: Boards
    classes: Classes
    decks: Decks
    authoring: Authoring
    mending: Mending
    settings: Settings
    privacy: Privacy
    posting: Posting
    watching: Watching
    clock: Callable[[], datetime]
    easel: Easel = field(default_factory=Easel)


@dataclass(slots=True, kw_only=True)
class Seat:
    """One open tab: who, where, and who else is there. ``review`` is the command it studies by.

    Nothing here matters when it is lost: a tab that comes back brings ``review`` along.
    """

    who: Account
    place: Place
    code: str
    review: str = ""
    present: Callable[[], tuple[Account, ...]] = field(default=tuple)
