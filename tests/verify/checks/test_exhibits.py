from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.event import Draft
from affiant.core.verdict import LineName, State


@pytest.mark.parametrize(
    "change",
    [
        {"note": "never recorded"},
        {"url": "https://x.example/another"},
        {"account": None},
        {"event": 3},
        {"account": {"id": "A001", "observations": [], "platform": "x"}},
    ],
)
def test_a_description_other_than_the_ledgers_is_refused(
    keys: PackKeys, tmp_path: Path, change: dict[str, Any]
) -> None:
    maker = PackMaker(keys, Hooks(capture=lambda captures: captures[0].update(change)))
    verdict = judge(maker.folder(tmp_path))
    assert form.capture_json("E001") in subjects(verdict, "exhibits")
    # Only where the description names another event does its proof fail, too.
    assert checks(verdict) - {"inclusion-proofs"} == {"exhibits"}
    assert ("inclusion-proofs" in checks(verdict)) == ("event" in change)


def test_another_picture_than_the_one_acquired_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    path = "data/exhibits/E001/E001-01.png"
    verdict = judge(PackMaker(keys, Hooks(data=lambda files: files.update({path: b"another"}))).folder(tmp_path))
    assert path in subjects(verdict, "exhibits")
    assert line(verdict, LineName.CONTENTS) is State.FAIL


def test_a_file_that_no_exhibit_names_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    path = "data/exhibits/E001/E001-99.png"
    maker = PackMaker(keys, Hooks(data=lambda files: files.update({path: b"slipped in"})))
    assert_only(judge(maker.folder(tmp_path)), "exhibits", path)


def test_a_capture_shown_twice_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def twice(captures: list[dict[str, Any]]) -> None:
        captures[1].update(captures[0] | {"exhibit": "E002"})

    verdict = judge(PackMaker(keys, Hooks(capture=twice)).folder(tmp_path))
    assert form.capture_json("E002") in subjects(verdict, "exhibits")


def test_a_malformed_description_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    path = form.capture_json("E002")
    verdict = judge(PackMaker(keys, Hooks(data=lambda files: files.update({path: b"{}"}))).folder(tmp_path))
    assert path in subjects(verdict, "exhibits")
    assert "tables" in checks(verdict, State.UNKNOWN)


def test_a_withdrawn_capture_that_is_shown_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def withdraw(drafts: list[Draft]) -> None:
        drafts[-2] = replace(drafts[-2], data={"capture": "C00003", "reason": "test"}, type="capture.withdrawn")
        drafts.insert(-1, replace(drafts[-2], data={"capture": "C00001", "reason": "late"}))

    class Showing(PackMaker):
        def shown(self, added: list[dict[str, Any]], withdrawn: set[str]) -> list[dict[str, Any]]:
            return added[:2]

    maker = Showing(keys, Hooks(drafts=withdraw, statement=lambda stated: stated.update(of=2)))
    verdict = judge(maker.folder(tmp_path))
    assert form.capture_json("E001") in subjects(verdict, "exhibits")


def test_exhibits_out_of_the_order_of_their_captures_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    class Backwards(PackMaker):
        def shown(self, added: list[dict[str, Any]], withdrawn: set[str]) -> list[dict[str, Any]]:
            return super().shown(added, withdrawn)[::-1]

    assert_only(judge(Backwards(keys).folder(tmp_path)), "exhibits", form.capture_json("E002"))
