"""Taking bytes in ahead of the batch that will record them, so that hashing does not wait for the disk's commits."""

from __future__ import annotations

from types import TracebackType
from typing import BinaryIO, Self

from affiant.core.progress import Progress
from affiant.store.objects import ObjectFolder
from affiant.store.second_thread import SecondThread
from affiant.store.staging import StagedFile, Stager


class IntakeLane:
    """Stages files for batches of one case. Used by one thread, which need not be the one that has the batches.

    Every staged file goes either to `Batch.take` or to `discard`; what a crash leaves is swept at the next opening.
    """

    def __init__(self, objects: ObjectFolder) -> None:
        self._objects = objects
        self._second_thread = SecondThread()
        self._stager = Stager(self._second_thread)

    def stage(self, source: BinaryIO, progress: Progress) -> StagedFile:
        """Read a source to its end, once; errors as `Batch.intake`."""
        part = self._objects.new_unfinished()
        return StagedFile(self._stager.stage(source, part, progress), part)

    def discard(self, staged: StagedFile) -> None:
        """Remove a file that no batch takes.

        Raises:
            AffiantError: the disk of the case failed.
        """
        self._objects.discard([staged.part])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._second_thread.close()
