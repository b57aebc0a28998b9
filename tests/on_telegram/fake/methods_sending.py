"""Sending: texts, photos, documents, copies; what the bot shows meanwhile."""

import io
import mimetypes
import struct

from PIL import Image

from tests.on_telegram.fake import chats, posting, rules
from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.shapes import CAPTION, PHOTO, TEXT, UPLOAD, Json, Refused, bad
from tests.on_telegram.fake.state import File, Message

ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]
SIDES, RATIO = 10_000, 20
"""Width and height of a photo together, and how many times one may be the other."""


@method
def send_message(api: Api, call: Call) -> Json:
    made = posting.begun(api, call)
    made.text, made.entities = rules.parsed(api, call, "text")
    if not made.text:
        raise api.validator.breach(call.method, "message text is empty")
    rules.within(api, call.method, made.text, TEXT, "message is too long")
    preview = call.tree("link_preview_options") or {}
    made.preview = not preview.get("is_disabled")
    return posting.sent(api, made)


@method
def send_photo(api: Api, call: Call) -> Json:
    made = posting.begun(api, call, "can_send_photos")
    made.photo = file(api, call, "photo")
    captioned(api, call, made)
    return posting.sent(api, made)


@method
def send_document(api: Api, call: Call) -> Json:
    made = posting.begun(api, call, "can_send_documents")
    made.document = file(api, call, "document")
    captioned(api, call, made)
    return posting.sent(api, made)


def captioned(api: Api, call: Call, made: Message) -> None:
    """Set the caption of a message."""
    made.text, made.entities = rules.parsed(api, call, "caption")
    rules.within(api, call.method, made.text, CAPTION, "message caption is too long")


def file(api: Api, call: Call, name: str, *, given: str = "") -> File:
    """Return the file of a call: uploaded beside it, or one that Telegram has already."""
    given = given or call.text(name)
    part = given.removeprefix("attach://") if given.startswith("attach://") else name
    if part in call.files:
        return kept(api, *call.files[part], photo=name == "photo")
    known = api.world.files.get(given) or api.world.files.get(given.removesuffix("s"))
    if known is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return known


def kept(api: Api, name: str, data: bytes, *, photo: bool, size: int = 0) -> File:
    """Keep a new file. Raises Refused for one that is empty, too large, or no picture."""
    if not data:
        raise api.validator.breach("upload", "file must be non-empty")
    if max(size, len(data)) > (PHOTO if photo else UPLOAD):
        api.validator.breaches.append(f"upload: {len(data)} bytes of {name}")
        raise Refused(413, "Request Entity Too Large")
    number = api.world.new()
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    made = File(f"file-{number}", f"unique-{number}", name, data, mime, size=size)
    if photo:
        made.width, made.height = _sides(api, data)
    api.world.files[made.id] = made
    return made


def _sides(api: Api, data: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            picture.load()  # a head alone is no picture
    except (OSError, SyntaxError, ValueError, struct.error):  # how the library says so
        raise api.validator.breach("sendPhoto", "IMAGE_PROCESS_FAILED") from None
    if width + height > SIDES or max(width, height) > RATIO * min(width, height):
        raise api.validator.breach("sendPhoto", "PHOTO_INVALID_DIMENSIONS")
    return width, height


@method
def copy_message(api: Api, call: Call) -> Json:
    made = posting.begun(api, call)
    source = api.chat(call, "from_chat_id")
    found = chats.message(api, source, call.whole("message_id"))
    if found is None:
        raise bad("message to copy not found")
    made.text, made.entities = found.text, found.entities
    made.photo, made.document = found.photo, found.document
    posting.sent(api, made)
    return {"message_id": made.id}


@method
def send_chat_action(api: Api, call: Call) -> bool:
    chats.topic(chats.open_to(api, call), call)
    if call.text("action") not in ACTIONS:
        raise api.validator.breach(call.method, "wrong parameter action in request")
    return True
