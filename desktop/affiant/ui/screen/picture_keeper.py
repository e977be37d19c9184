"""Pictures into the open case: nothing is told of one before it is safe, and one that is not is kept in memory."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from affiant.ui.screen.shooter import TakenPicture
from affiant.ui.session import Session
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot


class PictureKeeper(QObject):
    """Stores pictures, and has them looked into behind that.

    Args:
        session: the open case.
    """

    stored = Signal(object, object, object)
    """`TakenPicture`, `ShotLabel`, `TakenScreenshot`: durable, hashed and sealed."""
    not_stored = Signal(object)
    """Why a picture could not be stored. It is still there for `try_again`: it cannot be taken a second time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._unsaved: list[tuple[TakenPicture, ShotLabel]] = []

    @property
    def unsaved(self) -> int:
        """Pictures that are in memory only."""
        return len(self._unsaved)

    def store(self, taken: TakenPicture, label: ShotLabel) -> None:
        """Store a picture; one of the signals follows."""
        self._session.write(
            "Storing the picture",
            lambda case, progress: case.take_screenshot(taken.facts, taken.picture.stream(), label, progress),
            partial(self._safe, taken, label),
            partial(self._lost, taken, label),
        )

    def try_again(self) -> None:
        """Store what could not be stored before."""
        waiting, self._unsaved = self._unsaved, []
        for taken, label in waiting:
            self.store(taken, label)

    def _safe(self, picture: TakenPicture, label: ShotLabel, taken: TakenScreenshot) -> None:
        self.stored.emit(picture, label, taken)
        self._session.write(
            "Looking into the picture",
            lambda case, progress: case.examine_screenshot(taken, progress),
            lambda unread: self._session.warn(unread) if unread is not None else None,
        )

    def _lost(self, taken: TakenPicture, label: ShotLabel, error: BaseException) -> None:
        self._unsaved.append((taken, label))
        self.not_stored.emit(error)
