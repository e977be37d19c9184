"""Google Takeout: activity (JSON and HTML), and the CSV and JSON files of its YouTube part.

My Activity of other products has the same form and is read too. Times in the HTML pages are local and in the
language of the account; only those that name an offset from UTC are moments.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from affiant.capture.platform_exports.csv_rows import columns_of, rows
from affiant.capture.platform_exports.html_cells import cells
from affiant.capture.platform_exports.json_entries import (
    FILE_DAMAGED,
    FILE_NOT_READ,
    KIND_NOT_READ,
    WITHOUT_FORM,
    broken,
    dig,
    each_item,
    fields,
    head_or_nothing,
    items,
    skipped,
    values_at_the_head,
    walk_file,
    where,
    with_doubts,
    words,
)
from affiant.capture.platform_exports.json_walk import Broken, Found
from affiant.capture.platform_exports.reader import PAGE_HEAD_BYTES, ExportFiles
from affiant.capture.platform_exports.takeout_html import MARK, START, Cell, page_time, parse_cell
from affiant.capture.platform_exports.takeout_rows import Maker, maker_by_cells, maker_for
from affiant.capture.platform_exports.times import NO_TIME, from_iso
from affiant.capture.platform_exports.unread_files import unread
from affiant.capture.platform_exports.youtube_resources import records_of
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

_JSON, _HTML, _CSV = ".json", (".html", ".htm"), ".csv"
_LIKELY = ("activity", "history", "subscriptions", "comments", "live chats", "youtube")
_LOOKED_AT = 24


class YoutubeTakeout:
    """Reads what Takeout gives of YouTube and of activity."""

    key = "youtube_takeout"
    title = "Google Takeout, YouTube and activity"
    platform = "youtube"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        data = [name for name in files.names() if name.lower().endswith((_JSON, *_HTML, _CSV))]
        data.sort(key=lambda name: not any(word in name.lower() for word in _LIKELY))
        return any(_is_known(files, name) for name in data[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        data = [name for name in files.names() if name.lower().endswith((_JSON, *_HTML, _CSV))]
        for name in data:
            if not _is_known(files, name):
                yield Skipped(FILE_NOT_READ, Where(name))
            elif name.lower().endswith(_JSON):
                yield from _json(files, name)
            else:
                yield from _guarded(files, name)
        yield from unread(files, data)


def _is_known(files: ExportFiles, name: str) -> bool:
    head = head_or_nothing(files, name)
    if name.lower().endswith(_HTML):  # real pages have 140 kB of style before their first cell
        return b"mdl-" in head and (MARK in head or MARK in head_or_nothing(files, name, PAGE_HEAD_BYTES))
    if name.lower().endswith(_CSV):
        return _maker(head) is not None
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return False
    for one in values_at_the_head(head, each_item, 1):
        entry = fields(one.value)
        kind = entry.get("kind")
        return {"header", "title", "time"} <= entry.keys() or (isinstance(kind, str) and kind.startswith("youtube#"))
    return False


def _json(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    for one in walk_file(files, name, each_item):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif isinstance(one.value, dict) and ("title" in one.value or "header" in one.value):
            yield with_doubts(_activity(one, where(name, one)), one)
        elif isinstance(one.value, dict) and "kind" in one.value:
            yield from _resource(name, one)
        elif one.path or one.value != []:
            yield skipped(name, one, WITHOUT_FORM)


def _resource(name: str, one: Found) -> Iterator[Record | Skipped]:
    """A subscription or an item of a list, as older exports have them in the form of the API."""
    made = False
    for steps, kind, said in records_of(fields(one.value)):
        made = True
        yield with_doubts(Record(kind, where(name, one, *steps), **said), one)
    if not made:
        yield skipped(name, one, KIND_NOT_READ)


def _activity(one: Found, place: Where) -> Record:
    entry = fields(one.value)
    time = from_iso(entry.get("time"))
    more = [words(dig(line, "name")) for key in ("subtitles", "details") for line in items(entry.get(key))]
    for nearby in items(entry.get("locationInfos")):
        more.append(" ".join(filter(None, (words(dig(nearby, "name")), words(dig(nearby, "url"))))))
    return Record(
        "service",
        place,
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text="\n".join(filter(None, (words(entry.get("title")), words(entry.get("description")), *more))),
        conversation=words(entry.get("header")),
        url=words(entry.get("titleUrl")),
        notes=(*time.notes, "activity"),
    )


def _guarded(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    try:
        yield from _html(files, name) if name.lower().endswith(_HTML) else _csv(files, name)
    except (FormatError, OSError):
        yield Skipped(FILE_DAMAGED, Where(name))


def _html(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    with files.open(name) as stream:
        for start, length, data in cells(stream, START):
            place = Where(name, None, start, length)
            if data is None:
                yield Skipped("entry-too-large", place)
                continue
            try:
                cell = parse_cell(data)
            except FormatError:
                cell = Cell()
            if not cell.lines:
                yield Skipped(WITHOUT_FORM, place)
                continue
            *said, last = cell.lines
            time = page_time(last) if said else NO_TIME
            yield Record(
                "service",
                place,
                posted_at=time.posted_at,
                posted_as=time.posted_as,
                text="\n".join(said or [last]),
                conversation=cell.header or None,
                url=cell.links[0] if cell.links else None,
                notes=(*time.notes, "activity"),
            )


def _maker(head: bytes) -> Maker | None:
    """Who makes records of a file of rows, told by its columns, or by its first row where these are not in English."""
    first = next(rows(io.BytesIO(head)), None)
    return maker_for(columns_of(head)) or (maker_by_cells(list(first.cells.values())) if first is not None else None)


def _csv(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    make = _maker(head_or_nothing(files, name))
    with files.open(name) as stream:
        for row in rows(stream):
            place = Where(name, None, row.start, row.length)
            if row.reason or make is None:
                yield Skipped(row.reason or KIND_NOT_READ, place)
            else:
                yield make(row.cells, place)
