"""Tries what a confined child must not be able to do. A restriction is claimed only when its attempt was refused.

Every attempt is harmless where it is not refused: it names nothing that exists, or is undone at once.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Any

if sys.platform != "win32":
    import resource

_AF_UNIX, _AF_INET, _AF_INET6, _SOCK_STREAM, _SOCK_DGRAM = 1, 2, 10, 1, 2
_LOOPBACK = struct.pack("=H", _AF_INET) + struct.pack(">H", 9) + bytes((127, 0, 0, 1)) + bytes(8)
"""``struct sockaddr_in`` of 127.0.0.1, the discard service. A datagram socket sends nothing when it connects."""
_NO_REQUEST = 0xDEAD
"""No request of ``ptrace``."""


def held(kernel: Any) -> list[str]:
    """Try everything.

    Args:
        kernel: the C library, by ctypes, with ``errno`` kept.

    Returns:
        Those of `NAMES` whose attempt was refused just now.
    """
    found = [name for name, is_refused in _ATTEMPTS.items() if is_refused(kernel)]
    if "no-network" in found:
        found.remove("no-tcp")
    return found


def _no_network(kernel: Any) -> bool:
    """Neither TCP nor datagrams get as far as the machine's own loopback address."""
    return _no_tcp(kernel) and not _reaches_loopback(kernel, _SOCK_DGRAM)


def _no_tcp(kernel: Any) -> bool:
    return not _reaches_loopback(kernel, _SOCK_STREAM)


def _reaches_loopback(kernel: Any, kind: int) -> bool:
    descriptor = kernel.socket(_AF_INET, kind, 0)
    if descriptor < 0:
        return False
    connected = kernel.connect(descriptor, _LOOPBACK, len(_LOOPBACK)) == 0
    reached = connected or ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENETUNREACH)
    os.close(descriptor)
    return reached


def _no_sockets(kernel: Any) -> bool:
    for family in (_AF_INET, _AF_INET6, _AF_UNIX):
        descriptor = kernel.socket(family, _SOCK_STREAM, 0)
        if descriptor >= 0:
            os.close(descriptor)
            return False
    return True


def _no_new_processes(_kernel: Any) -> bool:
    try:
        child = os.fork()
    except OSError:
        return True
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return False


def _no_programs(kernel: Any) -> bool:
    """An empty name starts nothing; where programs may be started it is *not found* instead of *not permitted*."""
    return _refused(kernel.execve, b"", None, None)


def _no_tracing(kernel: Any) -> bool:
    return _refused(kernel.ptrace, _NO_REQUEST, 0, None, None)


def _no_mounts(kernel: Any) -> bool:
    return _refused(kernel.mount, b"", b"", b"", 0, None)


def _no_signals_to_others(kernel: Any) -> bool:
    """Signal 0 asks only whether one may."""
    return os.getppid() > 0 and _refused(kernel.kill, os.getppid(), 0)


def _read_only_files(_kernel: Any) -> bool:
    try:
        descriptor = os.open(os.devnull, os.O_WRONLY)
    except PermissionError:
        return True
    os.close(descriptor)
    return False


def _memory(_kernel: Any) -> bool:
    if sys.platform == "win32":
        return False
    bound, _ = resource.getrlimit(resource.RLIMIT_AS)
    if bound == resource.RLIM_INFINITY:
        return False
    try:
        mmap.mmap(-1, bound).close()
    except (OSError, ValueError, OverflowError, MemoryError):
        return True
    return False


def _refused(call: Callable[..., int], *arguments: object) -> bool:
    ctypes.set_errno(0)
    return call(*arguments) != 0 and ctypes.get_errno() in (errno.EPERM, errno.EACCES)


_ATTEMPTS: Mapping[str, Callable[[Any], bool]] = {
    "memory": _memory,
    "no-network": _no_network,
    "no-tcp": _no_tcp,
    "no-sockets": _no_sockets,
    "no-new-processes": _no_new_processes,
    "no-programs": _no_programs,
    "no-tracing": _no_tracing,
    "no-signals-to-others": _no_signals_to_others,
    "no-mounts": _no_mounts,
    "read-only-files": _read_only_files,
}
NAMES = frozenset(_ATTEMPTS)
"""Restrictions that are claimed only after an attempt."""
