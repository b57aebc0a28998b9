"""Where a story can be told: one entry for each platform, in ``STAGES``.

Learners are accounts of the platform and meet in a place of it; what they see is what its own
``render`` makes. Must not know what happens in the story.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot import press
from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import AnswerCount, ClassShown, Reply, Welcome
from bot.on_discord import layouts as discord_layouts
from bot.on_discord import render as on_discord
from bot.on_telegram import messages as telegram_messages
from bot.on_telegram import render as on_telegram
from bot.on_web import render as on_web
from bot.usecases.arriving import Arriving
from tests.on_discord import reading as discord_reading
from tests.on_discord.markdown import read
from tests.on_telegram import reading as telegram_reading
from tests.on_web import reading as web_reading
from tests.story import Seen, Stage, Story

LONDON = ZoneInfo("Europe/London")


async def at_the_door(story: Story) -> Place:
    """Everybody opens the address and gives a name; the class has a room."""
    stage, classes = story.stage, story.app.classes
    names = {stage.ann: "Ann", stage.ben: "Ben", stage.cat: "Cat"}
    for who, name in names.items():
        await story.hears(Welcome, classes.enter(who, name, zone=LONDON.key), name)
    room = await classes.room(stage.ann)
    assert room is not None
    return Place(Platform.WEB, room.code)


async def in_a_chat(story: Story) -> Place:
    """Ann, who leads the chat, sets the class up; the others are in it by what they do there."""
    stage, app = story.stage, story.app
    arriving = Arriving(app.database, app.clock)
    await arriving.arrive(stage.ann, "Ann", stage.corner, leads=True)
    founding = app.classes.create(stage.ann, "History 11B", LONDON.key, place=stage.home)
    await story.hears(ClassShown, founding, "History 11B", "Ann")
    for who, name in ((stage.ben, "Ben"), (stage.cat, "Cat")):
        arrived = await arriving.arrive(who, name, stage.corner)
        assert arrived.joined
    return stage.corner


def show_on_web(
    reply: Reply, now: datetime, *, public: bool, count: AnswerCount | None = None
) -> Seen:
    """Show a reply as a part of the classroom's page; a count is a note of its own there."""
    viewer = on_web.Viewer(now=now, zone=LONDON)
    shown = [on_web.render(each, viewer) for each in (reply, count) if each is not None]
    pages = [web_reading.Page(each.html) for each in shown]
    return Seen(
        text="\n".join(page.text for page in pages),
        presses=tuple(press.decode(carried) for page in pages for carried in page.presses),
        wrong=[said for each in shown for said in web_reading.wrong(each)],
        form=any("<form" in each.html for each in shown),
    )


def show_on_discord(
    reply: Reply, now: datetime, *, public: bool, count: AnswerCount | None = None
) -> Seen:
    """Show a reply as a message of Discord's, as its clients read it."""
    viewer = discord_layouts.Viewer(now=now, zone=LONDON, public=public)
    shown = on_discord.render(reply, viewer, count=count)
    return Seen(
        text=read(discord_reading.texts(shown)).text,
        presses=tuple(discord_reading.carried(shown)),
        wrong=discord_reading.wrong(shown, published=True),
    )


def show_on_telegram(
    reply: Reply, now: datetime, *, public: bool, count: AnswerCount | None = None
) -> Seen:
    """Show a reply as a message of Telegram's; what is typed replies to it, or goes by a link."""
    viewer = telegram_messages.Viewer(now=now, zone=LONDON, public=public, bot="StudyhallBot")
    shown = on_telegram.render(reply, viewer, count=count)
    links = any(key.url for key in telegram_reading.keys(shown))
    return Seen(
        text=telegram_reading.seen(shown),
        presses=tuple(telegram_reading.carried(shown)),
        wrong=telegram_reading.wrong(shown),
        form=bool(shown.asks) or links,
    )


_WEB, _DISCORD, _TELEGRAM = Platform.WEB, Platform.DISCORD, Platform.TELEGRAM

STAGES: dict[str, Stage] = {
    "web": Stage(
        Account(_WEB, "ann"),
        Account(_WEB, "ben"),
        Account(_WEB, "cat"),
        home=Place(_WEB, ""),
        corner=Place(_WEB, ""),
        opens=at_the_door,
        show=show_on_web,
        sees_who_is_there=True,
    ),
    "discord": Stage(
        Account(_DISCORD, "201"),
        Account(_DISCORD, "202"),
        Account(_DISCORD, "203"),
        home=Place(_DISCORD, "900"),
        corner=Place(_DISCORD, "900", "901"),
        opens=in_a_chat,
        show=show_on_discord,
        sees_who_is_there=False,
    ),
    "telegram": Stage(
        Account(_TELEGRAM, "301"),
        Account(_TELEGRAM, "302"),
        Account(_TELEGRAM, "303"),
        home=Place(_TELEGRAM, "-1001"),
        corner=Place(_TELEGRAM, "-1001", "7"),
        opens=in_a_chat,
        show=show_on_telegram,
        sees_who_is_there=False,
    ),
}
