"""The window of a test, and what a person does to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.fakes.verbs import FakeVerbs, FakeWritable

from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.main_window import MainWindow
from affiant.ui.page import PageWidget
from affiant.ui.session import Session
from affiant.ui.theme import Theme
from affiant.ui.verbs import IdentityAnswers


@dataclass
class Desk:
    """The window and what it works on."""

    bot: QtBot
    window: MainWindow
    session: Session
    jobs: Jobs
    verbs: FakeVerbs
    theme: Theme
    icons: Icons
    folder: Path

    def page(self, key: str) -> PageWidget:
        return self.window.widgets[key]

    def settle(self) -> None:
        """Wait until no job runs."""
        self.bot.waitUntil(lambda: not self.jobs.running, timeout=5000)

    def open_case(self, title: str = "Practice accounts") -> FakeWritable:
        """Open a new case that is empty."""
        folder = self.folder / "case"
        self.verbs.keep_case(folder, title)
        self.session.open(IdentityAnswers(), folder, lambda: None, self.session.problem.emit)
        self.settle()
        return self.verbs.writers[-1]


def some_files(folder: Path, count: int = 3) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    paths = tuple(folder / f"file-{number}.txt" for number in range(count))
    for number, path in enumerate(paths):
        path.write_text(f"content {number}", encoding="utf-8")
    return paths


def drop(widget: QWidget, paths: tuple[Path, ...]) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, button, keys)
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, button, keys)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
