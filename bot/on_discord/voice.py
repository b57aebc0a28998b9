"""Answers interactions, each once: finds out what there is to say, and says it.

The one place that catches errors: it logs them without anybody's words and apologises once.
Must not know what any command does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import discord
import structlog

from bot.domain.calendar import zone_of
from bot.domain.ids import Account, DeckId
from bot.domain.recent import Recent
from bot.domain.replies import DeckComing, Problem, Refused, Reply, SettingsShown
from bot.on_discord.answers import Answer, Brought, Elsewhere, Form, Outcome, Page, Quiet, Steps
from bot.on_discord.arranging import arranging
from bot.on_discord.bringing import File
from bot.on_discord.callbacks import Callbacks
from bot.on_discord.desk import Desk, Interaction, Seat, seat_of
from bot.on_discord.dialogs import dialog_for
from bot.on_discord.drawn import drawn
from bot.on_discord.elsewhere import carried, moved
from bot.on_discord.files import file_name, upload
from bot.on_discord.marking import outcome
from bot.on_discord.modals import modal_for
from bot.on_discord.render import Rendered, Upload, Viewer, picture_of, render
from bot.on_discord.setting_up import SetUp
from bot.on_discord.setup_cards import setting_up
from bot.on_discord.turns import Turn, send

log = structlog.get_logger(__name__)

KEPT_ZONES = 10_000
REPEATS = 2_000
"""Interactions remembered, to drop one that the gateway delivers again."""

TOO_LATE = frozenset({10008, 10015, 10062, 40060, 50027})
"""Discord's codes for an interaction that can no longer be answered: nothing is left to be done."""

Work = Callable[[Desk, Seat], Awaitable[Answer]]
Say = Reply | Steps | Page | Brought | SetUp | Outcome
STRANGERS = (Refused(Problem.NEEDS_NAME), Refused(Problem.NEEDS_CLASS))


