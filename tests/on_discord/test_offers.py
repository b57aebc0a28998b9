"""What Discord is told of each command: where it works, for whom, and who may manage."""

from tests.on_discord.fake import shapes
from tests.on_discord.fake.shapes import Json
from tests.on_discord.hall import Hall, said

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
BY_SERVER, BY_PERSON = 0, 1
IN_SERVERS = {"quiz", "daily"}
"""What needs a channel that the bot can post to."""

NAMES = {
    *("quiz", "review", "daily", "leaderboard", "stats", "deck", "question", "class"),
    *("exam", "settings", "link", "privacy", "help", "undo"),
}
PARTS = {
    "daily": {"setup", "preview", "pause", "skip", "now"},
    "deck": {"list", "show", "import", "export", "enable", "disable", "suggest"},
    "question": {"add", "edit", "report", "history"},
    "class": {"setup", "join", "link", "code", "roles"},
    "privacy": {"see", "export", "delete"},
}
OPTIONS = {
    "quiz": {"deck", "theme", "questions", "pace", "kinds"},
    "leaderboard": {"window", "deck", "whose"},
}
COMPLETED = {"quiz": {"deck", "theme", "kinds"}, "review": {"deck", "theme"}, "stats": {"deck"}}


def offered(hall: Hall) -> dict[str, Json]:
    """Return every command as Discord keeps it, menus by the name of their entry."""
    return {each["name"]: each for each in hall.discord.world.commands[0].values()}


async def test_everything_is_there_under_its_name(hall: Hall) -> None:
    every = offered(hall)
    slashes = {n for n, each in every.items() if each["type"] == shapes.CHAT_INPUT}
    assert slashes == NAMES
    for name, parts in PARTS.items():
        assert parts <= {part["name"] for part in every[name]["options"]}, name
    for name, wanted in OPTIONS.items():
        assert wanted <= {part["name"] for part in every[name]["options"]}, name
    for name, wanted in COMPLETED.items():
        completed = {p["name"] for p in every[name]["options"] if p.get("autocomplete")}
        assert completed == wanted, name


async def test_where_each_works_and_by_which_install(hall: Hall) -> None:
    for name, each in offered(hall).items():
        here = {GUILD} if name in IN_SERVERS else {GUILD, BOT_DM, PRIVATE_CHANNEL}
        by = {BY_SERVER} if name in IN_SERVERS else {BY_SERVER, BY_PERSON}
        assert set(each["contexts"]) == here, name
        assert set(each["integration_types"]) == by, name


async def test_managing_is_for_who_manages_the_server_unless_it_says_otherwise(hall: Hall) -> None:
    asked = {
        name: each["default_member_permissions"]
        for name, each in offered(hall).items()
        if each["default_member_permissions"] is not None
    }
    assert asked == {"daily": str(shapes.MANAGE_GUILD)}
    await hall.set_up()
    assert "daily" not in hall.come("Ben").offered


async def test_two_entries_in_the_menu_of_a_message(hall: Hall) -> None:
    menus = {n for n, each in offered(hall).items() if each["type"] == shapes.MESSAGE_MENU}
    assert menus == {"Make a card from this", "Report this question"}


async def test_among_friends_where_the_bot_is_not(hall: Hall) -> None:
    await hall.set_up()
    group = hall.discord.group("friends")
    zoe = hall.discord.person("Zoe", group, installed=True)
    group.people.append(zoe.user)
    assert zoe.offered >= {"review", "stats", "help"}
    assert not zoe.offered & IN_SERVERS
    asked = await zoe.command("/review")
    assert asked.private, "the others do not read along"
    assert said(await zoe.command("/help"))
