"""Answers of X's API, v1.1 and v2, as JSON, JSON Lines, or recorded by VCR libraries as JSON cassettes.

Cassettes in YAML are not read: there is no parser for YAML among our dependencies, and none is worth having for this.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    as_lines,
    broken,
    dig,
    fields,
    head_or_nothing,
    id_text,
    lines_of,
    skipped,
    unless_empty,
    values_at_the_head,
    walk_file,
    where,
    with_doubts,
    words,
)
from affiant.capture.platform_exports.json_path import json_path
from affiant.capture.platform_exports.json_walk import Broken, Found, Path, walk, walk_line
from affiant.capture.platform_exports.reader import HEAD_BYTES, ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.capture.platform_exports.x_api_forms import Form, form_of, is_lines, is_of_x, kind_of
from affiant.capture.platform_exports.x_messages import message
from affiant.capture.platform_exports.x_status import account, account_v2, held_in, media_v2, post, post_v2
from affiant.core.record import Record, Skipped, Where

_CASSETTE = re.compile(rb'\s*\{\s*(?:"version"\s*:\s*[0-9]+\s*,\s*)?"interactions"\s*:')
_OF_X = re.compile(rb'"uri"\s*:\s*"https://api\.(?:twitter|x)\.com/')
_ENDINGS = (".json", ".jsonl", ".ndjson")
_LOOKED_AT = 24
_BODY = ("response", "body", "string")
_BODY_NOT_TEXT = "body-not-text"


class XApi:
    """Reads what programs stored of X's API."""

    key = "x_api"
    title = "X API, v1.1 and v2"
    platform = "x"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return any(_is_of_x(head_or_nothing(files, name), name) for name in _data_files(files)[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        data = _data_files(files)
        for name in data:
            yield from unless_empty(name, _file(files, name))
        yield from unread(files, data)


def _file(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    head = head_or_nothing(files, name)
    form = form_of(head)
    if _is_cassette(head):
        yield from _cassette(files, name)
    elif is_lines(name, head):
        yield from _lines(files, name)
    else:
        yield from _one_value(files, name, form)


def _data_files(files: ExportFiles) -> list[str]:
    names = list(files.names())
    return names if len(names) == 1 else [name for name in names if name.lower().endswith(_ENDINGS)]


def _is_cassette(head: bytes) -> bool:
    return bool(_CASSETTE.match(head) and _OF_X.search(head))


def _is_of_x(head: bytes, name: str) -> bool:
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    if _is_cassette(head):
        return True
    if is_lines(name, head):
        head = head.strip().partition(b"\n")[0]
    form = form_of(head)
    return any(
        isinstance(one.value, dict) and form.is_entry(one.path) and is_of_x(one.path, one.value)
        for one in values_at_the_head(head, form.whole)
    )


def _objects(name: str, found: Iterable[Found | Broken], form: Form, known: set[str]) -> Iterator[Record | Skipped]:
    for one in found:
        if isinstance(one, Broken):
            yield broken(name, one)
        elif form.is_entry(one.path) and one.value != []:
            for result in _entry(name, one, known):
                yield with_doubts(result, one) if isinstance(result, Record) else result


def _one_value(files: ExportFiles, name: str, form: Form) -> Iterator[Record | Skipped]:
    known: set[str] = set()
    for one in walk_file(files, name, form.whole):
        if isinstance(one, Broken) and one.reason == "file-goes-on":  # lines, and the first is longer than a head
            yield from _lines(files, name, one.start)
        else:
            yield from _objects(name, [one], form, known)


def _lines(files: ExportFiles, name: str, start: int = 0) -> Iterator[Record | Skipped]:
    """Each line holds one post, or a whole answer with many (as twarc writes them).

    JSON Lines have no path of their own: it is that inside of the line, and the byte range is that of the object.
    """
    known: set[str] = set()
    for number, line in enumerate(lines_of(files, name, start), 1):
        if isinstance(line, Broken):
            yield broken(name, line)
            continue
        form = form_of(line[1][:HEAD_BYTES])
        for result in _objects(name, walk_line(line, form.whole), form, known):
            yield replace(result, where=replace(result.where, path=f"in entry {number}: {result.where.path}"))


def _entry(name: str, one: Found, known: set[str]) -> Iterator[Record | Skipped]:
    """What one object holds: itself, and the posts and accounts inside of it; each account once in a file."""
    if not isinstance(one.value, dict):
        yield skipped(name, one, WITHOUT_FORM)
        return
    value, place, kind = one.value, where(name, one), kind_of(one.value)
    if kind in ("post", "account"):
        yield post(value, place) if kind == "post" else account(value, place)
        yield from _inside_of(name, one, value, known)
    elif kind == "message":
        yield message(value, place)
    elif kind == "post_v2":
        yield post_v2(value, place)
    elif kind == "account_v2":
        yield account_v2(value, place)
    elif kind == "media_v2":
        yield media_v2(value, place)
    elif kind in ("deletion", "error_v2"):
        about = fields(dig(value, "delete", "status")) or value
        number = id_text(about.get("id_str"), about.get("resource_id"), about.get("id"), about.get("value"))
        author_id = id_text(about.get("user_id_str"), about.get("user_id"))
        yield Record("service", place, id=number, author_id=author_id, text=as_lines(value), notes=(_NOTES[kind],))
    else:
        yield skipped(name, one, KIND_NOT_READ)


_NOTES = {"deletion": "deleted-on-platform", "error_v2": "answered-with-error"}


def _inside_of(name: str, one: Found, value: dict[str, Any], known: set[str]) -> Iterator[Record]:
    for steps, inner, holder in held_in(value):
        place = where(name, one, *steps)
        number = id_text(inner.get("id_str"), inner.get("id"))
        if steps[-1] == "status":
            whose = account(holder, place)
            yield replace(post(inner, place), author=whose.author, author_id=whose.author_id)
        elif steps[-1] != "user":
            yield post(inner, place)
        elif number and number not in known and words(inner.get("screen_name")):
            known.add(number)
            yield account(inner, place)


def _cassette(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    for one in walk_file(files, name, _each_exchange):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif one.path[:1] == ("interactions",) and one.value != []:
            text = words(dig(one.value, *_BODY))
            if text is None:
                yield skipped(name, one, _BODY_NOT_TEXT, *_BODY)
                continue
            body = text.encode("utf-8", "surrogatepass")
            form = form_of(body[:HEAD_BYTES])
            for result in _objects(name, walk(io.BytesIO(body), form.whole), form, set()):
                yield replace(result, where=_inside(result.where, one))


def _each_exchange(path: Path, _is_list: bool) -> bool:
    return len(path) == 2 or (len(path) == 1 and path[0] != "interactions")


def _inside(place: Where, one: Found) -> Where:
    """A place in the JSON that stands as text in JSON; the byte range is that of the exchange."""
    outer = json_path((*one.path, *_BODY))
    return Where(place.file, f"in {outer}: {place.path}", one.start, one.length)
