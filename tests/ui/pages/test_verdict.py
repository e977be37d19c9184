import itertools

import pytest
from PySide6.QtCore import Qt
from tests.fakes.desk import Desk
from tests.fakes.verbs import verdict

from affiant.core.errors import AffiantError
from affiant.core.verdict import LineName, State
from affiant.core.verdict_words import head_line
from affiant.ui.pages import verdict as verdict_page
from affiant.ui.pages.verdict import VerdictWidget
from affiant.ui.verdict_wording import as_text, worst_state

CTRL = Qt.KeyboardModifier.ControlModifier


def page_of(desk: Desk) -> VerdictWidget:
    page = desk.page("verdict")
    assert isinstance(page, VerdictWidget)
    return page


@pytest.mark.parametrize(
    ("state", "word"),
    [(State.PASS, "Pass"), (State.WARN, "Warning"), (State.FAIL, "Fail"), (State.UNKNOWN, "Unknown")],
)
@pytest.mark.parametrize("name", list(LineName))
def test_each_line_says_its_state_in_a_word_and_a_sentence(desk: Desk, name: LineName, state: State, word: str) -> None:
    desk.verbs.answer = verdict(**{str(name): state})
    page = page_of(desk)
    page.verify(desk.folder / "pack.zip")
    desk.settle()
    line = page.lines[name]
    assert line.word.text() == word
    assert line.text.text() == f"What {name} came to."
    assert line.sign.property("affiant-icon") == str(state)
    assert line.accessibleName().endswith(f"{word}. What {name} came to.")
    others = {page.lines[other].word.text() for other in LineName if other is not name}
    assert others == {"Pass"}


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ((State.PASS, State.PASS, State.PASS), "Unchanged, signed by a key that you trust, and its time is proven."),
        ((State.PASS, State.WARN, State.PASS), "Unchanged – but you have not confirmed who signed."),
        ((State.FAIL, State.PASS, State.PASS), "Changed: do not rely on this."),
        ((State.PASS, State.FAIL, State.WARN), "Unchanged – but its signer did not pass the check."),
        (
            (State.UNKNOWN, State.UNKNOWN, State.UNKNOWN),
            "The contents could not be checked – and who signed could not be checked "
            "and its time could not be checked.",
        ),
    ],
)
def test_head_line_is_the_worst_in_words(states: tuple[State, State, State], sentence: str) -> None:
    assert head_line(verdict(*states)) == sentence


def test_head_line_never_calls_unknown_changed_and_never_hides_a_failure() -> None:
    for states in itertools.product(State, repeat=3):
        sentence = head_line(verdict(*states))
        assert ("Changed" in sentence) is (states[0] is State.FAIL)
        if State.FAIL in states:
            assert "not" in sentence
        if set(states) != {State.PASS}:
            assert worst_state(verdict(*states)) is not State.PASS


def test_findings_that_passed_are_shown_only_when_asked_for_and_the_worst_come_first(desk: Desk) -> None:
    desk.verbs.answer = verdict(State.FAIL, State.PASS, State.UNKNOWN)
    page = page_of(desk)
    page.verify(desk.folder / "pack.zip")
    desk.settle()
    shown = [page.findings.finding(row).outcome for row in range(page.findings.rowCount())]
    assert shown == [State.FAIL, State.UNKNOWN]
    page.with_passed.setChecked(True)
    assert page.findings.rowCount() == 3
    assert page.with_passed.text() == "Show the 1 check that passed"


def test_what_it_does_not_prove_is_always_there(desk: Desk) -> None:
    page = page_of(desk)
    page.verify(desk.folder / "pack.zip")
    desk.settle()
    assert "That what the page or file says is true." in page.does_not.text()


def test_trust_file_is_handed_on_and_the_pack_verified_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(desk)
    page.verify(desk.folder / "pack.zip")
    desk.settle()
    trust = desk.folder / "trust.json"
    monkeypatch.setattr(verdict_page, "choose_file", lambda *_: trust)
    page.choose_trust.click()
    desk.settle()
    assert desk.verbs.verified[-1] == (desk.folder / "pack.zip", (trust,))
    assert "trust.json" in page.trust.accessibleName()


def test_pack_that_cannot_be_read_is_a_problem_and_no_verdict(desk: Desk) -> None:
    page = page_of(desk)
    page.verify(desk.folder / "good.zip")
    desk.settle()
    desk.verbs.answer = AffiantError("file-missing", "There is nothing at this place", remedy="Check the name.")
    page.verify(desk.folder / "gone.zip")
    desk.settle()
    assert not page.shown.isVisible()
    assert page.problem.title.text() == "There is nothing at this place."


def test_result_is_saved_as_text_with_control_s(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    target = desk.folder / "result.txt"
    page = page_of(desk)
    page.verify(desk.folder / "pack\u202e.zip")
    desk.settle()
    monkeypatch.setattr(verdict_page, "choose_target", lambda *_: target)
    desk.bot.keyClick(page, Qt.Key.Key_S, CTRL)
    text = target.read_text(encoding="utf-8")
    assert text.startswith('Verification of "pack<U+202E>.zip"\nUnchanged, signed')
    assert "Contents: Pass. What contents came to." in text
    assert "What this does not prove" in text


def test_result_that_cannot_be_saved_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(desk)
    page.verify(desk.folder / "pack.zip")
    desk.settle()
    monkeypatch.setattr(verdict_page, "choose_target", lambda *_: desk.folder / "no" / "such" / "folder.txt")
    page.save()
    assert desk.window.current == "problem"


def test_text_form_quotes_subjects_with_their_hidden_marks_seen() -> None:
    assert "<U+202E>" in as_text(verdict(), "a\u202eb")
