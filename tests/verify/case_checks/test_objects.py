from __future__ import annotations

from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core.verdict import LineName, State


def test_a_changed_stored_file_is_found(made: MadeCase) -> None:
    path = made.object_of(b"first")
    path.chmod(0o600)
    path.write_bytes(b"firsT")
    assert_only(made.judge(), "objects", path.name)


def test_a_missing_stored_file_is_named(made: MadeCase) -> None:
    path = made.object_of(b"thumbnail")
    path.unlink()
    assert_only(made.judge(), "objects", path.name)


def test_the_digest_of_a_thumbnail_in_the_list_is_compared_with_the_file(made: MadeCase) -> None:
    name = made.object_of(b"thumbnail").name
    made.alter("UPDATE object SET size = size + 1 WHERE sha256 = ?", name)
    assert_only(made.judge(), "objects", f"object {name}")


def test_stray_files_are_named_and_no_failure(made: MadeCase) -> None:
    (made.folder / "notes.txt").write_text("mine")
    stray = made.folder / "objects" / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    verdict = made.judge()
    assert not checks(verdict)
    assert subjects(verdict, "objects") == {"notes.txt", f"objects/ab/{'ab' * 32}"}
    assert line(verdict, LineName.CONTENTS) is State.WARN
