"""The window watches a folder: what comes is added, the line says so, and it stops."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.desk import Desk

from affiant.capture.watching.folder_watch import Look
from affiant.ui import folder_watcher
from affiant.ui.pages import captures as captures_page
from affiant.ui.pages.captures import CapturesWidget
from affiant.workflow.add_files import AddOutcome


@pytest.fixture
def folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the person chooses, looked at without pauses."""
    made = desk.folder / "DCIM"
    made.mkdir()
    (made / "old.jpg").write_bytes(b"old")
    monkeypatch.setattr(captures_page, "choose_folder", lambda *_: made)
    monkeypatch.setattr(folder_watcher, "POLL_S", 0.01)
    return made


def watching(desk: Desk) -> CapturesWidget:
    page = desk.page("captures")
    assert isinstance(page, CapturesWidget)
    desk.bot.waitUntil(page.watch_button.isEnabled)
    seen: list[Look] = []
    page.watch_folder()
    watcher = page.watch_bar._watcher
    assert watcher is not None
    watcher.looked.connect(seen.append)
    desk.bot.waitUntil(lambda: bool(seen))
    return page


def test_what_comes_is_added_with_what_was_said_when_it_began(desk: Desk, folder: Path) -> None:
    writer = desk.open_case()
    page = desk.page("captures")
    assert isinstance(page, CapturesWidget)
    page.note.setText("from the phone")
    watching(desk)
    page.note.clear()
    assert page.watch_bar.isVisible()
    (folder / "new.jpg").write_bytes(b"new")
    desk.bot.waitUntil(lambda: writer.case.count_captures() == 1)
    desk.settle()
    (order,) = desk.verbs.orders
    assert (order.sources, order.note) == ((folder / "new.jpg",), "from the phone")
    desk.bot.waitUntil(lambda: "1 file taken" in page.watch_bar.words.accessibleName())
    (folder / "second.jpg").write_bytes(b"second")
    desk.bot.waitUntil(lambda: writer.case.count_captures() == 2)
    desk.settle()


def test_stopping_hides_the_line_and_nothing_more_is_taken(desk: Desk, folder: Path) -> None:
    desk.open_case()
    page = watching(desk)
    watcher = page.watch_bar._watcher
    assert watcher is not None
    page.watch_bar.stop_button.click()
    assert not page.watch_bar.isVisible()
    assert not page.watch_bar.watching
    watcher._thread.join(5)
    assert not watcher._thread.is_alive()
    assert desk.verbs.orders == []


def test_a_folder_that_goes_is_said_and_waited_for(desk: Desk, folder: Path) -> None:
    desk.open_case()
    page = watching(desk)
    away = folder.rename(folder.with_name("away"))
    desk.bot.waitUntil(lambda: "is not there; waiting" in page.watch_bar.words.accessibleName())
    away.rename(folder)
    desk.bot.waitUntil(lambda: "Watching" in page.watch_bar.words.accessibleName())


def test_stopping_the_taking_stops_the_watch(desk: Desk, folder: Path) -> None:
    desk.open_case()
    page = watching(desk)
    desk.verbs.hold = True
    (folder / "new.jpg").write_bytes(b"new")
    desk.bot.waitUntil(lambda: bool(desk.verbs.orders))
    desk.jobs.cancel(desk.jobs.running[0])
    desk.settle()
    assert not page.watch_bar.watching


def test_another_case_ends_the_watch(desk: Desk, folder: Path) -> None:
    desk.open_case()
    page = watching(desk)
    desk.session.opened.emit()
    assert not page.watch_bar.watching


def test_a_bug_in_looking_is_shown_and_ends_the_watch(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def look(self) -> Look:
            raise RuntimeError("a bug")

        def taken(self, outcome: AddOutcome) -> None:
            raise NotImplementedError

    desk.open_case()
    problems: list[object] = []
    desk.session.problem.connect(problems.append)
    monkeypatch.setattr(desk.verbs, "watch", lambda *_: Broken())
    page = desk.page("captures")
    assert isinstance(page, CapturesWidget)
    page.watch_folder()
    desk.bot.waitUntil(lambda: bool(problems))
    assert isinstance(problems[0], RuntimeError)
    assert not page.watch_bar.watching
