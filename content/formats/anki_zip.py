"""The archive of an Anki package, opened with care: everything is checked before it is unpacked.

Must not know notes.
"""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

import msgspec
import zstandard

from content.bounds import MAX_MEDIA, MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED
from content.draft import Media, Unreadable
from content.formats import protobuf
from content.formats.media import PICTURE_SUFFIXES, accept

_NEW, _MIDDLE, _OLD = "collection.anki21b", "collection.anki21", "collection.anki2"
_SMALL = 4 << 20
"""Bytes; a member this small may be packed as tightly as it likes."""
_WINDOW = 1 << 27
_PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Package:
    """A package: its collection as a database, and its pictures by their names.

    Raises Unreadable for an archive that is broken, hostile or none of Anki's.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            _check(self._zip.infolist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable("This package is broken: it is no readable archive.") from error
        names = self._zip.namelist()
        self._is_new = _NEW in names
        self._collection = next((each for each in (_NEW, _MIDDLE, _OLD) if each in names), "")
        if not self._collection:
            raise Unreadable("There is no Anki collection in this archive.")
        self._members: dict[str, str] | None = None
        self._seen: dict[str, Media | str] = {}
        self._room = MAX_UNPACKED  # bytes of pictures, however often and tightly they are packed

    def collection(self) -> bytes:
        """Return the database. The old one beside a newer one only says "please update"."""
        data = self._member(self._collection, MAX_UNPACKED)
        return _unpacked(data, MAX_UNPACKED) if self._is_new else data

    def picture(self, name: str) -> Media | str:
        """Return a picture under a tidy name, or the sentence that says why it is not kept."""
        if name not in self._seen:
            self._seen[name] = self._picture(name)
        return self._seen[name]

    def _picture(self, name: str) -> Media | str:
        if self._members is None:
            self._members = self._media()
        member = self._members.get(name)
        shown = name[:80]
        if member is None:
            return f"{shown} is not in the package"
        if PurePosixPath(name).suffix.lower() not in PICTURE_SUFFIXES:
            return f"{shown} is no picture"
        most = min(MAX_MEDIA, self._room)
        try:
            data = self._member(member, most)
            data = _unpacked(data, most) if self._is_new else data
        except Unreadable:
            self._room -= most
            if most < MAX_MEDIA:
                return (
                    f"{shown} is one too many: all pictures have room for {MAX_UNPACKED >> 20} MB"
                )
            return f"{shown} is broken or larger than {most >> 20} MB"
        self._room -= len(data)
        return accept(name, data)

    def _media(self) -> dict[str, str]:
        """Return the member of each file name."""
        if "media" not in self._zip.namelist():
            return {}
        data = self._member("media", _SMALL)
        try:
            if not self._is_new:
                found = msgspec.json.decode(data, type=dict[str, str])
                return {name: member for member, name in found.items() if member.isdecimal()}
            names = (value for at, value in protobuf.fields(_unpacked(data, _SMALL)) if at == 1)
            return {_name_of(entry): str(place) for place, entry in enumerate(names)}
        except (ValueError, RecursionError) as error:
            raise Unreadable("The list of pictures in this package is broken.") from error

    def _member(self, name: str, most: int) -> bytes:
        try:
            with self._zip.open(name) as member:
                data = member.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            KeyError,
            ValueError,
            RuntimeError,
        ) as error:
            raise Unreadable("This package is broken: a part cannot be unpacked.") from error
        if len(data) > most:
            raise Unreadable(f"A part of this package is larger than {most >> 20} MB.")
        return data


def _check(members: list[zipfile.ZipInfo]) -> None:
    """Raise Unreadable for an archive that no honest program has made."""
    if len(members) > MAX_MEMBERS:
        raise Unreadable(f"This package has {len(members):,} files; at most {MAX_MEMBERS:,} fit.")
    if sum(each.file_size for each in members) > MAX_UNPACKED:
        raise Unreadable(
            f"Unpacked, this package has more than {MAX_UNPACKED >> 20} MB. Please export it"
            " without media, or in parts."
        )
    if len({each.filename for each in members}) < len(members):
        raise Unreadable("Two files in this package have the same name, so it is not unpacked.")
    for each in members:
        if reason := _suspicious(each):
            raise Unreadable(f"A file in this package {reason}, so it is not unpacked.")


def _suspicious(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name:
        return "has a name that leads out of it"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & 0x1:
        return "is encrypted"
    if member.compress_type not in _PLAIN:
        return "is packed in an unusual way"
    if member.file_size > max(_SMALL, member.compress_size * MAX_RATIO):
        return "is a bomb"
    return ""


def _unpacked(data: bytes, most: int) -> bytes:
    """Unpack zstd. Raises Unreadable if it is broken or has more than ``most`` bytes."""
    try:
        decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        with decompressor.stream_reader(BytesIO(data)) as stream:
            unpacked = stream.read(most + 1)
    except zstandard.ZstdError as error:
        raise Unreadable("This package is broken: a part cannot be unpacked.") from error
    if len(unpacked) > most:
        raise Unreadable(f"A part of this package is larger than {most >> 20} MB.")
    return unpacked


def _name_of(entry: int | bytes) -> str:
    if not isinstance(entry, bytes):
        raise ValueError("an entry is no message")
    names = (value for at, value in protobuf.fields(entry) if at == 1)
    name = next(names, b"")
    if not isinstance(name, bytes):
        raise ValueError("a name is no text")
    return name.decode("utf-8", "replace")