class Voice:
    """Answers interactions with what the use cases say."""

    def __init__(self, desk: Desk, callbacks: Callbacks) -> None:
        self._desk = desk
        self._callbacks = callbacks
        self._zones: Recent[Account, ZoneInfo] = Recent(KEPT_ZONES)
        self._heard: Recent[int, None] = Recent(REPEATS)
        self._busy: set[asyncio.Task[Any]] = set()

    def is_news(self, interaction: Interaction) -> bool:
        """Return whether an interaction is heard of for the first time."""
        if interaction.id in self._heard:
            return False
        self._heard[interaction.id] = None
        return True

    async def command(self, interaction: Interaction, work: Work) -> None:
        """Answer a command: whoever gives one is let in first."""

        async def arrived(desk: Desk, seat: Seat) -> Answer:
            await self._arrive(seat)
            return await work(desk, seat)

        await self._take(interaction, arrived)

    async def press(self, interaction: Interaction, work: Work) -> None:
        """Answer a press. Only somebody whom nobody knows yet is let in: most are known."""

        async def known(desk: Desk, seat: Seat) -> Answer:
            answer = await work(desk, seat)
            if answer not in STRANGERS:
                return answer
            await self._arrive(seat)
            return await work(desk, seat)

        await self._take(interaction, known)

    async def apologise(self, interaction: Interaction) -> None:
        """Say that something went wrong, if nothing was said yet."""
        if interaction.type is not discord.InteractionType.autocomplete:

            async def work(_desk: Desk, _seat: Seat) -> Answer:
                return Refused(Problem.BROKEN)

            await self._take(interaction, work)

    async def finish(self) -> None:
        """Wait until everything that was begun is answered."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=5)

    async def _arrive(self, seat: Seat) -> None:
        place = seat.place if seat.server else None
        await self._desk.arriving.arrive(
            seat.who, seat.name, place, leads=seat.leads, holds=seat.holds()
        )

    async def _take(self, interaction: Interaction, work: Work) -> None:
        self._callbacks.take_over()
        seat = seat_of(interaction)
        message = interaction.message
        own = message is not None and (seat.alone or message.flags.ephemeral)
        turn = Turn(interaction, seat, own)
        task = asyncio.current_task()
        if task is not None:
            self._busy.add(task)
        turn.begin()
        try:
            await self._say(turn, await self._done(interaction, seat, work))
        except discord.HTTPException as trouble:
            if trouble.code not in TOO_LATE:
                log.exception("an answer was not taken", status=trouble.status, code=trouble.code)
                await self._say_or_not(turn)
        except Exception:
            log.exception("an answer could not be put into a message")
            await self._say_or_not(turn)
        finally:
            turn.end()
            if task is not None:
                self._busy.discard(task)

    async def _done(self, interaction: Interaction, seat: Seat, work: Work) -> Answer:
        try:
            return await work(self._desk, seat)
        except discord.HTTPException:
            raise
        except Exception as error:
            log.exception("an interaction went wrong", kind=interaction.type.name)
            return Refused(self._desk.explain(error))

    async def _say_or_not(self, turn: Turn) -> None:
        """Apologise for an answer that Discord would not take, if it can still be done."""
        try:
            await self._say(turn, Refused(Problem.BROKEN))
        except Exception as trouble:  # the same trouble once more, as a rule
            log.warning("an apology was not taken", trouble=type(trouble).__name__)

    async def _say(self, turn: Turn, answer: Answer) -> None:
        if isinstance(answer, Elsewhere):
            turn.channel, answer = answer.channel, answer.answer
        if isinstance(answer, Form):
            await self._open(turn, answer)
        elif isinstance(answer, Quiet):
            if not await turn.ready():
                await turn.interaction.response.defer()
            elif not turn.own:
                await turn.interaction.delete_original_response()
        else:
            rendered = await self._rendered(turn.seat, answer)
            await send(turn, moved(rendered, turn.channel))

    async def _open(self, turn: Turn, form: Form) -> None:
        made = modal_for(form.asked) if form.asked else dialog_for(form.press, form.text)
        if made is not None and turn.channel:
            made.custom_id = carried(form.press, turn.channel) or made.custom_id
        if made is not None and not await turn.ready():
            await turn.interaction.response.send_modal(made)
            return
        problem = Problem.UNFIT_ANSWER if made is None else Problem.BUSY
        await send(turn, await self._rendered(turn.seat, Refused(problem)))

    async def _rendered(self, seat: Seat, answer: Say) -> Rendered:
        viewer = Viewer(self._desk.clock(), await self._zone(seat.who), seat.locale)
        if isinstance(answer, Steps):
            attached = await self._picture(seat.who, answer.asked)
            return arranging(answer.asked, answer.picks, viewer, attached)
        if isinstance(answer, SetUp):
            return setting_up(answer, viewer)
        if isinstance(answer, Outcome):
            return outcome(answer.marked)
        reply = answer.reply if isinstance(answer, Page | Brought) else answer
        page = answer.page if isinstance(answer, Page) else 0
        if isinstance(reply, SettingsShown):
            self._zones[seat.who] = zone_of(reply.zone) or viewer.zone
            viewer = replace(viewer, zone=self._zones[seat.who])
        if isinstance(reply, DeckComing) and isinstance(answer, Brought):
            attached = _beside(reply, answer.file)
        else:
            attached = await self._picture(seat.who, reply) or await drawn(
                self._desk.easel, reply, viewer, page
            )
        return render(reply, viewer, attached=attached, page=page)

    async def _picture(self, who: Account, reply: Reply) -> Upload | None:
        wanted = picture_of(reply)
        return None if wanted is None else await picture(self._desk, who, reply, *wanted)

    async def _zone(self, who: Account) -> ZoneInfo:
        """Return a reader's zone; kept at hand, because every answer tells days."""
        found = self._zones.get(who)
        if found is None:
            shown = await self._desk.settings.show(who)
            if not isinstance(shown, SettingsShown):
                return ZoneInfo("UTC")  # nobody knows them yet
            found = self._zones[who] = zone_of(shown.zone) or ZoneInfo("UTC")
        return found


def _beside(reply: DeckComing, file: File) -> Upload | None:
    """Return the file of a preview, with the deck's name beside it if its own does not tell it."""
    name = file_name(file.name)
    return upload(name, file.data, file.deck or (reply.title if name != file.name else ""))


async def picture(
    desk: Desk, who: Account | None, reply: Reply, deck: DeckId, name: str
) -> Upload | None:
    """Return a question's picture with its alt text, if it is there."""
    data = await desk.pictures(who, deck, name)
    posed = getattr(reply, "posed", None)
    alt = posed.picture.alt if posed is not None and posed.picture is not None else ""
    return None if data is None else upload(name, data, alt)
