"""A case open for writing: one writer, and nothing of it is taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from affiant.core import event_types
from affiant.core.errors import AffiantError
from affiant.core.event import Draft, Event
from affiant.store import account_rows, capture_rows, condition
from affiant.store.batch import Batch, BatchParts
from affiant.store.chain_check import chain_holds
from affiant.store.founding import found_case
from affiant.store.intake_lane import IntakeLane
from affiant.store.ledger import Ledger
from affiant.store.objects import ObjectFolder
from affiant.store.ports import StorePorts
from affiant.store.read_only_case import ReadOnlyCase
from affiant.store.reading import Reading
from affiant.store.session import Session, open_session
from affiant.store.staging import StoredObject


class Case(Reading):
    """The one writer of a case, and a reader of it. A context manager; close it.

    Any thread may use it; batches follow one another.
    """

    def __init__(self, folder: Path, session: Session, ports: StorePorts) -> None:
        super().__init__(folder, session.ask)
        self._session = session
        self._ports = ports
        self._objects = ObjectFolder(folder)
        self._ledger = Ledger(session.writer, session.ask.path, self.info.id, ports)
        self._writing = threading.RLock()
        self._in_batch = False
        self._closed = False
        self.anchor_failure: AffiantError | None = None
        """Why the newest checkpoint could not be kept outside of the case, or None. The events are recorded anyway."""

    @classmethod
    def create(cls, folder: Path, title: str, ports: StorePorts) -> Self:
        """Make a case in a folder that does not exist or is empty, and open it.

        Raises:
            AffiantError: ``case-exists``, or the disk failed.
        """
        found_case(folder, title, ports)
        return cls.open(folder, ports)

    @classmethod
    def open(cls, folder: Path, ports: StorePorts) -> Self:
        """Open a case for writing: lock, migrate, check, sweep, and record how the session begins.

        Raises:
            AffiantError: ``case-missing``, ``not-a-case``, ``case-newer``, ``case-locked``, ``schema-altered``,
                ``database-damaged``, ``ledger-altered``, ``other-identity``, ``case-rolled-back``, or the disk failed.
        """
        session = open_session(folder, ports)
        try:
            case = cls(folder, session, ports)
            case.record(session.first_drafts)
        except BaseException:
            session.abandon()
            raise
        return case

    @staticmethod
    def open_read_only(folder: Path) -> ReadOnlyCase:
        """Open a case without writing to it; see `ReadOnlyCase.open`."""
        return ReadOnlyCase.open(folder)

    def batch(self) -> Batch:
        """Begin a batch; waits while another thread has one.

        Raises:
            ValueError: this thread has one already, or the case is closed. A bug of the caller.
        """
        self._writing.acquire()
        if self._in_batch or self._closed:
            self._writing.release()
            raise ValueError("a batch is open already, or the case is closed")
        self._in_batch = True
        return Batch(BatchParts(self._ask, self._objects, self._append, self._batch_done))

    def intake_lane(self) -> IntakeLane:
        """A way to take bytes in on another thread, while this one commits; see `IntakeLane`."""
        return IntakeLane(self._objects)

    def _batch_done(self) -> None:
        self._in_batch = False
        self._writing.release()

    def record(self, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """Record drafts that bring no new objects, as one batch.

        Raises:
            AffiantError: the disk failed; nothing was recorded.
        """
        with self.batch() as batch:
            for draft in drafts:
                batch.record(draft)
            return batch.commit()

    def _append(self, drafts: list[Draft], objects: Mapping[str, StoredObject]) -> tuple[Event, ...]:
        if not drafts:
            return ()
        panel = self._session.watch.look(self._ports.clock)
        jump = panel.jump()
        appended = self._ledger.append([jump, *drafts] if jump else drafts, objects)
        self._session.watch.remember(panel, appended.events[-1].at)
        self._keep(appended.note)
        return appended.events[1:] if jump else appended.events

    def _keep(self, note: bytes) -> None:
        """Keep the checkpoint outside. The events are durable, so a failure here must not look as if they were not."""
        try:
            self._ports.anchors.keep(self.info.id, note)
            self.anchor_failure = None
        except AffiantError as wrong:
            self.anchor_failure = wrong

    def next_capture_number(self) -> int:
        """Number for the next capture."""
        return capture_rows.last_number(self._ask) + 1

    def next_account_number(self) -> int:
        """Number for the next account."""
        return account_rows.last_account_number(self._ask) + 1

    def condition(self, purpose: str) -> Draft:
        """Look at the system now and return the working-condition record, not recorded yet.

        Args:
            purpose: what it is made for, e.g. ``export``.
        """
        record = condition.condition_record(
            self._ask,
            self._session.watch.look(self._ports.clock),
            self._ports,
            chain=chain_holds(self._ask),
            integrity=condition.integrity(self._ask, thorough=True),
        )
        return Draft(event_types.CONDITION_RECORDED, {"condition": record, "purpose": purpose})

    def close(self) -> None:
        """Record the end of the session and give the lock back. A second call does nothing.

        Raises:
            AffiantError: the end could not be recorded, or the newest checkpoint is still not kept outside of the case;
                the case is closed all the same.
        """
        if self._closed:
            return
        try:
            self.record([Draft(event_types.SESSION_CLOSED, {})])
        except BaseException:
            self._closed = True
            self._session.abandon()
            raise
        self._closed = True
        self._session.close()
        if self.anchor_failure is not None:
            raise self.anchor_failure

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except AffiantError as second:
            if wrong is None:
                raise
            wrong.add_note(str(second))
