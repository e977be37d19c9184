from PySide6.QtCore import Qt
from tests.fakes.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_folder_that_is_no_case_is_a_problem_in_words_with_a_way_back(desk: Desk) -> None:
    desk.page("start").open_path(desk.folder)
    assert desk.window.current == "problem"
    card = desk.page("problem").card
    assert card.title.text() == "This folder is not a case."
    assert card.safe.isVisible()
    assert "case.sqlite" in card.remedy.text()
    assert not desk.page("problem").report.isVisible()
    desk.bot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.window.current == "start"


def test_bug_shows_what_is_safe_and_a_report_without_paths_or_messages(desk: Desk) -> None:
    try:
        raise ValueError(f"evidence text in {desk.folder}")
    except ValueError as error:
        desk.session.problem.emit(error)
    page = desk.page("problem")
    assert desk.window.current == "problem"
    assert "on disk" in page.card.safe.text()
    report = page.report.toPlainText()
    assert "ValueError" in report
    assert "test_problem.py" in report
    assert "evidence" not in report
    assert "/" not in report.replace("affiant/", "").replace("ui/", "")


def test_failure_of_a_job_that_nobody_expected_comes_to_the_problem_page(desk: Desk) -> None:
    desk.jobs.start("check", "Breaking", lambda _progress: 1 // 0, lambda _result: None)
    desk.settle()
    assert desk.window.current == "problem"
    assert "ZeroDivisionError" in desk.page("problem").report.toPlainText()
