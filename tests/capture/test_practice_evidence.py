"""The practice evidence is whole, invented and small."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from affiant.capture.examination import Examiner, is_picture
from affiant.capture.media_type import HEAD_BYTES, media_type
from affiant.core.canonical import parse_object
from affiant.core.platforms import PLATFORMS

FOLDER = Path(__file__).parents[2] / "resources" / "practice"


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return parse_object((FOLDER / "practice.json").read_bytes())


def type_of(path: Path) -> str:
    with path.open("rb") as file:
        return media_type(file.read(HEAD_BYTES), path.stat().st_size)


def test_there_is_enough_to_practise_on(plan: dict[str, Any]) -> None:
    accounts = plan["accounts"]
    assert len(accounts) == 5
    assert len({one["platform"] for one in accounts}) == 3
    assert {one["platform"] for one in accounts} <= set(PLATFORMS)
    assert len(plan["items"]) >= 20
    assert {one["account"] for one in plan["items"]} == {one["key"] for one in accounts}
    assert {one["fit_for_press"] for one in plan["items"]} == {True, False}


def test_nothing_that_a_platform_asks_for_is_missing(plan: dict[str, Any]) -> None:
    for account in plan["accounts"]:
        assert all(account[field] for field in ("key", "platform", "handle", "durable_id", "url", "name", "bio"))
    assert all(item["url"] and item["note"] for item in plan["items"])


def test_every_address_is_on_a_reserved_host(plan: dict[str, Any]) -> None:
    for one in [*plan["accounts"], *plan["items"]]:
        address = urlsplit(one["url"])
        assert address.scheme == "https"
        assert (address.hostname or "").endswith(".example.org")


def test_every_file_is_listed_once_and_they_are_small(plan: dict[str, Any]) -> None:
    listed = [item["file"] for item in plan["items"]]
    there = sorted(str(path.relative_to(FOLDER)) for path in (FOLDER / "evidence").iterdir())
    assert sorted(listed) == there
    assert sum((FOLDER / name).stat().st_size for name in there) < 3_000_000


def test_the_files_are_of_many_kinds_and_one_comes_twice(plan: dict[str, Any]) -> None:
    paths = [FOLDER / item["file"] for item in plan["items"]]
    assert {type_of(path) for path in paths} == {
        "image/png",
        "image/jpeg",
        "image/webp",
        "text/plain",
        "application/json",
        "text/html",
        "application/pdf",
    }
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in paths}) == len(paths) - 1


def test_both_languages_speak(plan: dict[str, Any]) -> None:
    names = [account["name"] for account in plan["accounts"]]
    assert any(name.isascii() for name in names)
    assert any("\u0600" <= name[0] <= "\u06ff" for name in names)


def test_every_picture_can_be_examined(plan: dict[str, Any]) -> None:
    pictures = [(path, type_of(path)) for item in plan["items"] if is_picture(type_of(path := FOLDER / item["file"]))]
    with Examiner() as examiner:
        results = list(examiner.examine_all(pictures))
    assert {one.failed for one in results} == {None}
    with_exif = [one.exif for one in results if one.exif]
    assert [exif["Make"] for exif in with_exif] == ["Practice Cameras"]
