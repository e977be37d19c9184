"""An artefact as a stream, put together from the pieces that the recorder sends."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

from affiant.capture.web.order import ArtefactBrokenError

Frame = tuple[dict[str, Any], bytes]


class ArtefactStream(io.RawIOBase):
    """Reads pieces until the recorder says that the artefact is whole."""

    def __init__(self, next_frame: Callable[[], Frame]) -> None:
        """Begin.

        Args:
            next_frame: gives the next frame, waiting for it; what it raises passes unchanged.
        """
        super().__init__()
        self._next_frame = next_frame
        self._left = memoryview(b"")
        self._digest = hashlib.sha256()
        self.ended = False
        """The recorder's last frame of this artefact was read."""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """See `io.RawIOBase`.

        Raises:
            ArtefactBrokenError: the rest does not come, or other bytes came than were sent.
        """
        while not self._left:
            if self.ended:
                return 0
            message, piece = self._next_frame()
            kind = message.get("kind")
            if kind == "piece":
                self._digest.update(piece)
                self._left = memoryview(piece)
            elif kind == "whole":
                self.ended = True
                if message.get("sha256") != self._digest.hexdigest():
                    raise ArtefactBrokenError("other bytes than were sent")
            elif kind == "broken":
                self.ended = True
                raise ArtefactBrokenError("the recorder gave it up")
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def drain(self) -> None:
        """Read what a sink left, so that the next frame is of something else."""
        while not self.ended:
            message, _ = self._next_frame()
            self.ended = message.get("kind") in ("whole", "broken")
