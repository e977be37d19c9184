"""A picture of the screen in a case: durable, hashed and sealed first, then looked into; the window is committed to."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.png_stream import PieceStream, png
from affiant.capture.screen.shot import COVERED, ShotFacts, WindowFacts
from affiant.core.errors import AffiantError, Cancelled
from affiant.core.progress import Silent
from affiant.core.trust import Trust
from affiant.core.verdict import State
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case
from affiant.workflow.accounts import AccountForm, add_account
from affiant.workflow.capture_screen import ShotLabel, examine_screenshot, take_screenshot
from affiant.workflow.descriptions import Description, describe
from affiant.workflow.reviews import withdraw
from affiant.workflow.system import System

BOX = Box(10, 20, 30, 40)
WINDOW = WindowFacts(7, "A private title", "/usr/bin/browser", 12, BOX, active=True)
FACTS = ShotFacts("x11", "region", BOX, 125, 2, "2026-11-21T09:59:59.000Z", WINDOW, (COVERED,))
PIXELS = bytes(range(256)) * 15
FILE = b"".join(png(30, 40, memoryview(PIXELS)[: 30 * 40 * 3], 90))


def stream() -> PieceStream:
    return PieceStream(iter([FILE[:100], FILE[100:]]))


def test_what_is_recorded_of_a_picture(case: Case, system: System) -> None:
    account = add_account(case, AccountForm("x", "example"))
    label = ShotLabel(account.id, "https://x.example/1", "seen", "5f", 2)
    taken = take_screenshot(case, system, FACTS, stream(), label, Silent())
    event = case.event(taken.capture.event)
    data = event.data
    assert (data["kind"], data["account"], data["url"], data["note"]) == (
        "screen", account.id, "https://x.example/1", "seen",
    )  # fmt: skip
    assert data["captured_at"] == FACTS.taken_at
    assert data["not_obtained"] == [COVERED]
    assert data["acquisition"]["screen"] == {
        "route": "x11",
        "mode": "region",
        "geometry": {"x": 10, "y": 20, "width": 30, "height": 40},
        "scale_percent": 125,
        "screens": 2,
        "sequence": "5f",
        "position": 2,
    }
    assert data["acquisition"]["environment"].keys() == {"locale", "online", "os", "time_zone"}
    (artefact,) = data["artefacts"]
    assert (artefact["role"], artefact["media_type"], artefact["size"]) == ("screenshot", "image/png", len(FILE))
    assert artefact["sha256"] == hashlib.sha256(FILE).hexdigest() == taken.sha256
    assert case.object_path(taken.sha256).read_bytes() == FILE


def test_the_window_is_committed_to_and_not_open(case: Case, system: System) -> None:
    taken = take_screenshot(case, system, FACTS, stream(), ShotLabel(), Silent())
    event = case.event(taken.capture.event)
    assert "A private title" not in event.body.decode()
    assert set(event.committed) == {"window"}
    (opening,) = case.openings(event.seq)
    assert opening.value == {"title": "A private title", "program": "/usr/bin/browser"}
    bare = take_screenshot(case, system, replace(FACTS, window=None), stream(), ShotLabel(), Silent())
    assert case.event(bare.capture.event).committed == {}


def test_the_document_has_exactly_its_fields(case: Case, system: System) -> None:
    first = take_screenshot(case, system, FACTS, stream(), ShotLabel(), Silent())
    again = take_screenshot(case, system, FACTS, stream(), ShotLabel(), Silent())
    assert again.document() == {
        "id": "C00002",
        "number": 2,
        "event": again.capture.event,
        "sha256": first.sha256,
        "width": 30,
        "height": 40,
        "route": "x11",
        "mode": "region",
        "geometry": {"x": 10, "y": 20, "width": 30, "height": 40},
        "same_as": "C00001",
        "not_obtained": [COVERED],
    }


def test_it_is_looked_into_afterwards_and_the_case_verifies(case: Case, system: System) -> None:
    taken = take_screenshot(case, system, FACTS, stream(), ShotLabel(), Silent())
    assert case.examination(taken.sha256) is None
    assert examine_screenshot(case, taken, Silent()) is None
    examination = case.examination(taken.sha256)
    assert examination is not None
    assert examination.facts is not None
    assert (examination.facts["width"], examination.facts["height"]) == (30, 40)
    assert examination.thumbnail is not None
    with open_snapshot(case.folder) as snapshot:
        verdict = verify_case(snapshot, Trust(()), None, Silent())
    assert not [one for one in verdict.findings if one.outcome is State.FAIL]
    with Image.open(case.object_path(taken.sha256)) as picture:
        assert picture.tobytes() == PIXELS[: 30 * 40 * 3]


class _BrokenOff(io.RawIOBase):
    """Ends in the middle, as a program does that is killed."""

    def __init__(self) -> None:
        super().__init__()
        self._left = [FILE[:100]]

    def readable(self) -> bool:
        return True

    def read(self, _size: int = -1) -> bytes:
        if self._left:
            return self._left.pop()
        raise AffiantError("screen-program-ended", "It ended")

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a test's stream of bytes
        data = self.read()
        buffer[: len(data)] = data
        return len(data)


class _Stop:
    def report(self, done: int, total: int | None, what: str) -> None:
        raise Cancelled


def test_a_picture_that_breaks_off_or_is_stopped_leaves_nothing(case: Case, system: System) -> None:
    size = case.size()
    with pytest.raises(AffiantError):
        take_screenshot(case, system, FACTS, _BrokenOff(), ShotLabel(), Silent())
    with pytest.raises(Cancelled):
        take_screenshot(case, system, FACTS, stream(), ShotLabel(), _Stop())
    with pytest.raises(AffiantError) as unknown:
        take_screenshot(case, system, FACTS, stream(), ShotLabel(account="A099"), Silent())
    assert unknown.value.code == "account-missing"
    assert case.size() == size
    assert [path for path in (case.folder / "objects").rglob("*") if path.is_file()] == []


def test_what_is_said_afterwards_is_an_event_and_changes_no_other(case: Case, system: System) -> None:
    account = add_account(case, AccountForm("x", "example"))
    first = take_screenshot(case, system, FACTS, stream(), ShotLabel(note="at first"), Silent())
    second = take_screenshot(case, system, FACTS, stream(), ShotLabel(), Silent())
    body = case.event(first.capture.event).body
    ids = [first.capture.id, second.capture.id]
    describe(case, ids, Description(account="x:@example", note="later"))
    assert [(one.account, one.note) for one in case.captures_by_id(ids)] == [(account.id, "later")] * 2
    size = case.size()
    describe(case, ids, Description())
    describe(case, [], Description(note="of nothing"))
    for bad in ((ids, Description(account="A099")), (["C00099"], Description(note="n"))):
        with pytest.raises(AffiantError):
            describe(case, *bad)
    assert case.size() == size
    assert case.event(first.capture.event).body == body
    withdraw(case, first.capture.id, "undo")
    describe(case, ids[:1], Description(url="https://x.example/1"))
    assert case.captures_by_id(ids[:1])[0].url == "https://x.example/1"


def test_nothing_of_the_picture_is_left_outside_of_the_case(case: Case, system: System, tmp_path: Path) -> None:
    take_screenshot(case, system, FACTS, stream(), ShotLabel(), Silent())
    assert [path for path in tmp_path.rglob("*.png") if case.folder not in path.parents] == []
