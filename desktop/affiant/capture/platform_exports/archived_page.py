"""One record of a web archive as what we keep of it: a page, or a count of what is no page.

The date in an archive is the time of archiving, and no time of posting.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.http_message import MAX_HEAD, Head, head_length, read_head, unchunked, unpacked
from affiant.capture.platform_exports.lines import CUT
from affiant.capture.platform_exports.page_text import decoded, read_page
from affiant.capture.platform_exports.reader import STILL_READING
from affiant.capture.platform_exports.warc_records import WarcFile, WarcRecord
from affiant.core.record import Record, Skipped, Where

TIME_OF_ARCHIVING = "time-of-archiving"
"""Note: `Record.posted_as` is when the page was stored; when it was posted is not known."""
KEPT_BYTES = 8 << 20
"""As much of a page as is looked at."""
HEARTBEAT_BYTES = 16 << 20

PAGES = frozenset(("text/html", "application/xhtml+xml"))
_WITH_HEAD = ("response", "request")
_KINDS = frozenset(("warcinfo", "request", "metadata", "resource", "revisit", "conversion", "continuation"))
_ALGORITHMS = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512"}
"""What a digest may be made with; others, MD5 among them, count as not checked."""
_LABELLED = re.compile(r"([A-Za-z0-9-]{1,20}):([A-Za-z0-9+/=_-]{16,200})")


def read_archive(warc: WarcFile, name: str) -> Iterator[Record | Skipped]:
    """Yield one thing for every record of an archive, and one for every stretch that is none.

    Args:
        warc: the archive.
        name: of the file, inside of the export.

    Raises:
        FormatError: the archive cannot be read any further.
    """
    for record in warc.records():
        yield from _broken(warc)
        look = _Look(record)
        for _ in look.read():
            yield Skipped(STILL_READING, Where(name), 0)
        warc.close(record)
        yield look.result()
    yield from _broken(warc)


def _broken(warc: WarcFile) -> Iterator[Skipped]:
    while warc.broken:
        yield Skipped("warc-damaged", warc.broken.pop(0))


class _Look:
    """Reads one record."""

    def __init__(self, record: WarcRecord) -> None:
        self._record = record
        self._kept = bytearray()
        self._head: Head | None = None
        self._size = 0
        stated = {} if record.kind == "revisit" else record.headers  # there, tools give the digests of another record
        self._block = _Digest(stated.get("warc-block-digest"))
        self._payload = _Digest(None if "warc-segment-number" in stated else stated.get("warc-payload-digest"))

    def read(self) -> Iterator[None]:
        """Read the block; yields now and then."""
        beat = HEARTBEAT_BYTES
        head: bytearray | None = bytearray() if self._record.kind in _WITH_HEAD else None
        for part in self._record.blocks():
            self._block.update(part)
            self._size += len(part)
            self._kept += part[: KEPT_BYTES - len(self._kept)]
            if head is None:
                self._payload.update(part)
            else:
                head += part
                length = head_length(head)
                if length or len(head) > MAX_HEAD:
                    self._payload.update(head[length:])
                    head = None
            if self._size >= beat:
                beat += HEARTBEAT_BYTES
                yield
        if self._record.kind == "response":
            self._head = read_head(bytes(self._kept[:MAX_HEAD]))

    def result(self) -> Record | Skipped:
        """What is kept of the record; its place is known by now."""
        record = self._record
        if record.kind != "response":
            return self._counted(f"warc-{record.kind}" if record.kind in _KINDS else "warc-other")
        if self._head is None:
            return self._counted("warc-response-without-http")
        media_type = self._head.media_type
        if media_type not in PAGES:
            return self._counted("warc-response-not-a-page")
        return self._page(self._head)

    def _counted(self, reason: str) -> Skipped:
        if self._record.damaged:
            return Skipped("warc-record-broken-off", self._record.where)
        differs = self._block.outcome() == "differs" or self._payload_outcome() == "differs"
        return Skipped("warc-digest-differs" if differs else reason, self._record.where)

    def _page(self, head: Head) -> Record:
        record = self._record
        notes = [TIME_OF_ARCHIVING, f"http-status-{head.status}", f"payload-digest-{self._payload_outcome()}"]
        if self._block.outcome() == "differs":
            notes.append("block-digest-differs")
        if record.damaged:
            notes.append("record-broken-off")
        if "warc-truncated" in record.headers:
            notes.append("cut-by-archiver")
        body = self._body(head)
        text = ""
        if body is None:
            notes.append("page-packing-not-known")
        else:
            page = read_page(decoded(body, head.charset))
            text = "\n".join(one for one in (page.title, page.text) if one)
            if page.cut or self._size - head.length > KEPT_BYTES:
                notes.append(CUT)
        return Record(
            kind="page",
            where=record.where,
            id=record.headers.get("warc-record-id"),
            posted_as=record.headers.get("warc-date"),
            text=text,
            url=_bare(record.headers.get("warc-target-uri")),
            notes=tuple(notes),
        )

    def _body(self, head: Head) -> bytes | None:
        body = bytes(self._kept[head.length :])
        if head.chunked:
            whole = unchunked(body)
            body = body if whole is None else whole
        return unpacked(body, head.coding, KEPT_BYTES)

    def _payload_outcome(self) -> str:
        """Compared with the body as it is stored and, where that is in chunks, with the chunks put together."""
        outcome = self._payload.outcome()
        if outcome != "differs" or self._head is None or not self._head.chunked or self._size > KEPT_BYTES:
            return outcome
        whole = unchunked(bytes(self._kept[self._head.length :]))
        return outcome if whole is None else self._payload.of(whole)


class _Digest:
    """A digest that a record states, compared with its bytes."""

    def __init__(self, stated: str | None) -> None:
        found = _LABELLED.fullmatch(stated or "")
        algorithm = _ALGORITHMS.get(found[1].lower()) if found else None
        self._stated = stated
        self._algorithm = algorithm
        self._wanted = found[2] if found else ""
        self._hash: Any = hashlib.new(algorithm, usedforsecurity=False) if algorithm else None

    def update(self, part: bytes | bytearray) -> None:
        if self._hash is not None:
            self._hash.update(part)

    def outcome(self) -> str:
        """``missing``, ``not-checked``, ``agrees`` or ``differs``."""
        if self._stated is None:
            return "missing"
        return "not-checked" if self._hash is None else self._compared(self._hash.digest())

    def of(self, data: bytes) -> str:
        """The outcome for other bytes."""
        if self._algorithm is None:
            return self.outcome()
        return self._compared(hashlib.new(self._algorithm, data, usedforsecurity=False).digest())

    def _compared(self, digest: bytes) -> str:
        forms = (digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower())
        if self._wanted.lower().rstrip("=") in forms:
            return "agrees"
        try:
            same = base64.b64decode(self._wanted.replace("-", "+").replace("_", "/"), validate=True) == digest
        except (binascii.Error, ValueError):
            same = False
        return "agrees" if same else "differs"


def _bare(address: str | None) -> str | None:
    """Some tools write the address in angle brackets."""
    return address[1:-1] if address and address.startswith("<") and address.endswith(">") else address
