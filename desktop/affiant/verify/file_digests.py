"""Digests of many files at once: two threads, big files first, buffers that are used again and again.

``hashlib`` lets other threads run while it works, so two threads use two cores. Files are read, never mapped: a mapped
file that shrinks kills the process, and a pack of 5 GB would break the limit that the process sets itself.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader
from typing import Protocol

from affiant.core.progress import Progress

THREADS = 2
_BUFFER = 1 << 20
_REPORT_BYTES = 8 << 20


class Readable(Protocol):
    """Files by name; opening is safe across threads."""

    def size(self, path: str) -> int:
        """Bytes of a file."""

    def open(self, path: str) -> BufferedReader:
        """Open a file.

        Raises:
            OSError: it vanished or cannot be read.
        """


@dataclass(frozen=True, slots=True)
class FileDigest:
    """Digest of one file."""

    path: str
    digest: str | None
    """Hex, or None when the file could not be read."""


def digest_files(files: Readable, algorithm: str, paths: Sequence[str], progress: Progress) -> Iterator[FileDigest]:
    """Yield the digest of each file, in the order in which they are finished.

    Args:
        files: where they are.
        algorithm: name for `hashlib`.
        paths: files of the pack.
        progress: told about bytes; asked often enough to cancel soon.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for path in sorted(paths, key=files.size, reverse=True):
        waiting.put(path)
    reports: queue.SimpleQueue[int | FileDigest | None] = queue.SimpleQueue()
    stop = threading.Event()
    total, done = sum(files.size(path) for path in paths), 0
    with ThreadPoolExecutor(THREADS) as pool:
        running = min(THREADS, len(paths))
        workers = [pool.submit(_work, files, algorithm, waiting, reports, stop) for _ in range(running)]
        try:
            while running:
                report = reports.get()
                if report is None:
                    running -= 1
                elif isinstance(report, FileDigest):
                    yield report
                else:
                    done += report
                    progress.report(done, total, "Comparing files")
        finally:
            stop.set()
        for worker in workers:
            worker.result()  # raises what broke it, or its file would silently not be compared


def _work(
    files: Readable,
    algorithm: str,
    waiting: queue.SimpleQueue[str],
    reports: queue.SimpleQueue[int | FileDigest | None],
    stop: threading.Event,
) -> None:
    """Take files until none is left; the last report is None, whatever happens."""
    try:
        buffer = memoryview(bytearray(_BUFFER))
        while not stop.is_set():
            path = waiting.get_nowait()
            try:
                reports.put(FileDigest(path, _digest(files, path, hashlib.new(algorithm), buffer, reports, stop)))
            except OSError:
                reports.put(FileDigest(path, None))
    except queue.Empty:
        pass
    finally:
        reports.put(None)


def _digest(
    files: Readable,
    path: str,
    digest: hashlib._Hash,
    buffer: memoryview,
    reports: queue.SimpleQueue[int | FileDigest | None],
    stop: threading.Event,
) -> str:
    unreported = 0
    with files.open(path) as stream:
        while not stop.is_set() and (count := stream.readinto(buffer)):
            digest.update(buffer[:count])
            unreported += count
            if unreported >= _REPORT_BYTES:
                reports.put(unreported)
                unreported = 0
    reports.put(unreported)
    return digest.hexdigest()
