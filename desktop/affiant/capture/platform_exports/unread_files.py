"""Files of an export that a reader does not open and that may hold more than pictures: they are named, each."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from affiant.capture.platform_exports.json_entries import FILE_NOT_READ
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.core.record import Skipped, Where

_DATA = (".csv", ".htm", ".html", ".js", ".json", ".jsonl", ".mbox", ".ndjson", ".tsv", ".txt", ".xml", ".yaml", ".yml")


def unread(files: ExportFiles, read: Collection[str]) -> Iterator[Skipped]:
    """Say which data files stand beside those that were read. Pictures and films are named by the records."""
    opened = frozenset(read)
    for name in files.names():
        if name not in opened and name.lower().endswith(_DATA):
            yield Skipped(FILE_NOT_READ, Where(name))
