"""``affiant add``: what is taken, what is not, and what is said of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_a_file_is_taken_hashed_and_listed(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    file = tmp_path / "post.txt"
    file.write_bytes(b"The water is off.\n")
    added = affiant.json("add", case, file)
    assert list(added) == ["captures", "failed"]
    (taken,) = added["captures"]
    assert list(taken) == ["id", "number", "path", "sha256", "event", "same_as"]
    assert taken["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert taken["path"] == str(file)
    (listed,) = affiant.json("list", case, "captures")
    assert list(listed) == [
        "id", "number", "kind", "account", "url", "captured_at", "withdrawn", "artefacts",
    ]  # fmt: skip
    assert listed["artefacts"] == [
        {
            "role": "original",
            "name": "post.txt",
            "media_type": "text/plain",
            "size": 18,
            "sha256": taken["sha256"],
            "sha512": hashlib.sha512(file.read_bytes()).hexdigest(),
        }
    ]
    events = affiant.json("list", case, "events")
    assert list(events[0]) == ["seq", "type", "at", "actor", "hash"]
    assert events[taken["event"] - 1]["type"] == "capture.added"


def test_the_same_bytes_are_a_new_capture_of_the_same_object(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("same")
    first, second = affiant.json("add", case, tmp_path / "one.txt", tmp_path / "two.txt")["captures"]
    assert second["same_as"] == first["id"]
    (third,) = affiant.json("add", case, tmp_path / "one.txt")["captures"]
    assert third["same_as"] == first["id"]
    assert len([path for path in (case / "objects").rglob("*") if path.is_file()]) == 1


def test_what_cannot_be_taken_is_named_and_the_rest_goes_on(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    good = tmp_path / "good.txt"
    good.write_text("good")
    link = tmp_path / "link"
    link.symlink_to(good)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = affiant.run("add", case, tmp_path / "missing", link, pipe, good, "--json")
    assert ran.status == ExitStatus.USAGE
    assert [one["path"] for one in ran.document["captures"]] == [str(good)]
    failed = {one["code"]: one for one in ran.document["failed"]}
    assert set(failed) == {"file-missing", "symlink-refused", "special-file"}
    assert all(list(one) == ["path", "code", "title", "remedy"] and one["remedy"] for one in failed.values())


def test_hostile_names_are_kept_exactly(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["line\nbreak.txt", "\u202egpj.exe", "x" * 255, "قطرہ.txt"]
    for name in names:
        (folder / name).write_text(name)
    Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt")).write_text("bytes")
    added = affiant.json("add", case, folder)
    assert added["failed"] == []
    assert {str(folder / name) for name in names} <= {one["path"] for one in added["captures"]}
    listed = {one["artefacts"][0]["name"] for one in affiant.json("list", case, "captures")}
    assert set(names) | {"bad\\xff.txt"} == listed
    assert "\u202e" not in affiant.run("list", case, "captures").out


def test_a_path_that_cannot_be_taken_is_given_back_exactly(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    wanted = tmp_path / "no\nsuch\u202efile"
    ran = affiant.run("add", case, wanted, "--json")
    assert [one["path"] for one in ran.document["failed"]] == [str(wanted)]
    assert "\u202e" not in affiant.run("add", case, wanted).out


def test_an_empty_file_is_evidence_too(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "empty").write_bytes(b"")
    (taken,) = affiant.json("add", case, tmp_path / "empty")["captures"]
    assert taken["sha256"] == hashlib.sha256(b"").hexdigest()


def test_the_case_itself_is_not_taken_in(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "note.txt").write_text("n")
    added = affiant.run("add", case, tmp_path, "--json").document
    assert not any("case.sqlite" in one["path"] for one in added["captures"])


def test_originals_are_not_touched(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    file = tmp_path / "original.bin"
    file.write_bytes(b"x" * 100)
    file.chmod(0o640)
    before = file.stat()
    affiant.json("add", case, file)
    after = file.stat()
    assert (before.st_mtime_ns, before.st_mode, before.st_nlink) == (after.st_mtime_ns, after.st_mode, after.st_nlink)


def test_an_unknown_account_takes_nothing(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a").write_text("a")
    ran = affiant.run("add", case, tmp_path / "a", "--account", "x:@nobody", "--json")
    assert ran.document["error"]["code"] == "account-missing"
    assert affiant.json("list", case, "captures") == []


def test_nothing_of_the_case_is_added_to_itself(affiant: CommandLine) -> None:
    case = affiant.new_case()
    ran = affiant.run("add", case, case / "case.sqlite", case / "objects", "--json")
    assert ran.status == ExitStatus.USAGE
    assert [one["code"] for one in ran.document["failed"]] == ["own-case", "own-case"]
    assert affiant.json("list", case, "captures") == []
