"""Exports for tests: held in memory, read by one reader, and checked against the original that they came from."""

from __future__ import annotations

import io
import json
import os
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from affiant.capture.platform_exports.lines import line_of
from affiant.capture.platform_exports.reader import ExportFiles, ExportReader
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, parse_record

SAMPLES = Path(os.environ.get("AFFIANT_SAMPLES") or Path(__file__).parents[2].parent / "shared" / "samples")
"""Files of other projects that lie beside this one."""

OF_READER: Mapping[str, tuple[str, ...]] = {
    "facebook": ("facebook/dyi/langchain",),
    "facebook_graph": ("facebook/graph/apidata", "facebook/graph/models"),
    "instagram": ("instagram/dyi/*",),
    "instagram_graph": ("instagram/graph/apidata/medias", "instagram/graph/apidata/discovery/*"),
    "mhtml": ("web/mhtml/mhtml2html/[ipu]*.mhtml", "web/mhtml/mhtml2html/missing_headers.mhtml"),
    "telegram_html": ("telegram/langchain/chat_loaders/data/telegram_chat_html",),
    "telegram_json": (
        "telegram/chm/*",
        "telegram/langchain/chat_loaders/data/telegram_chat_json",
        "telegram/langchain/document_loaders/test_docs/telegram.json",
    ),
    "wacz": ("web/wacz/py-wacz/*.wacz", "web/wacz/scoop/example.com.wacz", "web/wacz/scoop/noarchive*.wacz"),
    "warc": (
        "web/warc/warcio/example.*arc*",
        "web/warc/warcio/example-[bitw]*[!b][!le].*arc*",
        "web/wacz/py-wacz/example-collection*.warc",
        "web/wacz/py-wacz/example-warcinfo-metadata.warc",
    ),
    "whatsapp": (
        "whatsapp/chm",
        "whatsapp/langchain/examples/whatsapp_chat.txt",
        "whatsapp/langchain/unit_tests/chat_loaders/data/whatsapp_chat.txt",
    ),
    "x_api": (
        "x/api-v1.1/*/3.2",
        "x/api-v1.1/*/get_statuses.map.1.json",
        "x/api-v1.1/*/streaming/lines.json",
        "x/api-v1.1/*/tweets.json",
        "x/api-v2/*/apis/searches",
        "x/api-v2/*/models",
        "x/vcr/*/testlookupusers.json",
    ),
    "x_archive": ("x/archive/*",),
    "x_web": ("x/archive/knowledgemaxxing/x_bookmarks_graphql.json",),
    "youtube_api": ("youtube/api/apidata/comment_threads", "youtube/api/apidata/search"),
    "youtube_takeout": ("youtube/takeout",),
}
"""Reader to its samples: files or folders below `SAMPLES`, as patterns. Every reader has at least one line here, or a
generated export in `tests/fakes/made_exports.py`."""


class MemoryFiles:
    """An export that a test has written."""

    def __init__(self, files: Mapping[str, bytes | str], name: str = "") -> None:
        self.name = name
        self.files = {
            name: data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
            for name, data in sorted(files.items())
        }
        self.opened: list[str] = []

    def names(self) -> Sequence[str]:
        return tuple(self.files)

    def size(self, name: str) -> int:
        return len(self.files[name])

    def open(self, name: str) -> BinaryIO:
        self.opened.append(name)
        return io.BytesIO(self.files[name])

    def left_out(self) -> Sequence[Skipped]:
        return ()


