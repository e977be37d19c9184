"""Makes the README's picture from the real program on the practice case.

    python packaging/pictures/window.py FOLDER OUT.png

FOLDER is made for the practice case; its path stands in the picture, so choose one that says nothing of the machine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from affiant.core.progress import Silent
from affiant.core.resources import resources_folder
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.main_window import MainWindow
from affiant.ui.registry import PAGES
from affiant.ui.session import Session
from affiant.ui.theme import Theme
from affiant.ui.workflow_verbs import WorkflowVerbs
from affiant.workflow.practice import practice
from affiant.workflow.system import system_from_environment

SIZE = (1280, 800)
ROW = 3
SETTLE_MS = 1500


def main(folder: Path, out: Path) -> None:
    """Build the practice case, open it, choose a capture, and save the window's picture."""
    application = QApplication(["affiant"])
    system = system_from_environment({"AFFIANT_HOME": str(folder / "home")}, warn=print)
    case = practice(system, folder / "practice", Silent()).case
    verbs = WorkflowVerbs(system, resources_folder())
    theme = Theme(application, verbs.resources)
    jobs = Jobs()
    window = MainWindow(Session(verbs, jobs), jobs, Icons(verbs.resources, theme), PAGES)
    window.resize(*SIZE)
    window.show()
    window.widgets["start"].open_path(case)
    _wait(SETTLE_MS)
    window.show_page("captures")
    window.widgets["captures"].table.selectRow(ROW)
    _wait(SETTLE_MS)
    out.parent.mkdir(exist_ok=True)
    window.grab().save(str(out))
    window.close()
    _wait(SETTLE_MS)


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]))
