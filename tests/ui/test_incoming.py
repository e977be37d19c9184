"""What is dropped or pasted, whatever it is, and wherever on the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from tests.fakes.desk import Desk, some_files

from affiant.core.errors import AffiantError
from affiant.ui.pages.captures import CapturesWidget
from affiant.ui.pages.web import WebWidget
from affiant.ui.widgets.dropping import ENCODED, HTML_LEFT, TEXT_LEFT, offered_address

PAGE = "https://x.com/example/status/1382350606417817604"


def page_of(desk: Desk) -> CapturesWidget:
    page = desk.page("captures")
    assert isinstance(page, CapturesWidget)
    return page


def drop_mime(widget: QWidget, mime: QMimeData) -> bool:
    """Drop as the window system does: an event that one widget does not want goes to the one around it."""
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for one in (widget, *_around(widget)):
        enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, button, keys)
        if not one.acceptDrops():
            continue
        QApplication.sendEvent(one, enter)
        if enter.isAccepted():
            event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, button, keys)
            QApplication.sendEvent(one, event)
            return event.isAccepted()
    return False


def _around(widget: QWidget) -> list[QWidget]:
    found = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = parent.parentWidget()
    return found


def link(address: str, text: str | None = None) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    mime.setText(text if text is not None else address)
    return mime


def names(desk: Desk) -> list[str]:
    return [one.artefacts[0].name for one in desk.verbs.writers[0].case.captures()]


def content(desk: Desk) -> bytes:
    """Bytes of the newest capture."""
    case = desk.verbs.writers[0].case
    *_, newest = case.captures()
    return case.object_path(newest.artefacts[0].sha256).read_bytes()


@pytest.fixture
def wanted(desk: Desk) -> list[str]:
    """Addresses that are handed to the page for web captures."""
    addresses: list[str] = []
    desk.session.page_wanted.connect(addresses.append)
    return addresses


def test_an_address_is_asked_about_and_handed_on_as_a_page(desk: Desk, wanted: list[str]) -> None:
    desk.open_case()
    assert drop_mime(page_of(desk), link(PAGE))
    question = page_of(desk).incoming.question
    assert question is not None
    assert question.isVisible()
    question.act.click()
    assert wanted == [PAGE]
    web = desk.page("web")
    assert isinstance(web, WebWidget)
    assert desk.window.current == "web"
    assert web.form.address.text() == PAGE
    desk.settle()
    assert desk.verbs.orders == []


def test_an_address_may_be_kept_as_the_words_that_it_is(desk: Desk, wanted: list[str]) -> None:
    desk.open_case()
    drop_mime(page_of(desk), link(PAGE, "خبر"))
    question = page_of(desk).incoming.question
    assert question is not None
    question.keep.click()
    desk.settle()
    assert wanted == []
    assert names(desk) == ["dropped.txt"]


def test_leaving_the_question_takes_nothing(desk: Desk, wanted: list[str]) -> None:
    desk.open_case()
    QGuiApplication.clipboard().setText(PAGE)
    page_of(desk).paste()
    question = page_of(desk).incoming.question
    assert question is not None
    question.cancel.click()
    desk.settle()
    assert (wanted, desk.verbs.orders) == ([], [])


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (PAGE, PAGE),
        (f"  {PAGE}\n", PAGE),
        (f"see {PAGE}", None),
        (f"{PAGE}\n{PAGE}", None),
        ("ftp://x.com/a", None),
        ("tg://resolve?domain=example", None),
        ("https://x.com@evil.example/", None),
        ("x.com/example", None),
        ("hello", None),
    ],
)
def test_only_a_text_that_is_one_web_address_is_taken_for_one(text: str, address: str | None) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert offered_address(mime) == address


def test_text_is_kept_exactly_as_utf_8(desk: Desk) -> None:
    desk.open_case()
    words = "پانی نہیں آئے گا\n\tدوسری سطر \u200f!"
    QGuiApplication.clipboard().setText(words)
    page_of(desk).paste()
    desk.settle()
    assert names(desk) == ["pasted.txt"]
    assert content(desk) == words.encode()
    assert desk.verbs.orders[0].not_obtained == ()


def test_the_formatted_form_that_is_not_taken_is_said(desk: Desk) -> None:
    desk.open_case()
    mime = QMimeData()
    mime.setText("bold")
    mime.setHtml("<b>bold</b>")
    drop_mime(page_of(desk), mime)
    desk.settle()
    assert names(desk) == ["dropped.txt"]
    assert desk.verbs.orders[0].not_obtained == (HTML_LEFT,)


def test_a_picture_out_of_a_browser_is_its_exact_bytes(desk: Desk, wanted: list[str]) -> None:
    desk.open_case()
    mime = link("https://pbs.twimg.com/media/ErD8xv0VkAIBJe7.jpg")
    mime.setData("image/jpeg", b"\xff\xd8\xff exact")
    drop_mime(page_of(desk), mime)
    desk.settle()
    assert names(desk) == ["dropped.jpg"]
    assert content(desk) == b"\xff\xd8\xff exact"
    assert wanted == []


def test_pixels_without_a_file_are_written_as_png_and_that_is_said(desk: Desk) -> None:
    desk.open_case()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(image)
    mime.setText("a caption")
    drop_mime(page_of(desk), mime)
    desk.settle()
    assert names(desk) == ["dropped.png"]
    assert desk.verbs.orders[0].not_obtained == (ENCODED, TEXT_LEFT)
    assert QImage.fromData(content(desk)).pixelColor(3, 3) == QColor("red")


@pytest.mark.parametrize("page", ["accounts", "export", "identifiers"])
def test_a_drop_anywhere_on_the_window_goes_to_the_captures(desk: Desk, page: str) -> None:
    desk.open_case()
    desk.window.show_page(page)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in some_files(desk.folder / "in", 2)])
    assert drop_mime(desk.page(page), mime)
    desk.settle()
    assert desk.window.current == "captures"
    assert names(desk) == ["file-0.txt", "file-1.txt"]


def test_without_a_case_the_window_takes_nothing(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not drop_mime(desk.page("identifiers"), mime)


def test_nothing_is_asked_where_no_page_can_be_captured(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_case()
    monkeypatch.setattr(desk.session, "isSignalConnected", lambda _signal: False)
    QGuiApplication.clipboard().setText(PAGE)
    page_of(desk).paste()
    desk.settle()
    assert page_of(desk).incoming.question is None
    assert names(desk) == ["pasted.txt"]


def test_what_cannot_be_written_is_a_problem_and_not_lost_silently(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_case()
    problems: list[object] = []
    desk.session.problem.connect(problems.append)
    (desk.verbs.home / "pasted").parent.mkdir(exist_ok=True)
    (desk.verbs.home / "pasted").write_text("a file where the folder should be")
    QGuiApplication.clipboard().setText("hello")
    page_of(desk).paste()
    assert isinstance(problems[0], AffiantError)
    assert problems[0].code == "paste-not-written"


def test_a_retry_still_says_what_was_not_taken(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    mime = QMimeData()
    mime.setText("bold")
    mime.setHtml("<b>bold</b>")
    desk.verbs.hold = True
    drop_mime(page, mime)
    desk.jobs.cancel(desk.jobs.running[0])
    desk.settle()
    desk.verbs.hold = False
    page.add_paths(desk.verbs.orders[0].sources)
    desk.settle()
    assert desk.verbs.orders[1].not_obtained == (HTML_LEFT,)
