"""Progress that knows no user interface. Every report is a point where work can be cancelled."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives reports of long work; implemented by the window, the command line and tests."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Say how far the work is.

        Args:
            done: units finished so far (bytes, files or events, the caller decides and keeps to it).
            total: units in all, or None while unknown.
            what: a plain phrase in the present tense, e.g. ``Hashing``; never text from evidence.

        Raises:
            Cancelled: the person asked to stop. Work must leave nothing half done.
        """


class Silent:
    """A `Progress` that says nothing and never cancels."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
