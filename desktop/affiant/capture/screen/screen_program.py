"""The program that looks at the screen, as the command line sees it: a child process and its answer.

It is `affiant.ui.screen`, which alone of the two knows Qt, and is started by its name.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from affiant.capture.screen.png_stream import PieceStream
from affiant.capture.screen.shot import ShotFacts, ShotWish, WindowFacts
from affiant.confined.frames import read_frame, write_frame
from affiant.core.errors import AffiantError, ExitStatus, FormatError
from affiant.core.progress import Progress

COMMAND = (sys.executable, "-I", "-m", "affiant.ui.screen")
MAX_PIECE = 4 << 20
_POLL_S = 0.1
_END_S = 1
_LAST_WORDS = 300


class ScreenProgram:
    """Asks the program once. For a ``with`` block; leaving it ends the program at once.

    Args:
        progress: every report of it is a point where the wait can be stopped.
        command: starts the program.
        environment: of the program; that of this process unless given.
    """

    def __init__(
        self, progress: Progress, command: Sequence[str] = COMMAND, environment: Mapping[str, str] | None = None
    ) -> None:
        self._progress = progress
        self._command = tuple(command)
        self._environment = environment
        self._answers: SimpleQueue[tuple[dict[str, Any], bytes] | None] = SimpleQueue()
        self._child: subprocess.Popen[bytes]
        self._words = bytearray()
        self._threads: list[threading.Thread] = []

    def shoot(self, wish: ShotWish, delay_ms: int) -> tuple[ShotFacts, BinaryIO]:
        """Take a picture.

        Args:
            wish: what is to be taken.
            delay_ms: to wait before.

        Returns:
            What is known of it, and its bytes, to be read once and before the ``with`` block is left. Reading raises
            `AffiantError` when the program ends too early.

        Raises:
            AffiantError: there is none, and why.
            Cancelled: from the progress.
        """
        self._ask({"do": "shoot", "wish": wish.to_json(), "delay_ms": delay_ms})
        facts = ShotFacts.from_json(self._answer("Taking the picture")["facts"])
        return facts, cast(BinaryIO, PieceStream(self._pieces()))

    def windows(self) -> tuple[WindowFacts, ...] | None:
        """Windows that are to be seen, the foremost first; None where the system does not tell."""
        self._ask({"do": "windows"})
        found = self._answer("Looking at the windows")["windows"]
        return None if found is None else tuple(WindowFacts.from_json(one) for one in found)

    def check(self) -> dict[str, Any]:
        """The capture check: ``check`` (a list of lines) and ``platform``."""
        self._ask({"do": "check"})
        return self._answer("Testing")

    def __enter__(self) -> Self:
        """Start the program.

        Raises:
            AffiantError: ``screen-program-missing``: it cannot be started.
        """
        try:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=None if self._environment is None else dict(self._environment),
                start_new_session=True,
            )
        except OSError as wrong:
            raise _ended(wrong.strerror or "") from wrong
        for work in (self._listen, self._overhear):
            self._threads.append(threading.Thread(target=work, name="affiant-screen", daemon=True))
            self._threads[-1].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program."""
        self._child.kill()
        self._child.wait()
        for thread in self._threads:
            thread.join(_END_S)
        for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
            if pipe is not None:
                pipe.close()

    def _ask(self, message: dict[str, Any]) -> None:
        pipe = self._child.stdin
        if pipe is None:
            raise RuntimeError("the program was started without its pipes")
        try:
            write_frame(pipe, message)
        except OSError as wrong:
            raise self._ended() from wrong

    def _answer(self, what: str) -> dict[str, Any]:
        message, _ = self._next(what)
        if (said := message.get("error")) is not None:
            raise AffiantError(
                said["code"],
                said["title"],
                subject=said["subject"],
                safe=said["safe"],
                remedy=said["remedy"],
                status=ExitStatus(said["status"]),
            )
        return message

    def _pieces(self) -> Iterator[bytes]:
        while True:
            message, piece = self._next("Taking the picture")
            if message.get("end"):
                return
            yield piece

    def _next(self, what: str) -> tuple[dict[str, Any], bytes]:
        while True:
            self._progress.report(0, None, what)
            try:
                frame = self._answers.get(timeout=_POLL_S)
            except Empty:
                continue
            if frame is None:
                raise self._ended()
            return frame

    def _listen(self) -> None:
        """Read the program's answers, on a thread of its own."""
        pipe = self._child.stdout
        try:
            while pipe is not None and (frame := read_frame(pipe, MAX_PIECE)) is not None:
                self._answers.put(frame)
        except (FormatError, OSError, ValueError):  # the last: the pipe was closed meanwhile
            pass
        self._answers.put(None)

    def _overhear(self) -> None:
        """Keep the end of what the program says to nobody."""
        pipe = self._child.stderr
        try:
            while pipe is not None and (words := pipe.read(1 << 12)):
                self._words += words
                del self._words[:-_LAST_WORDS]
        except (OSError, ValueError):
            return

    def _ended(self) -> AffiantError:
        self._child.kill()
        self._child.wait()
        self._threads[-1].join(_END_S)
        return _ended(self._words.decode("utf-8", "replace").strip())


def _ended(words: str) -> AffiantError:
    return AffiantError(
        "screen-program-ended",
        "The program that takes pictures of the screen could not do its work",
        subject=words,
        safe="Nothing was recorded.",
        remedy="The window of Affiant may be missing its libraries: see the README, and 'affiant screenshot --check'.",
        status=ExitStatus.INCOMPLETE,
    )
