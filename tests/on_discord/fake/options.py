"""What a person can fill into a command: found, checked and written as the client would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.on_discord.fake import permissions, shapes, wire
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import Channel, File, Member, Role, User, World

FROM = {
    shapes.STRING: (str,),
    shapes.INTEGER: (int,),
    shapes.BOOLEAN: (bool,),
    shapes.NUMBER: (int, float),
    shapes.USER: (User,),
    shapes.ROLE: (Role,),
    shapes.CHANNEL: (Channel,),
    shapes.MENTIONABLE: (User, Role),
    shapes.ATTACHMENT: (File,),
}
"""Which values of a test fill which type of option."""

Value = str | int | float | User | Role | Channel | File


class CannotDo(AssertionError):
    """A person cannot do what the test wants: the client shows no such thing."""


@dataclass(slots=True)
class Filled:
    """Options as the wire has them, and the objects they name."""

    options: list[Json] = field(default_factory=list)
    resolved: dict[str, Json] = field(default_factory=dict)


def offered(world: World, user: User, channel: Channel) -> Iterator[Json]:
    """Give the commands that somebody is offered in a place."""
    guild = channel.guild.id if channel.guild else 0
    known = [*world.commands.get(0, {}).values()]
    known += world.commands.get(guild, {}).values() if guild else []
    return (command for command in known if _reaches(command, world, user, channel))


def _reaches(command: Json, world: World, user: User, channel: Channel) -> bool:
    context, guild = wire.context_of(channel, world), channel.guild
    contexts = command["contexts"]
    if contexts is None:
        contexts = [0, 1] if command["dm_permission"] else [0]
    if context not in contexts or not owners(command["integration_types"], world, user, channel):
        return False
    allowed = permissions.in_channel(channel, user)
    if guild is None:
        return True
    if not allowed & shapes.USE_APPLICATION_COMMANDS:
        return False
    need = command["default_member_permissions"]
    if need is None or allowed & shapes.ADMINISTRATOR:
        return True
    return int(need) != 0 and allowed & int(need) == int(need)


def owners(kinds: list[int], world: World, user: User, channel: Channel) -> dict[str, str]:
    """Return by whose install a command is there; nothing when it is not."""
    found = {}
    context = wire.context_of(channel, world)
    if 0 in kinds and channel.guild is not None and channel.guild.bot_in:
        found["0"] = str(channel.guild.id)
    if 0 in kinds and context == 1:
        found["0"] = "0"
    if 1 in kinds and user.id in world.installs:
        found["1"] = str(user.id)
    return found


def command(world: World, user: User, channel: Channel, name: str, kind: int) -> Json:
    """Return an offered command by name, or raise CannotDo."""
    for found in offered(world, user, channel):
        if found["name"] == name and found["type"] == kind:
            return found
    names = sorted(c["name"] for c in offered(world, user, channel))
    raise CannotDo(
        f"{user.name} is not offered {name!r} here, only {', '.join(names) or 'nothing'}"
    )


def path(tree: Json, parts: list[str]) -> tuple[Json, list[Json]]:
    """Return the (sub)command at the end of a path, and the shells of options around it."""
    shells: list[Json] = []
    for part in parts:
        inner = {option["name"]: option for option in tree.get("options") or []}
        if part not in inner or inner[part]["type"] > shapes.SUBCOMMAND_GROUP:
            raise CannotDo(f"there is no {part!r} in {tree['name']!r}, only {', '.join(inner)}")
        tree = inner[part]
        shells.append({"name": tree["name"], "type": tree["type"], "options": []})
    inner_kinds = {option["type"] for option in tree.get("options") or []}
    if inner_kinds & {shapes.SUBCOMMAND, shapes.SUBCOMMAND_GROUP}:
        raise CannotDo(f"{tree['name']!r} alone cannot be sent: it has subcommands")
    return tree, shells


def fill(
    tree: Json, values: Mapping[str, Value], world: World, channel: Channel, *, typing: str = ""
) -> Filled:
    """Fill a command's options; `typing` names the one still being completed."""
    known = {option["name"]: option for option in tree.get("options") or []}
    if strange := set(values) - set(known):
        raise CannotDo(f"{tree['name']!r} has no option {', '.join(sorted(strange))}")
    missing = [n for n, o in known.items() if o.get("required") and n not in values]
    if missing and not typing:
        raise CannotDo(f"{tree['name']!r} cannot be sent without {', '.join(missing)}")
    filled = Filled()
    for name, value in values.items():
        option = known[name]
        if name != typing:
            _check(option, value)
        filled.options.append(_written(option, value, filled, world, channel))
        if name == typing:
            filled.options[-1]["focused"] = True
    return filled


def _check(option: Json, value: Value) -> None:
    name, kind = option["name"], option["type"]
    wrong_bool = isinstance(value, bool) and kind != shapes.BOOLEAN
    if not isinstance(value, FROM[kind]) or wrong_bool:
        raise CannotDo(f"{name} cannot be {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise CannotDo(f"{name} offers {choices}, not {value!r}")
    if isinstance(value, str):
        low, high = option.get("min_length", 0), option.get("max_length", 6000)
        if not low <= len(value) <= high:
            raise CannotDo(f"{name} takes {low} to {high} characters, not {len(value)}")
    elif isinstance(value, int | float) and not wrong_bool:
        low, high = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
        if not low <= value <= high:
            raise CannotDo(f"{name} takes {low} to {high}, not {value}")
    elif isinstance(value, Channel) and value.type not in option.get("channel_types", [value.type]):
        raise CannotDo(f"{name} does not take {value.name!r}")


def _written(option: Json, value: Value, filled: Filled, world: World, channel: Channel) -> Json:
    told: Json = {"name": option["name"], "type": option["type"]}
    if isinstance(value, str | int | float):
        return told | {"value": value}
    resolve(value, filled.resolved, world, channel)
    return told | {"value": str(value.id)}


def resolve(
    value: User | Role | Channel | File, resolved: dict[str, Json], world: World, channel: Channel
) -> None:
    """Put an object that an answer names into ``resolved``."""
    key = str(value.id)
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[key] = wire.role_json(value)
    elif isinstance(value, Channel):
        resolved.setdefault("channels", {})[key] = wire.channel_json(value)
    elif isinstance(value, File):
        world.files[value.id] = value
        resolved.setdefault("attachments", {})[key] = wire.file_json(value)
    else:
        resolved.setdefault("users", {})[key] = wire.user_json(value)
        member: Member | None = channel.guild.members.get(value.id) if channel.guild else None
        if member is not None:
            told = wire.member_json(
                member, with_user=False, permission=permissions.in_channel(channel, value)
            )
            resolved.setdefault("members", {})[key] = told
