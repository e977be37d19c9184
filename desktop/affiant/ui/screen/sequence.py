"""A sequence: one region, one key for each scroll, every picture a capture of its own that names sequence and place.

No stitched picture is made: it would be a derivative, and nothing in it could not be seen in the originals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QRect, Signal

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import ShotWish
from affiant.ui.screen.camera import Camera
from affiant.ui.screen.picture_keeper import PictureKeeper
from affiant.ui.screen.sequence_bar import SequenceBar
from affiant.ui.screen.shooter import TakenPicture
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot


@dataclass(slots=True)
class _Running:
    id: str
    region: Box
    ids: list[str] = field(default_factory=list)
    last: TakenPicture | None = None


class SequenceTaking(QObject):
    """Takes one sequence at a time.

    Args:
        camera: takes the pictures.
        keeper: stores them.
        bar: counts them, and says when the next one is wanted.
        new_id: gives an id for a sequence.
    """

    finished = Signal(object, object)
    """Ids of the captures, and the last `TakenPicture`."""

    def __init__(self, camera: Camera, keeper: PictureKeeper, bar: SequenceBar, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._camera = camera
        self._keeper = keeper
        self._bar = bar
        self._new_id = new_id
        self._running: _Running | None = None
        bar.next_wanted.connect(self.take_next)
        bar.finished.connect(self.end)
        keeper.stored.connect(self._stored)
        keeper.not_stored.connect(self.end)
        camera.failed.connect(self.end)
        camera.left.connect(self.end)

    @property
    def running(self) -> bool:
        """Whether a sequence is under way."""
        return self._running is not None

    def begin(self, first: TakenPicture) -> None:
        """Begin with the picture that was taken when the region was chosen."""
        facts = first.facts
        self._running = _Running(self._new_id(), facts.geometry)
        self._bar.tell(0)
        self._bar.wait()
        self._bar.place(_logical(facts.geometry, facts.scale_percent))
        self._keeper.store(first, ShotLabel(sequence=self._running.id, position=1))

    def take_next(self) -> None:
        """Take the same region once more, without the bar."""
        running = self._running
        if running is None or self._camera.busy:
            return
        self._bar.wait()
        label = ShotLabel(sequence=running.id, position=len(running.ids) + 1)
        wish = ShotWish("region", region=running.region)
        self._camera.shoot(wish, 0, lambda taken: self._keeper.store(taken, label), away=self._bar)

    def end(self) -> None:
        """Bring the window back, and tell what was kept."""
        running, self._running = self._running, None
        self._bar.hide()
        self._camera.return_window()
        if running is not None and running.last is not None:
            self.finished.emit(tuple(running.ids), running.last)

    def _stored(self, picture: TakenPicture, label: ShotLabel, taken: TakenScreenshot) -> None:
        running = self._running
        if running is not None and label.sequence == running.id:
            running.ids.append(taken.capture.id)
            running.last = picture
            self._bar.tell(len(running.ids))
            self._bar.show()
            self._bar.activateWindow()


def _logical(box: Box, scale_percent: int) -> QRect:
    scale = 100 / scale_percent
    return QRect(round(box.x * scale), round(box.y * scale), round(box.width * scale), round(box.height * scale))
