"""What a story needs: a class somewhere, a clock moved by hand, and an ear for the bot.

What people say is a call of a use case. What the bot says is what its platform shows of it, held
against that platform's limits. Where that is stands in ``stages.py``. Must not know what happens.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.app import App
from bot.domain.ids import Account, AskId, Place, Platform
from bot.domain.question import (
    Choice,
    Chosen,
    Cloze,
    Date,
    Filled,
    Given,
    Grade,
    Graded,
    Listed,
    Match,
    Matched,
    Number,
    Order,
    Ordered,
    Passed,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
    Wrote,
)
from bot.domain.replies import AnswerCount, Asked, Marked, Reply
from bot.press import Press
from bot.usecases.delivering import Delivering
from storage import questions
from tests.fakes import FakeClock

R = TypeVar("R")

BEAT = 0.5
"""Seconds between two looks at the alarms, as in the program."""

PATIENCE = timedelta(minutes=5)
"""Nothing in a round takes longer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A reply as its platform shows it: its words, what its buttons mean, what is wrong with it.

    ``form``: there is another way to answer it than a button, such as a poll or a field.
    """

    text: str
    presses: tuple[Press | None, ...]
    wrong: list[str]
    form: bool = False


class Show(Protocol):
    """Shows a reply to one person, or (``public``) to everybody where they meet."""

    def __call__(
        self, reply: Reply, now: datetime, *, public: bool, count: AnswerCount | None = None
    ) -> Seen:
        """Return what is seen; ``count`` is how many have answered a question by now."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A platform the story is told on.

    ``home`` is what belongs to the class, ``corner`` where in it they play; ``opens`` brings the
    class in. ``sees_who_is_there``: rounds there wait for whoever is present.
    """

    ann: Account
    ben: Account
    cat: Account
    home: Place
    corner: Place
    opens: Callable[["Story"], Awaitable[Place]]
    show: Show
    sees_who_is_there: bool


class Story:
    """The class, its bot, and everything that was said."""

    def __init__(self, app: App, clock: FakeClock, stage: Stage) -> None:
        self.app = app
        self.clock = clock
        self.stage = stage
        self.place = stage.corner
        self.said: list[str] = []
        self._posts_heard = 0
        self._delivering = Delivering(self.app.database, self.clock)

    async def hears(self, kind: type[R], saying: Awaitable[Reply], *facts: str) -> R:
        """Let the bot answer one person; the reply is of this kind and tells these facts."""
        reply = await saying
        seen = self.looks(reply)
        assert isinstance(reply, kind), seen.text
        for fact in facts:
            assert fact.casefold() in seen.text.casefold(), f"{fact!r} is not in: {seen.text}"
        return reply

    def looks(
        self, reply: Reply, *, public: bool = False, count: AnswerCount | None = None
    ) -> Seen:
        """Note what a reply looks like: it fits, and a question can be answered from it."""
        seen = self.stage.show(reply, self.clock.now, public=public, count=count)
        self.said.append(seen.text)
        assert not seen.wrong, f"{seen.wrong}: {seen.text}"
        assert seen.text.strip()
        assert None not in seen.presses, seen.text
        if isinstance(reply, Asked):
            asks = {getattr(press, "ask", None) for press in seen.presses}
            assert seen.form or reply.ask in asks, f"nobody can answer: {seen.text}"
        return seen

    async def listens(self) -> list[Reply]:
        """Hear what was posted since the last time, as everybody sees it."""
        posts = await self.app.posting.since(self.place, self._posts_heard, 1000)
        for post in posts:
            self.looks(post.reply, public=True)
            self._posts_heard = post.id
            if self.place.platform is not Platform.WEB:  # there a post is out at once
                await self._delivering.delivered(post.id, str(post.id))
        return [post.reply for post in posts]

    async def until(self, kind: type[R], within: timedelta = PATIENCE) -> R:
        """Let time go by, with the alarms ringing, until this is said to everybody."""
        end = self.clock.now + within
        while self.clock.now < end:
            self.clock.forward(seconds=BEAT)
            await self._rings()
            for reply in await self.listens():
                if isinstance(reply, kind):
                    return reply
        raise AssertionError(f"no {kind.__name__} came; the last was: {self.said[-1]}")

    async def tomorrow(self, days: int = 1) -> list[Reply]:
        """Sleep until nine on another day, and return what was posted meanwhile."""
        end = (self.clock.now + timedelta(days=days)).replace(hour=9, minute=0, second=0)
        posted: list[Reply] = []
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + timedelta(hours=1))
            await self._rings()
            posted += await self.listens()
        return posted

    async def _rings(self) -> None:
        await self.app.rounds.tick()
        await self.app.daily.tick()

    async def question(self, asked: Asked) -> Question:
        """Look the asked question up, as only the teacher could."""
        found = await self.app.database.transaction(
            lambda tx: questions.by_id(tx, asked.posed.question)
        )
        assert found is not None
        return found.question

    async def answers(self, who: Account, asked: Asked, *, right: bool = True) -> Reply:
        """Let somebody answer from the key, or say that they do not know."""
        given = right_answer(await self.question(asked)) if right else Passed()
        return await self.app.study.answer(who, asked.ask, given)

    async def reviews(self, who: Account, count: int, *, right: bool = True) -> int:
        """Let somebody review up to ``count`` questions; return how many there were."""
        for done in range(count):
            asked = await self.app.study.next(who)
            self.looks(asked)
            if not isinstance(asked, Asked):
                return done
            self.clock.forward(seconds=20)
            await self.hears(Marked, self.answers(who, asked, right=right))
        return count


def counted(ask: AskId, answered: int) -> AnswerCount:
    """Return how many have answered, where nobody knows who is there."""
    return AnswerCount(ask, answered, 0)


def right_answer(question: Question) -> Given:
    """Return an answer that is right by the key."""
    match question.kind:
        case Choice(options=options):
            return Chosen(tuple(i for i, option in enumerate(options) if option.correct))
        case TrueFalse(truth=truth):
            return Chosen((0 if truth else 1,))
        case Typed(key=key):
            return Wrote(key.accepted[0])
        case Number(value=value):
            return Wrote(value)
        case Date(value=value, until=until):
            return Wrote(f"{value} to {until}" if until else value)
        case Order(items=items):
            return Ordered(tuple(range(len(items))))
        case Match(pairs=pairs):
            return Matched(tuple(range(len(pairs))))
        case Cloze(gaps=gaps):
            return Filled(tuple(gap.accepted[0] for gap in gaps))
        case Points(points=points):
            return Listed("", tuple(range(len(points))))
        case Recall():
            return Graded(Grade.GOOD)
