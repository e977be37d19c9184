"""What was said of a capture afterwards: the last thing said of each kind counts, and it is found by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.store_ports import account_drafts, add_bytes, store_ports

from affiant.core import event_types as types
from affiant.core.event import Draft
from affiant.store.case import Case


def said(capture: str, **values: str) -> Draft:
    return Draft(types.CAPTURE_DESCRIBED, {"account": None, "capture": capture, "note": None, "url": None} | values)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Three captures; the first two of the first account."""
    made = Case.create(tmp_path / "case", "A case", store_ports())
    made.record(account_drafts(1))
    made.record(account_drafts(2, handle="another"))
    with made.batch() as batch:
        for number in range(3):
            add_bytes(batch, f"evidence {number}".encode(), account="A001" if number < 2 else None)
        batch.commit()
    return made


def of(case: Case, account: str) -> list[str]:
    found = [one.id for one in case.captures(account=account)]
    assert case.count_captures(account=account) == len(found)
    return found


def test_nothing_said_changes_nothing(case: Case) -> None:
    with case:
        before = list(case.captures())
        case.record([said("C00001")])
        after = list(case.captures())
    assert [(one.account, one.url, one.note) for one in after] == [(one.account, one.url, one.note) for one in before]
    assert [len(one.described) for one in after] == [1, 0, 0]


def test_the_last_thing_said_of_each_kind_counts(case: Case) -> None:
    with case:
        case.record([said("C00003", account="A001", note="first"), said("C00003", note="second", url="u")])
        case.record([said("C00001", account="A002")])
        third, first = case.captures_by_id(["C00003", "C00001"])
        assert (third.account, third.note, third.url) == ("A001", "second", "u")
        assert first.account == "A002"
        assert of(case, "A001") == ["C00002", "C00003"]
        assert of(case, "A002") == ["C00001"]
        case.record([said("C00001", account="A001")])
        assert of(case, "A001") == ["C00001", "C00002", "C00003"]
        assert of(case, "A002") == []
        assert [one.id for one in case.captures(account="A001", first=2, limit=1)] == ["C00002"]


def test_captures_are_found_by_what_was_said_and_by_the_account_that_was_said(case: Case) -> None:
    with case:
        case.record([said("C00003", account="A001", note="پانی بند ہے", url="https://y.invalid/later")])
        handle = next(one for one in case.accounts() if one.id == "A001").latest("handle")
        assert handle is not None
        assert case.search("پانی") == ("C00003",)
        assert case.search("later") == ("C00003",)
        assert "C00003" in case.search(handle)
        assert case.search(f"{handle} later") == ("C00003",)
        case.record([said("C00003", account="A002")])
        assert case.search(f"{handle} later") == ()
