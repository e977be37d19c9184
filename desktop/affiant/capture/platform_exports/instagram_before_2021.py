"""Entries of Instagram's downloads as they were until the end of 2020: one file for each matter, at the top.

``messages.json``, ``comments.json``, ``likes.json``, ``connections.json``, ``media.json``. There is no specification;
the form is that of published programs that read them. Times are ISO 8601, in the oldest downloads without an offset.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from affiant.capture.platform_exports.json_entries import as_lines, dig, fields, items, where, words
from affiant.capture.platform_exports.json_walk import Found
from affiant.capture.platform_exports.times import from_iso
from affiant.core.record import Record, Where

_COMMENTS = ("media_comments", "comments")
_LIKES = ("media_likes", "comment_likes")
_PEOPLE = (
    "blocked_users",
    "close_friends",
    "dismissed_suggested_users",
    "follow_requests_sent",
    "followers",
    "following",
    "permanent_follow_requests",
    "restricted_users",
)
_ADDRESSES = ("media", "media_url", "media_share_url", "story_share", "voice_media", "profile_share_username")
_SAID = ("text", "media_share_caption", "action", "heart")


def records_of(name: str, one: Found, value: Any) -> list[Record]:
    """What an entry of such a download holds; nothing where it is none."""
    entry, key = fields(value), one.path[0] if one.path else ""
    if isinstance(value, list):
        return [_pair(where(name, one), value, str(key))] if key in (*_COMMENTS, *_LIKES) and _is_pair(value) else []
    if {"participants", "conversation"} <= entry.keys():
        return list(_messages(name, one, entry))
    if key in _PEOPLE and entry and all(isinstance(when, str) and when[:1].isdigit() for when in entry.values()):
        return [_person(where(name, one, who), who, when, str(key)) for who, when in entry.items()]
    if words(entry.get("path")) and words(entry.get("taken_at")):
        kind = "media" if key in ("direct", "profile") else "post"
        said = Record(kind, where(name, one), text=words(entry.get("caption")) or "", media=(entry["path"],))
        return [_at(said, entry.get("taken_at"), str(key))]
    return []


def _is_pair(value: list[Any]) -> bool:
    return len(value) > 1 and all(isinstance(part, str) for part in value) and from_iso(value[0]).posted_as is not None


def _pair(place: Where, value: list[str], key: str) -> Record:
    """A time and whose entry it is about; in a comment, what was said stands between."""
    if key in _COMMENTS:
        return _at(Record("comment", place, text=value[1], conversation="".join(value[2:3]) or None), value[0], key)
    return _at(Record("reaction", place, conversation=value[1]), value[0], key)


def _messages(name: str, one: Found, entry: dict[str, Any]) -> Iterator[Record]:
    """The messages of one conversation. They all have its byte range, and each its own path."""
    title = ", ".join(who for who in items(entry.get("participants")) if isinstance(who, str)) or None
    for position, message in enumerate(items(entry.get("conversation"))):
        place = where(name, one, "conversation", position)
        said = [text for key in _SAID if (text := words(dig(message, key)))]
        addresses = [address for key in _ADDRESSES if (address := words(dig(message, key)))]
        record = Record(
            "message",
            place,
            author=words(dig(message, "sender")),
            text="\n".join(said) or as_lines(fields(message), but=("sender", "created_at")),
            conversation=title,
            media=tuple(dict.fromkeys(addresses)),
        )
        yield _at(record, dig(message, "created_at"))
        for number, like in enumerate(items(dig(message, "likes"))):
            reaction = Record(
                "reaction",
                where(name, one, "conversation", position, "likes", number),
                author=words(dig(like, "username")),
                conversation=title,
            )
            yield _at(reaction, dig(like, "date"), "like")


def _person(place: Where, who: str, when: str, key: str) -> Record:
    return _at(Record("account", place, author=who), when, key)


def _at(record: Record, written: object, *notes: str) -> Record:
    time = from_iso(written)
    return replace(record, posted_at=time.posted_at, posted_as=time.posted_as, notes=(*time.notes, *notes))
