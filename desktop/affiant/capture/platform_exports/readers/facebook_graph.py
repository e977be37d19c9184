"""Answers of the Graph API about Facebook: pages, posts, comments, reactions, pictures, films, conversations.

Source: https://developers.facebook.com/docs/graph-api/reference
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.json_entries import dig, id_text, items, words
from affiant.capture.platform_exports.meta_graph import Family, recognised, records
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import from_iso
from affiant.core.record import Record, Skipped, Where

_ACCOUNT = {"fan_count", "talking_about_count", "category", "about", "first_name", "were_here_count", "member_count"}
_MEDIA = {"images", "webp_images", "format", "dash_preview_url", "cover_photo", "is_crosspost_video", "source"}
_POST = {"status_type", "full_picture", "attachments", "story", "permalink_url", "shares", "message"}
_COMMENT = {"can_reply_privately", "can_remove", "comment_count", "parent"}
_RECORD = {
    "post": "post",
    "event": "post",
    "comment": "comment",
    "media": "media",
    "account": "account",
    "group": "account",
    "business": "account",
    "message": "message",
    "conversation": "service",
    "reaction": "reaction",
    "participant": "account",
}


class FacebookGraph:
    """Reads what programs stored of Facebook's API."""

    key = "facebook_graph"
    title = "Facebook Graph API"
    platform = "facebook"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return recognised(files, FAMILY)

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        return records(files, FAMILY)


def _kind_of(value: dict[str, Any]) -> str | None:
    if not id_text(value.get("id")):
        return None
    keys = value.keys()
    when = "created_time" in keys or "creation_time" in keys
    for kind, told in (
        ("conversation", "snippet" in keys and "participants" in keys),
        ("message", "message" in keys and "from" in keys and "to" in keys),
        ("event", "start_time" in keys and "name" in keys),
        ("group", "member_count" in keys or ("privacy" in keys and "name" in keys and "email" in keys)),
        ("business", "verification_status" in keys and "vertical" in keys),
        ("media", when and bool(keys & _MEDIA)),
        ("comment", when and bool(keys & _COMMENT or "comment_id=" in str(value.get("permalink_url")))),
        ("post", when and bool(keys & _POST)),
        ("account", "name" in keys and not when and bool(keys & _ACCOUNT or dig(value, "picture", "data"))),
    ):
        if told:
            return kind
    return None


def _is_own(value: dict[str, Any]) -> bool:
    return isinstance(value.get("id"), str) and not value.keys() & {"media_type", "etag", "created_at"}


def _make(kind: str, value: dict[str, Any], place: Where, parent: str | None) -> Record:
    time = from_iso(value.get("created_time") or value.get("creation_time"))
    is_account = _RECORD[kind] == "account"
    number = id_text(value.get("id"))
    name = words(value.get("name"))
    handle = words(value.get("username"))
    sender = {} if is_account else value.get("from") or value.get("owner")
    texts = (
        None if is_account else name or words(value.get("title")),
        words(value.get("message")),
        words(value.get("story")),
        words(value.get("about")),
        words(value.get("description")),
        words(value.get("snippet")),
        words(value.get("type")) if kind == "reaction" else None,
    )
    shown = f"{name} (@{handle})" if name and handle else name
    by_name = is_account or kind == "reaction"
    return Record(
        _RECORD[kind],
        place,
        id=None if kind in ("reaction", "participant") else number,
        author=shown if by_name else words(dig(sender, "name")),
        author_id=number if by_name else id_text(dig(sender, "id")),
        posted_at=None if is_account else time.posted_at,
        posted_as=None if is_account else time.posted_as,
        text="\n".join(text for text in texts if text and (text != name or kind != "reaction")),
        conversation=parent if kind in ("message", "participant") else None,
        reply_to=id_text(dig(value, "parent", "id")) or (parent if kind in ("comment", "reaction") else None),
        url=words(value.get("permalink_url")) or words(value.get("link")),
        media=tuple(dict.fromkeys(_addresses(value))),
        notes=(*(() if is_account else time.notes), *((kind,) if kind not in _RECORD.values() else ())),
    )


def _addresses(value: dict[str, Any]) -> Iterator[str]:
    given = [value.get("full_picture"), value.get("source"), dig(value, "attachment", "media", "image", "src")]
    given += [dig(image, "source") for image in items(value.get("images"))[:1]]  # the largest; the others are the same
    for attachment in items(dig(value, "attachments", "data")):
        for one in items(dig(attachment, "subattachments", "data")) or [attachment]:
            given.append(words(dig(one, "media", "source")) or dig(one, "media", "image", "src"))
    yield from (address for address in map(words, given) if address)


FAMILY = Family(
    _kind_of,
    _is_own,
    _make,
    {
        "comments": "comment",
        "reactions": "reaction",
        "likes": "reaction",
        "posts": "post",
        "feed": "post",
        "messages": "message",
        "participants": "participant",
    },
)
