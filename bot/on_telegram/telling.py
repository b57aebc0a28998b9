"""In which way an answer is told: to all, by a notice, to one person alone, or in private.

In a group nothing of one person's own is told to all: it is a notice, an ephemeral message, or a
link into the private chat. Must not know what any press or command does, nor catch an error.
"""

import asyncio
from dataclasses import replace

from telegram import ReactionTypeEmoji

from bot import press as p
from bot.domain.replies import (
    AccountsLinked,
    Answered,
    Asked,
    DataDeleted,
    DeckComing,
    DeckUnread,
    Marked,
    NothingDue,
    Problem,
    Refused,
    Reply,
    Source,
    Undone,
)
from bot.on_telegram import commands, links
from bot.on_telegram.answers import Answer, Brought, Elsewhere, Guide, Quiet, Shown, Steps
from bot.on_telegram.asking import WRITTEN
from bot.on_telegram.desk import Desk
from bot.on_telegram.doubles import Doubles, Posted, Told
from bot.on_telegram.eyes import goes_on, is_for_presser, is_notice, public_of, reply_of
from bot.on_telegram.messages import Rendered
from bot.on_telegram.prompts import Prompt
from bot.on_telegram.saying import Saying
from bot.on_telegram.turns import Turn
from bot.on_telegram.viewing import Viewing
from bot.on_telegram.ways import ask_of, to_what_came_of, way
from bot.wording import by_message, guiding

SOON = 1.0
"""Seconds for which a notice waits to learn whether the rest of it could be said."""

BEGINNING = (p.Go("leaderboard"),)
"""Presses that begin something on a post about something else, which all still want to read."""

DONE = (Answered, Undone, AccountsLinked, DataDeleted)
"""What is done by what was written, and nobody else's business."""

OF_A_FILE = (DeckComing, DeckUnread)
"""What is said below a file, so that its keys find it there."""

KEPT = "👌"
"""How the bot shows that it did so where it was written in a group."""
_KEPT = ReactionTypeEmoji(KEPT)


