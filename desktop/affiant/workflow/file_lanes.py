"""Files are opened, hashed and copied on threads of their own, while the ones before are recorded and committed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue, SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeAlias

from affiant.capture.source import Found, Item, Problem
from affiant.core.errors import AffiantError, Cancelled
from affiant.store.case import Case
from affiant.store.intake_lane import IntakeLane
from affiant.store.staging import StagedFile

LANES = 2
"""Files in hand at a time; hashing leaves the interpreter to others."""
AHEAD = 64
"""Files that may wait for the thread that records them."""
_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Ready:
    """A file whose bytes are in the case folder, hashed, and not yet recorded."""

    path: str
    """Where it came from; sensitive."""
    name: dict[str, Any]
    modified_at: str | None
    staged: StagedFile


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be had."""

    path: str
    error: AffiantError


Laid: TypeAlias = Ready | Refused


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file in hand or done; `result` raises `AffiantError` when the disk of the case failed."""

    path: str
    result: Future[Laid]


class FileLanes:
    """Iterates over what a source finds, as `Ready` or `Refused`, in the source's order. For a ``with`` block.

    Args:
        case: the files' bytes go to its folder.
        found: see `Source.found`; asked by a thread of this object.
        tick: called at least every tenth of a second while the next file is awaited; it may raise `Cancelled`.
        of_the_case: tells an error of the case's own disk, which ends the iteration, from one of a file.
    """

    def __init__(
        self, case: Case, found: Iterator[Found], tick: Callable[[], None], of_the_case: Callable[[AffiantError], bool]
    ) -> None:
        self._case = case
        self._found = found
        self._tick = tick
        self._of_the_case = of_the_case
        self._waiting: Queue[_Waiting | None] = Queue(AHEAD)
        self._stopped = threading.Event()
        self._in_hand: _Waiting | None = None
        """Awaited when the iteration was left."""
        self._broke_at: list[str] = []
        self._not_laid: list[str] = []
        """The file that the source had given when the lanes were stopped."""
        self._lanes: SimpleQueue[IntakeLane] = SimpleQueue()
        self._threads = ThreadPoolExecutor(LANES, thread_name_prefix="affiant-intake")
        self._feeder = ThreadPoolExecutor(1, thread_name_prefix="affiant-found")
        self._closing = ExitStack()

    def report(self, done: int, total: int | None, what: str) -> None:  # noqa: ARG002 - a `Progress` that says nothing
        """Stop the files in hand when the block is left (`core.progress.Progress.report`)."""
        if self._stopped.is_set():
            raise Cancelled

    def __iter__(self) -> Iterator[Laid]:
        """Yield what comes.

        Raises:
            AffiantError: the disk of the case failed; what came before was yielded.
            Cancelled: by `tick`.
        """
        while (one := self._next()) is not None:
            self._in_hand = one
            try:
                laid = self._result(one)
            except AffiantError:
                self._broke_at.append(one.path)
                self._stopped.set()  # what little room a full disk has is for sealing what is complete
                raise
            self._in_hand = None
            yield laid
        self._feeding.result()  # an end that is none of the source's own is a bug, and is not taken for an end

    def left_over(self) -> Iterator[str]:
        """Stop, and name every file that was not yielded: the one that broke, those in hand, those not looked at."""
        self._stop()
        yield from self._broke_at
        yield from self._drop_waiting()
        yield from self._not_laid
        for one in self._found:
            yield one.path

    def _next(self) -> _Waiting | None:
        while True:
            try:
                return self._waiting.get(timeout=_POLL_S)
            except Empty:
                self._tick()
                if self._feeding.done() and self._feeding.exception() is not None:
                    return None

    def _result(self, one: _Waiting) -> Laid:
        while True:
            try:
                return one.result.result(_POLL_S)
            except TimeoutError:
                self._tick()

    def _stop(self) -> None:
        self._stopped.set()
        self._threads.shutdown()
        self._feeder.shutdown()

    def _drop_waiting(self) -> Iterator[str]:
        """Remove the bytes of files that nobody takes any more."""
        if self._in_hand is not None:
            self._discard(self._in_hand.result)
            self._in_hand = None
        while True:
            try:
                one = self._waiting.get_nowait()
            except Empty:
                return
            if one is not None:
                self._discard(one.result)
                yield one.path

    def _discard(self, result: Future[Laid]) -> None:
        try:
            laid = result.result()
        except (AffiantError, Cancelled):
            return  # nothing was kept of it
        if isinstance(laid, Ready):
            # A failed disk refuses this, too; the files must be named all the same, and the next opening sweeps.
            with suppress(AffiantError):
                self._discarding.discard(laid.staged)

    def _feed(self) -> None:
        """Hand files to the lanes in order, never further ahead than the queue is long."""
        for one in self._found:
            result = self._begin(one)
            if result is None or not self._put(_Waiting(one.path, result)):
                self._not_laid.append(one.path)
                return
        self._put(None)

    def _begin(self, one: Found) -> Future[Laid] | None:
        """Have a file taken in; None when the lanes were shut down meanwhile."""
        if isinstance(one, Problem):
            known: Future[Laid] = Future()
            known.set_result(Refused(one.path, one.error))
            return known
        try:
            return self._threads.submit(self._take, one)
        except RuntimeError:
            if self._stopped.is_set():
                return None
            raise

    def _put(self, one: _Waiting | None) -> bool:
        while True:
            try:
                self._waiting.put(one, timeout=_POLL_S)
            except Full:
                if self._stopped.is_set():
                    if one is not None:
                        self._discard(one.result)
                    return False
            else:
                return True

    def _take(self, item: Item) -> Laid:
        self.report(0, None, "")
        lane = self._lanes.get()
        try:
            with item.open() as opened:
                staged = lane.stage(opened.stream, self)
                try:
                    opened.ensure_unchanged()
                except AffiantError:
                    lane.discard(staged)
                    raise
                return Ready(opened.path, opened.name, opened.modified_at, staged)
        except AffiantError as error:
            if self._of_the_case(error):
                raise
            return Refused(item.path, error)
        finally:
            self._lanes.put(lane)

    def __enter__(self) -> Self:
        """Begin."""
        for _ in range(LANES):
            self._discarding = self._closing.enter_context(self._case.intake_lane())
            self._lanes.put(self._discarding)
        self._feeding = self._feeder.submit(self._feed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop within a moment, and leave no staged file behind."""
        try:
            self._stop()
            for _ in self._drop_waiting():
                pass
        finally:
            self._closing.close()
