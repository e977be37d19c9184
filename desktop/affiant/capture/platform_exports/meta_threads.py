"""Conversations in the downloads of Facebook (Messenger) and Instagram: ``message_1.json`` and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    broken,
    dig,
    fields,
    items,
    skipped,
    top_keys,
    values_at_the_head,
    walk_file,
    where,
    words,
)
from affiant.capture.platform_exports.json_value import NotReadable, parse_value
from affiant.capture.platform_exports.json_walk import Broken, Found, Path
from affiant.capture.platform_exports.meta_text import both_forms, repaired
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import from_milliseconds
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped

_FACTS_AT_THE_END = 64 << 10
_FACT = rb'"%s"\s*:\s*("(?:[^"\\]|\\.){0,2000}")'
_PATH, _TITLE, _NAME = (re.compile(_FACT % key) for key in (b"thread_path", b"title", b"threadName"))
_FILES = ("photos", "videos", "audio_files", "files", "gifs", "media")


def is_thread(head: bytes) -> bool:
    """Whether a file is a conversation."""
    keys = top_keys(head)
    if "messages" not in keys:
        return False
    return "participants" in keys or any(
        one.path[:1] == ("messages",) and _is_message(fields(one.value)) and _sender(fields(one.value)) is not None
        for one in values_at_the_head(head, _each_entry, 8)
    )


def read_thread(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    """Give who takes part, the messages, and the reactions to them."""
    conversation = _conversation(files, name)
    for one in walk_file(files, name, _each_entry):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif one.path[:1] == ("participants",) and one.value != []:
            yield from _participant(name, one, conversation)
        elif one.path[:1] == ("messages",) and one.value != []:
            if isinstance(one.value, dict) and _is_message(one.value):
                yield from _message(name, one, conversation)
            else:
                yield skipped(name, one, KIND_NOT_READ if isinstance(one.value, dict) else WITHOUT_FORM)


def _each_entry(path: Path, is_list: bool) -> bool:
    return len(path) > 1 or (len(path) == 1 and not (is_list and path[0] in ("participants", "messages")))


def _is_message(entry: dict[str, Any]) -> bool:
    return "sender_name" in entry or "senderName" in entry or "timestamp_ms" in entry


def _conversation(files: ExportFiles, name: str) -> str | None:
    """Title and path of the conversation; they stand behind the messages, at the end of the file."""
    try:
        with files.open(name) as stream:
            stream.seek(max(0, files.size(name) - _FACTS_AT_THE_END))
            tail = stream.read(_FACTS_AT_THE_END)
    except (FormatError, OSError):
        return None
    title, path = _last(_TITLE, tail) or _last(_NAME, tail), _last(_PATH, tail)
    return f"{title} ({path})" if title and path else title or path


def _last(pattern: re.Pattern[bytes], tail: bytes) -> str | None:
    found = pattern.findall(tail)
    try:
        value = parse_value(found[-1])[0] if found else None
    except NotReadable:
        return None
    return repaired(value) if isinstance(value, str) and value else None


def _participant(name: str, one: Found, conversation: str | None) -> Iterator[Record | Skipped]:
    def make(value: Any) -> list[Record]:
        shown = words(dig(value, "name")) or words(value)
        return [Record("account", where(name, one), author=shown, conversation=conversation, notes=("participant",))]

    if words(dig(one.value, "name")) or words(one.value):
        yield from both_forms(one, make)
    else:
        yield skipped(name, one, WITHOUT_FORM)


def _message(name: str, one: Found, conversation: str | None) -> Iterator[Record]:
    def make(value: Any) -> list[Record]:
        entry = fields(value)
        time = from_milliseconds(entry.get("timestamp_ms", entry.get("timestamp")))
        link, shared = words(dig(entry, "share", "link")), words(dig(entry, "share", "share_text"))
        said = words(entry.get("content")) or words(entry.get("text"))
        unsent = entry.get("is_unsent") is True or entry.get("isUnsent") is True
        call = entry.get("call_duration") is not None or entry.get("type") == "Call"
        message = Record(
            "message",
            where(name, one),
            author=_sender(entry),
            posted_at=time.posted_at,
            posted_as=time.posted_as,
            text="\n".join(text for text in (said, shared) if text),
            conversation=conversation,
            url=link,
            media=tuple(_names_of_files(entry)),
            notes=(*time.notes, *(("unsent",) if unsent else ()), *(("call",) if call else ())),
        )
        return [message, *_reactions(name, one, entry, conversation)]

    yield from both_forms(one, make)


def _sender(entry: dict[str, Any]) -> str | None:
    return words(entry.get("sender_name")) or words(entry.get("senderName"))


def _names_of_files(entry: dict[str, Any]) -> Iterator[str]:
    for key in _FILES:
        for one in items(entry.get(key)):
            if address := words(dig(one, "uri")):
                yield address
    if address := words(dig(entry, "sticker", "uri")):
        yield address


def _reactions(name: str, one: Found, entry: dict[str, Any], conversation: str | None) -> Iterator[Record]:
    for position, reaction in enumerate(items(entry.get("reactions"))):
        yield Record(
            "reaction",
            where(name, one, "reactions", position),
            author=words(dig(reaction, "actor")),
            text=words(dig(reaction, "reaction")) or "",
            conversation=conversation,
        )