class Telling:
    """Tells answers. Every method raises what the library raises."""

    def __init__(self, desk: Desk, saying: Saying, viewing: Viewing) -> None:
        self._desk = desk
        self._saying = saying
        self._viewing = viewing
        self._doubles, self._posted, self._told = Doubles(), Posted(), Told()

    async def tell(self, turn: Turn, answer: Answer) -> None:
        """Tell an answer to who asked; what two taps bring, once."""
        turn.doubled = bool(turn.query) and self._doubles.again(turn, self._desk.clock())
        await self._tell(turn, answer)
        self._doubles.again(turn, self._desk.clock())  # the next tap may have waited for all that

    async def _tell(self, turn: Turn, answer: Answer) -> None:
        if isinstance(answer, Elsewhere):
            await self._lead(turn, answer.url)
        elif isinstance(answer, Quiet):
            await self._saying.nothing(turn, vanish=answer.vanish)
        elif isinstance(answer, Prompt):
            await self._ask(turn, answer)
        elif turn.alone:
            await self._alone(turn, answer)
        elif self._saying.on_whisper(turn):
            await self._on_whisper(turn, answer)
        elif turn.query:
            await self._to_press(turn, answer)
        else:
            await self._to_writer(turn, answer)

    async def _ask(self, turn: Turn, prompt: Prompt) -> None:
        """Ask for words: in private, unless it is the group's business."""
        if not turn.alone and turn.seat.bot and links.written(prompt.press) is not None:
            await self._lead(turn, links.deep_link(turn.seat.bot, prompt.press))
        elif turn.doubled:
            await self._saying.nothing(turn, vanish=False)
        else:
            await self._saying.ask(turn, prompt)

    async def _alone(self, turn: Turn, answer: Shown) -> None:
        """Tell something in a private chat."""
        rendered = await self._viewing.rendered(turn.seat, answer)
        reply = reply_of(answer)
        # Who is in no class yet is shown the keys to one: a notice has none.
        ends = isinstance(reply, Refused) and reply.problem is not Problem.NEEDS_CLASS
        brief = ends or self._saying.is_held(turn)
        noticed = brief and await self._noticed(turn, rendered)
        if await self._once_more(turn, reply) or noticed:
            return
        if turn.doubled and not rendered.replaces and not ends:
            await self._saying.nothing(turn, vanish=False)
            return
        if isinstance(reply, Asked) and reply.posed.kind in WRITTEN:
            # What is written next has to be understood as the answer to this very question.
            if reply.source is not Source.REVIEW:
                await self._saying.show(turn, rendered)
                await self._saying.ask(replace(turn, query=""), _written_prompt(reply, rendered))
                return
            await self._desk.chatting.shown(turn.seat.who, reply.ask)
        word, under = _word(reply, rendered), isinstance(reply, OF_A_FILE)
        await self._saying.show(turn, rendered, under=under, word=word)
        if isinstance(reply, Marked):
            self._told.note(turn, reply.ask)

    async def _once_more(self, turn: Turn, reply: Reply | Steps | Guide) -> bool:
        """Show what an answer came to that is in already, and whose verdict may have been lost.

        False where there is nothing to show, or it stands there.
        """
        ask = ask_of(turn.again) if turn.query else None
        if reply != Refused(Problem.ALREADY_ANSWERED) or ask is None or self._told.knows(turn, ask):
            return False
        found = await self._desk.study.mine(turn.seat.who, ask)
        if not isinstance(found, Marked):
            return False
        turn.acknowledged = True  # there was a notice, or none gets there any more
        marked = replace(found, later=False)
        await self._saying.show(turn, await self._viewing.rendered(turn.seat, marked))
        self._told.note(turn, found.ask)
        return True

    async def _on_whisper(self, turn: Turn, answer: Shown) -> None:
        """Tell something to who pressed a key that nobody else sees: in its place."""
        rendered = await self._viewing.rendered(turn.seat, answer)
        reply = reply_of(answer)
        brief = isinstance(reply, Answered | Refused) or is_notice(rendered)
        if brief and await self._noticed(turn, rendered):
            return
        if isinstance(reply, Asked) and reply.source is Source.REVIEW:
            await self._desk.chatting.shown(turn.seat.who, reply.ask)
        if await self._saying.whisper(turn, rendered):
            await self._saying.nothing(turn, vanish=False, word=_word(reply, rendered))
        elif url := self._way_on(turn):
            await self._lead(turn, url)
        else:
            await self._noticed(turn, rendered)

    async def _noticed(self, turn: Turn, rendered: Rendered) -> bool:
        """Tell something by a notice, if it fits one and there still can be one."""
        if not (turn.query and rendered.alert) or turn.acknowledged:
            return False
        return await self._saying.notice(turn.query, rendered.alert, alert=True)

    async def _to_press(self, turn: Turn, answer: Shown) -> None:
        """Tell something to who pressed a key in a group."""
        if isinstance(answer, Guide):
            await self._show_all(turn, answer.rendered)
            return
        if isinstance(answer, Brought) and isinstance(answer.reply, OF_A_FILE):
            await self._aloud_below(turn, answer)
            return
        reply, public = reply_of(answer), public_of(answer)
        if public is not None and not is_for_presser(reply):
            rendered = await self._viewing.rendered(turn.seat, public, public=True)
            if turn.again in BEGINNING:
                rendered = replace(rendered, replaces=False)
            await self._show_all(turn, rendered)
            return
        rendered = await self._viewing.rendered(turn.seat, answer)
        if isinstance(turn.again, p.JoinRound) and not isinstance(reply, Refused):
            rendered = replace(rendered, alert=guiding.you_are_in(asked=isinstance(reply, Asked)))
        url = self._way_on(turn)
        if turn.acknowledged:
            await self._aside(turn, answer, rendered)
        elif url and goes_on(reply, rendered):
            await self._saying.open(turn, url)
        elif isinstance(reply, Answered) or is_for_presser(reply) or is_notice(rendered):
            await self._notice(turn, rendered)
        else:
            # A notice has the gist of a verdict: nobody is to be led away from the group for more.
            await self._notice_and_rest(turn, rendered, "" if isinstance(reply, Marked) else url)

    async def _show_all(self, turn: Turn, rendered: Rendered) -> None:
        """Show to everybody what a press brings, once."""
        if turn.doubled:
            await self._saying.nothing(turn, vanish=False)
        elif not rendered.replaces and self._posted.stands(turn, self._desk.clock()):
            await self._notice(turn, rendered)
        else:
            await self._saying.show(turn, rendered)

    def _way_on(self, turn: Turn) -> str:
        """Return the link that goes on in private with what was pressed; "" where there is none."""
        press = p.Open(turn.again.ask) if isinstance(turn.again, p.Hint) else turn.again
        if press is None or not turn.seat.bot or links.written(press) is None:
            return ""
        return links.deep_link(turn.seat.bot, press)

    async def _notice(self, turn: Turn, rendered: Rendered) -> None:
        alert = rendered.alert or guiding.FOR_YOUR_EYES
        await self._saying.notice(turn.query, alert, alert=True)

    async def _notice_and_rest(self, turn: Turn, rendered: Rendered, url: str) -> None:
        """Tell by a notice what has room there, and by a whisper all of it.

        Where nothing can be whispered the press leads into the private chat instead. A chat that
        is busy may let a whisper wait, and a press must not wait for that. Two taps are whispered
        to once.
        """
        if turn.doubled and not url:
            await self._notice(turn, rendered)
            return
        whisper = self._saying.whisper(turn, rendered)
        whispering = asyncio.create_task(whisper, name="telegram-quiet")
        done, _ = await asyncio.wait({whispering}, timeout=SOON)
        if url and done and not whispering.result():
            await self._saying.open(turn, url)
            return
        await self._notice(turn, rendered)
        await whispering

    async def _to_writer(self, turn: Turn, answer: Shown) -> None:
        """Tell something to who wrote a command or a reply in a group."""
        if self._saying.may_whisper(turn):
            await self._aside(turn, answer, await self._viewing.rendered(turn.seat, answer))
        elif not (isinstance(answer, DONE) and await self._saying.react(turn, _KEPT)):
            await self._openly(turn, answer)

    async def _aside(self, turn: Turn, answer: Shown, rendered: Rendered) -> None:
        """Tell something to one person alone; where that cannot be, openly."""
        if not await self._saying.whisper(turn, rendered):
            await self._openly(turn, answer)

    async def _openly(self, turn: Turn, answer: Shown) -> None:
        """Tell everybody in a group what all may read; of all else only where it can be read."""
        if isinstance(answer, Guide) and not answer.rendered.private:
            await self._saying.show(turn, answer.rendered, under=True)
        elif isinstance(answer, Brought):
            await self._aloud_below(turn, answer)
        elif (public := public_of(answer)) is not None:
            rendered = await self._viewing.rendered(turn.seat, public, public=True)
            await self._saying.show(turn, rendered, under=True)
        else:
            await self._point(turn, done=commands.changed(turn.again, reply_of(answer)))

    async def _aloud_below(self, turn: Turn, answer: Brought) -> None:
        """Show below a file what it would bring: who sends one to a group shows it to all."""
        rendered = await self._viewing.rendered(turn.seat, answer)
        await self._saying.show(turn, rendered, under=True)

    async def _point(self, turn: Turn, *, done: bool) -> None:
        """Point to where somebody sees in private what they asked for, or have ``done``."""
        url = to_what_came_of(turn.again, turn.seat.bot)
        words = guiding.DONE_UNSEEN if done else guiding.FOR_YOUR_EYES
        await self._saying.show(turn, way(url, words), under=True)

    async def _lead(self, turn: Turn, url: str) -> None:
        """Lead somebody into the private chat: by the key they pressed, or by one to press."""
        if turn.query and not turn.acknowledged:
            await self._saying.open(turn, url)
            return
        unseen = turn.query or self._saying.may_whisper(turn)
        if not (unseen and await self._saying.whisper(turn, way(url))):
            await self._saying.show(turn, way(url), under=True)


def _word(reply: Reply | Steps | Guide, rendered: Rendered) -> str:
    """Return what goes with a key that may bring the same again: it must not seem dead."""
    return rendered.alert if isinstance(reply, NothingDue) else ""


def _written_prompt(asked: Asked, rendered: Rendered) -> Prompt:
    """Return what a group's question, shown to one person with its keys, is answered below."""
    how = by_message.typing_prompt(asked.posed)
    return Prompt(p.Open(asked.ask), f"{how} {guiding.YOUR_ANSWER}", rendered.asks)
