"""Where the page is shown: in the window of a person, or nowhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, QUrl, Signal
from PySide6.QtWidgets import QWidget

from affiant.ui.browser.affiant_domain import Params
from affiant.ui.browser.context import Context, view_of


class Face(QObject):
    """What the program shows, and what comes back from a person."""

    tells = Signal(str, dict)
    """Name and parameters of an event."""
    closed = Signal()
    """The person closed the window."""

    widget: QWidget
    """The top of it."""

    def show_whole(self) -> None:
        """Show the widget."""
        self.widget.show()

    def show_context(self, context: Context) -> None:
        """Show a fresh page from now on."""

    def show_refused(self, kind: str, url: QUrl) -> None:
        """Say that the page asked for something that it did not get."""

    def show_certificate_refused(self, url: QUrl, error: str, fingerprint: str) -> None:
        """Say that a connection was refused."""

    def show_accounts(self, params: Params) -> None:
        """Offer the case's accounts.

        Raises:
            ValueError: they are not in the form of the contract.
        """

    def show_state(self, params: Params) -> None:
        """Show how far a capture is.

        Raises:
            ValueError: it is not in the form of the contract.
        """

    def dress_again(self) -> None:
        """Paint anew what the theme cannot reach, after it changed."""


class Headless(Face):
    """Shows the page to nobody; the platform is *offscreen*.

    Args:
        size: of the page's view.
    """

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._view = view_of(size)
        self.widget = self._view

    def show_context(self, context: Context) -> None:
        """Show a fresh page from now on."""
        context.show_in(self._view)
