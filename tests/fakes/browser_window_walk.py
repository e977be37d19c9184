"""Walks through the window of the built-in browser, in a process of its own, and says what it found as JSON.

    python browser_window_walk.py URL-OF-A-SITE FOLDER-FOR-PICTURES

Chromium must be loaded before the application is made, and keeps it for good; a test process is shared by all tests.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QEventLoop, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from affiant.core.clock import FixedClock, parse_utc
from affiant.core.resources import resources_folder
from affiant.ui.browser.context import Context
from affiant.ui.browser.window import BrowserWindow
from affiant.ui.icons import Icons
from affiant.ui.theme import DARK, LIGHT, Theme

PATIENCE = 60
CTRL = Qt.KeyboardModifier.ControlModifier
ITEMS = [
    {"code": "picture", "text": "Picture of the whole page", "state": "running"},
    {"code": "page", "text": "Page as one file (MHTML)", "state": "done"},
    {"code": "text", "text": "Text", "state": "waiting"},
    {"code": "archive", "text": "Archive of all answers (WARC)", "state": "doubt"},
    {"code": "certificate", "text": "Certificate", "state": "failed"},
]


class Walk:
    def __init__(self, site: str, folder: Path) -> None:
        self.application = QApplication(["affiant"])
        self.theme = Theme(self.application, resources_folder())
        self.icons = Icons(resources_folder(), self.theme)
        self.site, self.folder = site, folder
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.closed = 0
        clock = FixedClock(parse_utc("2026-11-22T10:00:00.000Z"))
        self.face = BrowserWindow(QSize(900, 600), self.icons, clock, sandboxed=False)
        self.face.tells.connect(lambda name, params: self.told.append((name, params)))
        self.face.closed.connect(self._count_closed)
        self.theme.changed.connect(lambda: self.icons.dress_again(self.face.widget))
        self.theme.changed.connect(self.face.dress_again)
        self.context = Context("en-US", follows_windows=True)
        self.context.page.refused.connect(lambda kind, url, _: self.face.show_refused(kind, url))
        self.ready = False
        self.context.ready.connect(self._is_ready)
        self.face.show_context(self.context)
        self.face.show_whole()
        self.until(lambda: self.ready, "the bridge carries")

    def until(self, holds: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(what)
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def steps(self, kind: str) -> list[dict[str, Any]]:
        return [params for name, params in self.told if name == "step" and params["kind"] == kind]

    def surface(self) -> QWidget:
        """What takes the input for the page."""
        return self.face.view.focusProxy()

    def script(self, source: str) -> Any:
        said: list[Any] = []
        self.context.page.runJavaScript(f"JSON.stringify({source})", 0, said.append)
        self.until(lambda: said, source)
        return json.loads(said[0]) if said[0] else None

    def middle(self, name: str) -> QPoint:
        source = f"(r => [r.x + r.width / 2, r.y + r.height / 2])({name}.getBoundingClientRect())"
        place: list[float] = []

        def there() -> bool:
            place[:] = self.script(source) or []  # none while one page makes room for the next
            return bool(place)

        self.until(there, f"{name} is on the page")
        return QPoint(*map(round, place))

    def press(self, name: str) -> None:
        self.middle(name)
        self.script("requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = true; }))")
        self.until(lambda: self.script("window.painted === true"), "the page is painted; earlier input is dropped")
        before = len(self.steps("click"))
        QTest.mouseClick(self.surface(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.middle(name))
        self.until(lambda: len(self.steps("click")) > before, f"the press on {name} is logged")

    def open(self, page: str, title: str) -> None:
        self.face.bar.address.setText(f"{self.site}{page}")
        QTest.keyClick(self.face.bar.address, Qt.Key.Key_Return)
        self.until(lambda: self.face.bar.title.accessibleName() == title, f"{page} is there")

    def picture(self, name: str) -> None:
        self.face.widget.grab().save(str(self.folder / f"{name}.png"))

    def nameless(self) -> list[str]:
        return [type(one).__name__ for one in self.face.window.findChildren(QWidget) if self._bad(one)]

    def end(self) -> None:
        self.context.drop()
        shiboken6.delete(self.face.widget)

    def _is_ready(self) -> None:
        self.ready = True

    def _count_closed(self) -> None:
        self.closed += 1

    def _bad(self, widget: QWidget) -> bool:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            return False
        if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QLineEdit):
            return False  # inner parts of Qt's own controls
        if widget is self.face.view or self.face.view.isAncestorOf(widget):
            return False  # the page has names of its own
        interface = QAccessible.queryAccessibleInterface(widget)
        return interface is None or not interface.text(QAccessible.Text.Name).strip()


def walk(site: str, folder: Path) -> dict[str, Any]:
    go = Walk(site, folder)
    face, panel = go.face, go.face.panel
    found: dict[str, Any] = {"view": [face.view.width(), face.view.height()], "sandbox": face.always.words.text()}
    face.show_accounts({"accounts": [{"id": "A1", "title": "@a"}, {"id": "A2", "title": "@b\u202e"}], "chosen": "A2"})
    found["accounts"] = [panel.account.itemText(row) for row in range(panel.account.count())]
    found["chosen"] = panel.account.currentData()

    go.open("form", "A form")
    found["title"] = face.window.windowTitle()
    go.press("more")
    go.press("secret")
    QTest.keyClicks(go.surface(), "hunter2")
    go.until(lambda: go.script("secret.value") == "hunter2", "the password is typed")
    go.press("note")
    QTest.keyClicks(go.surface(), "typed words")
    go.until(lambda: go.script("note.value") == "typed words", "the words are typed")
    go.press("secret")
    found["typed_into_page"] = go.script("secret.value + note.value")
    go.context.page.runJavaScript("scrollTo(0, 700)", 0)
    go.until(lambda: go.steps("scroll"), "scrolling is logged")
    go.context.page.runJavaScript("scrollTo(0, 0)", 0)
    go.until(lambda: go.script("scrollY") == 0, "it is at the top again")
    go.press("send")
    go.until(lambda: "?note=" in face.bar.address.text(), "the form is sent")
    QTest.mouseClick(face.bar.buttons["back"], Qt.MouseButton.LeftButton)
    go.until(lambda: "form" in face.bar.address.text() and "?" not in face.bar.address.text(), "it is back")
    go.press("away")
    go.until(lambda: "thread" in face.bar.address.text(), "a link to a new window opens here")

    panel.note.setPlainText("  a note ")
    panel.expect.setPlainText("first words\n\n  second ")
    go.picture("ready")
    found["nameless"] = go.nameless()
    go.surface().setFocus()
    QTest.keyClick(face.window, Qt.Key.Key_Return, CTRL)
    go.until(lambda: go.told[-1][0] == "captureWanted", "the capture is asked for")
    found["wanted"] = go.told[-1][1]
    found["pressed_twice"] = panel.capture.isEnabled()
    face.show_state({"items": ITEMS, "busy": True})
    found["lines"] = [panel.checklist.item(row).text() for row in range(panel.checklist.count())]
    found["nameless"] += go.nameless()
    go.picture("busy")
    told = len(go.told)
    QTest.mouseClick(go.surface(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 40))
    QTest.keyClicks(go.surface(), "x")
    go.context.page.runJavaScript("alert(1)", 0)
    go.script("1")
    found["held"] = [len(go.told) == told, face.notice.isVisible()]
    face.window.close()
    found["closed_while_busy"] = [go.closed, face.trouble.words.text()]
    face.show_state({"items": [{**one, "state": "done"} for one in ITEMS], "busy": False})
    found["afterwards"] = [panel.note.toPlainText(), panel.expect.toPlainText(), panel.capture.isEnabled()]
    found["notice_afterwards"] = face.notice.isVisible()

    panel.note.setPlainText("of this page")
    panel.expect.setPlainText("its words")
    face.show_state({"items": ITEMS, "busy": True})
    taken = {"code": "captured", "text": "C00001 is captured", "state": "done"}
    face.show_state({"items": [taken, *ITEMS], "busy": False})
    found["doubtful"] = [panel.note.toPlainText(), panel.expect.toPlainText()]
    stays = face.bar.address.text()
    ended: list[bool] = []
    go.context.page.loadFinished.connect(ended.append)
    for address in (f"{site}download", "http://127.0.0.1:9/"):
        face.bar.address.setText(address)
        ended.clear()
        QTest.keyClick(face.bar.address, Qt.Key.Key_Return)
        go.until(
            lambda: ended and face.bar.address.text() == stays, f"{address} is refused, and the address is the page's"
        )
        found.setdefault("not_opened", []).append(address)
    found["after_not_opened"] = panel.note.toPlainText()
    go.open("form", "A form")
    found["another_page"] = [panel.note.toPlainText(), panel.expect.toPlainText()]

    face.bar.address.setText("not an address")
    QTest.keyClick(face.bar.address, Qt.Key.Key_Return)
    found["no_address"] = face.notice.words.text()
    face.show_certificate_refused(go.context.page.url(), "wrong\u202e", "ab" * 32)
    found["nameless"] += go.nameless()
    found["certificate"] = face.trouble.subject.text()
    go.picture("certificate")
    face.trouble.action.click()
    found["accepted"] = [go.told[-1][0], go.told[-1][1].get("fingerprintSha256"), go.context.page.accepted_certificate]
    go.theme.wear(DARK)
    face.show_state({"items": ITEMS, "busy": False})
    go.picture("dark")
    go.theme.wear(LIGHT)
    go.until(lambda: go.script("document.readyState") == "complete", "the page is there again")
    face.window.close()
    found["closed"] = go.closed
    found["steps"] = [params for name, params in go.told if name == "step"]
    found["buttons"] = sorted(one.accessibleName() or one.text() for one in face.bar.findChildren(QAbstractButton))
    go.end()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(walk(sys.argv[1], Path(sys.argv[2]))))
