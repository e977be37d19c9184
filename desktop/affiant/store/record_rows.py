"""Records of platform exports: where each line lies in its object, and finding them by words.

The lines themselves stay in the object; a table that held them again would be a second truth.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from affiant.core.errors import AffiantError, ExitStatus, FormatError
from affiant.core.record import FoundRecord, parse_record
from affiant.store.disk_errors import damaged, disk_errors
from affiant.store.objects import object_path
from affiant.store.pages import PAGE_ROWS, Questions
from affiant.store.search import phrases
from affiant.store.search_key import search_key

_DECODER = json.JSONDecoder()
"""Made once: a hundred thousand lines pass through it."""
_SEARCHED = ("text", "author", "author_id", "id", "conversation", "url")
_OF_EVENT = """
    SELECT record.seq, record.n, record.start, record.length, event.body FROM record
    JOIN event ON event.seq = record.seq WHERE record.seq = ? AND record.n >= ? ORDER BY record.n LIMIT ?
"""
_WITH_WORDS = """
    SELECT record.seq, record.n, record.start, record.length, event.body FROM record
    JOIN event ON event.seq = record.seq
    WHERE record.id IN (SELECT rowid FROM record_search WHERE record_search MATCH ? ORDER BY rowid LIMIT ?)
    ORDER BY record.id
"""


def insert_records(connection: sqlite3.Connection, seq: int, lines: Path) -> None:
    """Insert a row and the search words for each line of an object, in the transaction that is open.

    Args:
        connection: the writing connection.
        seq: number of the ``export.read`` event.
        lines: the object; one `core.record.Record` a line.

    Raises:
        OSError: the object cannot be read.
        ValueError: a line is no record. A bug of the caller, who wrote the object.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()
    with lines.open("rb") as stream:
        page: list[tuple[int, int, int, int, int, str, str | None]] = []
        words: list[tuple[int, str]] = []
        start = 0
        for n, line in enumerate(stream, 1):
            fields = _fields(line)
            page.append((last + n, seq, n, start, len(line.rstrip(b"\n")), fields["kind"], fields["posted_at"]))
            text = "\n".join(value for key in _SEARCHED if (value := fields[key]))
            words.append((last + n, search_key(text)))
            start += len(line)
            if len(page) == PAGE_ROWS:
                _insert_page(connection, page, words)
                page, words = [], []
        _insert_page(connection, page, words)


def _fields(line: bytes) -> dict[str, Any]:
    fields = _DECODER.decode(line.decode("utf-8"))
    if not isinstance(fields, dict):
        raise ValueError("a line of records is no record")
    return fields


def _insert_page(connection: sqlite3.Connection, page: Iterable[Any], words: Iterable[Any]) -> None:
    connection.executemany(
        "INSERT INTO record (id, seq, n, start, length, kind, posted_at) VALUES (?, ?, ?, ?, ?, ?, ?)", page
    )
    connection.executemany("INSERT INTO record_search (rowid, words) VALUES (?, ?)", words)


def count(ask: Questions) -> int:
    """Records of all exports; see `CaseReading.count_records`."""
    found = ask.one("SELECT count(*) FROM record")
    return int(found[0]) if found else 0


def stream(ask: Questions, folder: Path, seq: int, first: int, limit: int | None) -> Iterator[FoundRecord]:
    """Records of one event; see `CaseReading.records`."""
    left = limit
    while left is None or left > 0:
        rows = PAGE_ROWS if left is None else min(left, PAGE_ROWS)
        page = ask.all(_OF_EVENT, (seq, first, rows))
        yield from _read(ask, folder, page)
        if len(page) < rows:
            return
        first = page[-1][1] + 1
        left = None if left is None else left - rows


def search(ask: Questions, folder: Path, words: str, limit: int) -> tuple[FoundRecord, ...]:
    """Records that hold every word, or a word that begins with it; see `CaseReading.search_records`."""
    wanted = phrases(words)
    if not wanted:
        return ()
    return tuple(_read(ask, folder, ask.all(_WITH_WORDS, (" AND ".join(wanted), limit))))


def _read(ask: Questions, folder: Path, places: Sequence[tuple[Any, ...]]) -> Iterator[FoundRecord]:
    """The lines at some places, in order; each object is opened once."""
    opened: dict[int, Any] = {}
    try:
        for seq, n, start, length, body in places:
            if seq not in opened:
                opened[seq] = _open(ask, folder, body)
            with disk_errors(folder):
                opened[seq].seek(start)
                line = opened[seq].read(length)
            try:
                yield FoundRecord(seq, n, parse_record(line))
            except FormatError as wrong:
                raise damaged(ask.path, "a record is not where its row says") from wrong
    finally:
        for one in opened.values():
            one.close()


def _open(ask: Questions, folder: Path, body: bytes) -> Any:
    try:
        sha256 = json.loads(body)["data"]["records"]
        path = object_path(folder, str(sha256))
    except (ValueError, KeyError, TypeError) as wrong:
        raise damaged(ask.path, "an event cannot be read") from wrong
    with disk_errors(path):
        if not path.is_file():
            raise AffiantError(
                "object-missing",
                "The records that were read out of an export are missing from the case",
                subject=str(path),
                safe="The export itself is kept apart from them.",
                remedy="Import the export again, or put the file back from a backup; its name is its SHA-256.",
                status=ExitStatus.DISK,
            )
        return path.open("rb")
