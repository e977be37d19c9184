"""A window on the port in memory. Everything runs offscreen, and a warning of Qt fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.fakes.desk import Desk
from tests.fakes.verbs import FakeVerbs

from affiant.core.resources import resources_folder
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.main_window import MainWindow
from affiant.ui.registry import PAGES
from affiant.ui.session import Session
from affiant.ui.theme import Theme

_HERE = Path(__file__).parent
PATIENCE_MS = 60_000
"""A busy machine may be slow; what never comes is a failure all the same."""
_KNOWN = (r"This plugin does not support.*", r".*propagateSizeHints.*")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*_KNOWN))


class PatientBot(QtBot):
    """Waits longer than five seconds where nobody says how long."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802 - Qt's name
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, *given: Any, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802 - Qt's name
        return super().waitSignal(*given, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    verbs = FakeVerbs(home=tmp_path / "home", resources=resources_folder())
    theme = Theme(qapp, verbs.resources)
    icons = Icons(verbs.resources, theme)
    jobs = Jobs()
    session = Session(verbs, jobs)
    window = MainWindow(session, jobs, icons, PAGES)
    theme.changed.connect(lambda: icons.dress_again(window))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isVisible)
    yield Desk(qtbot, window, session, jobs, verbs, theme, icons, tmp_path)
    verbs.hold = False
    window.close()
    window.close()
    window.deleteLater()
    # Offscreen, Qt would destroy what a test left on the clipboard after Python has ended, and end in a crash.
    qapp.clipboard().clear()
    qtbot.wait(1)
