"""Ports for a case on disk, and drafts to put into it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.fakes.case_memory import CountingBytes
from tests.fakes.signer import MemorySigner

from affiant.core import event_types as types
from affiant.core.clock import Clock, FixedClock
from affiant.core.event import Draft
from affiant.core.progress import Silent
from affiant.store.batch import Batch
from affiant.store.ports import StorePorts
from affiant.store.staging import StoredObject

START = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)


@dataclass
class MemoryAnchors:
    """`AnchorKeeper` in memory."""

    notes: dict[str, bytes] = field(default_factory=dict)

    def newest(self, case_id: str) -> bytes | None:
        return self.notes.get(case_id)

    def keep(self, case_id: str, note: bytes) -> None:
        self.notes[case_id] = note


def store_ports(
    *,
    clock: Clock | None = None,
    anchors: MemoryAnchors | None = None,
    signer: MemorySigner | None = None,
    machine: str = "laptop-1",
    label: str = "store",
) -> StorePorts:
    """Ports that give the same case in every run."""
    return StorePorts(
        clock=clock or FixedClock(START, timedelta(milliseconds=10)),
        random=CountingBytes(label),
        signer=signer or MemorySigner(),
        anchors=anchors or MemoryAnchors(),
        app_name="Affiant",
        app_version="0.1.0",
        app_sha256="a" * 64,
        machine=machine,
        user="example",
    )


def account_drafts(number: int, platform: str = "x", handle: str = "example", **observed: str) -> list[Draft]:
    """An account with its handle and other observations."""
    account = f"A{number:03d}"
    seen = {"handle": handle, **observed}
    return [
        Draft(types.ACCOUNT_ADDED, {"account": account, "platform": platform}),
        *(
            Draft(types.ACCOUNT_OBSERVED, {"account": account, "kind": kind, "value": value})
            for kind, value in seen.items()
        ),
    ]


def capture_draft(number: int, stored: StoredObject, name: str = "page.png", **given: Any) -> Draft:
    """A capture of one file."""
    data = {
        "account": None,
        "artefacts": [
            {
                "media_type": "image/png",
                "modified_at": None,
                "name": name,
                "role": "original",
                "sha256": stored.sha256,
                "sha512": stored.sha512,
                "size": stored.size,
            }
        ],
        "capture": f"C{number:05d}",
        "captured_at": "2026-11-03T10:00:00.000Z",
        "kind": "file",
        "not_obtained": [],
        "note": None,
        "number": number,
        "same_as": None,
        "tool": {"name": "Affiant", "version": "0.1.0"},
        "url": None,
    }
    return Draft(types.CAPTURE_ADDED, data | given, {"path": f"/evidence/{name}"})


def add_bytes(batch: Batch, content: bytes, name: str = "page.png", **given: Any) -> str:
    """Take bytes in and record a capture of them; return its id."""
    stored = batch.intake(io.BytesIO(content), Silent())
    number = batch.next_capture_number()
    batch.record(capture_draft(number, stored, name, **given))
    return f"C{number:05d}"


def object_file(folder: Path, content: bytes) -> Path:
    """Where these bytes lie in a case, by the design's own rule."""
    name = hashlib.sha256(content).hexdigest()
    return folder / "objects" / name[:2] / name
