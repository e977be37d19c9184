from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.fakes.case_maker import export_read
from tests.fakes.store_ports import account_drafts, add_bytes

from affiant.core.errors import AffiantError
from affiant.core.progress import Silent
from affiant.core.record import Record, Where
from affiant.store.case import Case


def lines(*texts: str) -> bytes:
    return b"".join(
        Record("message", Where("chat.txt", start=number, length=1), text=text, author="Somebody").to_line() + b"\n"
        for number, text in enumerate(texts)
    )


def read_export(case: Case, content: bytes, count: int) -> int:
    with case.batch() as batch:
        if not case.count_captures():
            add_bytes(batch, b"first")
        stored = batch.intake(io.BytesIO(content), Silent())
        batch.record(export_read(stored.sha256, message=count))
        return batch.commit()[-1].seq


def test_records_are_found_by_words_and_come_from_their_object(case: Case) -> None:
    case.record(account_drafts(1))
    seq = read_export(case, lines("سلام دنیا", "two words\nover two lines", "plain"), 3)
    assert case.count_records() == 3
    assert [one.record.text for one in case.records(seq)] == ["سلام دنیا", "two words\nover two lines", "plain"]
    assert [one.n for one in case.records(seq, first=2, limit=1)] == [2]
    (found,) = case.search_records("سلام")
    assert (found.seq, found.n, found.record.where.start) == (seq, 1, 0)
    assert [one.n for one in case.search_records("somebody lin")] == [2]
    assert case.search_records("nobody") == ()
    assert case.search_records('"') == ()


def test_a_second_export_goes_on_counting(case: Case) -> None:
    first = read_export(case, lines("one"), 1)
    second = read_export(case, lines("two", "three"), 2)
    assert [(one.seq, one.n) for one in case.search_records("somebody")] == [(first, 1), (second, 1), (second, 2)]


def test_missing_records_are_said_and_no_crash(case: Case, folder: Path) -> None:
    seq = read_export(case, lines("one"), 1)
    sha256 = case.event(seq).data["records"]
    case.object_path(sha256).unlink()
    with pytest.raises(AffiantError) as wrong:
        list(case.records(seq))
    assert wrong.value.code == "object-missing"


def test_an_event_with_a_line_that_is_no_record_is_not_recorded(case: Case) -> None:
    size = case.size()
    with pytest.raises(ValueError, match="no record"):
        read_export(case, b"[]\n", 1)
    assert case.size() == size
