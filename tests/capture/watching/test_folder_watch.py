"""A watched folder: a file is found when it is complete, once, whatever happens to the folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from affiant.capture.file_access import DiskAccess
from affiant.capture.watching.folder_watch import EMPTY_SETTLED_S, PAUSE_S, SETTLED_S, FolderWatch, Presence


class Refusing(DiskAccess):
    """A disk on which nobody may look into one folder."""

    def names(self, folder: Path) -> list[str]:
        if folder.name == "inner":
            raise PermissionError(13, "no")
        return super().names(folder)


class Mounting(DiskAccess):
    """A disk whose folders change their device."""

    device = 1

    def look(self, path: Path) -> os.stat_result:
        status = list(super().look(path))
        status[2] = self.device
        return os.stat_result(status)


class Watched:
    """A watch whose clock the test moves."""

    def __init__(self, folder: Path, *, existing: bool = False, leave_out: tuple[Path, ...] = ()) -> None:
        self.folder = folder
        self.now = 0.0
        self.watch = FolderWatch(folder, lambda: self.now, existing, leave_out=leave_out)

    def after(self, seconds: float) -> list[str]:
        """Names that are complete at a look that many seconds later."""
        self.now += seconds
        return [path.relative_to(self.folder).as_posix() for path in self.watch.look().complete]


class Slow(DiskAccess):
    """A disk on which one look takes longer than the laptop is thought to sleep."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def names(self, folder: Path) -> list[str]:
        self._watched.now += PAUSE_S + 1
        return super().names(folder)


def interrupted() -> None:
    raise KeyboardInterrupt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "DCIM"
    made.mkdir()
    return made


def write(path: Path, content: bytes, modified_s: int = 1_000) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (modified_s, modified_s))


def test_a_file_is_found_when_it_has_settled_and_only_once(folder: Path) -> None:
    watched = Watched(folder)
    assert watched.after(0) == []
    write(folder / "a.jpg", b"a")
    assert watched.after(1) == []
    assert watched.after(SETTLED_S - 0.01) == []
    assert watched.after(0.01) == ["a.jpg"]
    assert watched.after(60) == []


