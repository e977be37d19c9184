"""A file that breaks a thread must never count as one that was compared."""

from __future__ import annotations

from io import BufferedReader, BytesIO

import pytest

from affiant.core.progress import Silent
from affiant.verify.file_digests import digest_files


class _Breaking:
    def size(self, _path: str) -> int:
        return 1

    def open(self, path: str) -> BufferedReader:
        if path == "bad":
            raise ValueError("a bug")
        return BufferedReader(BytesIO(b"x"))  # type: ignore[arg-type]  # BytesIO is no RawIOBase, and does as one


def test_a_bug_while_one_file_is_read_is_raised_and_not_passed_over() -> None:
    with pytest.raises(ValueError, match="a bug"):
        list(digest_files(_Breaking(), "sha256", ["good", "bad", "more"], Silent()))


def test_a_thread_without_memory_ends_and_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("affiant.verify.file_digests._BUFFER", 1 << 62)
    with pytest.raises((MemoryError, OverflowError)):
        list(digest_files(_Breaking(), "sha256", ["good"], Silent()))
