"""Answers of Meta's Graph API: where the objects stand in them, and what hangs on an object.

Source: https://developers.facebook.com/docs/graph-api (edges are objects with ``data`` and ``paging``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    broken,
    dig,
    head_or_nothing,
    items,
    skipped,
    top_keys,
    unless_empty,
    values_at_the_head,
    walk_file,
    where,
    with_doubts,
)
from affiant.capture.platform_exports.json_walk import Broken, Found, Path, Whole
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.core.record import Record, Skipped, Where

Fields: TypeAlias = "dict[str, Any]"
Kind: TypeAlias = "str | None"

_LOOKED_AT = 24
_DEEPEST = 4
_WRAPPERS = ("business_discovery", "mentioned_media", "mentioned_comment")


@dataclass(frozen=True, slots=True)
class Family:
    """The objects of one platform."""

    kind_of: Callable[[Fields], Kind]
    """What an object is; None for kinds that no record is made of."""
    is_own: Callable[[Fields], bool]
    """Whether no other platform has such objects."""
    make: Callable[[str, Fields, Where, str | None], Record]
    """Makes the record: kind, fields, place, id of the object that it hangs on."""
    edges: Mapping[str, str]
    """Edges that are followed, with the kind of what they lead to."""


def recognised(files: ExportFiles, family: Family) -> bool:
    """Whether one of the first files is an answer with objects of the family."""
    for name in _data_files(files)[:_LOOKED_AT]:
        head = head_or_nothing(files, name)
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            continue
        for one in values_at_the_head(head, _form_of(head)):
            if isinstance(one.value, dict) and family.kind_of(one.value) and family.is_own(one.value):
                return True
    return False


def records(files: ExportFiles, family: Family) -> Iterator[Record | Skipped]:
    """Give the objects of all files, and what hangs on them."""
    data = _data_files(files)
    for name in data:
        yield from unless_empty(name, _file(files, name, family))
    yield from unread(files, data)


def _data_files(files: ExportFiles) -> list[str]:
    names = list(files.names())
    return names if len(names) == 1 else [name for name in names if name.lower().endswith(".json")]


def _file(files: ExportFiles, name: str, family: Family) -> Iterator[Record | Skipped]:
    for one in walk_file(files, name, _form_of(head_or_nothing(files, name))):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif isinstance(one.value, dict):
            if not one.path or one.path[0] not in ("paging", "summary"):
                yield from _object(name, one, (), one.value, family, None, None)
        elif one.value != [] and (one.path in ((), ("data",)) or isinstance(one.path[-1], int)):
            yield skipped(name, one, WITHOUT_FORM)


def _form_of(head: bytes) -> Whole:
    keys = top_keys(head)
    if "data" in keys:
        return _in_data
    if set(keys) & set(_WRAPPERS) or (keys and all(_is_id(key) for key in keys)):
        return lambda path, _is_list: path != ()
    return lambda path, is_list: path != () or not is_list


def _in_data(path: Path, is_list: bool) -> bool:
    return not (path == () or (path == ("data",) and is_list))


def _is_id(key: str) -> bool:
    return key.replace("_", "").isascii() and key.replace("_", "").isdigit()


def _object(
    name: str,
    one: Found,
    steps: tuple[str | int, ...],
    value: Fields,
    family: Family,
    parent: str | None,
    assumed: Kind,
) -> Iterator[Record | Skipped]:
    """An object, and below it what its edges hold, as deep as such answers go."""
    kind = assumed or family.kind_of(value)
    number = parent
    if kind is None:
        yield skipped(name, one, KIND_NOT_READ, *steps)
    else:
        record = family.make(kind, value, where(name, one, *steps), parent)
        number = record.id or parent
        yield with_doubts(record, one)
    if len(steps) >= _DEEPEST * 3:
        return
    for edge, leads_to in family.edges.items():
        for position, inner in enumerate(items(dig(value, edge, "data"))):
            inner_steps = (*steps, edge, "data", position)
            if isinstance(inner, dict):
                yield from _object(name, one, inner_steps, inner, family, number, leads_to)
            else:
                yield skipped(name, one, WITHOUT_FORM, *inner_steps)
