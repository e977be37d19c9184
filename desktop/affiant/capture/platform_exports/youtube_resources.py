"""Resources of the YouTube Data API v3 and the records that are made of them.

Source: https://developers.google.com/youtube/v3/docs
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from affiant.capture.platform_exports.json_entries import as_lines, dig, fields, id_text, items, words
from affiant.capture.platform_exports.times import from_iso

Made: TypeAlias = "tuple[tuple[str | int, ...], str, dict[str, Any]]"
"""Path inside of the resource, kind of the record, and its fields."""


def records_of(resource: dict[str, Any]) -> Iterator[Made]:
    """What a resource holds; nothing for kinds that no record is made of."""
    kind = resource.get("kind")
    make = _KINDS.get(kind) if isinstance(kind, str) else None
    if make is not None:
        yield from make(resource)


def _published(resource: dict[str, Any], what: str, *notes: str) -> Iterator[Made]:
    """A video or a list of videos: something that a channel published."""
    snippet = fields(resource.get("snippet"))
    time = from_iso(snippet.get("publishedAt"))
    found = fields(resource.get("id"))  # in search results an object, elsewhere the id itself
    number = id_text(found.get("videoId"), found.get("playlistId"), found.get("channelId"), resource.get("id"))
    said = {
        "id": number,
        "author": words(snippet.get("channelTitle")),
        "author_id": words(snippet.get("channelId")),
        "posted_at": time.posted_at,
        "posted_as": time.posted_as,
        "text": _title_and_description(snippet),
        "media": _pictures(snippet),
        "notes": (*time.notes, *notes),
    }
    yield (), what, said


def _video(resource: dict[str, Any]) -> Iterator[Made]:
    yield from _published(resource, "post")


def _playlist(resource: dict[str, Any]) -> Iterator[Made]:
    yield from _published(resource, "post", "playlist")


def _playlist_item(resource: dict[str, Any]) -> Iterator[Made]:
    video = words(dig(resource, "contentDetails", "videoId")) or words(
        dig(resource, "snippet", "resourceId", "videoId")
    )
    for path, _, said in _published(resource, "post", "playlist-item"):
        listed = words(dig(resource, "snippet", "playlistId"))
        yield path, "post", said | {"reply_to": video, "conversation": listed}


def _found(resource: dict[str, Any]) -> Iterator[Made]:
    kind = dig(resource, "id", "kind")
    if kind == "youtube#channel":
        yield from _channel(resource | {"id": dig(resource, "id", "channelId")})
    elif kind in ("youtube#video", "youtube#playlist"):
        yield from _published(resource, "post", "search-result")


def _channel(resource: dict[str, Any]) -> Iterator[Made]:
    snippet = fields(resource.get("snippet"))
    branding = fields(dig(resource, "brandingSettings", "channel"))
    time = from_iso(snippet.get("publishedAt"))
    name = words(snippet.get("title")) or words(branding.get("title"))
    handle = words(snippet.get("customUrl"))
    description = words(snippet.get("description")) or words(branding.get("description")) or ""
    number = id_text(resource.get("id"))
    said = {
        "id": number,
        "author": f"{name} ({handle})" if name and handle else name or handle,
        "author_id": number,
        "posted_at": time.posted_at,
        "posted_as": time.posted_as,
        "text": description,
        "media": _pictures(snippet),
        "notes": time.notes,
    }
    yield (), "account", said


def _subscription(resource: dict[str, Any]) -> Iterator[Made]:
    snippet = fields(resource.get("snippet"))
    time = from_iso(snippet.get("publishedAt"))
    number = words(dig(snippet, "resourceId", "channelId"))
    said = {
        "id": number,
        "author": words(snippet.get("title")),
        "author_id": number,
        "posted_at": time.posted_at,
        "posted_as": time.posted_as,
        "text": words(snippet.get("description")) or "",
        "notes": (*time.notes, "subscribed-to"),
    }
    yield (), "account", said


def _comment(resource: dict[str, Any]) -> Iterator[Made]:
    snippet = fields(resource.get("snippet"))
    time = from_iso(snippet.get("publishedAt"))
    original = words(snippet.get("textOriginal"))
    edited = words(snippet.get("updatedAt")) not in (None, words(snippet.get("publishedAt")))
    said = {
        "id": id_text(resource.get("id")),
        "author": words(snippet.get("authorDisplayName")),
        "author_id": words(dig(snippet, "authorChannelId", "value")),
        "posted_at": time.posted_at,
        "posted_as": time.posted_as,
        "text": original or words(snippet.get("textDisplay")) or "",
        "conversation": words(snippet.get("videoId")) or words(snippet.get("channelId")),
        "reply_to": words(snippet.get("parentId")),
        "notes": (*time.notes, *(("edited",) if edited else ()), *(() if original else ("text-as-html",))),
    }
    yield (), "comment", said


def _thread(resource: dict[str, Any]) -> Iterator[Made]:
    top = fields(dig(resource, "snippet", "topLevelComment"))
    inner: list[tuple[tuple[str | int, ...], Any]] = [(("snippet", "topLevelComment"), top)] if top else []
    inner += [
        (("replies", "comments", position), reply)
        for position, reply in enumerate(items(dig(resource, "replies", "comments")))
    ]
    talked_about = words(dig(resource, "snippet", "videoId")) or words(dig(resource, "snippet", "channelId"))
    for steps, comment in inner:
        for _, kind, said in _comment(fields(comment)):
            yield steps, kind, said | {"conversation": said["conversation"] or talked_about}


def _line(note: str, time_key: str) -> Callable[[dict[str, Any]], Iterator[Made]]:
    """Something that the platform notes: an upload in the list of activities, a track of captions."""

    def make(resource: dict[str, Any]) -> Iterator[Made]:
        snippet = fields(resource.get("snippet"))
        time = from_iso(snippet.get(time_key))
        said = {
            "id": id_text(resource.get("id")),
            "author": words(snippet.get("channelTitle")),
            "author_id": words(snippet.get("channelId")),
            "posted_at": time.posted_at,
            "posted_as": time.posted_as,
            "text": as_lines(snippet, but=("thumbnails", "channelId", "channelTitle", time_key)),
            "conversation": words(snippet.get("videoId")),
            "notes": (*time.notes, note),
        }
        yield (), "service", said

    return make


def _live_message(resource: dict[str, Any]) -> Iterator[Made]:
    snippet = fields(resource.get("snippet"))
    author = fields(resource.get("authorDetails"))
    time = from_iso(snippet.get("publishedAt"))
    said = {
        "id": id_text(resource.get("id")),
        "author": words(author.get("displayName")),
        "author_id": words(author.get("channelId")) or words(snippet.get("authorChannelId")),
        "posted_at": time.posted_at,
        "posted_as": time.posted_as,
        "text": words(snippet.get("displayMessage")) or "",
        "conversation": words(snippet.get("liveChatId")),
        "notes": time.notes,
    }
    yield (), "message", said


def _title_and_description(snippet: dict[str, Any]) -> str:
    return "\n\n".join(one for one in (words(snippet.get("title")), words(snippet.get("description"))) if one)


def _pictures(snippet: dict[str, Any]) -> tuple[str, ...]:
    """The largest picture: the others are the same, smaller."""
    given = fields(snippet.get("thumbnails"))
    for size in ("maxres", "standard", "high", "medium", "default"):
        address = words(dig(given, size, "url"))
        if address:
            return (address,)
    return ()


_KINDS: dict[str, Callable[[dict[str, Any]], Iterator[Made]]] = {
    "youtube#activity": _line("activity", "publishedAt"),
    "youtube#caption": _line("captions", "lastUpdated"),
    "youtube#channel": _channel,
    "youtube#comment": _comment,
    "youtube#commentThread": _thread,
    "youtube#liveChatMessage": _live_message,
    "youtube#playlist": _playlist,
    "youtube#playlistItem": _playlist_item,
    "youtube#searchResult": _found,
    "youtube#subscription": _subscription,
    "youtube#video": _video,
}
