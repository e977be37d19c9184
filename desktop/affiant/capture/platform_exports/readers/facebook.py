"""Facebook's *Download your information*: conversations, posts, comments, reactions, friends, profile.

As JSON, and as HTML pages, though no sample of the latter was at hand (see `meta_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.json_entries import (
    as_lines,
    dig,
    fields,
    id_text,
    items,
    values_at_the_head,
    where,
    words,
)
from affiant.capture.platform_exports.json_walk import Found, Path
from affiant.capture.platform_exports.meta_entries import (
    data_files,
    each_entry,
    files_in,
    label_address,
    label_lines,
    read_all,
)
from affiant.capture.platform_exports.meta_pages import beginning_of, is_page
from affiant.capture.platform_exports.meta_threads import is_thread
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import from_seconds
from affiant.core.record import Record, Skipped

_LOOKED_AT = 24
_PROFILES = (("profile_v2",), ("profile",))
_SAYINGS = (
    ("media", "description"),
    ("note", "title"),
    ("note", "text"),
    ("event", "name"),
    ("event", "description"),
    ("place", "name"),
    ("external_context", "name"),
    ("text",),
)
_RELATIONS = (
    "friends",
    "followers",
    "following",
    "deleted_friends",
    "received_requests",
    "rejected_requests",
    "sent_requests",
)


class Facebook:
    """Reads Facebook's download."""

    key = "facebook"
    title = "Facebook download"
    platform = "facebook"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        data = data_files(files)
        likely = sorted(data, key=lambda name: not any(word in name for word in ("message_", "posts", "comment")))
        return any(_is_known(beginning_of(files, name)) for name in likely[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        return read_all(files, _records)


def _is_known(head: bytes) -> bool:
    if is_page(head):
        return True
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    if is_thread(head):
        return any(
            one.path[:1] == ("messages",) and ("sender_name" in fields(one.value) or "senderName" in fields(one.value))
            for one in values_at_the_head(head, _each_message)
        )
    for one in values_at_the_head(head, each_entry, 3):
        entry = fields(one.value)
        said = {key for part in items(entry.get("data")) for key in fields(part)}
        if "timestamp" in entry and (said & {"post", "comment", "reaction"} or any(files_or_links(entry))):
            return True
        if (one.path[:1] in _PROFILES and "name" in entry) or (
            _relation(one.path) and {"name", "timestamp"} <= entry.keys()
        ):
            return True
    return False


def _each_message(path: Path, is_list: bool) -> bool:
    return len(path) > 1 or (len(path) == 1 and not is_list)


def _records(name: str, one: Found, value: Any) -> list[Record]:
    entry, place = fields(value), where(name, one)
    parts = [fields(part) for part in items(entry.get("data"))]
    time = from_seconds(entry.get("timestamp", entry.get("creation_timestamp")))
    when: dict[str, Any] = {"posted_at": time.posted_at, "posted_as": time.posted_as}
    title = words(entry.get("title")) or ""
    links = list(files_or_links(entry))
    media = tuple(address for kind, address in links if kind == "file")
    url = next((address for kind, address in links if kind == "link"), None)
    if comment := next((fields(part["comment"]) for part in parts if "comment" in part), None):
        return [
            Record(
                "comment",
                place,
                author=words(comment.get("author")),
                text=words(comment.get("comment")) or title,
                conversation=words(comment.get("group")),
                url=url,
                media=media,
                notes=time.notes,
                **when,
            )
        ]
    if reaction := next((fields(part["reaction"]) for part in parts if "reaction" in part), None):
        text = "\n".join(one for one in (words(reaction.get("reaction")), title) if one)
        author = words(reaction.get("actor"))
        return [Record("reaction", place, author=author, text=text, url=url, notes=time.notes, **when)]
    if "label_values" in entry:
        number = id_text(entry.get("fbid"))
        said_there = label_lines(entry)
        address = label_address(entry)
        return [Record("service", place, id=number, text=said_there, url=address, notes=time.notes, **when)]
    if one.path[:1] in _PROFILES:
        name_shown = words(dig(entry, "name", "full_name"))
        return [Record("account", place, author=name_shown, text=as_lines(entry), url=words(entry.get("profile_uri")))]
    if relation := _relation(one.path):
        return [Record("account", place, author=words(entry.get("name")), notes=(*time.notes, relation), **when)]
    if "timestamp" in entry and (parts or links or title):
        said = [words(part.get("post")) for part in parts]
        text = "\n".join(one for one in said if one) or "\n".join(dict.fromkeys(_said_beside(entry))) or title
        kind = "post" if _is_post(one.path, parts) else "service"
        return [Record(kind, place, text=text, url=url, media=media, notes=time.notes, **when)]
    if words(entry.get("uri")):
        text = words(entry.get("description")) or title
        return [Record("media", place, text=text, media=(entry["uri"],), notes=time.notes, **when)]
    return []


def _is_post(path: Path, parts: list[dict[str, Any]]) -> bool:
    """Whether an entry was published, and is not something that Facebook notes, as what was saved or searched for."""
    key = path[0] if path and isinstance(path[0], str) else ""
    return not key or any("post" in part for part in parts) or any(word in key for word in ("post", "stor", "status"))


def _relation(path: Path) -> str | None:
    """The list of people that a path leads into, e.g. ``friends`` of ``friends_v2``; ``friends`` before 2021."""
    key = path[0] if path and isinstance(path[0], str) else ""
    stem = key.rpartition("_v")[0] or key
    return stem if stem in _RELATIONS else None


def _said_beside(entry: dict[str, Any]) -> Iterator[str]:
    """What is said of the things that hang on a post without a text of its own."""
    for attachment in items(entry.get("attachments")):
        for part in items(dig(attachment, "data")):
            for path in _SAYINGS:
                if said := words(dig(part, *path)):
                    yield said


def files_or_links(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Files and links that hang on an entry."""
    for attachment in items(entry.get("attachments")):
        for part in items(dig(attachment, "data")):
            yield from (("file", address) for address in files_in([dig(part, "media")]))
            if link := words(dig(part, "external_context", "url")):
                yield "link", link
