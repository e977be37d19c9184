"""What the objects in answers of X's API are, told by their fields alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from affiant.capture.platform_exports.json_entries import dig, fields, id_text, top_keys, words
from affiant.capture.platform_exports.json_value import NotReadable, parse_value
from affiant.capture.platform_exports.json_walk import Path, Whole
from affiant.capture.platform_exports.x_messages import is_message
from affiant.capture.platform_exports.x_status import looks_like_created_at

Kind: TypeAlias = "str | None"
"""``post``, ``account``: of API v1.1. ``post_v2``, ``account_v2``, ``media_v2``, ``error_v2``: of API v2.
``message``: a private message of either. ``deletion``: a notice in a stream. None: nothing that records are made of."""

_V2_POST = frozenset(
    {
        "author_id",
        "edit_history_tweet_ids",
        "conversation_id",
        "referenced_tweets",
        "public_metrics",
        "attachments",
        "lang",
        "source",
        "context_annotations",
        "possibly_sensitive",
        "reply_settings",
        "in_reply_to_user_id",
        "note_tweet",
        "created_at",
    }
)
_V2_ACCOUNT = frozenset(
    {
        "affiliation",
        "connection_status",
        "created_at",
        "description",
        "entities",
        "id",
        "is_identity_verified",
        "location",
        "most_recent_tweet_id",
        "name",
        "parody",
        "pinned_tweet_id",
        "profile_banner_url",
        "profile_image_url",
        "protected",
        "public_metrics",
        "receives_your_dm",
        "subscription",
        "subscription_type",
        "url",
        "username",
        "verified",
        "verified_followers_count",
        "verified_type",
        "withheld",
    }
)
_OF_OTHERS = frozenset(
    {
        "message",
        "from",
        "permalink",
        "permalink_url",
        "timestamp",
        "caption",
        "kind",
        "created_time",
    }
)
"""Fields of the answers of other platforms that are alike otherwise."""
_MAP = re.compile(rb'\s*\{\s*"id"\s*:\s*\{')
"""A look-up with ``map=true``: ``{"id": {"20": {…}}}``."""


def kind_of(entry: dict[str, Any]) -> Kind:
    """What an object is, given that it stands in an answer of X."""
    if "media_key" in entry and "type" in entry:
        return "media_v2"
    if isinstance(entry.get("screen_name"), str) and id_text(entry.get("id_str"), entry.get("id")):
        return "account"
    if is_message(entry):
        return "message"
    text = "text" in entry or "full_text" in entry
    if text and ("id_str" in entry or looks_like_created_at(entry.get("created_at"))):
        return "post"
    if text and id_text(entry.get("id")):
        return "post_v2"
    if words(entry.get("username")) and id_text(entry.get("id")):
        return "account_v2"
    if fields(dig(entry, "delete", "status")):
        return "deletion"
    if {"title", "detail"} <= entry.keys() or {"resource_id", "resource_type"} <= entry.keys():
        return "error_v2"
    return None


def is_of_x(path: Path, entry: dict[str, Any]) -> bool:
    """Whether nothing but an answer of X would have such an object at such a place."""
    kind = kind_of(entry)
    if kind == "post":
        return looks_like_created_at(entry.get("created_at"))
    if kind == "account":
        return "statuses_count" in entry or "followers_count" in entry or looks_like_created_at(entry.get("created_at"))
    number = entry.get("id") or entry.get("id_str")
    if kind == "message" and {"message_create", "dm_conversation_id"} & entry.keys():
        return True
    if kind == "message":
        return looks_like_created_at(entry.get("created_at"))
    if entry.keys() & _OF_OTHERS or not (isinstance(number, str) and number.isascii() and number.isdigit()):
        return kind == "media_v2"
    if kind == "post_v2":
        return bool(entry.keys() & _V2_POST) or path == ("data",)
    if kind == "account_v2":
        return entry.keys() <= _V2_ACCOUNT and (path[:1] in (("data",), ("includes",)) or "public_metrics" in entry)
    return False


def is_lines(name: str, head: bytes) -> bool:
    """Whether a file is JSON Lines: it is called so, or its first line is an object by itself and more follow."""
    if name.endswith((".jsonl", ".ndjson")):
        return True
    first, _, rest = head.strip().partition(b"\n")
    try:
        value, _ = parse_value(first)
    except NotReadable:
        return False
    return isinstance(value, dict) and rest.strip().startswith(b"{")


@dataclass(frozen=True, slots=True)
class Form:
    """Where the objects stand in a file."""

    whole: Whole
    is_entry: Callable[[Path], bool]
    """Whether an object should stand at a path; elsewhere are cursors, counts and the like."""


def form_of(head: bytes) -> Form:
    """Where the objects stand, told by the beginning of a file."""
    if _MAP.match(head):
        return Form(_in_lists, lambda path: len(path) == 2)
    keys = set(top_keys(head))
    if keys & {"data", "includes", "errors", "meta"} and "id_str" not in keys:
        return Form(_in_v2, lambda path: path[:1] in (("data",), ("errors",)) or len(path) == 3)
    if keys & {"users", "statuses", "tweets", "media", "events"} and not keys & {"text", "full_text"}:
        return Form(_in_lists, lambda path: len(path) == 2)
    return Form(_by_itself_or_listed, lambda _path: True)


def _in_v2(path: Path, is_list: bool) -> bool:
    if path in ((), ("includes",)) or (path in (("data",), ("errors",)) and is_list):
        return False
    return not (len(path) == 2 and path[0] == "includes" and is_list)


def _in_lists(path: Path, is_list: bool) -> bool:
    return len(path) == 2 or (len(path) == 1 and not is_list and path != ("id",))


def _by_itself_or_listed(path: Path, is_list: bool) -> bool:
    return bool(path) or not is_list
