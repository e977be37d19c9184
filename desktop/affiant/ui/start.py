"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from affiant.core.errors import AffiantError
from affiant.core.resources import resources_folder
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.main_window import MainWindow
from affiant.ui.registry import PAGES
from affiant.ui.session import Session
from affiant.ui.theme import Theme
from affiant.ui.workflow_verbs import WorkflowVerbs
from affiant.workflow.system import System


class _Warnings(QObject):
    """Carries a warning from any thread to the window's."""

    raised = Signal(object)


def run_window(system: System, argv: Sequence[str]) -> int:
    """Show the window until it is closed.

    Args:
        system: surroundings of this run.
        argv: words for Qt, the program's name first.

    Returns:
        Exit status.
    """
    application = QApplication(list(argv))
    application.setApplicationName("affiant")
    application.setApplicationDisplayName("Affiant")
    warnings = _Warnings()
    verbs = WorkflowVerbs(replace(system, warn=warnings.raised.emit), resources_folder())
    theme = Theme(application, verbs.resources)
    icons = Icons(verbs.resources, theme)
    jobs = Jobs()
    session = Session(verbs, jobs)
    window = MainWindow(session, jobs, icons, PAGES)
    theme.changed.connect(lambda: icons.dress_again(window))
    warnings.raised.connect(session.warn, Qt.ConnectionType.QueuedConnection)
    _show_bugs(session)
    window.show()
    return application.exec()


def _show_bugs(session: Session) -> None:
    """Bring an error that nobody expected, on the window's thread, to the problem page."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, AffiantError):
            sys.__excepthook__(kind, error, trace)
        session.problem.emit(error)

    sys.excepthook = show
