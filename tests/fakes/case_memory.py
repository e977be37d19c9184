"""A `CaseReading` in memory, with real events, a real tree and real signed checkpoints; objects lie in a folder.

It projects accounts and captures from the events alone, so it is also a second opinion on what `store` keeps.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from tests.fakes.signer import MemorySigner
from tests.fakes.web_acquisition import NOT_OBTAINED, acquisition

from affiant.core import event_types as types
from affiant.core.checkpoint import write as write_checkpoint
from affiant.core.clock import Clock, FixedClock
from affiant.core.commitment import Opening
from affiant.core.errors import AffiantError
from affiant.core.event import FIRST_PREV, Actor, Draft, Event
from affiant.core.event import write as write_event
from affiant.core.merkle import completed_nodes, root
from affiant.core.model import Account, Artefact, Capture, CaseInfo, Examination, Observation, Target
from affiant.core.record import FoundRecord, Record

CASE_ID = "0d4c1f0e-7a52-4d0b-9a39-5f5a1c2b3d4e"


class CountingBytes:
    """A source of "random" bytes that gives the same ones in every run."""

    def __init__(self, label: str = "test") -> None:
        self._label = label
        self._count = itertools.count()

    def __call__(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            found += hashlib.sha256(f"{self._label}/{next(self._count)}".encode()).digest()
        return found[:size]


def condition(ledger_events: int = 0) -> dict[str, Any]:
    """A working-condition record of the form of `event_types.CONDITION_RECORDED`."""
    return {
        "app_version": "0.1.0",
        "app_sha256": "a" * 64,
        "python": "3.11.2",
        "sqlite": "3.40.1",
        "os": "Linux 6.1",
        "hash_self_test": "pass",
        "integrity": "ok",
        "chain": "pass",
        "ledger_events": ledger_events,
        "clock": {
            "at": "2026-11-03T10:00:00.000Z",
            "monotonic_ns": 1000,
            "boot": "fixed-clock",
            "last_known": None,
            "jump_ms": None,
        },
        "free_bytes": 123_456_789,
        "time_zone": "Asia/Karachi",
    }


class MemoryCase:
    """See module. `add_account`, `add_capture` and the like record what the program would record."""

    def __init__(
        self,
        folder: Path,
        *,
        signer: MemorySigner | None = None,
        clock: Clock | None = None,
        random: Callable[[int], bytes] | None = None,
        title: str = "Matter of the practice accounts",
        session: bool = True,
    ) -> None:
        self.signer = signer or MemorySigner()
        self._clock = clock or FixedClock(datetime(2026, 11, 3, 10, 12, tzinfo=UTC), timedelta(seconds=1))
        self._random = random or CountingBytes()
        self._folder = folder
        self._events: list[Event] = []
        self._openings: dict[int, tuple[Opening, ...]] = {}
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._accounts: dict[str, Account] = {}
        self._captures: dict[str, Capture] = {}
        self._examinations: dict[str, Examination] = {}
        self._targets: dict[str, Target] = {}
        self._records: dict[int, tuple[Record, ...]] = {}
        self._note = b""
        public = self.signer.public
        self.record(
            Draft(
                types.CASE_CREATED,
                {
                    "title": title,
                    "format": 1,
                    "signer": {
                        "fingerprint": public.fingerprint,
                        "ed25519": self.signer.ed25519_base64,
                        "certificate_sha256": self.signer.certificate.fingerprint(hashes.SHA256()).hex(),
                    },
                    "app": {"name": "affiant", "version": "0.1.0"},
                },
            )
        )
        self._info = CaseInfo(CASE_ID, title, self._events[0].at)
        if session:
            self.record(
                Draft(
                    types.SESSION_OPENED,
                    {"condition": condition(1)},
                    {"machine": "laptop-7", "user": "operator"},
                )
            )

    # Writing, as the program does it.

    def record(self, *drafts: Draft) -> tuple[Event, ...]:
        """Append events and sign a checkpoint over them."""
        public = self.signer.public
        written = []
        for draft in drafts:
            size = len(self._events)
            event, openings = write_event(
                draft,
                case=CASE_ID,
                seq=size + 1,
                prev=self._events[-1].hash if self._events else FIRST_PREV,
                at=self._clock.now(),
                actor=Actor(public.name, public.fingerprint),
                random=self._random,
            )
            for level, index, digest in completed_nodes(size, event.leaf, self.node):
                self._nodes[level, index] = digest
            self._events.append(event)
            self._openings[event.seq] = openings
            self._project(event)
            written.append(event)
        self._note = write_checkpoint(CASE_ID, self.size(), root(self.size(), self.node), self.signer)
        return tuple(written)

    def add_account(self, platform: str, handle: str, **observed: str) -> Account:
        """Record an account; `observed` are further observations by kind (``url``, ``durable_id`` …)."""
        account = f"A{len(self._accounts) + 1:03d}"
        self.record(
            Draft(types.ACCOUNT_ADDED, {"account": account, "platform": platform}),
            Draft(types.ACCOUNT_OBSERVED, {"account": account, "kind": "handle", "value": handle}),
            *(
                Draft(types.ACCOUNT_OBSERVED, {"account": account, "kind": kind, "value": value})
                for kind, value in observed.items()
            ),
        )
        return self._accounts[account]

    def add_capture(
        self,
        content: bytes,
        *,
        name: str = "picture.png",
        media_type: str = "image/png",
        account: str | None = None,
        url: str | None = None,
        note: str | None = None,
        examined: bool = True,
    ) -> Capture:
        """Keep an object and record a capture of it, and its examination."""
        sha256, sha512 = hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest()
        path = self.object_path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        number = len(self._captures) + 1
        capture = f"C{number:05d}"
        self.record(
            Draft(
                types.CAPTURE_ADDED,
                {
                    "capture": capture,
                    "number": number,
                    "kind": "file",
                    "account": account,
                    "url": url,
                    "note": note,
                    "captured_at": self._clock.now().iso(),
                    "tool": {"name": "affiant", "version": "0.1.0"},
                    "same_as": self.first_capture_of(sha256),
                    "not_obtained": [],
                    "artefacts": [
                        {
                            "role": "original",
                            "name": name,
                            "media_type": media_type,
                            "size": len(content),
                            "sha256": sha256,
                            "sha512": sha512,
                            "modified_at": None,
                        }
                    ],
                },
                {"path": f"/home/operator/{name}"},
            )
        )
        if examined:
            facts = {"format": "PNG", "width": 4, "height": 4, "mode": "RGB", "frames": 1, "icc": None}
            self.record(
                Draft(
                    types.ARTEFACT_EXAMINED,
                    {
                        "sha256": sha256,
                        "method": "Pillow 13.0.0",
                        "facts": facts if media_type.startswith("image/") else None,
                        "failed": None if media_type.startswith("image/") else "not-an-image",
                        "thumbnail": None,
                    },
                    {"exif": {"Model": "Camera 3"}},
                )
            )
        return self._captures[capture]

    def add_export(self, records: Sequence[Record], *, captures: Sequence[str] = (), failed: str | None = None) -> int:
        """Record that an export was read; returns the number of the event."""
        kinds = sorted({one.kind for one in records})
        counts = [{"kind": kind, "count": sum(one.kind == kind for one in records)} for kind in kinds]
        said: dict[str, Any] = {
            "captures": list(captures),
            "failed": failed,
            "files": [],
            "first_posted": min((one.posted_at for one in records if one.posted_at), default=None),
            "last_posted": max((one.posted_at for one in records if one.posted_at), default=None),
            "method": "test",
            "notes": sorted({note for one in records for note in one.notes}),
            "platform": "whatsapp",
            "read": counts,
            "reader": {"key": "whatsapp", "version": 1},
            "records": None,
            "skipped": [{"reason": "line-without-message", "count": 2}],
        }
        (event,) = self.record(Draft(types.EXPORT_READ, said))
        self._records[event.seq] = tuple(records)
        return event.seq

    def add_web_capture(self, *parts: tuple[str, bytes, str], account: str | None = None) -> Capture:
        """Record a capture of a page with everything that speaks against it; parts are role, content and media type."""
        number = len(self._captures) + 1
        artefacts = []
        for role, content, media_type in parts:
            sha256, sha512 = hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest()
            path = self.object_path(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            artefacts.append(
                {
                    "role": role,
                    "name": f"{role}.x",
                    "media_type": media_type,
                    "size": len(content),
                    "sha256": sha256,
                    "sha512": sha512,
                    "modified_at": None,
                }
            )
        capture = f"C{number:05d}"
        recorded = {
            "capture": capture,
            "number": number,
            "kind": "web",
            "account": account,
            "acquisition": acquisition(),
            "url": "https://x.example/2",
            "note": None,
            "captured_at": self._clock.now().iso(),
            "tool": {"name": "affiant", "version": "0.1.0"},
            "same_as": None,
            "not_obtained": list(NOT_OBTAINED),
            "artefacts": artefacts,
        }
        self.record(Draft(types.CAPTURE_ADDED, recorded))
        return self._captures[capture]

    def mark_fit(self, capture: str, profile: str, *, fit: bool = True) -> None:
        """Record a review."""
        self.record(Draft(types.CAPTURE_REVIEWED, {"capture": capture, "fit_for": profile, "fit": fit, "note": None}))

    def withdraw(self, capture: str, reason: str = "taken by mistake") -> None:
        """Record a withdrawal."""
        self.record(Draft(types.CAPTURE_WITHDRAWN, {"capture": capture, "reason": reason}))

    def _project(self, event: Event) -> None:
        data: Mapping[str, Any] = event.data
        if event.type == types.ACCOUNT_ADDED:
            self._accounts[data["account"]] = Account(data["account"], data["platform"], event.seq, ())
        elif event.type == types.ACCOUNT_OBSERVED:
            account = self._accounts[data["account"]]
            seen = Observation(data["kind"], data["value"], event.at, event.seq)
            self._accounts[account.id] = replace(account, observations=(*account.observations, seen))
        elif event.type == types.CAPTURE_ADDED:
            keys = ("role", "name", "media_type", "size", "sha256", "sha512")
            self._captures[data["capture"]] = Capture(
                id=data["capture"],
                number=data["number"],
                kind=data["kind"],
                account=data["account"],
                url=data["url"],
                note=data["note"],
                captured_at=data["captured_at"],
                seq=event.seq,
                same_as=data["same_as"],
                withdrawn=None,
                fit_for=(),
                artefacts=tuple(Artefact(**{key: one[key] for key in keys}) for one in data["artefacts"]),
            )
        elif event.type == types.CAPTURE_DESCRIBED:
            capture = self._captures[data["capture"]]
            said = {key: data[key] for key in ("account", "url", "note") if data[key] is not None}
            self._captures[capture.id] = replace(capture, described=(*capture.described, event.seq), **said)
        elif event.type == types.CAPTURE_REVIEWED:
            capture = self._captures[data["capture"]]
            others = tuple(one for one in capture.fit_for if one != data["fit_for"])
            fit_for = tuple(sorted((*others, data["fit_for"]))) if data["fit"] else others
            self._captures[capture.id] = replace(capture, fit_for=fit_for)
        elif event.type == types.CAPTURE_WITHDRAWN:
            capture = self._captures[data["capture"]]
            self._captures[capture.id] = replace(capture, withdrawn=data["reason"])
        elif event.type == types.TARGET_ADDED and "number" in data:
            given = {key: data[key] for key in data if key != "target"}
            last = {"tries": 0, "outcome": None, "capture": None, "code": None}
            self._targets[data["target"]] = Target(id=data["target"], **given, seq=event.seq, **last)
        elif event.type == types.TARGET_TRIED and data["target"] in self._targets:
            target = self._targets[data["target"]]
            last = {key: data[key] for key in ("outcome", "capture", "code")}
            self._targets[target.id] = replace(target, tries=target.tries + 1, **last)
        elif event.type == types.ARTEFACT_EXAMINED:
            self._examinations[data["sha256"]] = Examination(
                data["facts"], data["failed"], data["thumbnail"], event.seq
            )

    # `CaseReading`.

    @property
    def info(self) -> CaseInfo:
        return self._info

    @property
    def folder(self) -> Path:
        return self._folder

    def size(self) -> int:
        return len(self._events)

    def checkpoint(self) -> bytes:
        return self._note

    def node(self, level: int, index: int) -> bytes:
        return self._nodes[level, index]

    def event(self, seq: int) -> Event:
        if not 1 <= seq <= len(self._events):
            raise AffiantError("event-missing", "The ledger has no such event", subject=str(seq))
        return self._events[seq - 1]

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Event]:
        return iter(self._events[first - 1 : last])

    def events_of_type(self, type_: str) -> Iterator[Event]:
        return (one for one in self._events if one.type == type_)

    def openings(self, seq: int) -> tuple[Opening, ...]:
        return self._openings.get(seq, ())

    def accounts(self) -> tuple[Account, ...]:
        return tuple(self._accounts[key] for key in sorted(self._accounts))

    def account(self, account_id: str) -> Account | None:
        return self._accounts.get(account_id)

    def find_account(self, platform: str, handle: str) -> Account | None:
        wanted = handle.removeprefix("@").lower()
        found = (one for one in self.accounts() if one.platform == platform)
        return next((one for one in found if (one.latest("handle") or "").lower() == wanted), None)

    def count_captures(self, *, account: str | None = None, withdrawn: bool = False) -> int:
        return sum(1 for _ in self.captures(account=account, withdrawn=withdrawn))

    def captures(
        self, *, first: int = 1, limit: int | None = None, account: str | None = None, withdrawn: bool = True
    ) -> Iterator[Capture]:
        found = (
            one
            for one in self._captures.values()
            if one.number >= first
            and (account is None or one.account == account)
            and (withdrawn or one.withdrawn is None)
        )
        return itertools.islice(found, limit)

    def capture(self, capture_id: str) -> Capture | None:
        key = f"C{int(capture_id):05d}" if capture_id.isdecimal() else capture_id
        return self._captures.get(key)

    def captures_by_id(self, ids: Sequence[str]) -> tuple[Capture, ...]:
        return tuple(one for one in map(self.capture, ids) if one is not None)

    def first_capture_of(self, sha256: str) -> str | None:
        return next(
            (one.id for one in self._captures.values() if any(part.sha256 == sha256 for part in one.artefacts)), None
        )

    def examination(self, sha256: str) -> Examination | None:
        return self._examinations.get(sha256)

    def search(self, words: str, limit: int = 200) -> tuple[str, ...]:
        lowered = words.lower()
        found = (
            one.id
            for one in self._captures.values()
            if lowered in " ".join((one.note or "", one.url or "", *(part.name for part in one.artefacts))).lower()
        )
        return tuple(itertools.islice(found, limit))

    def targets(self) -> tuple[Target, ...]:
        return tuple(self._targets.values())

    def records(self, seq: int, *, first: int = 1, limit: int | None = None) -> Iterator[FoundRecord]:
        found = self._records.get(seq, ())
        last = len(found) if limit is None else min(len(found), first - 1 + limit)
        return iter([FoundRecord(seq, n, found[n - 1]) for n in range(first, last + 1)])

    def count_records(self) -> int:
        return sum(len(one) for one in self._records.values())

    def search_records(self, words: str, limit: int = 200) -> tuple[FoundRecord, ...]:
        found = [
            one
            for seq in self._records
            for one in self.records(seq)
            if words in f"{one.record.text}{one.record.author}"
        ]
        return tuple(found[:limit])

    def object_path(self, sha256: str) -> Path:
        return self._folder / "objects" / sha256[:2] / sha256
