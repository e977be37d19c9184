"""A limited child that talks at any time, for work that streams: both sides send frames whenever they have something.

`confined.child` and `confined.worker` are for one question and one answer. Here the child may inherit descriptors
(of a browser's pipes), its parent reads frames as they come, and neither waits for the other.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from affiant.confined.frames import read_frame, write_frame
from affiant.confined.isolation import confine
from affiant.confined.limits import Limits
from affiant.core.errors import FormatError

PIECE_BYTES = 1 << 20
"""Largest payload of one frame."""
END_SECONDS = 1
"""How long `StreamingChild.end` waits for a killed child."""

FrameTaker = Callable[[dict[str, Any], bytes], None]


class StreamingChild:
    """The parent's side. A thread of its own reads the frames and hands each to `take`.

    The child has an empty environment, no terminal, its pipes and the descriptors that it was given.
    """

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits,
        take: FrameTaker,
        ended: Callable[[], None],
        descriptors: tuple[int, ...] = (),
    ) -> None:
        """Start the child and send it its limits.

        Args:
            command: a program that calls `begin`.
            limits: bounds of the child, in force before it reads anything else.
            take: called on the reading thread with each frame; may block, and then the child is held up.
            ended: called once on the reading thread when no more frames come.
            descriptors: handed on with the same numbers. The caller keeps its own copies. POSIX only.

        Raises:
            OSError: the child could not be started.
        """
        self._child = subprocess.Popen(
            [*command, *(str(one) for one in descriptors)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_clean_environment(),
            cwd=Path(sys.executable).anchor or os.curdir,
            start_new_session=True,
            pass_fds=descriptors,
        )
        self._take = take
        self._ended = ended
        self._sending = threading.Lock()
        self._reader = threading.Thread(target=self._read, name="frames of a limited child", daemon=True)
        self._reader.start()
        self.send({"limits": limits.to_json()})

    @property
    def process_id(self) -> int:
        """Id of the child."""
        return self._child.pid

    def send(self, message: Mapping[str, Any]) -> bool:
        """Send one frame; False when the child is gone. Keep frames short: a child that does not read holds us up."""
        pipe = self._child.stdin
        if pipe is None:
            return False
        with self._sending:
            try:
                write_frame(pipe, message)
            except (OSError, ValueError):
                return False
        return True

    def end(self) -> None:
        """Kill the child, and wait for the reading thread. `take` must not block any longer."""
        self._child.kill()
        try:
            self._child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return  # stuck in the kernel; it is reaped when the program ends
        if threading.current_thread() is not self._reader:
            self._reader.join(END_SECONDS)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        pipe = self._child.stdout
        try:
            while pipe is not None and (frame := read_frame(pipe, PIECE_BYTES)) is not None:
                self._take(*frame)
        except (FormatError, OSError, ValueError):
            self._child.kill()  # it does not speak our form any longer: nothing of it is believed
        finally:
            self._ended()


class ParentPipe:
    """The child's side: frames from and to the parent."""

    def __init__(self, requests: io.FileIO, answers: io.FileIO) -> None:
        self._requests = requests
        self._answers = answers

    def fileno(self) -> int:
        """Descriptor that is readable when a frame is waiting."""
        return self._requests.fileno()

    def receive(self) -> dict[str, Any] | None:
        """Read the next frame, waiting for it; None when the parent is gone."""
        frame = read_frame(self._requests, 0)
        return None if frame is None else frame[0]

    def send(self, message: Mapping[str, Any], piece: bytes = b"") -> None:
        """Send a frame with at most `PIECE_BYTES` of payload.

        Raises:
            OSError: the parent is gone.
        """
        write_frame(self._answers, message, piece)


def begin() -> tuple[ParentPipe, Limits, tuple[str, ...]] | None:
    """Take the pipes over, read the limits and confine this process; None when the parent is gone already.

    Returns:
        The pipe, the limits, and what holds from now on (see `isolation.confine`).
    """
    requests, answers = _take_pipes()
    first = read_frame(requests, 0)
    if first is None:
        return None
    limits = Limits.from_json(first[0].get("limits"))
    return ParentPipe(requests, answers), limits, tuple(confine(limits))


def _take_pipes() -> tuple[io.FileIO, io.FileIO]:
    requests, answers = io.FileIO(os.dup(0), "rb"), io.FileIO(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)  # what a library prints cannot be taken for a frame
    sys.stdout = sys.stderr
    return requests, answers


def _clean_environment() -> dict[str, str]:
    kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    return {"LC_ALL": "C.UTF-8", **kept}
