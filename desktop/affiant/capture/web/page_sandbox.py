"""Looks whether the operating system holds the processes of a page, from outside and without trusting the browser.

Chromium puts a renderer into process and network namespaces of its own and behind a system call filter
(sandbox/linux/README.md of Chromium). Both can be seen in ``/proc/PID/status`` (proc(5): ``Seccomp``, ``NSpid``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from affiant.capture.web.engine import Sandbox

_PROCESSES = Path("/proc")
_RENDERER, _ZYGOTE = b"--type=renderer", b"--type=zygote"
"""How Chromium calls its processes. QtWebEngine's keep the name of the zygote that they were forked from; the zygotes
themselves have one thread, since they fork."""
_FILTERED = "2"
"""SECCOMP_MODE_FILTER."""


def seen_sandbox(session: int, processes: Path = _PROCESSES) -> Sandbox:
    """Look at the page processes of a browser.

    Args:
        session: the session that the browser leads.
        processes: where the kernel lists processes.
    """
    if sys.platform != "linux":
        return Sandbox(None, "On this operating system it cannot be seen whether the sandbox holds the page.")
    found = list(_page_processes(session, processes))
    if not found:
        return Sandbox(None, "No process of a page was running when it was looked for.")
    if any(status.get("Seccomp") != _FILTERED for status in found):
        return Sandbox(False, "A process of the page runs without a filter of system calls.")
    if any(len(status.get("NSpid", "").split()) < 2 for status in found):
        return Sandbox(False, "A process of the page is not apart from the other processes of this computer.")
    return Sandbox(True, "The page's processes run in namespaces of their own, behind a filter of system calls.")


def _page_processes(session: int, processes: Path) -> Iterator[dict[str, str]]:
    """Yield the ``status`` of each process that may hold a page."""
    for process in processes.iterdir():
        if not process.name.isdecimal():
            continue
        try:
            # Session is the fourth field after the name, which may hold blanks and brackets (proc(5), stat).
            fields = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if len(fields) < 4 or fields[3] != str(session):
                continue
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").split()
            lines = (process / "status").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue  # it ended meanwhile
        status = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if _RENDERER in words or (_ZYGOTE in words and status.get("Threads", "1") != "1"):
            yield status
