"""Files and folders of every unpleasant kind."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from affiant.capture.file_access import DiskAccess
from affiant.capture.source import Found, Problem
from affiant.capture.sources.file import FileItem, FileSource
from affiant.core.canonical import canonical
from affiant.core.errors import AffiantError


class Disk(DiskAccess):
    """The disk of this machine, with one thing that goes wrong."""

    def __init__(self, **wrong: Callable[..., Any]) -> None:
        self._wrong = wrong

    def look(self, path: Path) -> os.stat_result:
        self._go_wrong("look", path)
        return super().look(path)

    def names(self, folder: Path) -> list[str]:
        self._go_wrong("names", folder)
        return super().names(folder)

    def open(self, path: Path) -> int:
        self._go_wrong("open", path)
        return super().open(path)

    def look_at(self, descriptor: int) -> os.stat_result:
        self._go_wrong("look_at", descriptor)
        return super().look_at(descriptor)

    def read_into(self, descriptor: int, buffer: memoryview) -> int:
        self._go_wrong("read_into", descriptor)
        return super().read_into(descriptor, buffer)

    def _go_wrong(self, what: str, on: object) -> None:
        if what in self._wrong:
            self._wrong[what](on)


def refuse(number: int) -> Callable[[object], None]:
    def go_wrong(_: object) -> None:
        raise OSError(number, os.strerror(number))

    return go_wrong


def items(found: Iterator[Found]) -> list[FileItem]:
    return [one for one in found if isinstance(one, FileItem)]


def only_problem(source: FileSource) -> Problem:
    (one,) = source.found()
    assert isinstance(one, Problem)
    assert one.error.remedy
    assert one.error.subject == one.shown
    return one


def nothing(_: Path) -> None:
    """Happens meanwhile, unless a test says otherwise."""


def take(item: FileItem, meanwhile: Callable[[Path], None] = nothing) -> None:
    with item.open() as opened:
        meanwhile(item.location)
        while opened.stream.read(4096):
            pass
        opened.ensure_unchanged()


def failure(item: FileItem, meanwhile: Callable[[Path], None] = nothing) -> AffiantError:
    with pytest.raises(AffiantError) as failed:
        take(item, meanwhile)
    assert failed.value.remedy
    return failed.value


def one_item(path: Path, access: DiskAccess | None = None) -> FileItem:
    (found,) = items(FileSource([path], access).found())
    return found


def test_a_file_gives_its_bytes_and_its_facts(tmp_path: Path) -> None:
    path = tmp_path / "پوسٹ.txt"
    path.write_bytes(b"evidence")
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))
    with one_item(path).open() as opened:
        assert opened.stream.read() == b"evidence"
        opened.ensure_unchanged()
        assert opened.name == {"name": "پوسٹ.txt"}
        assert (opened.path, opened.size) == (str(path), 8)
        assert opened.modified_at == "2023-11-14T22:13:20.123Z"


def test_the_order_is_that_of_the_arguments_and_of_the_bytes_of_names(tmp_path: Path) -> None:
    for name in ("b/2", "b/10", "b/a/z", "B", "ä", "a", "b.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    (tmp_path / "first").touch()
    source = FileSource([tmp_path / "in", tmp_path / "first"])
    found = [str(one.location.relative_to(tmp_path)) for one in items(source.found())]
    assert found == ["in/B", "in/a", "in/b/10", "in/b/2", "in/b/a/z", "in/b.txt", "in/ä", "first"]


def test_an_empty_file_is_evidence_too(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with one_item(tmp_path / "empty").open() as opened:
        assert (opened.stream.read(), opened.size) == (b"", 0)
        opened.ensure_unchanged()


def test_a_relative_path_is_recorded_as_an_absolute_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").touch()
    monkeypatch.chdir(tmp_path)
    with one_item(Path("a")).open() as opened:
        assert opened.path == str(tmp_path / "a")


@pytest.mark.parametrize(
    "name",
    [
        b"two\nlines.png",
        "\u202egnp.exe".encode(),
        b"x" * 255,
        "ی".encode() * 127,
        b"caf\xe9.jpg",
        b"\xff\xfe\x80",
        b"-rf",
        b" ",
        b"..png",
    ],
    ids=["newline", "bidi", "255-bytes", "254-bytes-urdu", "latin-1", "no-text", "dash", "space", "dots"],
)
def test_a_name_of_any_kind_is_recorded_exactly_and_shown_without_harm(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"x")
    (item,) = items(FileSource([tmp_path]).found())
    with item.open() as opened:
        recorded = opened.name
        canonical(recorded)
        canonical(opened.path)
    exact = bytes.fromhex(recorded["name_hex"]) if "name_hex" in recorded else recorded["name"].encode()
    assert exact == name
    assert item.shown.isprintable() or name == b" "


def test_a_path_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert only_problem(FileSource([tmp_path / "no"])).error.code == "file-missing"


def test_a_path_through_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert only_problem(FileSource([tmp_path / "file" / "below"])).error.code == "file-missing"


def test_a_path_that_no_file_can_have_is_missing(tmp_path: Path) -> None:
    problem = only_problem(FileSource([tmp_path / "a\0b"]))
    assert problem.error.code == "file-missing"
    assert "\0" not in problem.shown


def test_one_problem_does_not_end_the_search(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "z").touch()
    found = list(FileSource([tmp_path / "a", tmp_path / "no", tmp_path / "z"]).found())
    assert [isinstance(one, Problem) for one in found] == [False, True, False]


@pytest.mark.parametrize("target", ["file", "folder", "nowhere"])
def test_a_link_is_refused_and_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "secret").touch()
    (tmp_path / "link").symlink_to(tmp_path / target)
    problem = only_problem(FileSource([tmp_path / "link"]))
    assert problem.error.code == "symlink-refused"
    assert "leads to" in problem.error.remedy


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").touch()
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    codes = [one.error.code for one in FileSource([tmp_path]).found() if isinstance(one, Problem)]
    assert codes == ["symlink-refused"]


def test_a_file_that_turns_into_a_link_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"secret")
    path = tmp_path / "a"
    path.touch()
    item = one_item(path)
    path.unlink()
    path.symlink_to(tmp_path / "other")
    assert failure(item).code == "symlink-refused"


def test_a_folder_that_contains_itself_is_entered_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").touch()

    class Mounted(DiskAccess):
        def look(self, path: Path) -> os.stat_result:
            return super().look(tmp_path if path == tmp_path / "in" / "again" else path)

        def names(self, folder: Path) -> list[str]:
            return [*super().names(folder), "again"] if folder == tmp_path / "in" else super().names(folder)

    codes = [
        one.error.code if isinstance(one, Problem) else "file" for one in FileSource([tmp_path], Mounted()).found()
    ]
    assert codes == ["file", "folder-loop"]


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert only_problem(FileSource([tmp_path / "pipe"])).error.code == "special-file"


def test_a_file_that_turns_into_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    item = one_item(path)
    path.unlink()
    os.mkfifo(path)
    assert failure(item).code == "special-file"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert only_problem(FileSource([tmp_path / "s"])).error.code == "special-file"


def test_a_device_is_refused() -> None:
    assert only_problem(FileSource([Path(os.devnull)])).error.code == "special-file"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EIO, errno.EMFILE, errno.ENAMETOOLONG])
def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path: Path, number: int) -> None:
    (tmp_path / "a").touch()
    error = failure(one_item(tmp_path / "a", Disk(open=refuse(number))))
    assert error.code == "file-unreadable"
    assert os.strerror(number).lower() in error.title


def test_a_path_that_cannot_be_looked_at_is_unreadable(tmp_path: Path) -> None:
    problem = only_problem(FileSource([tmp_path / "a"], Disk(look=refuse(errno.EACCES))))
    assert problem.error.code == "file-unreadable"


def test_a_folder_that_cannot_be_listed_says_that_its_files_are_not_added(tmp_path: Path) -> None:
    problem = only_problem(FileSource([tmp_path], Disk(names=refuse(errno.EACCES))))
    assert problem.error.code == "folder-unreadable"


def test_a_disk_that_fails_while_a_file_is_read_is_an_expected_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert failure(one_item(tmp_path / "a", Disk(read_into=refuse(errno.EIO)))).code == "file-unreadable"


def test_a_file_that_is_gone_when_it_is_opened_has_vanished(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    item = one_item(path)
    path.unlink()
    assert failure(item).code == "file-vanished"


def test_a_name_that_is_gone_when_it_is_looked_at_has_vanished(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    def gone(path: object) -> None:
        if path == tmp_path / "a":
            raise FileNotFoundError(errno.ENOENT, "gone")

    assert only_problem(FileSource([tmp_path], Disk(look=gone))).error.code == "file-vanished"


def test_a_file_that_is_deleted_while_it_is_read_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"evidence")
    with one_item(path).open() as opened:
        path.unlink()
        assert opened.stream.read() == b"evidence"
        opened.ensure_unchanged()


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def cut(path: Path) -> None:
    os.truncate(path, 2)


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"EVIDENCE")
    os.utime(path, ns=(0, 5))


@pytest.mark.parametrize("change", [grow, cut, overwrite])
def test_a_file_that_is_changed_before_its_end_is_read_is_not_recorded(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"evidence")
    error = failure(one_item(path), change)
    assert error.code == "file-changed"
    assert "again" in error.remedy


@pytest.mark.parametrize("change", [grow, cut, overwrite])
def test_a_file_that_is_changed_after_its_end_was_read_is_not_recorded(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"evidence")
    with one_item(path).open() as opened:
        opened.stream.read()
        change(path)
        with pytest.raises(AffiantError) as failed:
            opened.ensure_unchanged()
    assert failed.value.code == "file-changed"


def test_a_file_of_which_not_everything_was_read_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(1 << 20))
    with one_item(path).open() as opened:
        opened.stream.read(10)
        with pytest.raises(AffiantError) as failed:
            opened.ensure_unchanged()
    assert failed.value.code == "file-changed"


def test_a_file_that_never_stops_growing_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x")
    assert failure(one_item(path, Disk(read_into=lambda _: grow(path)))).code == "file-changed"


def test_originals_are_opened_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    with one_item(path).open() as opened:
        assert not opened.stream.writable()
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.write(opened.descriptor, b"y")


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert only_problem(FileSource([tmp_path])).error.code == "folder-empty"


def test_the_case_itself_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.sqlite").touch()
    (tmp_path / "photo").touch()
    found = list(FileSource([tmp_path], leave_out=[tmp_path / "case"]).found())
    assert [one.error.code if isinstance(one, Problem) else one.shown for one in found] == [
        "own-case",
        str(tmp_path / "photo"),
    ]


def test_folders_may_be_nested_more_deeply_than_calls(tmp_path: Path) -> None:
    class Deep(DiskAccess):
        def look(self, path: Path) -> os.stat_result:
            shape = list(super().look(tmp_path))
            shape[1] = len(path.parts)
            return os.stat_result(shape)

        def names(self, folder: Path) -> list[str]:
            return ["d"] if len(folder.parts) < 3000 else []

    (one,) = FileSource([tmp_path], Deep()).found()
    assert isinstance(one, Problem)
    assert one.error.code == "folder-empty"


@pytest.mark.parametrize(
    ("nanoseconds", "wanted"),
    [(-1, "1969-12-31T23:59:59.999Z"), (0, "1970-01-01T00:00:00.000Z"), (1 << 62, "2116-02-20T23:53:38.427Z")],
)
def test_a_time_of_change_is_written_in_utc(tmp_path: Path, nanoseconds: int, wanted: str) -> None:
    path = tmp_path / "a"
    path.touch()

    class Clocked(DiskAccess):
        def look_at(self, descriptor: int) -> os.stat_result:
            os.utime(descriptor, ns=(0, nanoseconds))
            return super().look_at(descriptor)

    with one_item(path, Clocked()).open() as opened:
        assert opened.modified_at == wanted
