"""The identifier desk at a capture: one event, *derived*, with exactly the documented fields."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.png_stream import png
from affiant.capture.screen.shot import ShotFacts
from affiant.core.clock import FixedClock
from affiant.core.event_types import CAPTURE_ADDED, IDENTIFIERS_READ
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.workflow.add_files import AddOrder, add_files
from affiant.workflow.capture_screen import ShotLabel, examine_screenshot, take_screenshot
from affiant.workflow.descriptions import Description, describe
from affiant.workflow.identifiers import desk, read_identifiers
from affiant.workflow.system import System

URL = "https://x.com/example/status/1382350606417817604?s=20"


def added(case: Case, system: System, folder: Path, files: int, url: str | None) -> tuple[str, ...]:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:03d}.txt").write_text(f"post number {number}")
    return tuple(one.id for one in add_files(case, AddOrder((folder,), url=url), system, Silent()).captures)


def test_the_address_of_an_order_is_read_once_beside_its_first_capture(
    case: Case, system: System, tmp_path: Path
) -> None:
    ids = added(case, system, tmp_path / "in", 300, URL)
    (event,) = case.events_of_type(IDENTIFIERS_READ)
    assert event.data["capture"] == ids[0] == "C00001"
    assert len(tuple(case.events_of_type(CAPTURE_ADDED))) == 300


def test_the_event_has_exactly_the_documented_fields(case: Case, system: System, tmp_path: Path) -> None:
    added(case, system, tmp_path / "in", 1, URL)
    (event,) = case.events_of_type(IDENTIFIERS_READ)
    assert event.data == {
        "capture": "C00001",
        "input": URL,
        "method": {"name": "identifier-desk", "version": "1"},
        "readings": [
            {
                "platform": "x",
                "kind": "post",
                "id": "1382350606417817604",
                "outcome": "value",
                "time": "2021-04-14T15:10:42.059Z",
                "tolerance_ms": 1,
                "formula": "x-snowflake 1: unix_ms = (id >> 22) + 1288834974657",
                "cleaned_url": "https://x.com/example/status/1382350606417817604",
                "missing": [],
            },
            {
                "platform": "x",
                "kind": "user",
                "id": None,
                "outcome": "no-time",
                "time": None,
                "tolerance_ms": None,
                "formula": None,
                "cleaned_url": "https://x.com/example/status/1382350606417817604",
                "missing": [
                    "Numeric user ID: in the address of the profile's banner picture "
                    "(pbs.twimg.com/profile_banners/<number>/…), or in the page source as rest_id."
                ],
            },
        ],
    }


@pytest.mark.parametrize("url", [None, ""])
def test_without_an_address_nothing_is_recorded(case: Case, system: System, tmp_path: Path, url: str | None) -> None:
    added(case, system, tmp_path / "in", 1, url)
    assert tuple(case.events_of_type(IDENTIFIERS_READ)) == ()


def test_an_address_that_is_refused_is_recorded_without_readings(case: Case, system: System, tmp_path: Path) -> None:
    added(case, system, tmp_path / "in", 1, "https://x.com@evil.example/")
    (event,) = case.events_of_type(IDENTIFIERS_READ)
    assert event.data["readings"] == []


def test_a_capture_by_another_route_gets_its_own_event(case: Case, system: System, tmp_path: Path) -> None:
    (capture,) = added(case, system, tmp_path / "in", 1, None)
    answer = read_identifiers(case, system, capture, URL)
    (event,) = case.events_of_type(IDENTIFIERS_READ)
    assert (event.data["capture"], event.data["input"]) == (capture, URL)
    assert answer.platform == "x"


def test_times_are_compared_with_when_the_capture_was_taken(case: Case, system: System, tmp_path: Path) -> None:
    (capture,) = added(case, system, tmp_path / "in", 1, None)
    future = "https://x.com/i/status/4000000000000000000"
    later = replace(system, clock=FixedClock(datetime(2049, 1, 1, tzinfo=UTC)))
    assert read_identifiers(case, later, capture, future).readings[0].outcome == "conflict"
    assert desk(future, "2049-01-01T00:00:00.000Z").readings[0].outcome == "value"


def test_a_platform_that_is_known_settles_a_number() -> None:
    assert desk("100066300129450", "2026-11-22T00:00:00.000Z", "facebook").platform == "facebook"


def test_an_address_that_is_given_afterwards_is_read_for_each_capture(
    case: Case, system: System, tmp_path: Path
) -> None:
    ids = added(case, system, tmp_path / "in", 2, None)
    describe(case, ids, Description(note="no address yet"))
    assert tuple(case.events_of_type(IDENTIFIERS_READ)) == ()
    describe(case, ids, Description(url=URL))
    assert [event.data["capture"] for event in case.events_of_type(IDENTIFIERS_READ)] == list(ids)


@pytest.mark.parametrize(("url", "events"), [(URL, 1), (None, 0)])
def test_the_address_of_a_picture_of_the_screen_is_read(
    case: Case, system: System, url: str | None, events: int
) -> None:
    box = Box(0, 0, 2, 1)
    facts = ShotFacts("x11", "region", box, 100, 1, "2026-11-21T09:59:59.000Z", None, ())
    picture = io.BytesIO(b"".join(png(2, 1, memoryview(b"\x10" * 6), 90)))
    taken = take_screenshot(case, system, facts, picture, ShotLabel(url=url), Silent())
    assert examine_screenshot(case, taken, Silent()) is None
    assert len(tuple(case.events_of_type(IDENTIFIERS_READ))) == events
