from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import ARCHIVE, Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects
from tests.fakes.web_acquisition import NOT_OBTAINED, acquisition

from affiant.core import pack_format as form
from affiant.core.canonical import canonical, parse_object
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


def _web(drafts: list[Draft]) -> None:
    """The second capture becomes one of a page: a screenshot, an archive, and everything that speaks against it."""
    place = next(place for place, one in enumerate(drafts) if one.data.get("number") == 2)
    screenshot = {**drafts[place].data["artefacts"][0], "role": "screenshot"}
    archive = {
        **screenshot,
        "media_type": "application/warc",
        "name": "archive.warc",
        "role": "archive",
        "sha256": hashlib.sha256(ARCHIVE).hexdigest(),
        "sha512": hashlib.sha512(ARCHIVE).hexdigest(),
        "size": len(ARCHIVE),
    }
    data = {
        **drafts[place].data,
        "acquisition": acquisition(),
        "artefacts": [screenshot, archive],
        "kind": "web",
        "not_obtained": list(NOT_OBTAINED),
    }
    drafts[place] = replace(drafts[place], data=data)


@pytest.mark.parametrize("profile", ["court", "press", "platform"])
def test_a_web_capture_is_described_with_what_was_not_obtained(keys: PackKeys, tmp_path: Path, profile: str) -> None:
    verdict = judge(PackMaker(keys, Hooks(drafts=_web), profile=profile).folder(tmp_path))
    assert not checks(verdict)
    carried = sorted(one.name for one in (tmp_path / "PACK/data/exhibits/E002").iterdir())
    assert carried == ["E002-01.png", *(["E002-02.png"] if profile == "court" else []), "capture.json"]


def _cleaner(captures: list[dict[str, Any]]) -> None:
    captures[1]["acquisition"] = acquisition(sandbox={"held": True, "reason": None})


def _complete(captures: list[dict[str, Any]]) -> None:
    captures[1]["not_obtained"] = []


def _without(captures: list[dict[str, Any]]) -> None:
    captures[1]["acquisition"] = None


def _invented(captures: list[dict[str, Any]]) -> None:
    captures[0]["acquisition"] = acquisition()


@pytest.mark.parametrize("alter", [_cleaner, _complete, _without, _invented])
def test_an_acquisition_other_than_the_ledgers_is_refused(keys: PackKeys, tmp_path: Path, alter: Any) -> None:
    verdict = judge(PackMaker(keys, Hooks(drafts=_web, capture=alter)).folder(tmp_path))
    assert_only(verdict, "exhibits", form.capture_json("E001" if alter is _invented else "E002"))


class _Showing(PackMaker):
    def shows(self, role: str) -> bool:
        return True


class _Hiding(PackMaker):
    def shows(self, role: str) -> bool:
        return role != "archive"


@pytest.mark.parametrize("profile", ["press", "platform"])
def test_a_file_that_the_profile_must_withhold_is_refused(keys: PackKeys, tmp_path: Path, profile: str) -> None:
    verdict = judge(_Showing(keys, Hooks(drafts=_web), profile=profile).folder(tmp_path))
    assert_only(verdict, "exhibits", form.capture_json("E002"))


def test_a_role_of_a_hostile_form_is_no_crash(keys: PackKeys, tmp_path: Path) -> None:
    def alter(drafts: list[Draft]) -> None:
        place = next(place for place, one in enumerate(drafts) if one.data.get("number") == 2)
        (first, *rest) = drafts[place].data["artefacts"]
        data = {**drafts[place].data, "artefacts": [{**first, "role": ["screenshot"]}, *rest]}
        drafts[place] = replace(drafts[place], data=data)

    verdict = judge(_Showing(keys, Hooks(drafts=alter), profile="press").folder(tmp_path))
    assert form.capture_json("E002") in subjects(verdict, "exhibits")


def test_a_court_pack_that_withholds_a_file_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(_Hiding(keys, Hooks(drafts=_web)).folder(tmp_path))
    assert_only(verdict, "exhibits", form.capture_json("E002"))


@pytest.mark.parametrize("hostile", [[], "text", 7, {"web": []}, {"web": {}}, {"completeness": None}])
def test_an_acquisition_of_a_hostile_form_is_no_crash(keys: PackKeys, tmp_path: Path, hostile: Any) -> None:
    def alter(drafts: list[Draft]) -> None:
        _web(drafts)
        place = next(place for place, one in enumerate(drafts) if one.data.get("number") == 2)
        drafts[place] = replace(drafts[place], data={**drafts[place].data, "acquisition": None})

    def false(files: dict[str, bytes]) -> None:
        path = form.capture_json("E002")
        files[path] = canonical({**parse_object(files[path]), "acquisition": hostile})

    verdict = judge(PackMaker(keys, Hooks(drafts=alter, data=false)).folder(tmp_path))
    assert form.capture_json("E002") in subjects(verdict, "exhibits")
    assert "tables" in checks(verdict, State.UNKNOWN) | checks(verdict)


def described(drafts: list[Draft]) -> None:
    """Say something of the first capture, twice."""
    said = {"account": None, "capture": "C00001", "note": "said later", "url": None}
    one = Draft("capture.described", said)
    drafts[-1:-1] = [one, replace(one, data=said | {"note": None, "url": "https://x.example/later"})]


def test_the_account_that_was_said_afterwards_counts(keys: PackKeys, tmp_path: Path) -> None:
    def describe(drafts: list[Draft]) -> None:
        said = {"account": "A001", "capture": "C00002", "note": None, "url": None}
        drafts.insert(-1, Draft("capture.described", said))

    pack = PackMaker(keys, Hooks(drafts=describe)).folder(tmp_path)
    assert parse_object((pack / form.capture_json("E002")).read_bytes())["account"]["id"] == "A001"
    assert "exhibits" not in checks(judge(pack))


def test_what_was_said_afterwards_counts_and_stands_in_the_exhibit(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys, Hooks(drafts=described)).folder(tmp_path)
    shown = parse_object((pack / form.capture_json("E001")).read_bytes())
    assert (shown["note"], shown["url"], len(shown["described"])) == ("said later", "https://x.example/later", 2)
    assert "exhibits" not in checks(judge(pack))


@pytest.mark.parametrize(
    "change", [{"note": None}, {"url": "https://x.example/1"}, {"described": []}, {"account": None}]
)
def test_what_was_said_afterwards_cannot_be_left_out(keys: PackKeys, tmp_path: Path, change: dict[str, Any]) -> None:
    hooks = Hooks(drafts=described, capture=lambda captures: captures[0].update(change))
    assert checks(judge(PackMaker(keys, hooks).folder(tmp_path))) == {"exhibits"}
