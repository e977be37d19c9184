"""Web archives: every record is counted, at the place where another program finds it; damage costs what is damaged."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import random
import re
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, WasRead, of_sample, read
from warcio.archiveiterator import ArchiveIterator

from affiant.capture.platform_exports.readers.warc import Warc
from affiant.capture.platform_exports.warc_records import WarcFile
from affiant.core.record import Record

SOUND = ("warc/warcio/example*arc*", "wacz/py-wacz/example-*arc*")
SAMPLE = SAMPLES / "web" / "warc" / "warcio"
EXAMPLE = SAMPLE / "example.warc.gz"
BROKEN = (
    "example-bad-non-chunked.warc.gz",
    "example-bad.warc.gz.bad",
    "example-trunc.warc",
    "example-wrong-chunks.warc.gz",
)
PAGE = b"<html><head><title>T&eacute;st</title></head><body><p>one<p>two</body></html>"

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples; AFFIANT_SAMPLES names them")


def sound_samples() -> list[Path]:
    found = {path for pattern in SOUND for path in (SAMPLES / "web").glob(pattern)}
    return sorted(path for path in found if path.name not in BROKEN)


def taken(data: bytes, name: str = "a.warc") -> WasRead:
    return read(Warc(), MemoryFiles({name: data}))


def record(kind: str, body: bytes, address: str = "http://a.example/", **fields: str) -> bytes:
    lines = {"WARC-Type": kind, "WARC-Target-URI": address, "WARC-Date": "2026-11-22T01:02:03Z", **fields}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    return f"WARC/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def response(page: bytes = PAGE, head: str = "Content-Type: text/html; charset=utf-8", **fields: str) -> bytes:
    return record("response", b"HTTP/1.1 200 OK\r\n" + head.encode() + b"\r\n\r\n" + page, **fields)


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


@needs_samples
@pytest.mark.parametrize("path", sound_samples(), ids=lambda path: path.name)
def test_records_are_those_that_another_reader_finds(path: Path) -> None:
    """`warcio` counts records by kind, and pages are responses whose media type says so."""
    kinds: Counter[str] = Counter()
    pages: list[tuple[str, str]] = []
    with path.open("rb") as stream:
        archive = ArchiveIterator(stream, arc2warc=True)
        for one in archive:
            kinds[one.rec_type] += 1
            said = (one.http_headers.get_header("Content-Type") or "") if one.http_headers else ""
            if one.rec_type == "response" and said.lower().startswith(("text/html", "application/xhtml+xml")):
                pages.append((one.rec_headers.get_header("WARC-Target-URI"), one.http_headers.get_statuscode()))
    found = read(Warc(), of_sample(path))
    assert len(found.records) + sum(found.reasons().values()) == kinds.total()
    assert [(one.url or "").replace(" ", "%20") for one in found.records] == [address for address, _ in pages]
    assert [f"http-status-{status}" in one.notes for one, (_, status) in zip(found.records, pages, strict=True)] == [
        True
    ] * len(pages)
    for kind in ("warcinfo", "revisit"):
        if ".arc" not in path.name:
            assert found.reasons().get(f"warc-{kind}", 0) == kinds[kind]


@needs_samples
@pytest.mark.parametrize("path", [one for one in sound_samples() if ".arc" not in one.name], ids=lambda path: path.name)
def test_places_are_those_of_another_index(path: Path) -> None:
    places = {}
    with path.open("rb") as stream:
        archive = ArchiveIterator(stream)
        for one in archive:
            places[one.rec_headers.get_header("WARC-Record-ID")] = (
                archive.get_record_offset(),
                archive.get_record_length(),
            )
    for one in read(Warc(), of_sample(path)).records:
        assert (one.where.start, one.where.length) == places[one.id]


@needs_samples
@pytest.mark.parametrize("name", ["example-bad-non-chunked.warc.gz", "example-bad.warc.gz.bad"])
def test_an_archive_packed_as_one_is_read_whole_where_the_usual_reader_gives_up(name: str) -> None:
    whole = zlib.decompressobj(31).decompress((SAMPLE / name).read_bytes())
    found = read(Warc(), of_sample(SAMPLE / name))
    assert len(found.records) + sum(found.reasons().values()) == len(re.findall(rb"(?m)^WARC/1\.0\r$", whole)) == 6
    for one in found.records:
        assert one.where.path is not None
        start, end = map(int, re.findall(r"\d+", one.where.path))
        assert whole[start:end].startswith(b"WARC/1.0")


@needs_samples
def test_a_record_that_goes_on_in_the_next_member_is_whole_where_the_usual_reader_gives_up() -> None:
    found = read(Warc(), of_sample(SAMPLE / "example-wrong-chunks.warc.gz"))
    (page,) = found.records
    assert {"payload-digest-agrees", "http-status-200"} <= set(page.notes)
    assert "record-broken-off" not in page.notes
    assert "Example Domain" in page.text
    assert (page.where.start, page.where.length) == (0, 516 + 614)
    assert found.reasons() == {"warc-request": 1}


def test_a_record_that_is_too_short_for_its_length_leaves_the_next_member_alone() -> None:
    short = gzip.compress(response()[:-40], mtime=0)
    found = taken(short + gzip.compress(response(address="http://b.example/"), mtime=0))
    assert [one.url for one in found.records] == ["http://a.example/", "http://b.example/"]
    assert ["record-broken-off" in one.notes for one in found.records] == [True, False]
    assert (found.records[0].where.start, found.records[0].where.length) == (0, len(short))


def test_a_page_says_address_status_date_title_and_text() -> None:
    found = taken(response(WARC_Payload_Digest=sha1(PAGE), WARC_Record_ID="<urn:uuid:1>"))
    (one,) = found.records
    assert one == Record(
        kind="page",
        where=one.where,
        id="<urn:uuid:1>",
        posted_at=None,
        posted_as="2026-11-22T01:02:03Z",
        text="Tést\none\ntwo",
        url="http://a.example/",
        notes=("time-of-archiving", "http-status-200", "payload-digest-agrees"),
    )


@pytest.mark.parametrize(
    "digest",
    [
        sha1(PAGE).lower(),
        "sha1:" + hashlib.sha1(PAGE, usedforsecurity=False).hexdigest(),
        "sha256:" + hashlib.sha256(PAGE).hexdigest(),
    ],
)
def test_digests_are_compared_however_they_are_written(digest: str) -> None:
    assert "payload-digest-agrees" in taken(response(WARC_Payload_Digest=digest)).records[0].notes


def test_a_changed_page_is_said_to_differ() -> None:
    found = taken(response(PAGE.replace(b"one", b"won"), WARC_Payload_Digest=sha1(PAGE)))
    assert "payload-digest-differs" in found.records[0].notes
    found = taken(record("metadata", b"changed", WARC_Block_Digest=sha1(b"as it was")))
    assert found.reasons() == {"warc-digest-differs": 1}


def test_a_weak_or_unknown_digest_is_not_checked_instead_of_good() -> None:
    weak = "md5:" + hashlib.md5(PAGE, usedforsecurity=False).hexdigest()
    assert "payload-digest-not-checked" in taken(response(WARC_Payload_Digest=weak)).records[0].notes
    assert "payload-digest-missing" in taken(response()).records[0].notes


def test_chunks_and_packing_are_undone_for_the_text() -> None:
    body = gzip.compress(PAGE, mtime=0)
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (body[:20], body[20:])) + b"0\r\n\r\n"
    head = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"
    for stated in (sha1(body), sha1(chunks)):
        (one,) = taken(response(chunks, head, WARC_Payload_Digest=stated)).records
        assert one.text == "Tést\none\ntwo"
        assert "payload-digest-agrees" in one.notes


def test_packing_that_we_do_not_know_is_said() -> None:
    (one,) = taken(response(b"\x0b\x02\x80", "Content-Type: text/html\r\nContent-Encoding: br")).records
    assert (one.text, "page-packing-not-known" in one.notes) == ("", True)


@pytest.mark.parametrize("number", range(4))
def test_damage_in_one_member_leaves_the_others(number: int) -> None:
    members = [gzip.compress(response(address=f"http://{one}.example/"), mtime=0) for one in range(4)]
    members[number] = members[number][:30] + b"\xff\xff\xff\xff" + members[number][34:]
    found = taken(b"".join(members))
    whole = {f"http://{one}.example/" for one in range(4) if one != number}
    assert {one.url for one in found.records if "record-broken-off" not in one.notes} == whole
    broken = [one for one in found.records if "record-broken-off" in one.notes]
    assert len(broken) + found.reasons().get("warc-damaged", 0) == 1


def test_garbage_between_records_of_a_plain_archive_is_said_and_passed_over() -> None:
    found = taken(response() + b"\x00garbage\r\n" * 50 + response(address="http://b.example/"))
    assert [one.url for one in found.records] == ["http://a.example/", "http://b.example/"]
    assert found.reasons() == {"warc-damaged": 1}


def test_an_archive_that_is_cut_gives_what_is_whole_and_says_the_rest() -> None:
    chance = random.Random(20261122)
    members = [gzip.compress(response(address=f"http://{one}.example/"), mtime=0) for one in range(5)]
    whole = b"".join(members)
    ends = [sum(map(len, members[: one + 1])) for one in range(5)]
    for cut in [chance.randrange(1, len(whole)) for _ in range(60)] + ends[:-1]:
        found = taken(whole[:cut])
        complete = [one for one in found.records if "record-broken-off" not in one.notes]
        assert len(complete) == sum(end <= cut for end in ends)
        rest = len(found.records) - len(complete) + sum(found.reasons().values())
        assert rest == (0 if cut in ends else 1), cut


def test_a_stated_length_beyond_the_file_is_broken_off() -> None:
    found = taken(response()[:-10])
    assert "record-broken-off" in found.records[0].notes


def test_an_archive_that_unpacks_without_end_is_refused_in_bounded_memory_and_time() -> None:
    began = time.monotonic()
    found = taken(packed(record("resource", bytes(1 << 20)), *[record("resource", bytes(30 << 20))] * 5))
    assert found.failed is not None
    assert found.failed.code == "warc-is-bomb"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "junk",
    [b"\x1f\x8b\x08" * 700_000, b"\x1f\x8b\x08\x00" * 500_000, b"\nWARC/" * 300_000, b"\nWARC/1.0\r\n" * 200_000],
)
def test_what_looks_like_records_and_is_none_takes_no_time(junk: bytes) -> None:
    began = time.monotonic()
    found = taken((packed(response()) if junk[0] == 0x1F else response()) + junk)
    assert time.monotonic() - began < 10
    assert [one.url for one in found.records] == ["http://a.example/"]


def test_a_long_record_gives_signs_of_life() -> None:
    files = MemoryFiles({"a.warc": record("resource", random.Random(1).randbytes(1 << 20) * 40)})
    beats = [one for one in Warc().read(files) if getattr(one, "count", 1) == 0]
    assert len(beats) == 2


def test_headers_without_end_are_damage() -> None:
    assert taken(b"WARC/1.0\r\n" + b"a: b\r\n" * 5_000).records == ()
    assert taken(b"WARC/1.0\r\n" + b"a" * 500_000).records == ()


def test_what_is_in_a_folder_beside_archives_is_left_alone() -> None:
    files = MemoryFiles({"notes.txt": b"mine", "one.dat": packed(response())})
    assert Warc().recognises(files)
    assert [one.where.file for one in read(Warc(), files).records] == ["one.dat"]
    assert not Warc().recognises(MemoryFiles({"notes.txt": b"mine", "a.gz": gzip.compress(b"mine")}))


@needs_samples
def test_single_bytes_changed_anywhere_end_well() -> None:
    chance = random.Random(3)
    for path in (EXAMPLE, SAMPLE / "example.warc", SAMPLE / "example.arc.gz"):
        data = path.read_bytes()
        for _ in range(150):
            damaged = bytearray(data)
            damaged[chance.randrange(len(data))] = chance.randrange(256)
            found = taken(bytes(damaged), path.name)
            assert len(found.records) + sum(found.reasons().values()) > 0


def test_the_whole_file_is_read_once_for_its_hash() -> None:

    data = packed(response(), response()) + b"trailing"
    warc = WarcFile(io.BytesIO(data), "a")
    assert len(list(warc.records())) == 2
    warc.unpacked.finish()
    assert warc.unpacked.sha256.digest() == hashlib.sha256(data).digest()


@pytest.mark.parametrize(
    "gap",
    [
        gzip.compress(b"\r\n" * 30_000_000, 1, mtime=0),
        gzip.compress(b"", mtime=0) * 900,
        gzip.compress(b"", mtime=0) * 50_000,
    ],
    ids=["blank lines", "empty members", "more empty members than are gone through"],
)
def test_emptiness_between_records_takes_no_time_and_is_passed_over_or_said(gap: bytes) -> None:
    began = time.monotonic()
    found = taken(packed(response()) + gap + packed(response(address="http://b.example/")))
    assert time.monotonic() - began < 10
    assert found.records[0].url == "http://a.example/"
    assert len(found.records) == 2 or found.reasons() == {"warc-damaged": 1}
