"""Who may do what: Discord shuts whole commands, a class's own roles the parts of others."""

from tests.on_discord.fake import Outcome, Person, shapes
from tests.on_discord.fake.options import Value
from tests.on_discord.fake.shapes import Json
from tests.on_discord.hall import Hall, said
from tests.on_discord.test_offers import offered

SHUT = {"daily"}
"""What only manages, and is not even shown to others."""

MANAGING: dict[str, dict[str, Value]] = {
    "/class setup": {"zone": "Europe/Paris"},
    "/class link": {"code": "ABCDEF"},
    "/class roles": {"member": "Cat", "role": "owner"},
    "/class name": {"name": "Mine"},
    "/class zone": {"zone": "Europe/Paris"},
    "/deck import": {},  # its file is made for who brings it
    "/deck enable": {"deck": "treaties"},
    "/deck disable": {"deck": "treaties"},
    "/deck drafts": {"deck": "treaties"},
    "/question edit": {"question": "tst-choice"},
    "/question history": {"question": "tst-choice"},
}
"""What manages beside what everybody needs."""

LEARNING: dict[str, dict[str, Value]] = {
    "/class show": {},
    "/class code": {},
    "/class join": {},
    "/class claims": {},  # one's own to decide: none
    "/deck list": {},
    "/deck show": {"deck": "treaties"},
    "/deck export": {"deck": "treaties"},
    "/deck suggest": {},
    "/question add": {},
    "/question report": {},
    "/class leave": {},
}
KEPT = (
    "classes",
    "members",
    "decks",
    "questions",
    "class_decks",
    "places",
    "proposals",
    "editions",
)


def subcommands(command: Json) -> list[str]:
    """Return the parts of a command, as they are typed."""
    parts = [part for part in command["options"] if part["type"] == shapes.SUBCOMMAND]
    return [f"/{command['name']} {part['name']}" for part in parts]


async def test_what_manages_and_nothing_else_is_shut_to_others(hall: Hall) -> None:
    every = offered(hall)
    assert {n for n, each in every.items() if each["default_member_permissions"]} == SHUT
    for name in SHUT:
        assert every[name]["default_member_permissions"] == str(shapes.MANAGE_GUILD)
        assert not {part for part in subcommands(every[name]) if part in LEARNING}


async def test_of_each_part_of_a_shared_command_it_is_known_for_whom_it_is(hall: Hall) -> None:
    every = offered(hall)
    shared = [part for name in ("class", "deck", "question") for part in subcommands(every[name])]
    assert sorted([*MANAGING, *LEARNING]) == sorted(shared)


async def test_a_member_is_told_whom_to_ask_and_nothing_changes(hall: Hall) -> None:
    teacher, ben = await hall.set_up(), hall.come("Ben")
    for who in (ben, hall.come("Cat")):
        said(await who.command("/stats"))
    before = await everything(hall)
    for command, options in MANAGING.items():
        told = said(await give(ben, command, options))
        assert "kept for the" in told or "manage server" in told, command
    assert await everything(hall) == before
    assert "Ben, member" in said(await teacher.command("/class show"))


async def test_what_everybody_needs_is_there_for_a_member(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    for command, options in LEARNING.items():
        outcome = await ben.command(command, **options)
        told = "" if outcome.kind == "modal" else said(outcome)
        assert "kept for the" not in told, command
        assert "manage server" not in told, command


async def test_a_teacher_who_does_not_manage_the_server_comes_to_the_days_question(
    hall: Hall,
) -> None:
    teacher, ben = await hall.set_up(), hall.come("Ben")
    said(await ben.command("/stats"))
    said(await teacher.command("/class roles", member="Ben", role="editor"))
    assert not SHUT & ben.offered
    shown = await ben.command("/class show")
    opened = await ben.press(shown.message, "Question of the day")
    form = await ben.press(opened.message, "Begin")
    assert "Every day at 17" in said(await ben.submit(form, {"time": "17:00"}))


async def give(who: Person, command: str, options: dict[str, Value]) -> Outcome:
    """Give a command, with a file where it takes one."""
    if command == "/deck import":
        options = {"file": who.file("capitals.csv", b"front,back\nCapital of France?,Paris\n")}
    outcome = await who.command(command, **options)
    await outcome.final()
    return outcome


async def everything(hall: Hall) -> dict[str, list[tuple[object, ...]]]:
    """Return what a class and its decks are."""
    return await hall.world.dump(*KEPT)