def test_a_file_that_grows_is_not_complete(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    for size in range(1, 5):
        write(folder / "film.mp4", b"x" * size)
        assert watched.after(SETTLED_S) == []
    assert watched.watch.look().waiting == 1
    assert watched.after(SETTLED_S) == ["film.mp4"]


def test_a_file_whose_time_of_change_moves_is_not_complete(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    for second in (1_000, 1_001):
        write(folder / "film.mp4", b"same size", second)
        assert watched.after(SETTLED_S) == []
    assert watched.after(SETTLED_S) == ["film.mp4"]


def test_a_name_of_a_download_is_found_when_it_is_renamed(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "film.mp4.crdownload", b"whole")
    watched.after(0)
    assert watched.after(60) == []
    (folder / "film.mp4.crdownload").rename(folder / "film.mp4")
    assert watched.after(1) == []
    assert watched.after(SETTLED_S) == ["film.mp4"]


def test_what_lay_there_before_is_not_new_unless_asked_for(folder: Path) -> None:
    write(folder / "old.jpg", b"old")
    assert Watched(folder).after(60) == []
    watched = Watched(folder)
    watched.after(0)
    assert watched.after(60) == []
    everything = Watched(folder, existing=True)
    everything.after(0)
    assert everything.after(SETTLED_S) == ["old.jpg"]


def test_folders_inside_are_watched_and_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside / "secret.txt", b"x")
    watched = Watched(folder)
    watched.after(0)
    write(folder / "100ANDRO" / "b.jpg", b"b")
    (folder / "link").symlink_to(outside)
    (folder / "link.jpg").symlink_to(outside / "secret.txt")
    watched.after(0)
    assert watched.after(SETTLED_S) == ["100ANDRO/b.jpg"]


def test_an_empty_file_is_waited_for_longer(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "place.jpg", b"")
    watched.after(0)
    for _ in range(2):
        assert watched.after(EMPTY_SETTLED_S / 3) == []
    assert watched.after(EMPTY_SETTLED_S / 3 - 0.01) == []
    assert watched.after(0.02) == ["place.jpg"]


def test_a_slow_device_gives_its_files_all_the_same(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "a.jpg", b"a")
    slow = Slow(watched)
    watched.watch.access = slow
    assert watched.after(0) == []
    assert watched.after(1) == ["a.jpg"]


def test_a_look_that_is_broken_off_counts_for_nothing(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "a.jpg", b"a")
    watched.after(0)
    watched.now += SETTLED_S
    with pytest.raises(KeyboardInterrupt):
        watched.watch.look(interrupted)
    assert watched.after(0) == ["a.jpg"]


def test_a_file_that_was_coming_when_the_laptop_slept_has_to_settle_anew(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "half.jpg", b"half")
    watched.after(0)
    assert watched.after(3600) == []
    assert watched.after(SETTLED_S) == ["half.jpg"]


def test_a_folder_that_goes_and_comes_back_gives_nothing_twice(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "a.jpg", b"a")
    watched.after(0)
    assert watched.after(SETTLED_S) == ["a.jpg"]
    kept = folder.with_name("unplugged")
    folder.rename(kept)
    assert watched.watch.look().presence is Presence.GONE
    write(kept / "b.jpg", b"b")
    kept.rename(folder)
    assert watched.after(1) == []
    assert watched.after(SETTLED_S) == ["b.jpg"]


def test_a_file_that_was_coming_when_the_device_went_has_to_settle_anew(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "half.jpg", b"half")
    watched.after(0)
    kept = folder.with_name("unplugged")
    folder.rename(kept)
    watched.after(1)
    kept.rename(folder)
    assert watched.after(SETTLED_S) == []
    assert watched.after(SETTLED_S) == ["half.jpg"]


def test_a_folder_that_is_not_there_yet_may_come(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "phone")
    assert watched.watch.look().presence is Presence.GONE
    write(tmp_path / "phone" / "old.jpg", b"old")
    assert watched.after(60) == []
    write(tmp_path / "phone" / "new.jpg", b"new")
    watched.after(0)
    assert watched.after(SETTLED_S) == ["new.jpg"]


def test_a_device_that_is_mounted_later_has_old_files_too(folder: Path) -> None:
    watched = Watched(folder)
    disk = Mounting()
    watched.watch.access = disk
    watched.after(0)
    disk.device = 2
    write(folder / "old.jpg", b"old")
    assert watched.after(60) == []
    assert watched.after(60) == []
    disk.device = 3
    write(folder / "taken while it was away.jpg", b"new")
    watched.after(0)
    assert watched.after(SETTLED_S) == ["taken while it was away.jpg"]


def test_a_file_that_changed_after_it_was_found_is_found_again(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "a.txt", b"a")
    watched.after(0)
    watched.after(SETTLED_S)
    write(folder / "a.txt", b"a and more")
    watched.after(0)
    assert watched.after(SETTLED_S) == ["a.txt"]


def test_a_file_that_goes_before_it_is_complete_is_forgotten(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "a.txt", b"a")
    watched.after(0)
    (folder / "a.txt").unlink()
    assert watched.after(SETTLED_S) == []
    assert watched.watch.look().waiting == 0


def test_the_case_itself_is_left_out(folder: Path) -> None:
    watched = Watched(folder, leave_out=(folder / "case",))
    watched.after(0)
    write(folder / "case" / "object", b"x")
    write(folder / "a.jpg", b"a")
    watched.after(0)
    assert watched.after(SETTLED_S) == ["a.jpg"]


def test_a_folder_inside_that_cannot_be_read_stops_nothing(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    write(folder / "inner" / "x.jpg", b"x")
    write(folder / "a.jpg", b"a")
    watched.watch.access = Refusing()
    watched.after(0)
    assert watched.after(SETTLED_S) == ["a.jpg"]


def test_a_folder_that_is_deleted_for_good_is_said(folder: Path) -> None:
    watched = Watched(folder)
    watched.after(0)
    shutil.rmtree(folder)
    look = watched.watch.look()
    assert (look.presence, look.complete, look.waiting) == (Presence.GONE, (), 0)
