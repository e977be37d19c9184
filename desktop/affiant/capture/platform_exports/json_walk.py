"""Walking through a JSON file of any size: every value with its JSON path and its byte range, nothing in between lost.

Only brackets, texts and commas are looked at here; what a reader wants whole is cut out of the bytes and given to
the standard library's parser. So the memory needed is that of one entry, every entry has the byte range that its
record points to, one broken entry costs that entry alone, numbers keep all their digits, and half of a surrogate
pair (which streaming parsers turn into a question mark, or stumble over) arrives as it stands.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, TypeAlias

from affiant.capture.platform_exports.json_cursor import MAX_ENTRY, Cursor, CutShort
from affiant.capture.platform_exports.json_value import JsonValue, NotReadable, parse_value
from affiant.capture.platform_exports.reader import STILL_READING

Step: TypeAlias = "str | int"
Path: TypeAlias = "tuple[Step, ...]"

MAX_DEPTH = 64
"""Levels that are walked into. The deepest known export has eleven."""
_OBJECT, _LIST = ord("{"), ord("[")
_CLOSER = {_OBJECT: ord("}"), _LIST: ord("]")}
_COMMA, _COLON, _SEMICOLON = ord(","), ord(":"), ord(";")


@dataclass(frozen=True, slots=True)
class Found:
    """One value."""

    path: Path
    start: int
    """First byte in the file."""
    length: int
    """Bytes."""
    value: JsonValue
    doubts: tuple[str, ...] = ()
    """Codes of what is strange about it, e.g. ``key-given-twice``."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A stretch of the file that no value could be made of."""

    path: Path
    start: int
    length: int
    reason: str
    """``entry-not-json``, ``entry-not-utf8``, ``entry-too-large``, ``entry-too-deep``: the walk went on behind it.
    ``file-not-json``, ``file-cut-off``, ``file-too-deep``, ``file-goes-on``: it ended there. ``still-reading`` is no
    fault but a sign of life from the middle of a long entry."""


Whole: TypeAlias = "Callable[[Path, bool], bool]"
"""Whether what is at a path is wanted whole; the second value says whether it is a list. Else the walk goes in."""


def walk(stream: BinaryIO, whole: Whole, start: int = 0) -> Iterator[Found | Broken]:
    """Give every value that is wanted whole, and every text, number and empty list or object outside of these.

    Args:
        stream: a seekable file with one JSON value in UTF-8, and at most a semicolon after it.
        whole: is asked once for each object and list.
        start: byte at which the value begins; white space and a byte order mark may come before it.

    Raises:
        OSError: the stream cannot be read.
    """
    cursor = Cursor(stream, start)
    cursor.skip_mark()
    steps: list[Step] = []
    closers: list[int] = []
    try:
        while True:
            went_in = yield from _value(cursor, whole, steps, closers)
            if not went_in and not _to_next(cursor, steps, closers):
                break
    except CutShort:
        yield Broken(tuple(steps), cursor.offset, 0, "file-cut-off")
    except NotReadable as wrong:
        yield Broken(tuple(steps), cursor.offset, 0, wrong.reason)


def _value(
    cursor: Cursor, whole: Whole, steps: list[Step], closers: list[int]
) -> Generator[Found | Broken, None, bool]:
    """Give the value at the cursor, or go into it and stand before its first item. Returns whether it went in."""
    first, start, path = cursor.peek(), cursor.offset, tuple(steps)
    if first not in _CLOSER or whole(path, first == _LIST):
        yield from _cut(cursor, path, is_container=first in _CLOSER)
        return False
    cursor.step()
    if cursor.peek() == _CLOSER[first]:
        cursor.step()
        yield Found(path, start, cursor.offset - start, {} if first == _OBJECT else [])
        return False
    if len(closers) >= MAX_DEPTH:
        raise NotReadable("file-too-deep")
    closers.append(_CLOSER[first])
    steps.append(_key(cursor) if first == _OBJECT else 0)
    return True


def _to_next(cursor: Cursor, steps: list[Step], closers: list[int]) -> bool:
    """Stand before the next value. Returns whether there is one."""
    while closers:
        mark = cursor.peek()
        cursor.step()
        if mark == _COMMA:
            last = steps[-1]
            steps[-1] = last + 1 if isinstance(last, int) else _key(cursor)
            return True
        if mark != closers.pop():
            raise NotReadable("file-not-json")
        steps.pop()
    if not cursor.at_end() and cursor.peek() == _SEMICOLON:
        cursor.step()
    if not cursor.at_end():
        raise NotReadable("file-goes-on")
    return False


def _key(cursor: Cursor) -> str:
    if cursor.peek() != ord('"'):
        raise NotReadable("file-not-json")
    key, _ = parse_value(cursor.scalar())
    if cursor.peek() != _COLON:
        raise NotReadable("file-not-json")
    cursor.step()
    return str(key)


def _cut(cursor: Cursor, path: Path, *, is_container: bool) -> Iterator[Found | Broken]:
    start = cursor.offset
    try:
        data = (yield from _beating(cursor.container(), path, start)) if is_container else cursor.scalar()
        value, doubts = parse_value(data)
    except NotReadable as wrong:
        if wrong.reason.startswith("file-"):
            raise
        yield Broken(path, start, cursor.offset - start, wrong.reason)
    else:
        yield Found(path, start, cursor.offset - start, value, doubts)


def _beating(container: Generator[None, None, bytes], path: Path, start: int) -> Generator[Found | Broken, None, bytes]:
    """Turn each sign of life into one of the walk's own."""
    while True:
        try:
            next(container)
        except StopIteration as done:
            data: bytes = done.value
            return data
        yield Broken(path, start, 0, STILL_READING)


def walk_lines(stream: BinaryIO, start: int = 0, limit: int = MAX_ENTRY) -> Iterator[tuple[int, bytes] | Broken]:
    """Give the lines of a JSON Lines file, unread, each with its first byte; blank lines hold nothing.

    Args:
        stream: seekable, UTF-8.
        start: byte to begin at.
        limit: bytes of the longest line that is given; longer ones are broken (``entry-too-large``).

    Raises:
        OSError: the stream cannot be read.
    """
    stream.seek(start)
    while line := stream.readline(limit):
        length = len(line)
        too_large = length == limit and not line.endswith(b"\n")
        while too_large and (rest := stream.readline(limit)):
            length += len(rest)
            if rest.endswith(b"\n"):
                break
        text = line.removeprefix(b"\xef\xbb\xbf").strip() if start == 0 else line.strip()
        if too_large:
            yield Broken((), start, length, "entry-too-large")
        elif text:
            yield start + line.find(text), text
        start += length


def walk_line(line: tuple[int, bytes], whole: Whole) -> Iterator[Found | Broken]:
    """Walk one line that `walk_lines` gave (see `walk`); what is wrong with it is wrong with an entry, not the file."""
    start, data = line
    for one in walk(io.BytesIO(data + b"\n"), whole):
        moved = replace(one, start=start + one.start)
        if isinstance(moved, Broken) and moved.reason.startswith("file-"):
            moved = Broken(moved.path, start, len(data), "entry-not-json")
        yield moved
