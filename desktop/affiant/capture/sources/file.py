"""Files and folders of this device, given one by one, dropped or chosen. They are only ever read."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from affiant.capture import file_problems
from affiant.capture.file_access import DiskAccess, FileAccess
from affiant.capture.source import Found, Problem
from affiant.core.clock import format_utc
from affiant.core.errors import AffiantError
from affiant.core.names import record

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR = 1000
"""Years before it have no four digits everywhere, and no file was changed then."""


class FileSource:
    """Regular files below the given paths.

    The given order is kept; inside a folder, names come in the order of their bytes and a sub-folder's files stand at
    the place of its name. Links are not followed. A path that is given twice is found twice.
    """

    key = "file"
    title = "Files and folders"

    def __init__(self, paths: Sequence[Path], access: FileAccess | None = None, leave_out: Sequence[Path] = ()) -> None:
        """Prepare; nothing is looked at yet.

        Args:
            paths: files and folders; relative ones count from the current folder.
            access: the file system; that of this device unless given.
            leave_out: folders of which nothing is taken, such as the case itself.
        """
        self._paths = tuple(path.absolute() for path in paths)
        self._access = access if access is not None else DiskAccess()
        self._leave_out = tuple(path.absolute() for path in leave_out)

    def found(self) -> Iterator[Found]:
        """See `Source.found`."""
        own = frozenset(self._identities(self._leave_out))
        for path in self._paths:
            if any(one in own for one in self._identities(path.parents)):
                yield _problem(path, file_problems.own_case(path))
                continue
            number = 0
            for one in self._below(path, own):
                number += 1
                yield one
            if number == 0:
                yield _problem(path, file_problems.folder_empty(path))

    def _identities(self, folders: Iterable[Path]) -> Iterator[tuple[int, int]]:
        for folder in folders:
            try:
                status = self._access.look(folder)
            except (OSError, ValueError):
                continue  # what is not there cannot be entered
            yield status.st_dev, status.st_ino

    def _below(self, given: Path, left_out: frozenset[tuple[int, int]]) -> Iterator[Found]:
        """Walk without recursion: folders may be nested more deeply than calls may."""
        waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(given, frozenset())]
        while waiting:
            path, around = waiting.pop()
            try:
                status = self._access.look(path)
            except (OSError, ValueError) as wrong:
                yield _problem(path, _of_looking(path, wrong, given=path is given))
                continue
            if stat.S_ISREG(status.st_mode):
                yield FileItem(path, self._access)
            elif stat.S_ISLNK(status.st_mode):
                yield _problem(path, file_problems.symlink(path))
            elif not stat.S_ISDIR(status.st_mode):
                yield _problem(path, file_problems.special(path))
            else:
                identity = (status.st_dev, status.st_ino)
                if identity in left_out:
                    yield _problem(path, file_problems.own_case(path))
                    continue
                if identity in around:
                    yield _problem(path, file_problems.folder_loop(path))
                    continue
                try:
                    names = self._access.names(path)
                except OSError as wrong:
                    yield _problem(path, file_problems.folder_unreadable(path, wrong))
                    continue
                inside = around | {identity}
                waiting += [(path / name, inside) for name in sorted(names, key=os.fsencode, reverse=True)]


@dataclass(frozen=True, slots=True)
class FileItem:
    """A regular file that was found; see `source.Item`."""

    location: Path
    access: FileAccess

    @property
    def shown(self) -> str:
        """See `source.Item.shown`."""
        return file_problems.shown(self.location)

    @property
    def path(self) -> str:
        """See `source.Item.path`."""
        return _readable(self.location)

    def announce(self) -> None:
        """See `source.Item.announce`."""
        with contextlib.suppress(OSError):  # what is wrong with the file is said when it is opened
            self.access.announce(self.location)

    @contextmanager
    def open(self) -> Iterator[OpenedFile]:
        """See `source.Item.open`."""
        try:
            descriptor = self.access.open(self.location)
        except OSError as wrong:
            raise file_problems.of_opening(self.location, wrong) from wrong
        try:
            status = self._look_at(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise file_problems.special(self.location)
            raw = _Reading(self.location, self.access, descriptor, status.st_size)
            yield OpenedFile(self, descriptor, status, raw, io.BufferedReader(raw))
        finally:
            os.close(descriptor)

    def _look_at(self, descriptor: int) -> os.stat_result:
        try:
            return self.access.look_at(descriptor)
        except OSError as wrong:
            raise file_problems.unreadable(self.location, wrong) from wrong


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that is open for one reading; see `source.Opened`."""

    item: FileItem
    descriptor: int
    before: os.stat_result
    reading: _Reading
    stream: BinaryIO
    """See `source.Opened.stream`."""

    @property
    def name(self) -> dict[str, Any]:
        """See `source.Opened.name`."""
        return record(self.item.location.name)

    @property
    def path(self) -> str:
        """See `source.Opened.path`."""
        return self.item.path

    @property
    def modified_at(self) -> str | None:
        """See `source.Opened.modified_at`."""
        return _as_time(self.before.st_mtime_ns)

    @property
    def size(self) -> int:
        """See `source.Opened.size`."""
        return self.before.st_size

    def ensure_unchanged(self) -> None:
        """See `source.Opened.ensure_unchanged`.

        A file that was deleted or renamed meanwhile is not changed: its bytes were read whole.
        """
        after = self.item._look_at(self.descriptor)
        if _state(after) != _state(self.before) or self.reading.given != self.before.st_size:
            raise file_problems.changed(self.item.location)


class _Reading(io.RawIOBase):
    """Reads a descriptor that it does not own, in our own errors, and never beyond the size the file had."""

    def __init__(self, path: Path, access: FileAccess, descriptor: int, size: int) -> None:
        super().__init__()
        self._path = path
        self._access = access
        self._descriptor = descriptor
        self._size = size
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        try:
            count = self._access.read_into(self._descriptor, memoryview(buffer).cast("B"))
        except OSError as wrong:
            raise file_problems.unreadable(self._path, wrong) from wrong
        self.given += count
        if self.given > self._size:
            raise file_problems.changed(self._path)
        return count


def _problem(path: Path, error: AffiantError) -> Problem:
    return Problem(file_problems.shown(path), _readable(path), error)


def _readable(path: Path) -> str:
    return str(record(str(path))["name"])


def _of_looking(path: Path, wrong: OSError | ValueError, *, given: bool) -> AffiantError:
    if isinstance(wrong, FileNotFoundError | NotADirectoryError):
        return file_problems.missing(path) if given else file_problems.vanished(path)
    if isinstance(wrong, OSError):
        return file_problems.unreadable(path, wrong)
    return file_problems.missing(path)  # a name that no file can have, with a zero character in it


def _state(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _as_time(nanoseconds: int) -> str | None:
    try:
        when = _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return None
    return format_utc(when) if when.year >= _FIRST_YEAR else None
