"""What Discord is told of each command: where it works, for whom, and who may manage."""

from discord import Locale, app_commands

from tests.on_discord.fake import shapes
from tests.on_discord.fake.components import walk
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


class InGerman(app_commands.Translator):
    """Knows one word of one other language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the word."""
        return "wort" if locale is Locale.german else None


def untranslated(node: Json) -> list[str]:
    """Return what of a command, its options and their choices knows no other language."""
    keys = [key for key in ("name", "description") if node.get(key)]
    found = [
        f"{node['name']}: {key}"
        for key in keys
        if (node.get(f"{key}_localizations") or {}).get("de") != "wort"
    ]
    inner = [*(node.get("options") or ()), *(node.get("choices") or ())]
    return [*found, *(text for each in inner for text in untranslated(each))]


async def test_every_name_and_description_can_be_in_another_language(hall: Hall) -> None:
    tree = hall.client.tree
    assert len(tree.get_commands()) == len(offered(hall))
    for command in tree.get_commands():
        payload = await command.get_translated_payload(tree, InGerman())
        assert not untranslated(payload), payload["name"]


async def test_days_and_questions_of_the_day_complete_themselves(hall: Hall) -> None:
    teacher = await hall.set_up()
    assert (await teacher.autocomplete("/daily skip", "day", "")).choices == []
    said(await teacher.command("/daily setup", time="17:00"))
    days = (await teacher.autocomplete("/daily skip", "day", "")).choices
    assert [day["name"] for day in days][:3] == [
        "Today, 4 March 2026",
        "Tomorrow, 5 March 2026",
        "Friday, 6 March 2026",
    ]
    said(await teacher.command("/daily skip", day=days[2]["value"]))
    left = (await teacher.autocomplete("/daily skip", "day", "mar")).choices
    assert [day["name"] for day in left][-1] == "Tuesday, 10 March 2026"
    assert days[2] not in left
    assert (await teacher.autocomplete("/daily unskip", "day", "fri")).choices == [days[2]]
    found = (await teacher.autocomplete("/daily queue", "question", "order")).choices
    assert [each["value"] for each in found] == ["tst-order"]
    assert "Queued" in said(await teacher.command("/daily queue", question="tst-order"))


async def test_a_day_keeps_the_capital_of_its_month_and_weekday(hall: Hall) -> None:
    teacher = await hall.set_up()
    opened = await teacher.press((await teacher.command("/daily show")).message, "Begin")
    done = said(await teacher.submit(opened, {"time": "17:00", "days": ["0", "2"]}))
    assert "On Monday and Wednesday at 17" in done
    preview = await teacher.command("/daily preview")
    selects = [part for part in walk(preview.message.components) if part["type"] == 3]
    assert "11 March" in [option["label"] for option in selects[0]["options"]]
