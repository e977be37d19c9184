"""What a message of a Telegram Desktop export (JSON) says, field by field.

Telegram Desktop writes it in ``export_output_json.cpp`` (github.com/telegramdesktop/tdesktop); forms since 2019 differ
little. Before 2021-09 there is only ``date``, a local time without zone; since then ``date_unixtime`` is beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from affiant.capture.platform_exports.json_entries import as_lines, dig, fields, id_text, items, where, words
from affiant.capture.platform_exports.json_walk import Found
from affiant.capture.platform_exports.times import NO_TIME, Time, from_iso, from_seconds
from affiant.core.record import Record

CHANNELS = ("public_channel", "private_channel")
EDITED, FORWARDED, VIA_BOT, MEDIA_OMITTED = "edited", "forwarded", "via-bot", "media-omitted"
FROM_FIELDS = "text-from-fields"
"""The entry has no text of its own; what it says is put together from its fields, so that it can be found."""

_ENVELOPE = ("id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "actor", "actor_id", "text", "from")
_MEDIA = ("photo", "file", "contact_vcard")
_ATTACHED = ("contact_information", "location_information", "live_location_period_seconds", "place_name", "address")
_SHOWN = ("media_type", "sticker_emoji", "file_name", "title", "performer", "duration_seconds")
_NEVER = "1970-01-01T"
"""Exports before 2021 write the beginning of time as ``edited`` of messages that never were."""


def time_of(entry: dict[str, Any]) -> Time:
    """When it was sent: the moment by ``date_unixtime``, as written by ``date``."""
    local = from_iso(entry.get("date"))
    counted = from_seconds(entry.get("date_unixtime"))
    if counted.posted_at is None:
        return local if local.posted_as is not None else counted
    return replace(counted, posted_as=local.posted_as or counted.posted_as)


def message(file: str, found: Found, entry: dict[str, Any], conversation: str | None, chat_type: str | None) -> Record:
    """A message, a post of a channel, or a line of Telegram itself.

    Args:
        file: name in the export.
        found: where the entry stands.
        entry: as the export has it.
        conversation: name of the chat.
        chat_type: Telegram's own word for its kind.
    """
    service = entry.get("type") == "service"
    when = time_of(entry)
    text, from_fields = _service_text(entry) if service else _message_text(entry)
    media, notes = _media(entry), list(when.notes)
    notes += [FROM_FIELDS] if from_fields else []
    notes += [MEDIA_OMITTED] if any(_is_omitted(entry.get(key)) for key in _MEDIA) else []
    notes += [EDITED] if _was_edited(entry) else []
    notes += [FORWARDED] if entry.get("forwarded_from") or entry.get("forwarded_from_id") else []
    notes += [VIA_BOT] if entry.get("via_bot") else []
    return Record(
        "service" if service else "post" if chat_type in CHANNELS else "message",
        where(file, found),
        id=id_text(entry.get("id")),
        author=words(entry.get("actor" if service else "from")),
        author_id=id_text(entry.get("actor_id" if service else "from_id")),
        posted_at=when.posted_at,
        posted_as=when.posted_as,
        text=text,
        conversation=conversation,
        reply_to=id_text(entry.get("reply_to_message_id")),
        media=media,
        notes=(*notes, *found.doubts),
    )


def reactions(file: str, found: Found, entry: dict[str, Any], conversation: str | None) -> Iterator[Record]:
    """Reactions of which the export says whose they are; newer exports name the last few. See `message`."""
    for number, reaction in enumerate(items(entry.get("reactions"))):
        for place, one in enumerate(items(dig(reaction, "recent"))):
            said, when = fields(one), time_of(fields(one))
            yield Record(
                "reaction",
                where(file, found, "reactions", number, "recent", place),
                author=words(said.get("from")),
                author_id=id_text(said.get("from_id")),
                posted_at=when.posted_at,
                posted_as=when.posted_as,
                text=words(dig(reaction, "emoji")) or words(dig(reaction, "document_id")) or "",
                conversation=conversation,
                reply_to=id_text(entry.get("id")),
                notes=when.notes,
            )


def person(file: str, found: Found, entry: dict[str, Any]) -> Record:
    """The owner of the export, or a contact."""
    when = time_of(entry) if "date" in entry else NO_TIME
    name = " ".join(part for key in ("first_name", "last_name") if (part := words(entry.get(key))))
    number = id_text(entry.get("user_id"), entry.get("id"))
    return Record(
        "account",
        where(file, found),
        id=number if number != "0" else None,
        author=name or words(entry.get("name")),
        author_id=number if number != "0" else None,
        posted_at=when.posted_at,
        posted_as=when.posted_as,
        text=as_lines(entry, but=("user_id", "date", "date_unixtime")),
        notes=(*when.notes, FROM_FIELDS, *found.doubts),
    )


def picture(file: str, found: Found, entry: dict[str, Any], kind: str = "media") -> Record:
    """A profile picture or a story: a file with a time. See `message`; `kind` is one of `core.record.KINDS`."""
    when = time_of(entry)
    notes = (MEDIA_OMITTED,) if any(_is_omitted(entry.get(key)) for key in (*_MEDIA, "media")) else ()
    return Record(
        kind,
        where(file, found),
        id=id_text(entry.get("id")),
        posted_at=when.posted_at,
        posted_as=when.posted_as,
        text=text_of(entry.get("caption") or entry.get("text")),
        media=_media(entry),
        notes=(*when.notes, *notes, *found.doubts),
    )


def other(file: str, found: Found, entry: dict[str, Any]) -> Record:
    """A session or log-in: what the platform itself keeps."""
    when = time_of(entry) if "date" in entry else NO_TIME
    return Record(
        "service",
        where(file, found),
        posted_at=when.posted_at,
        posted_as=when.posted_as,
        text=as_lines(entry),
        notes=(*when.notes, FROM_FIELDS, *found.doubts),
    )


def text_of(value: object) -> str:
    """Text as Telegram writes it: a text, or a list of texts and of objects that have one."""
    if isinstance(value, str):
        return value
    return "".join(one if isinstance(one, str) else words(dig(one, "text")) or "" for one in items(value))


def _message_text(entry: dict[str, Any]) -> tuple[str, bool]:
    text = text_of(entry.get("text")) or text_of(entry.get("text_entities"))
    poll = fields(entry.get("poll"))
    more = [text_of(poll.get("question")), *(text_of(dig(one, "text")) for one in items(poll.get("answers")))]
    more.append(as_lines({key: entry[key] for key in _ATTACHED if key in entry}))
    more = [one for one in more if one]
    if not text and not more:  # a sticker or a voice message is found by what it is
        more = [one for one in (as_lines({key: entry[key] for key in _SHOWN if key in entry}),) if one]
    return "\n".join([text, *more] if text else more), bool(more)


def _service_text(entry: dict[str, Any]) -> tuple[str, bool]:
    text = text_of(entry.get("text"))
    said = as_lines(entry, but=(*_ENVELOPE, "text_entities", *_MEDIA))
    return "\n".join(one for one in (text, said) if one), bool(said)


def _media(entry: dict[str, Any]) -> tuple[str, ...]:
    named = (entry.get(key) for key in (*_MEDIA, "media"))
    return tuple(one for one in named if isinstance(one, str) and one and not _is_omitted(one))


def _is_omitted(value: object) -> bool:
    """Whether a sentence in brackets stands where a file should: *(File not included. …)*."""
    return isinstance(value, str) and value.startswith("(") and value.endswith(")") and "/" not in value


def _was_edited(entry: dict[str, Any]) -> bool:
    edited = words(entry.get("edited"))
    return edited is not None and not edited.startswith(_NEVER)