@dataclass(frozen=True)
class WasRead:
    """What a reader made of an export."""

    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...]
    failed: FormatError | None

    def kinds(self) -> dict[str, int]:
        return dict(Counter(one.kind for one in self.records))

    def reasons(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for one in self.skipped:
            found[one.reason] += one.count
        return dict(found)

    def of(self, kind: str) -> list[Record]:
        return [one for one in self.records if one.kind == kind]


def read(reader: ExportReader, files: ExportFiles) -> WasRead:
    """Read an export whole; every record goes through the line that is kept of it, as in the program."""
    records: list[Record] = []
    skipped: list[Skipped] = []
    failed: FormatError | None = None
    try:
        for one in reader.read(files):
            if isinstance(one, Skipped):
                skipped.append(one)
            else:
                records.append(parse_record(line_of(one)))
    except FormatError as wrong:
        failed = wrong
    return WasRead(tuple(records), tuple(skipped), failed)


def of_sample(path: Path) -> MemoryFiles:
    """A sample in memory: a folder with all below it, or a file by itself."""
    if path.suffix == ".wacz":
        with zipfile.ZipFile(path) as packed:
            return MemoryFiles({one.filename: packed.read(one) for one in packed.infolist()})
    if path.is_file():
        return MemoryFiles({path.name: path.read_bytes()})
    found = (one for one in path.rglob("*") if one.is_file())
    return MemoryFiles({one.relative_to(path).as_posix(): one.read_bytes() for one in found})


def samples_of(key: str) -> list[Path]:
    """The samples that are there for a reader; none where the samples do not lie beside the project."""
    return sorted(path for pattern in OF_READER.get(key, ()) for path in SAMPLES.glob(pattern))


def mutations(files: MemoryFiles, seed: int) -> Iterator[MemoryFiles]:
    """Damaged copies: cut, flipped, doubled, emptied, with foreign bytes in the middle."""
    chance = random.Random(seed)
    for name, data in files.files.items():
        if not data:
            continue
        middle = chance.randrange(len(data))
        flipped = bytearray(data)
        for _ in range(1 + len(data) // 200):
            flipped[chance.randrange(len(data))] = chance.randrange(256)
        for changed in (
            b"",
            data[: len(data) // 3],
            data[:middle],
            data[:-1],
            data + data,
            bytes(flipped),
            data[:middle] + b"\x00\xff\xfe\xed\xa0\x80" + data[middle:],
            data[:middle] + b"[" * 5_000 + data[middle:],
            data[:middle] + b"<div>" * 3_000 + data[middle:],
        ):
            yield MemoryFiles({**files.files, name: changed})


_STEP = re.compile(r"\['((?:[^'\\]|\\.)*)'\]|\[([0-9]+)\]")


def along_path(value: Any, path: str) -> list[Any]:
    """What a normalized JSON path (RFC 9535) goes through, the whole first and what it names last.

    KeyError, IndexError, TypeError or ValueError when it names nothing.
    """
    place, passed = 1, [value]
    while place < len(path):
        step = _STEP.match(path, place)
        if not path.startswith("$") or step is None:
            raise ValueError(path)
        value = value[json.loads(f'"{step[1]}"'.replace("\\'", "'"))] if step[2] is None else value[int(step[2])]
        passed.append(value)
        place = step.end()
    return passed


def places_that_do_not_hold(files: MemoryFiles, records: Sequence[Record]) -> list[str]:
    """Records whose `where` points at nothing, or whose byte range and JSON path do not say the same."""
    wrong: list[str] = []
    parsed: dict[str, Any] = {}
    for one in records:
        data = files.files.get(one.where.file)
        if data is None:
            wrong.append(f"no file {one.where.file}")
            continue
        start, length, path = one.where.start, one.where.length, one.where.path
        if start is None and path is None:
            wrong.append(f"no place for {one}")
        if (start is None) != (length is None):
            wrong.append(f"half a range in {one.where}")
        part: bytes | None = None
        if start is not None and length is not None:
            part = data[start : start + length]
            if start < 0 or length <= 0 or len(part) != length:
                wrong.append(f"range out of the file: {one.where}")
        if path is not None and path.startswith("$"):
            if one.where.file not in parsed:
                parsed[one.where.file] = _json(data)
            try:
                passed = along_path(parsed[one.where.file], path)
                if part is not None and json.loads(part) not in passed:
                    wrong.append(f"the range is not what the path goes through: {one.where}")
            except (KeyError, IndexError, ValueError, TypeError):
                wrong.append(f"path names nothing: {one.where}")
    return wrong


def _json(data: bytes) -> Any:
    """JSON, also as a value assigned to a name in a script."""
    text = data.decode("utf-8-sig")
    begin = min((text.find(mark) for mark in "[{" if mark in text), default=0)
    if not text.lstrip().startswith(("[", "{")):
        begin = text.index("=") + 1 if "=" in text[:500] else begin
    return json.JSONDecoder().raw_decode(text[begin:].lstrip())[0]
