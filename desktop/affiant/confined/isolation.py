"""What a worker does to itself before it opens the first foreign byte.

The bounds of memory, time and files are a must wherever the system has them. The rest is done as far as this kernel
and this user allow, and what was done is said, never assumed: `confine` returns its names. Belt and braces: what the
filter of `seccomp` refuses is also out of reach by a network of one's own, by Landlock and by limits, wherever these
can be had.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Any

from affiant.confined import probes
from affiant.confined.limits import Limits
from affiant.confined.seccomp import deny_needless_calls

if sys.platform != "win32":
    import resource

GRACE_SECONDS = 5
"""The worker ends itself this long after its wall limit, should its parent be gone and unable to."""

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_DUMPABLE = 4
_CAPABILITY_VERSION_3 = 0x20080522
_CAP_DAC_READ_SEARCH = 1 << 2
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
        What holds from now on: ``memory``, ``cpu-time``, ``wall-time``, ``no-files-written``, ``open-files``, and on
        Linux also ``no-new-privileges``, ``few-capabilities``, ``no-network`` (or only ``no-tcp``), ``no-sockets``,
        ``no-new-processes``, ``no-programs``, ``no-tracing``, ``no-signals-to-others``, ``no-mounts`` and
        ``read-only-files``. Whatever this process can try for itself was tried, and refused (`probes`).
    """
    if sys.platform == "win32":
        return []
    if sys.platform != "linux":
        return _set_limits(limits) + _limit_processes()
    kernel = ctypes.CDLL(None, use_errno=True)
    _leave_network(kernel)
    kernel.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    done = ["no-new-privileges"] if kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 else []
    _landlock(kernel)
    done += _set_limits(limits)
    if _drop_capabilities(kernel):
        done.append("few-capabilities")
    if not deny_needless_calls(kernel):
        _limit_processes()
    return [name for name in done if name not in probes.NAMES] + probes.held(kernel)


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
        ("no-core-file", resource.RLIMIT_CORE, 0),
    ]
    return ["cpu-time", "wall-time"] + [
        name for name, which, bound in wanted if _set_limit(which, bound) and name != "no-core-file"
    ]


def _limit_processes() -> list[str]:
    """Bound processes where there is no filter; threads count as such, so a parser has to do without them."""
    if sys.platform == "win32":
        return []
    held = _set_limit(resource.RLIMIT_NPROC, 0) and os.geteuid() != 0  # the superuser is not held by it
    return ["no-new-processes"] if held else []


def _set_limit(which: int, bound: int) -> bool:
    if sys.platform == "win32":
        return False
    try:
        resource.setrlimit(which, (bound, bound))
    except (ValueError, OSError):
        return False  # macOS knows the names but refuses some; what is missing from the list was not done
    return True


def _leave_network(kernel: Any) -> bool:
    """Move into a network of our own, which has no way out; needs a user namespace unless we are the superuser."""
    return any(kernel.unshare(spaces) == 0 for spaces in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def _drop_capabilities(kernel: Any) -> bool:
    """Give up what the superuser may more than others, but for reading files that belong to others.

    Without it the superuser could lift its own limits again. The order of the words is that of ``capset(2)``, version
    3: effective, permitted and inheritable, once for the lower 32 capabilities and once for the upper.
    """
    head = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    if kernel.capget(head, sets) != 0:
        return False
    kept = sets[1] & _CAP_DAC_READ_SEARCH
    return bool(kernel.capset(head, (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)) == 0)


def _landlock(kernel: Any) -> None:
    """Deny every change to files, and TCP, by a Landlock ruleset without a single exception."""
    version = kernel.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return
    tcp = version >= 4
    attributes = (ctypes.c_uint64 * 2)(_LANDLOCK_FILES, _LANDLOCK_NETWORK if tcp else 0)
    size = 16 if tcp else 8
    ruleset = kernel.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(attributes), size, 0)
    if ruleset >= 0:
        kernel.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)
