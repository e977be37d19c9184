"""Answers of the Graph API about Instagram: accounts, posts with their pictures, comments and replies.

Source: https://developers.facebook.com/docs/instagram-platform/reference
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.json_entries import dig, id_text, words
from affiant.capture.platform_exports.meta_graph import Family, recognised, records
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import from_iso
from affiant.core.record import Record, Skipped, Where

_ACCOUNT = {"biography", "followers_count", "follows_count", "media_count", "profile_picture_url", "ig_id"}
_MEDIA = {"media_type", "media_url", "media_product_type", "caption"}


class InstagramGraph:
    """Reads what programs stored of Instagram's API."""

    key = "instagram_graph"
    title = "Instagram Graph API"
    platform = "instagram"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return recognised(files, FAMILY)

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        return records(files, FAMILY)


def _kind_of(value: dict[str, Any]) -> str | None:
    keys = value.keys()
    if not id_text(value.get("id")):
        return None
    if keys & _MEDIA:
        return "post"
    if keys & _ACCOUNT or dig(value, "media", "data") is not None:
        return "account"
    return "comment" if "text" in keys and keys & {"timestamp", "username", "from"} else None


def _is_own(value: dict[str, Any]) -> bool:
    return isinstance(value.get("id"), str) and not value.keys() & {"kind", "created_at", "created_time", "fan_count"}


def _make(kind: str, value: dict[str, Any], place: Where, parent: str | None) -> Record:
    time = from_iso(value.get("timestamp"))
    number = id_text(value.get("id"))
    name, handle = words(value.get("name")), words(value.get("username")) or words(dig(value, "from", "username"))
    said = (
        (value.get("biography"), value.get("website"))
        if kind == "account"
        else (value.get("caption"), value.get("text"))
    )
    pictures = (value.get("media_url"), value.get("thumbnail_url"), value.get("profile_picture_url"))
    by = id_text(dig(value, "owner", "id"), dig(value, "from", "id"), dig(value, "user", "id"))
    return Record(
        "post" if kind == "media" and parent is None else kind,
        place,
        id=number,
        author=f"{name} (@{handle})" if name and handle else f"@{handle}" if handle else name,
        author_id=number if kind == "account" else by,
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text="\n".join(text for text in map(words, said) if text),
        reply_to=id_text(value.get("parent_id")) or (parent if kind in ("comment", "media") else None),
        url=words(value.get("permalink")),
        media=tuple(address for address in map(words, pictures) if address),
        notes=time.notes,
    )


FAMILY = Family(
    _kind_of,
    _is_own,
    _make,
    {"media": "post", "children": "media", "comments": "comment", "replies": "comment", "stories": "post"},
)
