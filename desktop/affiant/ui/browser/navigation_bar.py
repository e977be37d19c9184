"""Back, forward, reload, stop, and the address."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QToolButton, QVBoxLayout

from affiant.core.names import visible
from affiant.ui.browser.addresses import encoded, read_address
from affiant.ui.browser.evidence_page import EvidencePage
from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.plain_label import ElidedLabel

_ACTIONS = (
    ("back", "Back", "Alt+Left", QWebEnginePage.WebAction.Back),
    ("forward", "Forward", "Alt+Right", QWebEnginePage.WebAction.Forward),
    ("reload", "Reload", "F5", QWebEnginePage.WebAction.Reload),
    ("stop", "Stop", "Esc", QWebEnginePage.WebAction.Stop),
)


def shown_url(page: QWebEnginePage) -> QUrl:
    """Address of what a page shows; `QWebEnginePage.url` is already that of what is asked for."""
    return page.history().currentItem().url()


class NavigationBar(QFrame):
    """Controls of a page, and its title.

    Args:
        icons: our icons.
    """

    pressed = Signal(str)
    """Key of a button: ``back``, ``forward``, ``reload``, ``stop``."""
    asked = Signal(QUrl)
    """A person wants this address."""
    unreadable = Signal()
    """What a person wrote is no address of a page."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        self._page: EvidencePage | None = None
        self._busy = False
        """Whether a page is being loaded."""
        self.address = QLineEdit()
        self.address.setAccessibleName("Address of the page")
        self.address.setPlaceholderText("https://…")
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.returnPressed.connect(self._go)
        self.title = ElidedLabel(look="muted")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Loading")
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(SPACE * 20)
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keep)
        self.progress.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for key, name, keys, _ in _ACTIONS:
            made = QToolButton()
            made.setAccessibleName(name)
            made.setToolTip(f"{name} ({keys})")
            made.setAutoRaise(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setEnabled(False)
            icons.dress(made, key)
            made.clicked.connect(lambda _checked, key=key: self._press(key))
            QShortcut(QKeySequence(keys), self).activated.connect(made.click)
            self.buttons[key] = made
            row.addWidget(made)
        row.addWidget(self.address, 1)
        below = QHBoxLayout()
        below.addWidget(self.title, 1)
        below.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addLayout(below)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._to_address)

    def follow(self, page: EvidencePage) -> None:
        """Show the state of this page from now on."""
        self._page = page
        page.urlChanged.connect(self._url_changed)
        page.titleChanged.connect(lambda title: self.title.show_whole(visible(title, 300)))
        page.loadStarted.connect(lambda: self._loading(0))
        page.loadProgress.connect(self._loading)
        page.loadFinished.connect(self._loaded)
        page.refused.connect(self._refused)
        for key, _, _, action in _ACTIONS:
            page.action(action).enabledChanged.connect(self.buttons[key].setEnabled)
            self.buttons[key].setEnabled(page.action(action).isEnabled())
        self.title.show_whole("")
        self._show_url(page.url())

    def _press(self, key: str) -> None:
        if self._page is not None:
            self.pressed.emit(key)
            self._page.triggerAction(next(action for name, _, _, action in _ACTIONS if name == key))

    def _go(self) -> None:
        url = read_address(self.address.text())
        if url is None:
            self.unreadable.emit()
        else:
            self.asked.emit(url)

    def _show_url(self, url: QUrl) -> None:
        shown = "" if url.scheme() == "about" else encoded(url)
        self.address.setText(shown)
        self.address.setCursorPosition(0)

    def _url_changed(self, url: QUrl) -> None:
        if self._busy:
            self._show_url(url)
        else:
            self._settle()

    def _loaded(self) -> None:
        self._loading(100)
        self._settle()

    def _refused(self) -> None:
        QTimer.singleShot(0, self, self._settle)  # the history lets go of what was refused after it says so

    def _settle(self) -> None:
        """What could not be opened must not stand above the page before, which is still there and would be captured."""
        if self._page is None or self._busy or (self.address.isModified() and self.address.hasFocus()):
            return
        there = shown_url(self._page)
        if there.scheme() != "about":
            self._show_url(there)

    def _loading(self, percent: int) -> None:
        self._busy = percent < 100
        self.progress.setVisible(percent < 100)
        self.progress.setValue(percent)

    def _to_address(self) -> None:
        self.address.setFocus()
        self.address.selectAll()
