"""One limited child process, kept running between requests and replaced when it breaks its limits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiant.confined.frames import read_frame, write_frame
from affiant.confined.limits import Limits
from affiant.core.errors import AffiantError, ExitStatus, FormatError

START_SECONDS = 30
"""A child that has not confined itself by then is given up."""
CLOSE_SECONDS = 1
"""How long `ConfinedWorker.close` waits for a killed child."""
RECYCLE_AFTER = 500
"""A child is replaced after that many requests, so that a slow leak in a parser stays small."""

TIMEOUT, KILLED, GARBAGE, CLOSED, NOT_STARTED = (
    "worker-timeout",
    "worker-killed",
    "worker-garbage",
    "worker-closed",
    "worker-not-started",
)


class WorkerError(AffiantError):
    """A request has no answer; ``code`` is one of the module's constants. The worker can be asked again."""

    def __init__(self, code: str, title: str) -> None:
        super().__init__(
            code,
            title,
            safe="The file itself is unchanged, and everything else goes on.",
            remedy="Nothing need be done; the file could not be looked into.",
            status=ExitStatus.BUG if code == NOT_STARTED else ExitStatus.INCOMPLETE,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker said."""

    fields: Mapping[str, Any]
    payload: bytes
    isolation: tuple[str, ...]
    """What held the worker while it worked; see `isolation.confine`."""


class ConfinedWorker:
    """Asks a worker program, within limits.

    One request is under way at a time; a second caller waits. `close` may be called from any thread and ends a
    request that is under way. The child has an empty environment, no terminal and only its pipes. Should the parent
    be killed, an idle child sees its pipe end, and a busy one ends itself soon after its wall limit
    (`isolation.GRACE_SECONDS`). The parent-death signal of Linux is not used: it follows the *thread* that started the
    child, and threads of a pool come and go.
    """

    def __init__(self, command: Sequence[str], limits: Limits, recycle_after: int = RECYCLE_AFTER) -> None:
        """Prepare a worker; the child starts with the first request.

        Args:
            command: a program that calls `child.serve`, e.g. ``[sys.executable, "-I", "-m", "affiant.…"]``.
            limits: bounds of the child.
            recycle_after: requests after which the child is replaced.
        """
        self._command = tuple(command)
        self._limits = limits
        self._recycle_after = recycle_after
        self._guard = threading.Lock()
        self._asking = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._isolation: tuple[str, ...] = ()
        self._answered = 0
        self._closed = False

    @property
    def process_id(self) -> int | None:
        """Id of the running child, or None."""
        return None if self._child is None else self._child.pid

    def request(self, message: Mapping[str, Any], timeout: float | None = None) -> Answer:
        """Ask, and wait for the answer.

        Args:
            message: canonical JSON values.
            timeout: seconds on the wall; the limits' own unless given.

        Raises:
            WorkerError: no answer in time, the child ended or spoke garbage, or the worker was closed.
        """
        with self._asking:
            child = self._running_child()
            fields, payload = self._ask(child, message, timeout or self._limits.wall_seconds, self._limits.output_bytes)
            self._answered += 1
            if self._answered >= self._recycle_after:
                self._drop(child)
            return Answer(fields, payload, self._isolation)

    def close(self) -> None:
        """End the child at once; later requests fail with ``worker-closed``."""
        with self._guard:
            self._closed = True
            child = self._child
        if child is None:
            return
        child.kill()
        if self._asking.acquire(timeout=CLOSE_SECONDS):  # a request under way sees its pipe end, and lets go
            self._asking.release()
            self._drop(child)

    def __enter__(self) -> ConfinedWorker:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _running_child(self) -> subprocess.Popen[bytes]:
        with self._guard:
            self._refuse_if_closed()
            child = self._child
            if child is not None and child.poll() is None:
                return child
        if child is not None:
            self._drop(child)
        child = self._start()
        hello, _ = self._ask(child, {"limits": self._limits.to_json()}, START_SECONDS, 0)
        said = hello.get("isolation")
        self._isolation = tuple(str(one) for one in said) if isinstance(said, list) else ()
        self._answered = 0
        return child

    def _start(self) -> subprocess.Popen[bytes]:
        with self._guard:
            self._refuse_if_closed()
            try:
                self._child = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                    env=_clean_environment(),
                    cwd=Path(sys.executable).anchor or os.curdir,
                    start_new_session=True,
                )
            except OSError as wrong:
                raise WorkerError(NOT_STARTED, "The limited process could not be started") from wrong
            return self._child

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise WorkerError(CLOSED, "The work was stopped")

    def _ask(
        self, child: subprocess.Popen[bytes], message: Mapping[str, Any], seconds: float, max_payload: int
    ) -> tuple[dict[str, Any], bytes]:
        """Send one frame and read one; a timer kills the child when the time is over, which ends the reading."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(child, message, max_payload)
        except FormatError as wrong:
            self._drop(child)
            raise WorkerError(GARBAGE, "The limited process gave an answer that cannot be read") from wrong
        finally:
            timer.cancel()
        if answer is not None:
            return answer
        self._drop(child)
        self._refuse_if_closed()
        if late.is_set() or _ran_out_of_time(child):
            raise WorkerError(TIMEOUT, "The limited process took too long and was stopped")
        raise WorkerError(KILLED, "The limited process ended before it answered")

    def _drop(self, child: subprocess.Popen[bytes]) -> None:
        with self._guard:
            if self._child is child:
                self._child = None
        _kill(child)


def _exchange(
    child: subprocess.Popen[bytes], message: Mapping[str, Any], max_payload: int
) -> tuple[dict[str, Any], bytes] | None:
    if child.stdin is None or child.stdout is None:
        return None
    try:
        write_frame(child.stdin, message)
        return read_frame(child.stdout, max_payload)
    except OSError:
        return None


def _ran_out_of_time(child: subprocess.Popen[bytes]) -> bool:
    if sys.platform == "win32":
        return False
    return child.returncode in (-signal.SIGXCPU, -signal.SIGALRM)


def _kill(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    try:
        child.wait(CLOSE_SECONDS)
    except subprocess.TimeoutExpired:
        return  # stuck in the kernel; it is reaped when the program ends
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


def _clean_environment() -> dict[str, str]:
    """Only what an interpreter cannot start without."""
    kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    return {"LC_ALL": "C.UTF-8", **kept}
