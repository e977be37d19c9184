from __future__ import annotations

import hashlib
import io
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiant.core.progress import Silent
from affiant.store.second_thread import SecondThread
from affiant.store.staging import CHUNK_BYTES, HEAD_BYTES, Stager


@pytest.fixture
def stager() -> Iterator[Stager]:
    thread = SecondThread()
    yield Stager(thread)
    thread.close()


class Dribbling(io.RawIOBase):
    """A pipe that gives little at a time."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._content.readinto(buffer[:70_001])


@pytest.mark.parametrize(
    "size",
    [0, 1, HEAD_BYTES, 32 << 10, (32 << 10) + 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 9 * CHUNK_BYTES + 100],
)
@pytest.mark.parametrize("kind", [io.BytesIO, Dribbling])
def test_one_read_gives_hashes_size_head_and_the_same_bytes(
    stager: Stager, tmp_path: Path, size: int, kind: type[io.BytesIO]
) -> None:
    content = random.Random(size).randbytes(size)
    stored = stager.stage(kind(content), tmp_path / "part", Silent())
    assert (stored.sha256, stored.sha512) == (hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest())
    assert (stored.size, stored.head) == (size, content[:HEAD_BYTES])
    assert (tmp_path / "part").read_bytes() == content


def test_a_file_that_is_there_is_not_written_over(stager: Stager, tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"mine")
    with pytest.raises(Exception, match="disk-error"):
        stager.stage(io.BytesIO(b"other"), tmp_path / "part", Silent())
    assert (tmp_path / "part").read_bytes() == b"mine"


def test_progress_counts_the_bytes(stager: Stager, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []

    class Watching:
        def report(self, done: int, total: int | None, what: str) -> None:
            seen.append((done, total))

    stager.stage(io.BytesIO(b"x" * (CHUNK_BYTES + 5)), tmp_path / "part", Watching())
    assert seen == [(CHUNK_BYTES, None), (CHUNK_BYTES + 5, None)]


def test_memory_does_not_grow_with_the_file(stager: Stager, tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        left = 64 * CHUNK_BYTES

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            count = min(self.left, len(buffer))
            self.left -= count
            return count

    tracemalloc.start()
    stager.stage(Endless(), tmp_path / "part", Silent())  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * CHUNK_BYTES
