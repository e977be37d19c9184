"""What a person does to the page before the capture: said as steps, one by one. What was typed is never in them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWebEngineCore import QWebEngineNavigationRequest, QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from affiant.core.clock import Clock
from affiant.core.names import visible
from affiant.ui.browser.addresses import logged_address

QUIET_MS = 600
"""Scrolling and typing are one step until they rest for so long."""
_TEXT = 80
_PRESSED = """(function (x, y) {
  const found = document.elementFromPoint(x, y);
  if (!found) return '';
  const typed = found.closest('input, textarea, select, [contenteditable]');
  if (typed) return typed.localName;
  const pressed = found.closest('a, button, summary, [role=button], [role=link], [role=tab], [role=menuitem]');
  if (!pressed) return found.localName;
  const words = (pressed.innerText || pressed.getAttribute('aria-label') || '').trim().slice(0, 80);
  return pressed.localName + ' ' + words;
})(%f, %f)"""
"""What was pressed: the kind of element, and the words on it if it is a button or link. Never what is in a field."""
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
"""Apart from the page's own scripts, which could otherwise see us look."""
_INPUT = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.ContextMenu,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
    )
)
_BUTTONS = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
_HOW = {
    QWebEngineNavigationRequest.NavigationType.LinkClickedNavigation: "link",
    QWebEngineNavigationRequest.NavigationType.TypedNavigation: "address",
    QWebEngineNavigationRequest.NavigationType.FormSubmittedNavigation: "form",
    QWebEngineNavigationRequest.NavigationType.BackForwardNavigation: "history",
    QWebEngineNavigationRequest.NavigationType.ReloadNavigation: "reload",
    QWebEngineNavigationRequest.NavigationType.RedirectNavigation: "redirect",
}


class StepLog(QObject):
    """Watches a view; while `held`, the page gets no input at all.

    Args:
        view: shows the page.
        clock: dates the steps.
    """

    step = Signal(dict)
    """Parameters of `Affiant.step`."""

    def __init__(self, view: QWebEngineView, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._view = view
        self._page: QWebEnginePage | None = None
        self._typed = False
        """Whether keys were pressed. How many would tell the length of a password."""
        self._scrolled: QPointF | None = None
        self.held = False
        """Whether a capture is under way: nobody touches the page, and what moves is not a person's doing."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(QUIET_MS)
        self._rest.timeout.connect(self.flush)
        view.installEventFilter(self)
        for child in view.findChildren(QWidget):
            child.installEventFilter(self)

    def follow(self, page: QWebEnginePage) -> None:
        """Watch this page from now on."""
        self._page = page
        page.scrollPositionChanged.connect(self._scroll)
        page.navigationRequested.connect(self._navigate)

    def pressed(self, key: str) -> None:
        """Say that a button of the navigation bar was pressed."""
        self._say(key, {})

    def flush(self) -> None:
        """Say what waits for more of its kind."""
        self._rest.stop()
        typed, self._typed = self._typed, False
        place, self._scrolled = self._scrolled, None
        if typed:
            self._tell("key", {})
        if place is not None:
            self._tell("scroll", {"x": round(place.x()), "y": round(place.y())})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See what goes to the page, and hold it back while a capture is under way."""
        kind = event.type()
        if kind == QEvent.Type.ChildAdded and isinstance(event, QChildEvent):
            event.child().installEventFilter(self)  # the page's surface, which comes with its process
        if kind not in _INPUT:
            return False
        if self.held:
            return True
        if watched is self._view:  # what the surface did not take comes here once more
            return False
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._click(event)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._typed = True
            self._rest.start()
        return False

    def _click(self, event: QMouseEvent) -> None:
        place, page = event.position(), self._page
        if page is None:
            return
        self.flush()
        at = self._clock.now().iso()
        scale = page.zoomFactor()
        detail: dict[str, Any] = {"x": round(place.x() / scale), "y": round(place.y() / scale)}
        detail["button"] = _BUTTONS.get(event.button(), "other")

        def named(found: object) -> None:
            if isinstance(found, str):  # the name of an element has no blank in it
                detail["element"], _, detail["text"] = (visible(one, _TEXT) for one in found.partition(" "))
            self.step.emit({"kind": "click", "at": at, "detail": detail})

        page.runJavaScript(_PRESSED % (detail["x"], detail["y"]), _WORLD, named)

    def _scroll(self, place: QPointF) -> None:
        if not self.held:
            self._scrolled = place
            self._rest.start()

    def _navigate(self, request: QWebEngineNavigationRequest) -> None:
        if self.held or not request.isMainFrame() or request.url().scheme() == "about":
            return
        how = _HOW.get(request.navigationType(), "other")
        self._say("navigate", {"url": logged_address(request.url(), typed=how == "form"), "how": how})

    def _say(self, kind: str, detail: dict[str, Any]) -> None:
        self.flush()
        self._tell(kind, detail)

    def _tell(self, kind: str, detail: dict[str, Any]) -> None:
        self.step.emit({"kind": kind, "at": self._clock.now().iso(), "detail": detail})
