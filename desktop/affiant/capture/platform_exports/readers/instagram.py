"""Instagram's *Download your information*: conversations, posts, stories, comments, likes, follows, profile.

As JSON, and as HTML pages, though no sample of the latter was at hand (see `meta_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from affiant.capture.platform_exports import instagram_before_2021
from affiant.capture.platform_exports.json_entries import (
    dig,
    fields,
    id_text,
    items,
    values_at_the_head,
    where,
    words,
)
from affiant.capture.platform_exports.json_walk import Found
from affiant.capture.platform_exports.meta_entries import (
    data_files,
    each_entry,
    files_in,
    first,
    label_address,
    label_lines,
    read_all,
)
from affiant.capture.platform_exports.meta_pages import beginning_of, is_page
from affiant.capture.platform_exports.meta_threads import is_thread
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import NO_TIME, Time, from_seconds
from affiant.core.record import Record, Skipped

_LOOKED_AT = 24
_OWN_KEYS = (
    "ig_",
    "relationships_",
    "likes_media_",
    "likes_comment_",
    "profile_user",
    "comments_reels_",
    "story_activities_",
)
_OWN_FOLDER = "your_instagram_activity"


class Instagram:
    """Reads Instagram's download."""

    key = "instagram"
    title = "Instagram download"
    platform = "instagram"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        data = data_files(files)
        likely = sorted(data, key=lambda name: not any(word in name for word in (_OWN_FOLDER, "posts", "followers")))
        own = any(_OWN_FOLDER in name or name.startswith("instagram-") for name in data)
        return any(_is_known(beginning_of(files, name), own=own) for name in likely[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        return read_all(files, _records)


def _is_known(head: bytes, *, own: bool) -> bool:
    if is_page(head):
        return own or b"instagram.com" in head
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    if is_thread(head):
        return own or _OWN_FOLDER.encode() in head or b"instagram.com" in head
    for one in values_at_the_head(head, each_entry, 3):
        entry = fields(one.value)
        if instagram_before_2021.records_of("", one, one.value):
            return True
        if one.path and isinstance(one.path[0], str) and one.path[0].startswith(_OWN_KEYS):
            return True
        if {"string_list_data", "string_map_data"} & entry.keys() or (own and "label_values" in entry):
            return True
        if {"uri", "creation_timestamp"} <= first(entry.get("media")).keys():
            return True
    return False


def _records(name: str, one: Found, value: Any) -> list[Record]:
    entry = fields(value)
    key = (
        str(one.path[0]) if one.path and isinstance(one.path[0], str) else name.rpartition("/")[2].removesuffix(".json")
    )
    if "string_list_data" in entry:
        return _listed(name, one, entry, key)
    if "string_map_data" in entry:
        return [_mapped(name, one, entry, key)]
    if "label_values" in entry:
        time = from_seconds(entry.get("timestamp"))
        said = Record(
            "reaction" if "like" in key else "service",
            where(name, one),
            id=id_text(entry.get("fbid")),
            text=label_lines(entry),
            url=label_address(entry),
            notes=(key,),
        )
        return [_at(said, time, *files_in(entry.get("media")))]
    if "media" in entry or words(entry.get("uri")):
        media = items(entry.get("media")) or [entry]
        inner = fields(media[0])
        own_time = entry.get("creation_timestamp")
        time = from_seconds(inner.get("creation_timestamp") if own_time is None else own_time)
        text = words(entry.get("title")) or words(inner.get("title")) or ""
        kind = "media" if "photo" in key and "media" not in entry else "post"
        return [_at(Record(kind, where(name, one), text=text), time, *files_in(media))]
    return instagram_before_2021.records_of(name, one, value)


def _listed(name: str, one: Found, entry: dict[str, Any], key: str) -> list[Record]:
    """Likes and follows: a title, and one or more links with a time."""
    is_like = "like" in key
    is_relation = any(word in key for word in ("relationships", "follow", "blocked", "restricted", "friends"))
    kind = "reaction" if is_like else "account" if is_relation else "service"
    title = words(entry.get("title"))
    made: list[Record] = []
    for position, listed in enumerate(items(entry.get("string_list_data")) or [{}]):
        value = words(dig(listed, "value"))
        steps = ("string_list_data", position) if items(entry.get("string_list_data")) else ()
        record = Record(
            kind,
            where(name, one, *steps),
            author=(title or value) if kind == "account" else None,
            text="" if kind == "account" else value or "",
            conversation=None if kind == "account" else title,
            url=words(dig(listed, "href")),
            notes=(key,),
        )
        made.append(_at(record, from_seconds(dig(listed, "timestamp"))))
    return made


def _mapped(name: str, one: Found, entry: dict[str, Any], key: str) -> Record:
    """Comments, the profile and much else: labels, in the language of the account, each with a value."""
    labels = fields(entry.get("string_map_data"))
    values = {label: words(dig(value, "value")) for label, value in labels.items()}
    times = [dig(value, "timestamp") for value in labels.values() if dig(value, "timestamp")]
    time = from_seconds(times[0]) if len(times) == 1 else NO_TIME
    lines = "\n".join(f"{label}: {value}" for label, value in values.items() if value)
    media = files_in([*fields(entry.get("media_map_data")).values(), *items(entry.get("media_list_data"))])
    if "comment" in key:
        owner = values.get("Media Owner")
        said = Record("comment", where(name, one), text=values.get("Comment") or lines, conversation=owner)
        return _at(said, time, *media)
    if key.startswith("profile_user"):
        handle = values.get("Username")
        said = Record("account", where(name, one), author=f"@{handle}" if handle else None, text=lines)
        return _at(said, NO_TIME, *media)
    address = next((href for value in labels.values() if (href := words(dig(value, "href")))), None)
    about = words(entry.get("title"))
    said = Record("service", where(name, one), text=lines, conversation=about, url=address, notes=(key,))
    return _at(said, time, *media)


def _at(record: Record, time: Time, *media: str) -> Record:
    notes = (*time.notes, *record.notes)
    return replace(record, posted_at=time.posted_at, posted_as=time.posted_as, media=media, notes=notes)
