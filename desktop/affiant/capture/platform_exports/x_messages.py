"""Private messages in answers of X's API: events of v1.1 and of v2, and the oldest form with both accounts in it.

Source: https://docs.x.com/x-api/direct-messages
"""

from __future__ import annotations

from typing import Any

from affiant.capture.platform_exports.json_entries import as_lines, dig, fields, id_text, items, words
from affiant.capture.platform_exports.times import from_milliseconds
from affiant.capture.platform_exports.x_status import created_at, name_of, shown
from affiant.core.record import Record, Where


def is_message(entry: dict[str, Any]) -> bool:
    """Whether an object is a private message, or another event of a conversation."""
    if "dm_conversation_id" in entry or ("event_type" in entry and "sender_id" in entry):
        return True
    if fields(entry.get("message_create")):
        return True
    return "text" in entry and ("recipient" in entry or "recipient_id" in entry) and "created_at" in entry


def message(entry: dict[str, Any], place: Where) -> Record:
    """A message; events that are none, as of people who join, become lines of the platform."""
    created = fields(entry.get("message_create"))
    data = fields(created.get("message_data"))
    text, stored = shown(data.get("text") or entry.get("text"))
    counted = from_milliseconds(entry.get("created_timestamp"))
    time = counted if counted.posted_as is not None else created_at(entry.get("created_at"))
    sender = fields(entry.get("sender"))
    is_event = words(entry.get("event_type")) not in (None, "MessageCreate")
    picture = words(dig(data, "attachment", "media", "media_url_https"))
    return Record(
        "service" if is_event else "message",
        place,
        id=id_text(entry.get("id_str"), entry.get("id")),
        author=name_of(sender.get("name"), sender.get("screen_name") or entry.get("sender_screen_name")),
        author_id=id_text(
            sender.get("id_str"),
            sender.get("id"),
            created.get("sender_id"),
            entry.get("sender_id_str"),
            entry.get("sender_id"),
        ),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=as_lines(entry, but=("id", "created_at")) if is_event and not text else text,
        text_as_stored=stored,
        conversation=id_text(
            entry.get("dm_conversation_id"),
            dig(created, "target", "recipient_id"),
            dig(entry, "recipient", "screen_name"),
            entry.get("recipient_id_str"),
            entry.get("recipient_id"),
        ),
        media=(*((picture,) if picture else ()), *_keys(entry)),
        notes=time.notes,
    )


def _keys(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in items(dig(entry, "attachments", "media_keys")) if isinstance(key, str))
