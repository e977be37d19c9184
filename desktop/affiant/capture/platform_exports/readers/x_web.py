"""Time lines and posts as X's own web page gets them (GraphQL), stored by a browser or one of its extensions.

There is no specification; the form is that of the sample and of what is commonly known of it. What names a post is
the same everywhere: a ``result`` with a ``rest_id`` and the old form of posts under ``legacy``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    broken,
    dig,
    fields,
    head_or_nothing,
    id_text,
    skipped,
    unless_empty,
    values_at_the_head,
    walk_file,
    where,
    with_doubts,
    words,
)
from affiant.capture.platform_exports.json_walk import Broken, Found, Path, Step
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.capture.platform_exports.x_status import account, post
from affiant.core.record import Record, Skipped

_POSTS = ("tweet_results", "tweetResult", "quoted_status_result", "retweeted_status_result")
_ACCOUNTS = ("user_results",)
_ENTRIES = ("entries", "moduleItems")
_LOOKED_AT = 24


class XWeb:
    """Reads answers that X gave to its own page."""

    key = "x_web"
    title = "X web page, stored answers"
    platform = "x"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        for name in _data_files(files)[:_LOOKED_AT]:
            head = head_or_nothing(files, name)
            if b'"tweet_results"' in head or b'"tweetResult"' in head:
                found = (one for one in values_at_the_head(head, _each_entry) if _is_entry(one.path))
                if any(next(_results(one.value), None) for one in found):
                    return True
        return False

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        data = _data_files(files)
        for name in data:
            yield from unless_empty(name, _file(files, name))
        yield from unread(files, data)


def _data_files(files: ExportFiles) -> list[str]:
    names = list(files.names())
    return names if len(names) == 1 else [name for name in names if name.lower().endswith(".json")]


def _is_entry(path: Path) -> bool:
    if not path:
        return False
    listed = len(path) > 1 and isinstance(path[-1], int) and path[-2] in _ENTRIES
    return listed or path[-1] in ("entry", "tweetResult")


def _each_entry(path: Path, is_list: bool) -> bool:
    return _is_entry(path) and not is_list


def _file(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    known: set[str] = set()
    for one in walk_file(files, name, _each_entry):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif _is_entry(one.path):
            made = False
            for record in _records(name, one, known):
                made = True
                yield with_doubts(record, one)
            if not made:
                yield skipped(name, one, KIND_NOT_READ if isinstance(one.value, dict) else WITHOUT_FORM)


def _records(name: str, one: Found, known: set[str]) -> Iterator[Record]:
    """Posts as often as they stand there, accounts once in a file."""
    for steps, holder, result in _results(one.value, one.path[-1] if one.path[-1] == "tweetResult" else ""):
        legacy = fields(result.get("legacy"))
        number = id_text(result.get("rest_id"), legacy.get("id_str"))
        place = where(name, one, *steps)
        if holder in _ACCOUNTS:
            if number and number not in known:
                known.add(number)
                yield account(legacy | fields(result.get("core")) | {"id_str": number}, place)
        elif buried := words(dig(result, "tombstone", "text", "text")):
            yield Record("service", place, text=buried, notes=("not-shown-by-platform",))
        elif number:
            whose = fields(dig(result, "core", "user_results", "result"))
            user = fields(whose.get("legacy")) | fields(whose.get("core")) | {"id_str": whose.get("rest_id")}
            long_text = words(dig(result, "note_tweet", "note_tweet_results", "result", "text"))
            more = {"full_text": long_text} if long_text else {}
            yield post(legacy | more | {"id_str": number, "user": user}, place)


def _results(
    value: Any, key: Step = "", steps: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], Step, dict[str, Any]]]:
    """Every result inside of an entry, in the order in which they stand, with its path and the key that holds it."""
    if key in _POSTS or key in _ACCOUNTS:
        result = fields(dig(value, "result"))
        inside: tuple[Step, ...] = ("result",)
        if fields(result.get("tweet")):  # a post with a remark on who may see it
            result, inside = fields(result["tweet"]), ("result", "tweet")
        if result:
            yield (*steps, *inside), key, result
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from _results(part, step if isinstance(step, str) else key, (*steps, step))
