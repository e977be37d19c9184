"""Posts and accounts in the forms of X: the old one (API v1.1, data archive, web timelines) and that of API v2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from affiant.capture.platform_exports.json_entries import dig, fields, id_text, items, words
from affiant.capture.platform_exports.times import UNREADABLE, Time, from_iso, of_local
from affiant.core.record import Record, Where

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CREATED_AT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2}) ([0-9]{4})",
    re.ASCII,
)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))
"""What X escapes in the text of posts; the ampersand last, so that nothing is unescaped twice."""


def created_at(value: object) -> Time:
    """A time as X writes it: ``Wed Oct 10 20:19:24 +0000 2018``, or ISO 8601 in newer and in the oldest exports."""
    found = _CREATED_AT.fullmatch(value) if isinstance(value, str) else None
    if found is None or not isinstance(value, str):
        return from_iso(value)
    month, day, hour, minute, second, sign, zone_hours, zone_minutes, year = found.groups()
    try:
        local = datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=UTC
        ).replace(tzinfo=None)
    except ValueError:
        return Time(None, value, (UNREADABLE,))
    east = timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
    return of_local(local, -east if sign == "-" else east, value)


def looks_like_created_at(value: object) -> bool:
    """Whether it is a time in the old form, which nobody but X writes in JSON."""
    return isinstance(value, str) and _CREATED_AT.fullmatch(value) is not None


def shown(value: object) -> tuple[str, str | None]:
    """The text as people see it, and as it is stored where that differs: X escapes ``<``, ``>`` and ``&``."""
    stored = words(value) or ""
    text = stored
    for escape, character in _ENTITIES:
        text = text.replace(escape, character)
    return text, stored if text != stored else None


def name_of(name: object, handle: object) -> str | None:
    """Name and handle in one, e.g. ``Jack (@jack)``; either may be missing."""
    shown_name, shown_handle = words(name), words(handle)
    if shown_name and shown_handle:
        return f"{shown_name} (@{shown_handle})"
    return f"@{shown_handle}" if shown_handle else shown_name


def post(status: dict[str, Any], place: Where, *, notes: tuple[str, ...] = ()) -> Record:
    """A post in the old form.

    Args:
        status: fields of the post.
        place: where it stands.
        notes: codes about it.
    """
    extended = fields(status.get("extended_tweet"))  # the form in which streams give long posts
    text, stored = shown(extended.get("full_text") or status.get("full_text") or status.get("text"))
    time = created_at(status.get("created_at"))
    user = fields(status.get("user"))
    answered = id_text(status.get("in_reply_to_status_id_str"), status.get("in_reply_to_status_id"))
    return Record(
        "post",
        place,
        id=id_text(status.get("id_str"), status.get("id")),
        author=name_of(user.get("name"), user.get("screen_name")),
        author_id=id_text(user.get("id_str"), user.get("id")),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=text,
        text_as_stored=stored,
        conversation=id_text(status.get("conversation_id_str")),
        reply_to=answered,
        media=tuple(_media(status, extended)),
        notes=(*time.notes, *notes),
    )


def _media(status: dict[str, Any], extended: dict[str, Any]) -> Iterator[str]:
    given: dict[str, None] = {}
    for holder in (extended, status):
        for part in ("extended_entities", "entities"):
            for one in items(dig(holder, part, "media")):
                address = words(dig(one, "media_url_https")) or words(dig(one, "media_url"))
                given |= {address: None} if address else {}
    for one in items(status.get("media")):  # as libraries write the form down again
        address = words(dig(one, "media_url_https"))
        given |= {address: None} if address else {}
    yield from given


def held_in(entry: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any], dict[str, Any]]]:
    """Posts and accounts inside of a post or an account in the old form, as deep as there are any.

    Yields:
        Path inside of the entry, what stands there, and what holds it; the last step of the path is ``user`` for
        accounts, and ``status`` (the latest post of the account that holds it), ``retweeted_status`` or
        ``quoted_status`` for posts.
    """
    pending: list[tuple[tuple[str, ...], dict[str, Any]]] = [((), entry)]
    while pending:
        path, holder = pending.pop(0)
        for key in ("user", "status", "retweeted_status", "quoted_status"):
            inner = holder.get(key)
            if isinstance(inner, dict) and inner:
                pending.append(((*path, key), inner))
                yield (*path, key), inner, holder


def account(user: dict[str, Any], place: Where, *, notes: tuple[str, ...] = ()) -> Record:
    """An account in the old form."""
    time = created_at(user.get("created_at"))
    return Record(
        "account",
        place,
        id=id_text(user.get("id_str"), user.get("id")),
        author=name_of(user.get("name"), user.get("screen_name")),
        author_id=id_text(user.get("id_str"), user.get("id")),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=_lines(user.get("description"), user.get("location")),
        url=words(user.get("url")),
        media=_given(
            user.get("profile_image_url_https") or user.get("profile_image_url"), user.get("profile_banner_url")
        ),
        notes=(*time.notes, *notes),
    )


def post_v2(tweet: dict[str, Any], place: Where) -> Record:
    """A post in the form of API v2."""
    long_text = dig(tweet, "note_tweet", "text")
    text, stored = shown(long_text or tweet.get("text"))
    time = created_at(tweet.get("created_at"))
    answered = [one for one in items(tweet.get("referenced_tweets")) if dig(one, "type") == "replied_to"]
    return Record(
        "post",
        place,
        id=id_text(tweet.get("id")),
        author_id=id_text(tweet.get("author_id")),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=text,
        text_as_stored=stored,
        conversation=id_text(tweet.get("conversation_id")),
        reply_to=id_text(dig(answered[0], "id")) if answered else None,
        media=_given(*items(dig(tweet, "attachments", "media_keys"))),
        notes=time.notes,
    )


def account_v2(user: dict[str, Any], place: Where) -> Record:
    """An account in the form of API v2."""
    time = created_at(user.get("created_at"))
    return Record(
        "account",
        place,
        id=id_text(user.get("id")),
        author=name_of(user.get("name"), user.get("username")),
        author_id=id_text(user.get("id")),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=_lines(user.get("description"), user.get("location")),
        url=words(user.get("url")),
        media=_given(user.get("profile_image_url"), user.get("profile_banner_url")),
        notes=time.notes,
    )


def media_v2(media: dict[str, Any], place: Where) -> Record:
    """A picture or film in the form of API v2."""
    variants = [dig(one, "url") for one in items(media.get("variants"))]
    return Record(
        "media",
        place,
        id=id_text(media.get("media_key")),
        text=words(media.get("alt_text")) or "",
        url=words(media.get("url")),
        media=_given(media.get("url"), media.get("preview_image_url"), *variants),
    )


def _given(*values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str) and value))


def _lines(*values: object) -> str:
    return "\n".join(_given(*values))
