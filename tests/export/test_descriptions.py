"""What was said of a capture after it was taken goes into packs of every profile, and they verify."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.fakes.pack_case import export, files_of, pack_case

from affiant.core import event_types, trust
from affiant.core.event import Draft
from affiant.core.progress import Silent
from affiant.core.verdict import State
from affiant.verify.verify import verify_pack


@pytest.mark.parametrize("key", ["press", "platform", "court"])
def test_what_was_said_afterwards_is_in_the_pack_and_of_others_nothing(tmp_path: Path, key: str) -> None:
    case = pack_case(tmp_path / "case")
    said = {"account": "A002", "capture": "C00001", "note": "said later", "url": "https://x.example/later"}
    silent = {"account": None, "capture": "C00002", "note": None, "url": None}
    case.record(
        Draft(event_types.CAPTURE_DESCRIBED, said),
        Draft(event_types.CAPTURE_DESCRIBED, silent),
        Draft(event_types.CAPTURE_DESCRIBED, silent | {"capture": "C00003", "note": "of another"}),
    )
    pack = export(case, key, tmp_path / "pack", captures=("C00001", "C00002")).path
    files = files_of(pack)
    first, second = (json.loads(files[f"data/exhibits/{one}/capture.json"]) for one in ("E001", "E002"))
    assert (first["note"], first["url"], first["account"]["id"]) == ("said later", "https://x.example/later", "A002")
    assert second["url"] == "https://x.com/alpha/status/2"
    assert [len(one["described"]) for one in (first, second)] == [1, 1]
    lines = map(json.loads, files["data/ledger/events.jsonl"].splitlines())
    shown = [one["data"]["capture"] for one in lines if one.get("type") == event_types.CAPTURE_DESCRIBED]
    assert shown == ["C00001", "C00002", *(["C00003"] if key == "court" else [])]
    rows = list(csv.DictReader(io.StringIO(files["data/tables/captures.csv"].decode())))
    assert (rows[0]["note"], rows[0]["url"], rows[0]["account"]) == ("said later", "https://x.example/later", "A002")
    verdict = verify_pack(pack, trust.Trust(()), Silent())
    assert [one for one in verdict.findings if one.outcome is State.FAIL] == []
