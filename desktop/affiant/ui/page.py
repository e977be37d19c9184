"""The contract of a page. A page knows the session and the jobs; it knows no other page, and no window."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.session import Session


class PageWidget(QWidget):
    """What a page shows. Built once, and kept for as long as the window lives."""

    asks_to_be_shown = Signal()
    """Something happened that belongs on this page."""
    asks_to_leave = Signal()
    """The person is done here; the window shows the page before."""

    def takes_from_window(self, mime: QMimeData) -> bool:  # noqa: ARG002 - for pages that take something
        """Whether the page takes what is dropped anywhere on the window, where nothing else takes it."""
        return False

    def take_from_window(self, mime: QMimeData) -> None:
        """Take it; only called when `takes_from_window` said so."""

    def window_keys(self) -> Mapping[str, Callable[[], object]]:
        """Shortcuts of this page that hold on every page, as Qt writes them, and what they do."""
        return {}

    def end(self) -> None:
        """Stop what runs behind the page; the window closes for good."""


class Page(ABC):
    """One page of the window."""

    key: str
    """Stable short name."""
    title: str
    """Words on the navigation and in the window's title."""
    icon: str
    """Name of a file in ``resources/icons``, without the extension."""
    needs_case: bool = False
    """Whether the page can be chosen only while a case is open."""
    in_navigation: bool = True
    """Whether the person can choose it; otherwise it comes up by itself."""

    @abstractmethod
    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:
        """Make the page's widget."""
