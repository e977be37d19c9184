"""The system calls that a limited child may make: everything else is refused by `seccomp`.

Numbers are those of ``asm/unistd_64.h`` (x86-64) and ``asm-generic/unistd.h`` (aarch64) of Linux. A call that an
architecture does not have is None. What is not named here cannot be had: sockets, starting programs and processes,
opening or changing files other than for reading, tracing, mounting, timers of others, keys, io_uring, eBPF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Number(NamedTuple):
    """A call's number on each architecture."""

    x86_64: int | None
    aarch64: int | None


@dataclass(frozen=True, slots=True)
class Architecture:
    """What a filter must know of a machine."""

    column: int
    """Place of its number in a `Number`."""
    audit: int
    """``AUDIT_ARCH_…`` of ``linux/audit.h``."""


ARCHITECTURES: Mapping[str, Architecture] = {
    "x86_64": Architecture(0, 0xC000003E),
    "aarch64": Architecture(1, 0xC00000B7),
}
"""By ``os.uname().machine``."""

NEWEST = 450
"""Calls above are younger than this table. Libraries try them and fall back when they hear *not implemented*."""

ALWAYS: Mapping[str, Number] = {
    "access": Number(21, None),
    "arch_prctl": Number(158, None),
    "brk": Number(12, 214),
    "capget": Number(125, 90),
    "clock_getres": Number(229, 114),
    "clock_gettime": Number(228, 113),
    "clock_nanosleep": Number(230, 115),
    "close": Number(3, 57),
    "dup": Number(32, 23),
    "dup2": Number(33, None),
    "dup3": Number(292, 24),
    "epoll_create1": Number(291, 20),
    "epoll_ctl": Number(233, 21),
    "epoll_pwait": Number(281, 22),
    "epoll_wait": Number(232, None),
    "eventfd2": Number(290, 19),
    "exit": Number(60, 93),
    "exit_group": Number(231, 94),
    "faccessat": Number(269, 48),
    "faccessat2": Number(439, 439),
    "fadvise64": Number(221, 223),
    "fstat": Number(5, 80),
    "futex": Number(202, 98),
    "get_robust_list": Number(274, 100),
    "getcpu": Number(309, 168),
    "getcwd": Number(79, 17),
    "getdents64": Number(217, 61),
    "getegid": Number(108, 177),
    "geteuid": Number(107, 175),
    "getgid": Number(104, 176),
    "getgroups": Number(115, 158),
    "getitimer": Number(36, 102),
    "getpid": Number(39, 172),
    "getppid": Number(110, 173),
    "getrandom": Number(318, 278),
    "getresgid": Number(120, 150),
    "getresuid": Number(118, 148),
    "getrlimit": Number(97, 163),
    "getrusage": Number(98, 165),
    "gettid": Number(186, 178),
    "gettimeofday": Number(96, 169),
    "getuid": Number(102, 174),
    "lseek": Number(8, 62),
    "lstat": Number(6, None),
    "madvise": Number(28, 233),
    "membarrier": Number(324, 283),
    "mincore": Number(27, 232),
    "mmap": Number(9, 222),
    "mprotect": Number(10, 226),
    "mremap": Number(25, 216),
    "msync": Number(26, 227),
    "munmap": Number(11, 215),
    "nanosleep": Number(35, 101),
    "newfstatat": Number(262, 79),
    "pipe": Number(22, None),
    "pipe2": Number(293, 59),
    "poll": Number(7, None),
    "ppoll": Number(271, 73),
    "pread64": Number(17, 67),
    "preadv": Number(295, 69),
    "pselect6": Number(270, 72),
    "read": Number(0, 63),
    "readlink": Number(89, None),
    "readlinkat": Number(267, 78),
    "readv": Number(19, 65),
    "recvfrom": Number(45, 207),
    "restart_syscall": Number(219, 128),
    "rseq": Number(334, 293),
    "rt_sigaction": Number(13, 134),
    "rt_sigprocmask": Number(14, 135),
    "rt_sigreturn": Number(15, 139),
    "sched_getaffinity": Number(204, 123),
    "sched_yield": Number(24, 124),
    "select": Number(23, None),
    "sendto": Number(44, 206),
    "set_robust_list": Number(273, 99),
    "set_tid_address": Number(218, 96),
    "setitimer": Number(38, 103),
    "shutdown": Number(48, 210),
    "sigaltstack": Number(131, 132),
    "stat": Number(4, None),
    "statx": Number(332, 291),
    "sysinfo": Number(99, 179),
    "time": Number(201, None),
    "times": Number(100, 153),
    "uname": Number(63, 160),
    "write": Number(1, 64),
    "writev": Number(20, 66),
}
"""Whatever their arguments. ``sendto`` and ``recvfrom`` reach nobody: no socket can be had but a pair of one's own."""

CLONE = Number(56, 220)
"""Threads only."""
CLONE3 = Number(435, 435)
"""Its arguments lie in memory, where a filter cannot look: *not implemented*, and the C library takes ``clone``."""
FCNTL = Number(72, 25)
IOCTL = Number(16, 29)
KILL = Number(62, 129)
"""Oneself only, as ``abort`` does it; so also the next."""
TGKILL = Number(234, 131)
OPEN = Number(2, None)
OPENAT = Number(257, 56)
PRCTL = Number(157, 167)
PRLIMIT = Number(302, 261)
SOCKETPAIR = Number(53, 199)
