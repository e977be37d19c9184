"""The main job in the real window, on the real layers: new case, files, pack, verdict."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.fakes.system import Warned, make_system

from affiant.core.resources import resources_folder
from affiant.core.verdict import State
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.main_window import MainWindow
from affiant.ui.registry import PAGES
from affiant.ui.session import Session
from affiant.ui.theme import Theme
from affiant.ui.verbs import IdentityAnswers
from affiant.ui.workflow_verbs import WorkflowVerbs
from affiant.workflow.identities import export_trust_file
from affiant.workflow.system import System

MINUTE_MS = 60_000


@dataclass
class RealDesk:
    """A person at the real program, offscreen."""

    qtbot: QtBot
    window: MainWindow
    session: Session
    jobs: Jobs
    system: System
    problems: list[object]

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not bool(self.jobs.running), timeout=MINUTE_MS)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealDesk]:
    monkeypatch.setenv("HOME", str(tmp_path))
    system = make_system(tmp_path, Warned())
    verbs = WorkflowVerbs(system, resources_folder())
    theme = Theme(qapp, verbs.resources)
    jobs = Jobs()
    session = Session(verbs, jobs)
    problems: list[object] = []
    session.problem.connect(problems.append)
    window = MainWindow(session, jobs, Icons(verbs.resources, theme), PAGES)
    window.show()
    yield RealDesk(qtbot, window, session, jobs, system, problems)
    window.close()
    qtbot.waitUntil(lambda: not bool(jobs.running), timeout=MINUTE_MS)
    window.close()
    window.deleteLater()
    qtbot.wait(1)


def test_from_a_file_to_a_verified_pack(desk: RealDesk, tmp_path: Path) -> None:
    made: list[bool] = []
    desk.session.create(
        IdentityAnswers(name="Cell A"), tmp_path / "case", "A case", lambda: made.append(True), desk.problems.append
    )
    desk.settle()
    assert made == [True]

    evidence = tmp_path / "evidence"
    evidence.mkdir()
    Image.new("RGB", (300, 200), "teal").save(evidence / "post.png")
    (evidence / "post.txt").write_text("The water is off.")
    captures = desk.window.widgets["captures"]
    captures.add_paths((evidence,))
    desk.settle()
    desk.qtbot.waitUntil(lambda: bool(captures.table.model().rowCount() == 2), timeout=MINUTE_MS)

    desk.window.show_page("export")
    export = desk.window.widgets["export"]
    pack = tmp_path / "pack.zip"
    export.target.setText(str(pack))
    export.export()
    desk.settle()
    assert pack.is_file()

    trust = tmp_path / "trust.json"
    export_trust_file(desk.system, trust)
    verdict_page = desk.window.widgets["verdict"]
    desk.window.show_page("verdict")
    verdict = desk.session.verbs.verify(pack, [trust], _Never())
    assert [line.state for line in verdict.lines] == [State.PASS, State.PASS, State.WARN]
    verdict_page.verify(pack)
    desk.settle()
    assert desk.problems == []


class _Never:
    def report(self, done: int, total: int | None, what: str) -> None:
        pass
