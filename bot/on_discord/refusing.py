"""Why something was not done, in a private sentence, with what to press next where there is any."""

from bot import press as p
from bot.domain import replies as r
from bot.on_discord import markup
from bot.on_discord.layouts import Rendered, button, line, rows
from bot.on_discord.limits import fit
from bot.wording import Label
from bot.wording.by_slash import refusal_by_slash

_WAYS_ON = {
    r.Problem.ASK_GONE: ("review", Label.REVIEW),
    r.Problem.NEEDS_CLASS: ("class join", Label.JOIN_CLASS),
    r.Problem.NO_QUESTIONS: ("deck", Label.DECKS),
    r.Problem.NO_SUCH_DECK: ("deck", Label.DECKS),
    r.Problem.NOT_YOURS: ("review", Label.REVIEW),
    r.Problem.UNKNOWN_COMMAND: ("help", Label.HELP),
}
"""What to press where a refusal names a command."""


def refused(reply: r.Refused) -> Rendered:
    """Return why something was not done, and what to do next."""
    text = fit(markup.literal(refusal_by_slash(reply)), 1_500, str)
    way = _WAYS_ON.get(reply.problem)
    onward = rows(button(p.Go(way[0]), way[1])) if way else []
    return Rendered(view=line(text, *onward))
