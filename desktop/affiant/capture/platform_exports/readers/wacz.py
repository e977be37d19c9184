"""WACZ: web archives packed with a list of their files, hashes, pages, and at times a signature.

What came of the hashes and of the signature stands as notes on one record of kind ``service``, the last of the archive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator

from affiant.capture.platform_exports.archived_page import TIME_OF_ARCHIVING, read_archive
from affiant.capture.platform_exports.reader import ExportFiles, head_of
from affiant.capture.platform_exports.wacz_package import DATAPACKAGE, DIGEST, WaczPackage, WholeFile
from affiant.capture.platform_exports.warc_records import WarcFile
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

_ARCHIVE = re.compile(r"(?:.+/)?[^/]+\.w?arc(\.gz)?", re.IGNORECASE)
_PAGES = re.compile(r"pages/[^/]+\.jsonl")
_PARTS = ("archive/", "indexes/", "pages/")
MAX_LINE = 4 << 20


class Wacz:
    """See `ExportReader`."""

    key = "wacz"
    title = "Web archive with hashes (WACZ)"
    platform = "web"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """The list of files is there and is one of a web archive, or so are two of its other parts."""
        names = files.names()
        parts = {part for part in _PARTS if any(name.startswith(part) for name in names)}
        if DATAPACKAGE not in names:
            return len(parts) > 1 or (bool(parts) and DIGEST in names)
        try:
            head = head_of(files, DATAPACKAGE)
        except FormatError:
            return bool(parts)
        return bool(parts) or b"wacz_version" in head or b"/archive/" in head or b"/indexes/" in head

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """Read pages and archives, and check every file on the way."""
        package = WaczPackage(files)
        package.begin()
        for name in files.names():
            whole = None
            try:
                if _ARCHIVE.fullmatch(name):
                    whole = yield from _archive(files, name)
                elif _PAGES.fullmatch(name):
                    yield from _pages(files, name)
            except FormatError as wrong:
                yield Skipped(wrong.code if wrong.code != "format" else "entry-damaged", Where(name))
            yield from package.check_file(name, whole)
        yield _verdict(files, package)


def _archive(files: ExportFiles, name: str) -> Generator[Record | Skipped, None, WholeFile]:
    with files.open(name) as stream:
        warc = WarcFile(stream, name)
        yield from read_archive(warc, name)
        warc.unpacked.finish()
        return WholeFile(warc.unpacked.sha256.hexdigest(), warc.unpacked.packed_bytes)


def _pages(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    """The list of pages: one JSON object a line, the first of them about the list."""
    start = 0
    with files.open(name) as stream:
        while line := stream.readline(MAX_LINE):
            where = Where(name, start=start, length=len(line))
            start += len(line)
            if line.strip():
                yield _page(line, where)


def _page(line: bytes, where: Where) -> Record | Skipped:
    try:
        page = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return Skipped("page-entry-broken", where)
    if not isinstance(page, dict):
        return Skipped("page-entry-broken", where)
    address = _text(page.get("url"))
    if address is None:
        return Skipped("page-list-head" if "format" in page else "page-entry-without-address", where)
    title, text = _text(page.get("title")) or "", _text(page.get("text")) or ""
    status = page.get("status")
    known = isinstance(status, int) and not isinstance(status, bool) and 100 <= status <= 999
    return Record(
        kind="page",
        where=where,
        id=_text(page.get("id")),
        posted_as=_text(page.get("ts")),
        text="\n".join(one for one in (title, text) if one),
        url=address,
        notes=(TIME_OF_ARCHIVING, "page-list", *((f"http-status-{status}",) if known else ())),
    )


def _verdict(files: ExportFiles, package: WaczPackage) -> Record:
    names = files.names()
    if package.size:
        where = Where(DATAPACKAGE, start=0, length=package.size)
    else:
        where = Where(next(iter(names), DATAPACKAGE), path="no list of files")
    return Record(
        kind="service",
        where=where,
        posted_as=package.created,
        text=package.title,
        url=package.address,
        notes=(TIME_OF_ARCHIVING, *package.notes()) if package.created else package.notes(),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
