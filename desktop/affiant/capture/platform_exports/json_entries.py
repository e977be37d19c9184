"""Entries of JSON files as readers want them: typed fields without surprises, and places to point to."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from affiant.capture.platform_exports.json_path import json_path
from affiant.capture.platform_exports.json_value import JsonValue, Number
from affiant.capture.platform_exports.json_walk import Broken, Found, Path, Whole, walk, walk_lines
from affiant.capture.platform_exports.reader import HEAD_BYTES, STILL_READING, ExportFiles, head_of
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

WITHOUT_FORM = "entry-without-form"
"""Where an entry should be stands something that has no form of one, e.g. a number."""
KIND_NOT_READ = "kind-not-read"
"""A well-formed entry of a kind that no record is made of, e.g. the opening hours of a page."""
FILE_NOT_READ = "file-not-read"
"""A data file of a kind that the reader does not read."""
FILE_DAMAGED = "file-damaged"
FILE_WITHOUT_ENTRIES = "file-without-entries"
"""A data file in which nothing stands that could be an entry."""


def walk_file(files: ExportFiles, name: str, whole: Whole, start: int = 0) -> Iterator[Found | Broken]:
    """Walk one file of an export (see `json_walk.walk`); one that cannot be read on is `Broken`, the others go on.

    Args:
        files: the export.
        name: of the file.
        whole: says which values are wanted as wholes.
        start: byte at which the JSON begins.
    """
    try:
        with files.open(name) as stream:
            yield from walk(stream, whole, start)
    except (FormatError, OSError):
        yield Broken((), 0, 0, FILE_DAMAGED)


def lines_of(files: ExportFiles, name: str, start: int = 0) -> Iterator[tuple[int, bytes] | Broken]:
    """The lines of a JSON Lines file of an export (see `json_walk.walk_lines`); see `walk_file`."""
    try:
        with files.open(name) as stream:
            yield from walk_lines(stream, start)
    except (FormatError, OSError):
        yield Broken((), 0, 0, FILE_DAMAGED)


def head_or_nothing(files: ExportFiles, name: str, size: int = HEAD_BYTES) -> bytes:
    """The beginning of a file; nothing where it cannot be had."""
    try:
        return head_of(files, name, size)
    except (FormatError, OSError):
        return b""


def values_at_the_head(head: bytes, whole: Whole, most: int = 200) -> Iterator[Found]:
    """The complete values at the beginning of a file that goes on, at most that many."""
    for count, one in enumerate(walk(io.BytesIO(head), whole)):
        if count == most:
            return
        if isinstance(one, Found):
            yield one


def top_keys(head: bytes) -> list[str]:
    """Keys of the object at the top, as far as the beginning of the file shows them; empty when there is none."""
    seen: dict[str, None] = {}

    def look(path: Path, is_list: bool) -> bool:
        if path and isinstance(path[0], str):
            seen[path[0]] = None
        return bool(path) and not is_list

    for one in walk(io.BytesIO(head), look):
        if one.path and isinstance(one.path[0], str):
            seen[one.path[0]] = None
    return list(seen)


def where(file: str, found: Found, *inside: str | int) -> Where:
    """The place of something inside an entry: its own path, and the byte range of the entry."""
    return Where(file, json_path((*found.path, *inside)), found.start, found.length)


def skipped(file: str, one: Found | Broken, reason: str, *inside: str | int) -> Skipped:
    """Say that nothing was made of an entry, or of something inside of it."""
    return Skipped(reason, Where(file, json_path((*one.path, *inside)), one.start, one.length))


def broken(file: str, one: Broken) -> Skipped:
    """Say that a stretch of a file could not be read, or pass a sign of life on."""
    told = skipped(file, one, one.reason)
    return replace(told, count=0) if one.reason == STILL_READING else told


def unless_empty(name: str, results: Iterable[Record | Skipped]) -> Iterator[Record | Skipped]:
    """Give the results of a file, or say that there are none."""
    empty = True
    for one in results:
        empty = False
        yield one
    if empty:
        yield Skipped(FILE_WITHOUT_ENTRIES, Where(name))


def with_doubts(record: Record, found: Found) -> Record:
    """Note on a record what is strange about the entry that it was made of."""
    return replace(record, notes=(*record.notes, *found.doubts)) if found.doubts else record


def each_item(path: Path, _is_list: bool) -> bool:
    """For `walk`: each item of the list at the top, or each value of the object at the top."""
    return len(path) == 1


def all_in_one(_path: Path, _is_list: bool) -> bool:
    """For `walk`: the value at the top, whole."""
    return True


def words(value: JsonValue | Any) -> str | None:
    """A text that holds something, else None."""
    return value if isinstance(value, str) and value else None


def id_text(*values: JsonValue | Any) -> str | None:
    """The first id among values: text, or a whole number with all its digits."""
    for value in values:
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, Number):
            return value.text
    return None


def fields(value: JsonValue | Any) -> dict[str, Any]:
    """An object's fields; none for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: JsonValue | Any) -> list[Any]:
    """A list's items; none for anything else."""
    return value if isinstance(value, list) else []


def dig(value: JsonValue | Any, *keys: str) -> Any:
    """What stands under keys, one inside the other; None where there is no such thing."""
    for key in keys:
        value = fields(value).get(key)
    return value


def as_lines(value: dict[str, Any], *, but: tuple[str, ...] = ()) -> str:
    """The texts and numbers of an object, one ``key: value`` to a line, as deep as two levels.

    For entries that have no text of their own and whose facts should be found: a profile, a log-in.
    """
    lines: list[str] = []
    for key, one in value.items():
        if key in but:
            continue
        inner = {f"{key}.{name}": part for name, part in one.items()} if isinstance(one, dict) else {key: one}
        for name, part in inner.items():
            shown = ", ".join(one for one in part if isinstance(one, str)) if isinstance(part, list) else part
            if isinstance(shown, str | int | Number) and shown != "" and not isinstance(shown, bool):
                lines.append(f"{name}: {shown}")
    return "\n".join(lines)
