"""For whose eyes an answer is, and if a notice has room for it. Must not know how it is sent."""

from bot.domain.markup import clean
from bot.domain.replies import (
    Answered,
    DailyShown,
    DigestShown,
    Marked,
    Refused,
    Reply,
    SkipVoted,
)
from bot.on_telegram.answers import Announced, Brought, Guide, Page, Shown, Steps
from bot.on_telegram.markup import JOINER, shown
from bot.on_telegram.messages import Rendered
from bot.on_telegram.posts import is_live
from bot.on_telegram.viewing import public_form


def reply_of(answer: Shown) -> Reply | Steps | Guide:
    """Return what an answer says, whatever page or file of it."""
    return answer.reply if isinstance(answer, Page | Brought | Announced) else answer


def is_for_presser(reply: Reply | Steps | Guide) -> bool:
    """Return whether only who pressed a key is to hear of it, though it is no secret.

    So they are told what they may not do, and what stands in the group already.
    """
    match reply:
        case Refused() | SkipVoted():
            return True
        case DailyShown() | DigestShown():  # or its keys would be gone for who may change it
            return not reply.may_change
        case Steps() | Guide():
            return False
        case _:
            return is_live(reply)


def public_of(answer: Shown) -> Reply | Page | Guide | None:
    """Return what everybody in a group may see of an answer; None if it is one person's own."""
    if isinstance(answer, Announced):
        return answer.aloud
    reply = reply_of(answer)
    public = None if isinstance(reply, Steps | Guide) else public_form(reply)
    return Page(public, answer.page) if public and isinstance(answer, Page) else public


def goes_on(reply: Reply | Steps | Guide, rendered: Rendered) -> bool:
    """Return whether there is more to do with an answer than to read it."""
    if isinstance(reply, Marked | Refused | Answered):
        return False
    return bool(rendered.keyboard or rendered.photo or rendered.document)


def is_notice(rendered: Rendered) -> bool:
    """Return whether a notice says all that there is to say."""
    bare = not (rendered.keyboard or rendered.photo or rendered.document or rendered.more)
    return bare and _words(rendered.alert) == _words(shown(rendered.text))


def _words(text: str) -> list[str]:
    return clean(text).replace(JOINER, "").split()
