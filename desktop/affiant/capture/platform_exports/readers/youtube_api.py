"""Answers of the YouTube Data API v3: single resources and lists of them.

Source: https://developers.google.com/youtube/v3/docs -- every resource names its own kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    all_in_one,
    broken,
    dig,
    head_or_nothing,
    items,
    skipped,
    unless_empty,
    values_at_the_head,
    walk_file,
    where,
    with_doubts,
)
from affiant.capture.platform_exports.json_walk import Broken, Found, Path
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.capture.platform_exports.youtube_resources import records_of
from affiant.core.record import Record, Skipped

_PREFIX = "youtube#"
_LOOKED_AT = 24
_LISTS = ("ListResponse", "GetRatingResponse")


class YoutubeApi:
    """Reads what programs stored of YouTube's API."""

    key = "youtube_api"
    title = "YouTube Data API"
    platform = "youtube"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return any(_kind_at_top(files, name) for name in _data_files(files)[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        data = _data_files(files)
        for name in data:
            yield from unless_empty(name, _file(files, name))
        yield from unread(files, data)


def _file(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    kind = _kind_at_top(files, name)
    listed = kind is None or kind.endswith(_LISTS)
    for one in walk_file(files, name, _each_item if listed else all_in_one):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif one.value != [] and (not listed or len(one.path) == 2 or one.path == ("items",)):
            yield from _resource(name, one)


def _data_files(files: ExportFiles) -> list[str]:
    names = list(files.names())
    return names if len(names) == 1 else [name for name in names if name.lower().endswith(".json")]


def _kind_at_top(files: ExportFiles, name: str) -> str | None:
    """What the whole file says it is, or the first item of a list without a name."""
    head = head_or_nothing(files, name)
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return None
    listed: str | None = None
    for one in values_at_the_head(head, lambda path, _is_list: bool(path)):
        kind = one.value if one.path == ("kind",) else None
        if isinstance(kind, str) and kind.startswith(_PREFIX):
            return kind
        inside = dig(items(one.value)[0], "kind") if items(one.value) else None
        if one.path == ("items",) and isinstance(inside, str) and inside.startswith(_PREFIX):
            listed = "youtube#ListResponse"
    return listed


def _each_item(path: Path, is_list: bool) -> bool:
    return not (path == () or (path == ("items",) and is_list))


def _resource(name: str, one: Found) -> Iterator[Record | Skipped]:
    if not isinstance(one.value, dict):
        yield skipped(name, one, WITHOUT_FORM)
        return
    made = False
    for steps, kind, said in records_of(one.value):
        made = True
        yield with_doubts(Record(kind, where(name, one, *steps), **said), one)
    if not made:
        yield skipped(name, one, KIND_NOT_READ)
