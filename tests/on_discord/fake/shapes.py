"""The numbers and names of Discord's API that the fake needs; no behaviour."""

from typing import Any

Json = dict[str, Any]
"""A JSON object, as it stands on the wire."""

TEXT, DM, GROUP, CATEGORY, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 3, 4, 11, 12, 15
"""Types of channel."""

ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38
PIN_MESSAGES = 1 << 51
ALL_PERMISSIONS = (1 << 53) - 1
MEMBERS_MAY = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)
"""What @everyone may in a new server."""

PINNED = 1 << 1
"""A flag of a thread in a forum."""

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
SILENT = 1 << 12
V2 = 1 << 15
"""Flags of a message."""

PING, COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 1, 2, 3, 4, 5
"""Types of interaction."""

PONG, ANSWER, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
"""Types of callback."""

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 17, 18, 19, 21, 22, 23
"""Types of component."""

SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
V2_ONLY = frozenset({SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
LINK = 5
"""The style of a button that opens a page."""

SUBCOMMAND, SUBCOMMAND_GROUP, STRING, INTEGER, BOOLEAN, USER = 1, 2, 3, 4, 5, 6
CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 7, 8, 9, 10, 11
"""Types of a command's option."""

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
"""Types of command."""

GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
"""Intents."""


class Refused(Exception):
    """The platform refuses a request: a status, Discord's own code, and its sentence."""

    def __init__(self, status: int, code: int, message: str, **more: object) -> None:
        super().__init__(f"{status} (error code: {code}): {message}")
        self.status, self.code, self.message, self.more = status, code, message, more

    def body(self) -> Json:
        """Return what goes over the wire."""
        return {"code": self.code, "message": self.message, **self.more}


def unknown(what: str, code: int) -> Refused:
    """Return the answer for something that is not, or no longer, there."""
    return Refused(404, code, f"Unknown {what}")


def missing_access() -> Refused:
    """Return the answer to a bot that cannot even see the place."""
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    """Return the answer to a bot that sees the place and may not."""
    return Refused(403, 50013, "Missing Permissions")
