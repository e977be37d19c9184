"""The case on disk answers like the case in memory, which projects events by other code."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.case_memory import MemoryCase
from tests.fakes.store_ports import account_drafts, add_bytes

from affiant.core import event_types as types
from affiant.core.errors import AffiantError
from affiant.core.event import Draft
from affiant.core.merkle import RunningRoot, root
from affiant.store.case import Case
from affiant.store.pages import PAGE_ROWS


def review(capture: str, fit_for: str, fit: bool) -> Draft:
    return Draft(types.CAPTURE_REVIEWED, {"capture": capture, "fit_for": fit_for, "fit": fit, "note": None})


@pytest.fixture
def filled(case: Case) -> Case:
    case.record([*account_drafts(1, handle="First", name="تصاویر"), *account_drafts(2, "facebook", "second")])
    with case.batch() as batch:
        for number in range(12):
            account = ("A001", "A002", None)[number % 3]
            add_bytes(batch, f"evidence {number % 10}".encode(), f"picture-{number}.png", account=account)
        batch.commit()
    found = case.capture("C00001")
    assert found is not None
    examined: dict[str, Any] = {"sha256": found.artefacts[0].sha256, "method": "by hand", "thumbnail": None}
    case.record(
        [
            Draft(types.ACCOUNT_OBSERVED, {"account": "A001", "kind": "handle", "value": "Renamed"}),
            review("C00001", "press", True),
            review("C00001", "court", True),
            review("C00002", "press", True),
            review("C00002", "press", False),
            Draft(types.CAPTURE_WITHDRAWN, {"capture": "C00003", "reason": "wrong file"}),
            Draft(types.ARTEFACT_EXAMINED, {**examined, "facts": None, "failed": "limit"}, {"exif": {"Make": "x"}}),
            Draft(types.ARTEFACT_EXAMINED, {**examined, "facts": {"width": 4}, "failed": None}),
        ]
    )
    return case


def in_memory(case: Case, folder: Path) -> MemoryCase:
    """The same events, projected by the code of the fake."""
    memory = MemoryCase(folder)
    memory._events.clear()
    for event in case.events():
        memory._events.append(event)
        memory._project(event)
    return memory


def test_captures_and_accounts_are_those_of_the_events(filled: Case, tmp_path: Path) -> None:
    memory = in_memory(filled, tmp_path / "memory")
    for narrowed in ({}, {"account": "A002"}, {"withdrawn": False}, {"first": 4, "limit": 5}, {"limit": 0}):
        assert list(filled.captures(**narrowed)) == list(memory.captures(**narrowed))  # type: ignore[arg-type]
    for narrowed in ({}, {"account": "A001"}, {"withdrawn": True}):
        assert filled.count_captures(**narrowed) == memory.count_captures(**narrowed)  # type: ignore[arg-type]
    assert filled.accounts() == memory.accounts()
    for handle in ("first", "@renamed", "RENAMED", "second", "@SECOND", ""):
        for platform in ("x", "facebook"):
            assert filled.find_account(platform, handle) == memory.find_account(platform, handle)
    for one in ("C00002", "2", "C99999", "0", "x"):
        assert filled.capture(one) == (None if one in ("x", "0") else memory.capture(one))


def test_a_handle_is_found_however_its_sign_was_recorded(case: Case) -> None:
    case.record([*account_drafts(1, handle="@Signed"), *account_drafts(2, handle="bare")])
    for asked, found in (("signed", "A001"), ("@SIGNED", "A001"), ("@bare", "A002"), ("BARE", "A002")):
        account = case.find_account("x", asked)
        assert account is not None
        assert account.id == found


def test_reviews_count_by_their_last_word(filled: Case) -> None:
    assert [capture.fit_for for capture in filled.captures(limit=3)] == [("court", "press"), (), ()]
    assert [capture.withdrawn for capture in filled.captures(limit=3)] == [None, None, "wrong file"]


def test_the_newest_examination_counts(filled: Case) -> None:
    found = filled.capture("C00001")
    assert found is not None
    examination = filled.examination(found.artefacts[0].sha256)
    assert examination is not None
    assert (examination.facts, examination.failed) == ({"width": 4}, None)
    assert filled.examination("0" * 64) is None


def test_captures_by_id_keep_the_order_asked_for(filled: Case) -> None:
    asked = ["C00005", "C00404", "C00001", "C00005"]
    assert [capture.id for capture in filled.captures_by_id(asked)] == ["C00005", "C00001", "C00005"]


def test_the_first_capture_of_bytes_is_the_lowest(filled: Case) -> None:
    found = filled.capture("C00011")
    assert found is not None
    assert filled.first_capture_of(found.artefacts[0].sha256) == "C00001"
    assert filled.first_capture_of("0" * 64) is None


def test_long_lists_go_on_over_pages(case: Case) -> None:
    drafts = [
        Draft(types.ACCOUNT_OBSERVED, {"account": "A001", "kind": "url", "value": str(number)})
        for number in range(PAGE_ROWS * 2)
    ]
    case.record([*account_drafts(1), *drafts])
    assert [event.seq for event in case.events()] == list(range(1, case.size() + 1))
    assert sum(1 for _ in case.events_of_type(types.ACCOUNT_OBSERVED)) == PAGE_ROWS * 2 + 1
    assert [event.seq for event in case.events(3, 5)] == [3, 4, 5]
    with case.batch() as batch:
        for number in range(PAGE_ROWS + 1):
            add_bytes(batch, b"same", f"{number}.png")
        batch.commit()
    assert [capture.number for capture in case.captures()] == list(range(1, PAGE_ROWS + 2))
    assert [capture.number for capture in case.captures(limit=PAGE_ROWS)][-1] == PAGE_ROWS
    every = [capture.id for capture in case.captures()]
    assert [capture.id for capture in case.captures_by_id(every)] == every


def test_a_list_that_nobody_reads_to_its_end_does_not_hide_what_comes_after(case: Case) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"one")
        batch.commit()
    reader = case.captures()
    next(reader)
    with case.batch() as batch:
        add_bytes(batch, b"two")
        batch.commit()
    assert case.count_captures() == 2


def test_nodes_lead_to_the_root_of_every_size(filled: Case) -> None:
    tree = RunningRoot()
    for event in filled.events():
        tree.add(event.leaf)
        assert root(tree.size, filled.node) == tree.root()


def test_an_event_that_is_not_there_is_named(case: Case) -> None:
    with pytest.raises(AffiantError) as caught:
        case.event(404)
    assert caught.value.code == "event-missing"


def test_type_and_time_are_cut_out_of_the_bytes_as_they_are_parsed(filled: Case) -> None:
    hostile = '"},"at":"2001-01-01T00:00:00.000Z","type":"case.created","v":1}'
    filled.record(account_drafts(3, name=hostile, bio="\u200f" * 90))
    connection = sqlite3.connect(filled.folder / "case.sqlite")
    found = {seq: (type_, at) for seq, type_, at in connection.execute("SELECT seq, type, at FROM event")}
    connection.close()
    assert found == {event.seq: (event.type, event.at) for event in filled.events()}
