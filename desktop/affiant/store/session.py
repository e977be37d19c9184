"""The beginning and the end of a session of writing: lock, checks, sweep, and what must be recorded of them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from affiant.core import event_types
from affiant.core.clock import Clock
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.event import Draft
from affiant.store import clock_panel, condition
from affiant.store.anchor_check import check_anchor
from affiant.store.case_lock import CaseLock, Owner
from affiant.store.chain_check import chain_holds
from affiant.store.clock_panel import Panel
from affiant.store.connection import open_for_reading, open_for_writing
from affiant.store.disk_errors import damaged
from affiant.store.migrations.registry import NEWEST
from affiant.store.objects import ObjectFolder
from affiant.store.pages import Questions
from affiant.store.ports import StorePorts
from affiant.store.read_only_case import existing_database
from affiant.store.reading import Reading
from affiant.store.schema import case_version, check_schema, migrate


class ClockWatch:
    """Remembers what the clocks said, for the whole session."""

    def __init__(self, last_known: str | None, before: dict[str, Any] | None) -> None:
        self._last_known = last_known
        self._before = before

    def look(self, clock: Clock) -> Panel:
        """Read the clocks and compare them with what is remembered."""
        return clock_panel.compare(clock_panel.read_clock(clock), self._last_known, self._before)

    def remember(self, panel: Panel, last_event_at: str) -> None:
        """What a panel says is recorded, a jump among it, and the newest event has this time."""
        self._before = panel.to_json()
        self._last_known = last_event_at


@dataclass(slots=True)
class Session:
    """What is open while a case is written to."""

    lock: CaseLock
    writer: Database
    ask: Questions
    watch: ClockWatch
    first_drafts: list[Draft]
    """To be recorded before anything else."""

    def close(self) -> None:
        """Close the files and give the lock back."""
        self._close_files()
        self.lock.release()

    def abandon(self) -> None:
        """Close the files with the end unrecorded: the next session finds the owner's name, as after a crash."""
        self._close_files()
        self.lock.abandon()

    def _close_files(self) -> None:
        self.ask.close()
        self.writer.close()


def open_session(folder: Path, ports: StorePorts) -> Session:
    """Take the lock and bring the case to a state in which it may be written to.

    Raises:
        AffiantError: see `Case.open`; the lock is free again.
    """
    path = existing_database(folder)
    lock = CaseLock.take(folder, ports.machine, ports.clock.now())
    try:
        if case_version(path) < NEWEST:
            migrate(path)
        writer = open_for_writing(path)
        try:
            check_schema(writer, path)
            ask = Questions(open_for_reading(path), path)
            try:
                return _begin(folder, ports, lock, writer, ask)
            except BaseException:
                ask.close()
                raise
        except BaseException:
            writer.close()
            raise
    except BaseException:
        lock.give_back()
        raise


def _begin(folder: Path, ports: StorePorts, lock: CaseLock, writer: Database, ask: Questions) -> Session:
    case = Reading(folder, ask)
    _check_signer(case, ports)
    check_anchor(case, ports.anchors.newest(case.info.id))
    _check_ledger(folder, ask)
    swept = _sweep(folder, ask)
    watch = ClockWatch(_last_time(ask), _last_clock(ask))
    panel = watch.look(ports.clock)
    record = condition.condition_record(ask, panel, ports, chain=True, integrity="ok")
    drafts = [
        panel.jump(),
        None if lock.cleared is None else _lock_cleared(lock.cleared),
        Draft(event_types.LEFTOVERS_SWEPT, {"files": swept}) if swept else None,
        Draft(event_types.SESSION_OPENED, {"condition": record}, {"machine": ports.machine, "user": ports.user}),
    ]
    watch.remember(panel, panel.now.wall.iso())
    return Session(lock, writer, ask, watch, [draft for draft in drafts if draft is not None])


def _check_ledger(folder: Path, ask: Questions) -> None:
    """SQLite's check and the chain, side by side: a case of 100,000 captures must open within a second."""
    other = Questions(open_for_reading(ask.path), ask.path)
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="affiant-check") as thread:
            holds = thread.submit(chain_holds, other)
            healthy = condition.integrity(ask, thorough=False)
            chain = holds.result()
    finally:
        other.close()
    if healthy != "ok":
        raise damaged(ask.path, f"SQLite finds {healthy} problem(s)")
    if not chain:
        raise _ledger_altered(folder)


def _check_signer(case: Reading, ports: StorePorts) -> None:
    """A case has one signer; its checkpoints by another key would prove nothing."""
    if case.event(1).data["signer"]["fingerprint"] != ports.signer.public.fingerprint:
        raise AffiantError(
            "other-identity",
            "This case belongs to another identity",
            subject=str(case.folder),
            safe="Listing, reading and verifying it stay possible.",
            remedy="Open it with the profile of the person who made it.",
        )


def _sweep(folder: Path, ask: Questions) -> int:
    objects = ObjectFolder(folder)
    objects.create()
    planned = sorted(objects.planned())
    known = ask.all(
        "SELECT sha256 FROM object WHERE sha256 IN (SELECT value FROM json_each(?))", (json.dumps(planned),)
    )
    return objects.sweep(sha256 for (sha256,) in known)


def _last_time(ask: Questions) -> str | None:
    found = ask.one("SELECT at FROM event ORDER BY seq DESC LIMIT 1")
    return str(found[0]) if found else None


def _last_clock(ask: Questions) -> dict[str, Any] | None:
    """``clock`` of the newest working-condition record."""
    found = ask.one(
        """
        SELECT json_extract(CAST(body AS TEXT), '$.data.condition.clock') FROM event
        WHERE type IN (?, ?) ORDER BY seq DESC LIMIT 1
        """,
        (event_types.SESSION_OPENED, event_types.CONDITION_RECORDED),
    )
    clock = json.loads(found[0]) if found else None
    return clock if isinstance(clock, dict) else None


def _lock_cleared(owner: Owner) -> Draft:
    return Draft(event_types.LOCK_CLEARED, {"process": owner.process, "since": owner.since}, {"machine": owner.host})


def _ledger_altered(folder: Path) -> AffiantError:
    return AffiantError(
        "ledger-altered",
        "The ledger of the case does not hold together: an event was changed, removed or put in",
        subject=str(folder),
        safe="Nothing was written to it now. Listing, reading and verifying it stay possible.",
        remedy="Verify the case to see which event it is; keep this copy, and go on with the newest sound backup.",
        status=ExitStatus.FAILED_VERIFICATION,
    )
