"""A small real case with a row in every table, and ways to alter it behind the program's back."""

from __future__ import annotations

import hashlib
import io
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.pack_keys import PackKeys
from tests.fakes.store_ports import MemoryAnchors, account_drafts, add_bytes, store_ports
from tests.fakes.token_maker import TokenMaker

from affiant.core import event_types as types
from affiant.core.event import Draft
from affiant.core.progress import Silent
from affiant.core.record import Record, Where
from affiant.core.trust import Trust
from affiant.core.verdict import Verdict
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case

RECORDS = b"".join(
    one.to_line() + b"\n"
    for one in (
        Record("message", Where("chat.json", "$[0]"), posted_at="2026-11-03T10:12:00.000Z", text="سلام دنیا"),
        Record("message", Where("chat.json", "$[1]"), text="plain words", author="somebody"),
    )
)
"""What a reader of exports would have written."""


@dataclass(frozen=True)
class MadeCase:
    """A case on disk, closed, with the newest state that the computer keeps of it."""

    folder: Path
    anchor: bytes
    trust: Trust

    def copy(self, to: Path) -> MadeCase:
        shutil.copytree(self.folder, to)
        return MadeCase(to, self.anchor, self.trust)

    def judge(self, anchor: bytes | str | None = "own", trust: Trust | None = None) -> Verdict:
        kept = self.anchor if anchor == "own" else anchor
        assert not isinstance(kept, str)
        with open_snapshot(self.folder) as snapshot:
            return verify_case(snapshot, trust or self.trust, kept, Silent())

    def alter(self, sql: str, *values: Any) -> int:
        """Run SQL as somebody with the file can: without triggers and checks, which are put back afterwards."""
        database = sqlite3.connect(self.folder / "case.sqlite")
        try:
            triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                database.execute(f"DROP TRIGGER {name}")
            database.execute("PRAGMA ignore_check_constraints = on")
            count = database.execute(sql, values).rowcount
            for _, text in triggers:
                database.execute(text)
            database.commit()
        finally:
            database.close()
        return count

    def query(self, sql: str) -> list[Sequence[Any]]:
        database = sqlite3.connect(self.folder / "case.sqlite")
        database.text_factory = bytes
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def object_of(self, content: bytes) -> Path:
        name = hashlib.sha256(content).hexdigest()
        return self.folder / "objects" / name[:2] / name


def export_read(records: str, **counts: int) -> Draft:
    """What is recorded when an export was read; two messages unless said otherwise."""
    read = counts or {"message": 2}
    return Draft(
        types.EXPORT_READ,
        {
            "captures": ["C00001"],
            "failed": None,
            "files": [{"name": "chat.json", "sha256": hashlib.sha256(b"first").hexdigest()}],
            "first_posted": None,
            "last_posted": None,
            "method": "test",
            "notes": [],
            "platform": "telegram",
            "read": [{"kind": kind, "count": count} for kind, count in read.items()],
            "reader": {"key": "test", "version": 1},
            "records": records,
            "skipped": [],
        },
    )


def target_drafts() -> list[Draft]:
    """An address that was captured once it was tried."""
    added = {
        "account": None,
        "duplicate_of": None,
        "given": "https://x.example/2",
        "handle": None,
        "list": None,
        "note": None,
        "number": 1,
        "platform": None,
        "problem": None,
        "row": 1,
        "target": "T00001",
        "url": "https://x.example/2",
    }
    tried = {"capture": "C00001", "code": None, "outcome": "captured", "target": "T00001"}
    return [Draft(types.TARGET_ADDED, added), Draft(types.TARGET_TRIED, tried)]


def make_case(folder: Path, keys: PackKeys, authority: TokenMaker) -> MadeCase:
    """A case in which something of every kind happened."""
    anchors = MemoryAnchors()
    ports = store_ports(anchors=anchors, signer=keys)  # type: ignore[arg-type]  # any Signer will do
    with Case.create(folder, "Test case", ports) as case:
        case.record(account_drafts(1, url="https://x.example/1", bio="پاک"))
        with case.batch() as batch:
            add_bytes(batch, b"first", account="A001", url="https://x.example/2", note="seen")
            add_bytes(batch, b"second" * 1000)
            thumbnail = batch.intake(io.BytesIO(b"thumbnail"), Silent())
            facts = {"format": "PNG", "frames": 1, "height": 1, "icc": None, "mode": "L", "width": 1}
            examined = {
                "facts": facts,
                "failed": None,
                "method": "test",
                "sha256": hashlib.sha256(b"first").hexdigest(),
                "thumbnail": thumbnail.sha256,
            }
            batch.record(Draft(types.ARTEFACT_EXAMINED, examined, {"exif": {"model": "camera"}}))
            batch.commit()
        review = {"capture": "C00001", "fit": True, "fit_for": "press", "note": "checked"}
        case.record([Draft(types.CAPTURE_REVIEWED, review)])
        case.record([Draft(types.CAPTURE_WITHDRAWN, {"capture": "C00002", "reason": "private"})])
        note, size = case.checkpoint(), case.size()
        imprint = hashlib.sha256(note).digest()
        with case.batch() as batch:
            reply = batch.intake(io.BytesIO(authority.reply(imprint)), Silent())
            accepted = {
                "authority": "ab" * 32,
                "gen_time": "2026-11-03T10:12:00.000Z",
                "imprint": imprint.hex(),
                "size": size,
                "token": reply.sha256,
            }
            batch.record(Draft(types.TIME_ACCEPTED, accepted))
            batch.commit()
        with case.batch() as batch:
            batch.record(export_read(batch.intake(io.BytesIO(RECORDS), Silent()).sha256))
            batch.commit()
        said = {"account": "A001", "capture": "C00001", "note": "said later", "url": None}
        case.record([Draft(types.CAPTURE_DESCRIBED, said)])
        case.record(target_drafts())
        case_id = case.info.id
    return MadeCase(folder, anchors.notes[case_id], keys.trust(authority.root_pem))
