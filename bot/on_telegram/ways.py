"""Ways from a group into the private chat, where somebody sees what is theirs alone.

Must not know how an answer is sent, nor what a press does.
"""

from bot import press as p
from bot.domain.ids import AskId
from bot.on_telegram import guides, links
from bot.on_telegram.keyboards import link
from bot.on_telegram.messages import Rendered
from bot.wording import guiding


def way(url: str, words: str = guiding.FOR_YOUR_EYES) -> Rendered:
    """Return that something is for one person's eyes, with the link to where they see it."""
    return guides.word(words, link(url, guiding.SHOW_ME), private=False)


def to_what_came_of(press: p.Press | None, bot: str) -> str:
    """Return the link to where somebody sees what came of a press, or of a command."""
    shown = _showing(press)
    if shown is not None and links.written(shown) is not None:
        return links.deep_link(bot, shown)
    return links.command_link(bot, shown.command if isinstance(shown, p.Go) else "")


def _showing(press: p.Press | None) -> p.Press | None:
    """Return what shows in private what came of a press that no link may carry."""
    ask = ask_of(press)
    if press is None or links.written(press) is not None or ask is None:
        return press
    return p.Mine(ask)


def ask_of(press: p.Press | None) -> AskId | None:
    """Return the question that a press is about; None for one that is about none."""
    ask = getattr(press, "ask", None)
    return None if ask is None else AskId(ask)
