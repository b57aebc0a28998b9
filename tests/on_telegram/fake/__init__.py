"""A fake Telegram: a Bot API of our own for the unmodified python-telegram-bot to talk to.

Made from Telegram's docs and a published description of the Bot API, and from what the library
parses; never compared with the real platform. It knows nothing of the bot under test. A test
reads like this::

    group = telegram.group("Year 9")
    ada, teacher = telegram.person("Ada", group), telegram.admin("Teacher", group)
    async with online(telegram, some_application):       # built on ``builder(telegram)``
        asked = await ada.command("/quiz cells")         # returns when the bot is done
        marked = await ada.press(asked.message, "Mitosis")
        assert "Right" in marked.alert
        await ada.vote(telegram.public(group)[-1], "Mitosis")
        telegram.slow_down("sendMessage", 30, chat=group)
        assert telegram.called("sendPoll")[0]["open_period"] == 65

`request()` is the transport in process; ``served`` gives one over a socket, ``hooked`` brings the
updates to a webhook. Wrong calls and errors nobody caught fail the test at its end, unless it
took them away with ``telegram.forgive()``.
"""

from tests.on_telegram.fake import methods_answering as methods_answering
from tests.on_telegram.fake import methods_chats as methods_chats
from tests.on_telegram.fake import methods_editing as methods_editing
from tests.on_telegram.fake import methods_menus as methods_menus
from tests.on_telegram.fake import methods_polls as methods_polls
from tests.on_telegram.fake import methods_sending as methods_sending
from tests.on_telegram.fake import methods_updates as methods_updates
from tests.on_telegram.fake.actors import NoAnswer, Outcome, Person
from tests.on_telegram.fake.opening import builder, online, open_telegram, speaking
from tests.on_telegram.fake.serve import TOKEN, FakeTelegram
from tests.on_telegram.fake.writing import CannotDo

__all__ = [
    "TOKEN",
    "CannotDo",
    "FakeTelegram",
    "NoAnswer",
    "Outcome",
    "Person",
    "builder",
    "online",
    "open_telegram",
    "speaking",
]
