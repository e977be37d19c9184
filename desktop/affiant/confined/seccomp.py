"""A filter in the kernel that refuses every system call that a parser has no use for (seccomp-BPF).

What is refused fails with *operation not permitted* (EPERM), as on a system without the rights: a library that tries
one call too many goes on without it, and a planted program gets nothing. Only a call in the numbering of another
architecture ends the process: nobody makes one by mistake. Threads go on working.

Source: Linux ``Documentation/userspace-api/seccomp_filter.rst``; ``linux/seccomp.h``, ``linux/filter.h``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from affiant.confined import syscalls
from affiant.confined.syscalls import ARCHITECTURES, Architecture, Number

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_KILL_PROCESS = 0x80000000

_LOAD, _EQUAL, _GREATER, _AT_LEAST, _ANY_BIT, _RETURN, _AND = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06, 0x54
"""BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K and so on (``linux/bpf_common.h``)."""
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
"""Places in ``struct seccomp_data``; both architectures are little-endian: the lower half of an argument is first."""

_CLONE_THREAD = 0x00010000
_CLONE_NEW_SPACES = 0x7E020000
_OPEN_TO_CHANGE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030, 1031, 1032)
"""Copies and flags of descriptors, sizes of pipes; not ``F_SETOWN``, which would send signals to others."""
_IOCTL_COMMANDS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is this a terminal, its size; bytes waiting; non-blocking; close on exec."""
_PRCTL_COMMANDS = (15, 16)
"""The name of a thread."""
_AF_UNIX, _SOCK_STREAM, _SOCK_KIND = 1, 1, 0xF
_RLIMIT_CPU = 0


class Step(NamedTuple):
    """One ``struct sock_filter``."""

    code: int
    value: int
    if_true: int = 0
    if_false: int = 0


Steps: TypeAlias = list[Step]
_YES: Steps = [Step(_RETURN, _ALLOW)]
_NO: Steps = [Step(_RETURN, _ERRNO | errno.EPERM)]
_UNKNOWN: Steps = [Step(_RETURN, _ERRNO | errno.ENOSYS)]


def deny_needless_calls(kernel: Any) -> bool:
    """Put the filter over this process and its threads, for good. ``PR_SET_NO_NEW_PRIVS`` must be set.

    Args:
        kernel: the C library, by ctypes.

    Returns:
        Whether the filter holds; not so on architectures without a table, and in kernels or containers without
        seccomp.
    """
    machine = os.uname()
    architecture = ARCHITECTURES.get(machine.machine)
    if architecture is None or struct.calcsize("P") != 8:
        return False
    steps = program(architecture, os.getpid())
    code = b"".join(struct.pack("=HBBI", one.code, one.if_true, one.if_false, one.value) for one in steps)
    held = ctypes.create_string_buffer(code, len(code))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(held)))
    return bool(kernel.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(head), 0, 0) == 0)


def program(architecture: Architecture, process_id: int) -> Steps:
    """Write the filter.

    Args:
        architecture: whose numbers it compares.
        process_id: the only process that may be sent signals.
    """

    def when(number: Number, body: Steps) -> Steps:
        own = number[architecture.column]
        return [] if own is None else [Step(_EQUAL, own, 0, len(body)), *body]

    return [
        Step(_LOAD, _ARCHITECTURE_AT),
        Step(_EQUAL, architecture.audit, 1, 0),
        Step(_RETURN, _KILL_PROCESS),
        Step(_LOAD, _NUMBER_AT),
        Step(_GREATER, syscalls.NEWEST, 0, 1),  # also every call of x32, whose numbers have bit 30
        *_UNKNOWN,
        *chain.from_iterable(_range(first, last) for first, last in _ranges(architecture)),
        *when(syscalls.CLONE, _only_threads()),
        *when(syscalls.CLONE3, _UNKNOWN),
        *when(syscalls.OPENAT, _without_bits(2, _OPEN_TO_CHANGE)),
        *when(syscalls.OPEN, _without_bits(1, _OPEN_TO_CHANGE)),
        *when(syscalls.FCNTL, _one_of(1, _FCNTL_COMMANDS)),
        *when(syscalls.IOCTL, _one_of(1, _IOCTL_COMMANDS)),
        *when(syscalls.PRCTL, _one_of(0, _PRCTL_COMMANDS)),
        *when(syscalls.KILL, _one_of(0, (process_id,))),
        *when(syscalls.TGKILL, _one_of(0, (process_id,))),
        *when(syscalls.PRLIMIT, _looking_or_own_processor_time()),
        *when(syscalls.SOCKETPAIR, _stream_of_its_own()),
        *_NO,
    ]


def _ranges(architecture: Architecture) -> list[tuple[int, int]]:
    """Runs of numbers that are always allowed, both ends included."""
    numbers = sorted(one for number in syscalls.ALWAYS.values() if (one := number[architecture.column]) is not None)
    found: list[tuple[int, int]] = []
    for one in numbers:
        if found and one == found[-1][1] + 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found


def _range(first: int, last: int) -> Steps:
    return [Step(_AT_LEAST, first, 0, 2), Step(_GREATER, last, 1, 0), *_YES]


def _argument(place: int, upper: bool = False) -> Step:
    return Step(_LOAD, _ARGUMENTS_AT + 8 * place + 4 * upper)


def _one_of(place: int, values: Iterable[int]) -> Steps:
    """Allow when an argument of 32 bits is one of the values. Ends in a decision, as all that follow."""
    tests = chain.from_iterable([Step(_EQUAL, one, 0, 1), *_YES] for one in values)
    return [_argument(place), *tests, *_NO]


def _without_bits(place: int, mask: int) -> Steps:
    return [_argument(place), Step(_ANY_BIT, mask, 1, 0), *_YES, *_NO]


def _only_threads() -> Steps:
    return [_argument(0), Step(_ANY_BIT, _CLONE_THREAD, 0, 2), Step(_ANY_BIT, _CLONE_NEW_SPACES, 1, 0), *_YES, *_NO]


def _looking_or_own_processor_time() -> Steps:
    """``prlimit64`` of oneself: look at limits, or move the one of processor time, as each request does."""
    return [
        _argument(0),
        Step(_EQUAL, 0, 0, 7),
        _argument(1),
        Step(_EQUAL, _RLIMIT_CPU, 4, 0),
        _argument(2),
        Step(_EQUAL, 0, 0, 3),
        _argument(2, upper=True),
        Step(_EQUAL, 0, 0, 1),
        *_YES,
        *_NO,
    ]


def _stream_of_its_own() -> Steps:
    """``socketpair`` of streams, with which a program wakes itself; datagrams could be sent to others."""
    return [
        _argument(0),
        Step(_EQUAL, _AF_UNIX, 0, 4),
        _argument(1),
        Step(_AND, _SOCK_KIND),
        Step(_EQUAL, _SOCK_STREAM, 0, 1),
        *_YES,
        *_NO,
    ]
