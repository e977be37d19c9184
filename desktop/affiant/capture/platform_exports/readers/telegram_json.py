"""Telegram Desktop, *Export as JSON*: one chat, or the whole account, in ``result.json``.

Every message has its JSON path and its byte range. Old exports write local times without zone (`telegram_messages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from affiant.capture.platform_exports import telegram_messages as made
from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    broken,
    fields,
    head_or_nothing,
    skipped,
    top_keys,
    values_at_the_head,
    walk_file,
    words,
)
from affiant.capture.platform_exports.json_walk import Broken, Found, Path
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped

CHAT_TYPES = (
    "saved_messages",
    "replies",
    "verification_codes",
    "personal_chat",
    "bot_chat",
    "private_group",
    "private_supergroup",
    "public_supergroup",
    "private_channel",
    "public_channel",
)
LOOKED_AT = 8
MEDIA_MISSING = "media-not-in-export"
_CHATS = ("chats", "left_chats")
_LISTS = ("contacts", "frequent_contacts", "sessions", "web_sessions", "stories", "profile_pictures")
_OF_ACCOUNT = ("personal_information", "contacts", "frequent_contacts", "profile_pictures", *_CHATS)


class TelegramJson:
    """Reads ``result.json`` of Telegram Desktop."""

    key = "telegram_json"
    title = "Telegram Desktop, JSON"
    platform = "telegram"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return any(_is_result(files, name) for name in _candidates(files)[:LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        results = [name for name in _candidates(files) if _is_result(files, name)]
        if not results:
            raise FormatError("There is no result.json of Telegram Desktop in this export")
        there = frozenset(files.names())
        for name in results:
            for one in _result(files, name):
                yield _with_missing(one, there) if isinstance(one, Record) and len(there) > 1 else one
        yield from unread(files, results)


def _candidates(files: ExportFiles) -> list[str]:
    names = [name for name in files.names() if name.lower().endswith(".json") and "__MACOSX/" not in name]
    return sorted(names, key=lambda name: PurePosixPath(name).name != "result.json")


def _is_result(files: ExportFiles, name: str) -> bool:
    head = head_or_nothing(files, name)
    keys = top_keys(head)
    if "messages" in keys:
        types = (one.value for one in values_at_the_head(head, _is_whole, 8) if one.path == ("type",))
        if next(types, None) in CHAT_TYPES:
            return True
    elif "about" in keys and any(key in keys for key in _OF_ACCOUNT):
        return True
    likely = "messages" in keys or "chats" in keys
    return likely and any(_is_message(one) for one in values_at_the_head(head, _is_whole, 40))


def _is_message(one: Found) -> bool:
    """Whether something is a message by its own form, where an export was shortened around it."""
    entry = fields(one.value)
    timed = "date_unixtime" in entry or ("date" in entry and bool({"from", "from_id", "actor_id"} & entry.keys()))
    return (
        one.path[-2:-1] == ("messages",) and timed and "text" in entry and entry.get("type") in ("message", "service")
    )


def _is_whole(path: Path, is_list: bool) -> bool:
    """For `json_walk.walk`: messages and all other entries; not the chats that hold them."""
    if is_list or not path:
        return False
    if isinstance(path[-1], int):
        return not (len(path) == 3 and path[0] in _CHATS)
    return len(path) > 1 or path[0] not in (*_CHATS, *_LISTS)


def _result(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    chat: dict[str, Any] = {}
    place: Path = ()
    for one in walk_file(files, name, _is_whole):
        if isinstance(one, Broken):
            yield broken(name, one)
            continue
        of_chat = one.path[:3] if one.path[:1] and one.path[0] in _CHATS else ()
        if of_chat != place:
            chat, place = {}, of_chat
        inside = one.path[len(place) :]
        if len(inside) == 2 and inside[0] == "messages":
            yield from _message(name, one, chat)
        elif len(inside) == 1 and not isinstance(one.value, dict | list):
            chat[str(inside[0])] = one.value
        elif isinstance(one.value, dict) and one.value:
            yield _entry(name, one, one.value)
        elif isinstance(inside[-1] if inside else "", int):
            yield skipped(name, one, WITHOUT_FORM)


def _message(name: str, found: Found, chat: dict[str, Any]) -> Iterator[Record | Skipped]:
    entry = found.value
    if not isinstance(entry, dict) or not {"id", "date", "date_unixtime"} & entry.keys():
        yield skipped(name, found, WITHOUT_FORM)
    elif entry.get("type", "message") not in ("message", "service"):
        yield skipped(name, found, KIND_NOT_READ)
    else:
        conversation = words(chat.get("name")) or words(chat.get("type"))
        yield made.message(name, found, entry, conversation, words(chat.get("type")))
        yield from made.reactions(name, found, entry, conversation)


def _entry(name: str, found: Found, entry: dict[str, Any]) -> Record | Skipped:
    match found.path[0] if found.path else "":
        case "personal_information" | "contacts" | "frequent_contacts":
            return made.person(name, found, entry)
        case "profile_pictures":
            return made.picture(name, found, entry)
        case "stories":
            return made.picture(name, found, entry, "post")
        case "sessions" | "web_sessions":
            return made.other(name, found, entry)
        case _:
            return skipped(name, found, KIND_NOT_READ)


def _with_missing(record: Record, there: frozenset[str]) -> Record:
    """Note on a record that a file that it names is not beside the export."""
    folder = PurePosixPath(record.where.file).parent
    missing = any((folder / one).as_posix() not in there for one in record.media)
    return replace(record, notes=(*record.notes, MEDIA_MISSING)) if missing else record
