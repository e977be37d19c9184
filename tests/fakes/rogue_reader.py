"""A worker program with a reader that misbehaves as the name of the export says; started by path, as a child."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from affiant.capture.platform_exports.answering import PIECE_BYTES, Answering
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.confined.child import serve
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where


class Rogue:
    """Gives a few pieces, then does what it is told to."""

    key = "rogue"
    title = "Rogue"
    platform = "other"
    version = 3

    def recognises(self, files: ExportFiles) -> bool:
        return True

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        (name,) = files.names()
        for number in range(40):
            yield Record("message", Where(name, None, number, 1), text="x" * (PIECE_BYTES // 10))
        yield Skipped("odd-one", Where(name), 2)
        yield from _misbehave(name)


def _misbehave(what: str) -> Iterator[Record | Skipped]:
    if what == "format":
        raise FormatError("It goes on in no way that is known", code="broken-here")
    if what == "raise":
        raise KeyError("a bug in a reader")
    if what == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "burn":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "eat":
        held = [bytearray(64 << 20) for _ in range(1_000)]
        yield Record("message", Where(what), text=str(len(held)))
    if what == "deep":
        deep: list[Any] = []
        for _ in range(10_000):
            deep = [deep]
        yield Record("message", Where(what), text=repr(deep))
    if what == "write":
        Path(sys.argv[1]).write_text("escaped")


_LIES: dict[str, dict[str, Any]] = {
    "lie-note": {"notes": ("\x1b[31m red",)},
    "lie-time": {"posted_at": "yesterday"},
}


def lying(answering: Answering, lie: str) -> Any:
    """Answers of a child that is no longer itself."""

    def answer(message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        fields, payload = answering.answer(message)
        if message["do"] == "recognise" and lie == "lie-reader":
            fields["reader"] = {"key": "../../x", "platform": "x", "title": "y", "version": 1}
        if message["do"] == "read":
            if lie == "lie-line":
                payload = payload[:-1] + b'{"kind":"message"}\n'
            if lie in _LIES:
                payload = Record("message", Where("a"), **_LIES[lie]).to_line() + b"\n"
            if lie == "lie-cut":
                payload = payload[:-5]
            if lie == "lie-file":
                fields["opened"] = [99]
            if lie == "lie-reason":
                fields["skipped"] = {"a sentence of evidence": 1}
        return fields, payload

    return answer


if __name__ == "__main__":
    serve(lying(Answering((Rogue(),), time.monotonic), sys.argv[2] if len(sys.argv) > 2 else ""))
