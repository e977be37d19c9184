from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.fakes.case_maker import RECORDS, MadeCase, export_read
from tests.fakes.pack_keys import PackKeys
from tests.fakes.store_ports import add_bytes, store_ports
from tests.fakes.verdicts import assert_only, line, subjects

from affiant.core.progress import Silent
from affiant.core.verdict import LineName, State
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE record SET start = start + 1 WHERE n = 2", "record 2"),
        ("UPDATE record SET kind = 'post' WHERE n = 1", "record 1"),
        ("UPDATE record SET posted_at = NULL WHERE n = 1", "record 1"),
        ("UPDATE record SET length = 1 WHERE n = 2", "record 2"),
        ("DELETE FROM record WHERE n = 2", "record 2"),
        ("INSERT INTO record VALUES (3, 13, 3, 0, 1, 'post', NULL)", "record 3"),
    ],
)
def test_a_row_other_than_the_stored_file_says_is_named(made: MadeCase, change: str, row: str) -> None:
    assert made.alter(change)
    assert_only(made.judge(), "records", row)
    assert line(made.judge(), LineName.CONTENTS) is State.FAIL


def test_rows_of_a_missing_file_of_records_are_not_checked_and_not_failed(made: MadeCase) -> None:
    made.object_of(RECORDS).unlink()
    verdict = made.judge()
    assert [one.outcome for one in verdict.findings if one.check == "records"] == [State.UNKNOWN]
    assert subjects(verdict, "objects")


@pytest.mark.parametrize(
    "line",
    [
        b'{"kind":["message"],"posted_at":null}\n',
        b'{"kind":"message","posted_at":5}\n',
        b'{"kind":"message"}\n',
        b'{"kind":1}\n',
        b"[]\n",
        b"\xff\n",
        b"{",
    ],
)
def test_a_line_that_is_no_record_is_named(made: MadeCase, line: bytes) -> None:
    stored = made.object_of(RECORDS)
    stored.chmod(0o600)
    stored.write_bytes(line)
    said = [one for one in made.judge().findings if one.check == "records"]
    assert [(one.outcome, one.subject) for one in said] == [(State.FAIL, "event 13"), (State.FAIL, "record 1")]


def test_an_absurd_count_of_records_that_are_missing_takes_no_time(keys: PackKeys, tmp_path: Path) -> None:
    folder = tmp_path / "CASE"
    ports = store_ports(signer=keys)  # type: ignore[arg-type]  # any Signer will do
    with Case.create(folder, "Counts", ports) as case, case.batch() as batch:
        add_bytes(batch, b"first")
        kept = batch.intake(io.BytesIO(RECORDS), Silent()).sha256
        batch.record(export_read(kept, message=10**30))
        batch.commit()
    (folder / "objects" / kept[:2] / kept).unlink()
    with open_snapshot(folder) as snapshot:
        verdict = verify_case(snapshot, keys.trust(), None, Silent())
    assert [one.outcome for one in verdict.findings if one.check == "records"] == [State.UNKNOWN]


def test_counts_other_than_the_lines_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    ports = store_ports(signer=keys)  # type: ignore[arg-type]  # any Signer will do
    with Case.create(tmp_path / "CASE", "Counts", ports) as case, case.batch() as batch:
        add_bytes(batch, b"first")
        batch.record(export_read(batch.intake(io.BytesIO(RECORDS), Silent()).sha256, message=3))
        batch.commit()
    with open_snapshot(tmp_path / "CASE") as snapshot:
        verdict = verify_case(snapshot, keys.trust(), None, Silent())
    assert_only(verdict, "records", "event 4")
