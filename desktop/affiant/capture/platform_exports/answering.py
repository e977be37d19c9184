"""The child's side of reading an export: takes the files, recognises, and hands records over in pieces.

Requests are ``{"do": "files", "files": [[name, path in hex], …], "packed": bool}``, as often as needed; then
``{"do": "recognise", "reader": key or null}``; then ``{"do": "read"}`` until the answer says ``end``. Names come from
the parent and may be anything; paths are where the bytes lie in the case.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from affiant.capture.platform_exports.export_files import LooseFiles, open_export
from affiant.capture.platform_exports.lines import line_of
from affiant.capture.platform_exports.reader import ExportFiles, ExportReader
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped

PIECE_BYTES = 256 << 10
PIECE_SECONDS = 0.5
"""A piece goes to the parent when it is that large or that old: what a crash may lose is no more."""
PIECE_FILES = 10_000
NOT_ENOUGH_MEMORY, NOT_ASKED_FOR = "export-too-large", "export-not-chosen"


class Answering:
    """Answers the requests of one parent about one export after the other."""

    def __init__(self, readers: Sequence[ExportReader], monotonic: Callable[[], float]) -> None:
        """Prepare.

        Args:
            readers: in the order in which they are asked.
            monotonic: seconds of a clock that never goes back.
        """
        self._readers = readers
        self._monotonic = monotonic
        self._paths: dict[str, Path] = {}
        self._packed = False
        self._files: _Watched | None = None
        self._found: Iterator[Record | Skipped] = iter(())

    def answer(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """See `confined.child.Handler`."""
        match message["do"]:
            case "files":
                return self._take(message), b""
            case "recognise":
                return self._recognise(message["reader"]), b""
            case _:
                return self._read()

    def _take(self, message: Mapping[str, Any]) -> dict[str, Any]:
        for name, path in message["files"]:
            self._paths[name] = Path(os.fsdecode(bytes.fromhex(path)))
        self._packed = bool(message["packed"])
        return {"held": len(self._paths)}

    def _recognise(self, wanted: str | None) -> dict[str, Any]:
        try:
            self._files = _Watched(self._open())
            reader = next((one for one in self._readers if self._takes(one, self._files, wanted)), None)
        except (FormatError, MemoryError, RecursionError) as wrong:
            return {"failed": _code(wrong), "reader": None}
        if reader is None:
            left_out: Counter[str] = Counter()
            for one in self._files.left_out():
                left_out[one.reason] += one.count
            return {"failed": None, "reader": None, "skipped": dict(left_out)}
        self._found = _all(reader, self._files)
        self._files.opened.clear()
        said = {"key": reader.key, "platform": reader.platform, "title": reader.title, "version": reader.version}
        return {"failed": None, "reader": said}

    def _open(self) -> ExportFiles:
        if self._packed and len(self._paths) == 1:
            return open_export(*next(iter(self._paths.items())))
        return LooseFiles(self._paths)

    @staticmethod
    def _takes(reader: ExportReader, files: ExportFiles, wanted: str | None) -> bool:
        """Whether the reader recognises the export; one that was asked for by name is believed to."""
        if wanted is not None:
            return reader.key == wanted
        try:
            return reader.recognises(files)
        except FormatError:
            return False

    def _read(self) -> tuple[dict[str, Any], bytes]:
        if self._files is None:
            return _piece(True, NOT_ASKED_FOR, Counter(), []), b""
        lines: list[bytes] = []
        skipped: Counter[str] = Counter()
        size = 0
        failed: str | None = None
        end = True
        until = self._monotonic() + PIECE_SECONDS
        try:
            for one in self._found:
                if isinstance(one, Skipped):
                    if one.count:
                        skipped[one.reason] += one.count
                else:
                    lines.append(line_of(one))
                    size += len(lines[-1])
                if size >= PIECE_BYTES or len(self._files.opened) >= PIECE_FILES or self._monotonic() >= until:
                    end = False
                    break
        except (FormatError, MemoryError, RecursionError) as wrong:
            failed = _code(wrong)
        opened = self._files.take_opened()
        return _piece(end, failed, skipped, opened), b"".join(line + b"\n" for line in lines)


class _Watched:
    """Export files that remember which of them were opened."""

    def __init__(self, files: ExportFiles) -> None:
        self._files = files
        self._numbers = {name: number for number, name in enumerate(files.names())}
        self._seen: set[str] = set()
        self.opened: list[str] = []

    @property
    def name(self) -> str:
        return self._files.name

    def names(self) -> Sequence[str]:
        return self._files.names()

    def size(self, name: str) -> int:
        return self._files.size(name)

    def open(self, name: str) -> BinaryIO:
        stream = self._files.open(name)
        self.opened.append(name)
        return stream

    def left_out(self) -> Sequence[Skipped]:
        return self._files.left_out()

    def take_opened(self) -> list[int]:
        """Places, among the sorted names, of what was opened for the first time since the last call."""
        fresh = [name for name in dict.fromkeys(self.opened) if name not in self._seen]
        self._seen.update(fresh)
        self.opened.clear()
        return [self._numbers[name] for name in fresh]


def _all(reader: ExportReader, files: ExportFiles) -> Iterator[Record | Skipped]:
    yield from files.left_out()
    yield from reader.read(files)


def _piece(end: bool, failed: str | None, skipped: Counter[str], opened: list[int]) -> dict[str, Any]:
    return {"end": end, "failed": failed, "opened": opened, "skipped": dict(skipped)}


def _code(wrong: BaseException) -> str:
    return wrong.code if isinstance(wrong, FormatError) else NOT_ENOUGH_MEMORY
