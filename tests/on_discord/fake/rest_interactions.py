"""Answers to interactions: callbacks, the original message, follow-ups, and when it is too late."""

from datetime import timedelta

from tests.on_discord.fake import commands, messages, posting, shapes, wire
from tests.on_discord.fake.calls import Api, Body, Call, route
from tests.on_discord.fake.shapes import Json, Refused
from tests.on_discord.fake.state import Interaction, Message

TO_ACKNOWLEDGE = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)
FOLLOWUPS_OF_USER_INSTALLS = 5
NEW = frozenset({shapes.ANSWER, shapes.DEFER})
MAY = {
    shapes.PING: {shapes.PONG},
    shapes.COMMAND: NEW | {shapes.MODAL},
    shapes.COMPONENT: NEW | {shapes.MODAL, shapes.UPDATE, shapes.DEFER_UPDATE},
    shapes.AUTOCOMPLETE: {shapes.CHOICES},
    shapes.SUBMIT: NEW | {shapes.UPDATE, shapes.DEFER_UPDATE},
}
"""Which callbacks answer which interaction; an update of a submit needs a message behind it."""


@route("POST", "/interactions/{}/{}/callback")
async def _callback(api: Api, call: Call, number: str, token: str) -> Body:
    interaction = api.world.interactions.get(token)
    late = interaction and api.world.clock() - interaction.born > TO_ACKNOWLEDGE
    if interaction is None or interaction.id != int(number) or (late and not interaction.answer):
        raise shapes.unknown("interaction", 10062)
    if interaction.answer is not None:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    kind = call.body["type"]
    updates = kind in {shapes.UPDATE, shapes.DEFER_UPDATE}
    if kind not in MAY[interaction.type] or (updates and interaction.message is None):
        wrong = [f"type: {kind} is no answer to an interaction of type {interaction.type}"]
        api.validator.refuse(call.name, wrong)
    await _take(api, call, interaction, kind, call.body.get("data") or {})
    interaction.answer = kind
    interaction.answered.set()
    return _told(api, interaction) if call.query.get("with_response") else None


async def _take(api: Api, call: Call, interaction: Interaction, kind: int, data: Json) -> None:
    if kind == shapes.CHOICES:
        interaction.choices = data.get("choices") or []
        kind_asked = _focused(interaction.data["options"])
        wrong = commands.of_choices(interaction.choices, kind_asked, "choices")
        api.validator.refuse(call.name, wrong)
    elif kind == shapes.MODAL:
        api.validator.refuse(call.name, messages.of_modal(data))
        interaction.modal = data
    elif kind == shapes.UPDATE:
        assert interaction.message is not None
        interaction.original = interaction.message
        await _edit(api, call, interaction.message, data)
    elif kind == shapes.DEFER_UPDATE:
        interaction.original = interaction.message
    elif kind == shapes.ANSWER:
        posting.check(api, call, data, messages.IN_ANSWER)
        interaction.original = await _say(api, call, interaction, data)
    elif kind == shapes.DEFER:
        flags = (data.get("flags") or 0) & shapes.EPHEMERAL | shapes.LOADING
        interaction.original = await _say(api, call, interaction, {"flags": flags})


def _focused(options: list[Json]) -> int:
    """Return the type of the option that is being completed."""
    for option in options:
        if option.get("focused"):
            return int(option["type"])
        if option.get("options") and (found := _focused(option["options"])):
            return found
    return 0


async def _say(api: Api, call: Call, interaction: Interaction, body: Json) -> Message:
    message = posting.create(api, call, interaction.channel, body)
    message.interaction = interaction
    if message.ephemeral:
        message.only_for = interaction.user.id
        for file in message.files:
            file.ephemeral = True
    await posting.tell(api, "MESSAGE_CREATE", message)
    return message


async def _edit(api: Api, call: Call, message: Message, body: Json) -> None:
    posting.check(api, call, body, messages.IN_EDIT, message)
    posting.amend(api, call, message, body)
    await posting.tell(api, "MESSAGE_UPDATE", message)


def _told(api: Api, interaction: Interaction) -> Json:
    message, kind = interaction.original, interaction.answer
    about: Json = {"id": str(interaction.id), "type": interaction.type}
    if message is None:
        return {"interaction": about}
    about |= {"response_message_id": str(message.id), "response_message_loading": message.loading}
    about |= {"response_message_ephemeral": message.ephemeral}
    if kind == shapes.DEFER_UPDATE:
        return {"interaction": about}
    resource = {"type": kind, "message": wire.message_json(message, api.world)}
    return {"interaction": about, "resource": resource}


def _alive(api: Api, token: str) -> Interaction:
    interaction = api.world.interactions.get(token)
    if interaction is None or interaction.answer is None:
        raise shapes.unknown("Webhook", 10015)
    if api.world.clock() - interaction.born > TOKEN_LIVES:
        raise Refused(401, 50027, "Invalid Webhook Token")
    return interaction


@route("POST", "/webhooks/{}/{}")
async def _follow(api: Api, call: Call, _app: str, token: str) -> Body:
    interaction = _alive(api, token)
    posting.check(api, call, call.body, messages.IN_ANSWER)
    guild = interaction.channel.guild
    outside = guild is not None and not guild.bot_in
    if outside and len(interaction.followups) >= FOLLOWUPS_OF_USER_INSTALLS:
        raise Refused(400, 40094, "Maximum number of follow-up messages reached (5)")
    original = interaction.original
    if original is not None and original.loading and interaction.answer == shapes.DEFER:
        # The first follow-up of a deferred answer becomes that answer, as private as it was.
        posting.amend(api, call, original, call.body)
        await posting.tell(api, "MESSAGE_UPDATE", original)
        return wire.message_json(original, api.world)
    message = await _say(api, call, interaction, call.body)
    interaction.followups.append(message)
    return wire.message_json(message, api.world)


@route("GET", "/webhooks/{}/{}/messages/{}")
async def _read(api: Api, _call: Call, _app: str, token: str, which: str) -> Body:
    return wire.message_json(_found(_alive(api, token), which), api.world)


@route("PATCH", "/webhooks/{}/{}/messages/{}")
async def _patch(api: Api, call: Call, _app: str, token: str, which: str) -> Body:
    message = _found(_alive(api, token), which)
    await _edit(api, call, message, call.body)
    return wire.message_json(message, api.world)


@route("DELETE", "/webhooks/{}/{}/messages/{}")
async def _delete(api: Api, _call: Call, _app: str, token: str, which: str) -> Body:
    await posting.remove(api, _found(_alive(api, token), which))
    return None


def _found(interaction: Interaction, which: str) -> Message:
    """Return the original or a follow-up, if it still stands."""
    known = [interaction.original, *interaction.followups]
    if which != "@original":
        found = next((m for m in known if m is not None and str(m.id) == which), None)
    else:
        found = interaction.original
    if found is None or found.deleted:
        raise shapes.unknown("Message", 10008)
    return found
