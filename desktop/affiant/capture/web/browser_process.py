"""A browser program that runs: two pipes, a process group of its own, and a private folder that goes with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from affiant.capture.web.browser_log import BrowserLog
from affiant.capture.web.engine import Sandbox
from affiant.capture.web.page_sandbox import seen_sandbox
from affiant.capture.web.private_folder import PrivateFolder
from affiant.core.errors import AffiantError, ExitStatus

END_SECONDS = 1.0
"""How long `BrowserProcess.end` waits for killed processes and their files."""


class BrowserProcess:
    """A `RunningEngine`.

    The browser leads a session and process group of its own, so that one signal reaches all its processes, and so that
    Ctrl+C in our terminal does not. Should we be killed, it sees its descriptor 3 end, and ends by itself.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], ends: tuple[int, int], folder: PrivateFolder, without_sandbox: str
    ) -> None:
        """Take over what `start_browser` made.

        Args:
            process: started in a session of its own, with standard error as a pipe.
            ends: descriptors to and from the browser.
            folder: of this run.
            without_sandbox: why it was started without its sandbox; empty when it has one.
        """
        self._process = process
        self._ends: tuple[int, ...] = ends
        self._write_end, self._read_end = ends
        self._folder = folder
        self._without_sandbox = without_sandbox
        self._guard = threading.Lock()
        self._log = BrowserLog(process.stderr)

    @property
    def process_id(self) -> int:
        """Of the browser; also the id of its process group and session."""
        return self._process.pid

    @property
    def write_end(self) -> int:
        """See `RunningEngine`."""
        return self._write_end

    @property
    def read_end(self) -> int:
        """See `RunningEngine`."""
        return self._read_end

    def release_ends(self) -> None:
        """See `RunningEngine`."""
        with self._guard:
            ends, self._ends = self._ends, ()
        for end in ends:
            os.close(end)

    def ended(self) -> int | None:
        """See `RunningEngine`."""
        if sys.platform == "linux" and self._process.returncode is None:
            # Only looks: the process stays for `end` to fetch, so that its number cannot become another group's.
            seen = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if seen is None:
                return None
            return seen.si_status if seen.si_code == os.CLD_EXITED else -seen.si_status
        return self._process.poll()

    def sandbox(self) -> Sandbox:
        """See `RunningEngine`."""
        if self._without_sandbox:
            return Sandbox(False, self._without_sandbox)
        return seen_sandbox(self._process.pid)

    def log(self) -> bytes:
        """See `RunningEngine`."""
        return self._log.newest()

    def end(self) -> None:
        """See `RunningEngine`."""
        self.release_ends()
        deadline = time.monotonic() + END_SECONDS
        _kill_group(self._process.pid)
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return  # stuck in the kernel; its folder stays until the system clears it
        self._log.close(max(0.0, deadline - time.monotonic()))
        self._folder.remove(deadline)

    def __enter__(self) -> BrowserProcess:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.end()


def start_browser(
    command: Callable[[Path], Sequence[str]],
    environment: Callable[[Path], Mapping[str, str]],
    *,
    temporary_folder: Path | None = None,
    without_sandbox: str = "",
) -> BrowserProcess:
    """Start a browser program with pipes on its descriptors 3 and 4.

    Args:
        command: makes the command line from the private folder; the first word is an absolute path.
        environment: makes the whole environment from the private folder.
        temporary_folder: where the private folder is made; None takes the system's place.
        without_sandbox: why the command switches the sandbox off; empty when it does not.

    Raises:
        AffiantError: it cannot be started (``browser-not-started``), or not on this system (``web-engine-not-here``).
    """
    if sys.platform == "win32":
        raise not_here()
    try:
        folder = PrivateFolder(temporary_folder)
    except OSError as wrong:
        raise _not_started(wrong) from wrong
    mine: list[int] = []
    its: list[int] = []
    try:
        its_read, my_write = os.pipe()
        mine.append(my_write)
        its.append(its_read)
        my_read, its_write = os.pipe()
        mine.append(my_read)
        its.append(its_write)
        launch = [sys.executable, "-I", "-m", "affiant.capture.web.launch", str(its_read), str(its_write), "--"]
        process = subprocess.Popen(
            [*launch, *command(folder.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            bufsize=0,
            pass_fds=its,
            env=dict(environment(folder.path)),
            cwd=folder.path,
            start_new_session=True,
        )
    except BaseException as wrong:
        for end in mine:
            os.close(end)
        folder.remove()
        if isinstance(wrong, OSError):
            raise _not_started(wrong) from wrong
        raise
    finally:
        for end in its:
            os.close(end)
    return BrowserProcess(process, (my_write, my_read), folder, without_sandbox)


def not_here() -> AffiantError:
    """Say that a browser cannot be driven on this system."""
    return AffiantError(
        "web-engine-not-here",
        "Pages cannot be captured by the program on this operating system yet",
        safe="Everything else works.",
        remedy="Capture the screen, or save the page with a browser and add the file.",
    )


def _not_started(wrong: OSError) -> AffiantError:
    return AffiantError(
        "browser-not-started",
        "The browser could not be started",
        subject=wrong.strerror or "",
        safe="The case is unchanged.",
        remedy="Free some memory and disk space, and try again.",
        status=ExitStatus.INCOMPLETE,
    )


def _kill_group(leader: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a group of zombies
            os.killpg(leader, signal.SIGKILL)
