"""What a worker does to itself before it opens the first foreign byte.

The bounds of memory, time and files are a must wherever the system has them. The rest is done as far as this kernel
and this user allow, and what was done is said, never assumed: `confine` returns its names.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Any

from affiant.confined.limits import Limits

if sys.platform != "win32":
    import resource

GRACE_SECONDS = 5
"""The worker ends itself this long after its wall limit, should its parent be gone and unable to."""

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_DUMPABLE = 4
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION = 1
_LANDLOCK_FILES = (1 << 0 | 1 << 1) | sum(1 << bit for bit in range(4, 13))
"""Execute, write, remove, make and link: everything of Landlock's first version but reading (linux/landlock.h)."""
_LANDLOCK_NETWORK = 1 << 0 | 1 << 1
"""TCP bind and connect, from Landlock's fourth version on."""


def confine(limits: Limits) -> list[str]:
    """Limit this process for the rest of its life.

    Returns:
        What holds from now on, out of ``memory``, ``cpu-time``, ``wall-time``, ``no-files-written``, ``open-files``,
        ``no-new-processes``, ``no-new-privileges``, ``no-network`` (or only ``no-tcp``) and ``read-only-files``.
    """
    done: list[str] = []
    if sys.platform == "win32":
        return done
    if sys.platform == "linux":
        kernel = ctypes.CDLL(None, use_errno=True)
        network = _leave_network(kernel)
        kernel.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        if kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            done.append("no-new-privileges")
        files, tcp = _landlock(kernel)
        if network:
            done.append("no-network")
        elif tcp:
            done.append("no-tcp")
        if files:
            done.append("read-only-files")
    return done + _set_limits(limits)


def allow_one_request(limits: Limits) -> None:
    """Give the next request its own share of processor time and of time on the wall."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
        signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + GRACE_SECONDS)


def end_request() -> None:
    """Stop the clock of `allow_one_request`: waiting for the next request is not work."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)


def _set_limits(limits: Limits) -> list[str]:
    if sys.platform == "win32":
        return []
    wanted: list[tuple[str, int, int]] = [
        ("memory", resource.RLIMIT_AS, limits.memory_bytes),
        ("no-files-written", resource.RLIMIT_FSIZE, 0),
        ("open-files", resource.RLIMIT_NOFILE, limits.open_files),
        ("no-new-processes", resource.RLIMIT_NPROC, 0),
        ("no-core-file", resource.RLIMIT_CORE, 0),
    ]
    done = ["cpu-time", "wall-time"]
    for name, which, bound in wanted:
        try:
            resource.setrlimit(which, (bound, bound))
        except (ValueError, OSError):
            continue  # macOS knows the names but refuses some; what is missing from the list was not done
        if name != "no-core-file" and not (name == "no-new-processes" and os.geteuid() == 0):
            done.append(name)  # the superuser is not held by the bound on processes
    return done


def _leave_network(kernel: Any) -> bool:
    """Move into a network of our own, which has no way out; needs a user namespace unless we are the superuser."""
    return any(kernel.unshare(spaces) == 0 for spaces in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def _landlock(kernel: Any) -> tuple[bool, bool]:
    """Deny every change to files, and TCP, by a Landlock ruleset without a single exception."""
    version = kernel.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return False, False
    tcp = version >= 4
    attributes = (ctypes.c_uint64 * 2)(_LANDLOCK_FILES, _LANDLOCK_NETWORK if tcp else 0)
    size = 16 if tcp else 8
    ruleset = kernel.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(attributes), size, 0)
    if ruleset < 0:
        return False, False
    held = kernel.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return held, held and tcp
