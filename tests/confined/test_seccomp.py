"""The filter, run step by step by an interpreter of our own for both architectures, against the kernel's own tables."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from affiant.confined import seccomp, syscalls
from affiant.confined.syscalls import ARCHITECTURES

ALLOWED, REFUSED, UNKNOWN, KILLED = "allowed", "refused", "unknown", "killed"
OWN = 4711


def decide(machine: str, number: int, *arguments: int, audit: int | None = None) -> str:
    """Interpret the steps, as Linux would."""
    architecture = ARCHITECTURES[machine]
    words = {0: number, 4: architecture.audit if audit is None else audit}
    for place, value in enumerate((*arguments, 0, 0, 0, 0, 0, 0)[:6]):
        words[16 + 8 * place], words[20 + 8 * place] = value & 0xFFFFFFFF, value >> 32
    steps = seccomp.program(architecture, OWN)
    at, held = 0, 0
    while True:
        code, value, if_true, if_false = steps[at]
        at += 1
        if code == 0x20:
            held = words[value]
        elif code == 0x54:
            held &= value
        elif code == 0x06:
            return {
                0x7FFF0000: ALLOWED,
                0x50000 | errno.EPERM: REFUSED,
                0x50000 | errno.ENOSYS: UNKNOWN,
                0x80000000: KILLED,
            }[value]
        else:
            yes = {0x15: held == value, 0x25: held > value, 0x35: held >= value, 0x45: held & value != 0}[code]
            at += if_true if yes else if_false


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_exactly_the_named_calls_are_allowed(machine: str) -> None:
    column = ARCHITECTURES[machine].column
    named = {number[column] for number in syscalls.ALWAYS.values()} - {None}
    judged = {
        one[column]
        for one in (
            syscalls.CLONE,
            syscalls.FCNTL,
            syscalls.IOCTL,
            syscalls.KILL,
            syscalls.TGKILL,
            syscalls.OPEN,
            syscalls.OPENAT,
            syscalls.PRCTL,
            syscalls.PRLIMIT,
            syscalls.SOCKETPAIR,
        )
    }
    for number in set(range(syscalls.NEWEST + 1)) - judged - {syscalls.CLONE3[column]}:
        assert decide(machine, number) == (ALLOWED if number in named else REFUSED), number
    assert decide(machine, 435) == UNKNOWN
    assert decide(machine, syscalls.NEWEST + 1) == decide(machine, 0x40000000) == decide(machine, 2**32 - 1) == UNKNOWN


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_a_call_in_another_architectures_numbering_ends_the_process(machine: str) -> None:
    assert decide(machine, 1, audit=0x40000003) == KILLED


@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [
        ("CLONE", (0x3D0F00,), ALLOWED),
        ("CLONE", (17,), REFUSED),
        ("CLONE", (0x4111,), REFUSED),
        ("CLONE", (0x3D0F00 | 0x10000000,), REFUSED),
        ("OPENAT", (0, 0, os.O_RDONLY | os.O_CLOEXEC), ALLOWED),
        ("OPENAT", (0, 0, os.O_WRONLY), REFUSED),
        ("OPENAT", (0, 0, os.O_RDWR), REFUSED),
        ("OPENAT", (0, 0, os.O_RDONLY | os.O_CREAT), REFUSED),
        ("OPENAT", (0, 0, os.O_RDONLY | os.O_TRUNC), REFUSED),
        ("KILL", (OWN, 6), ALLOWED),
        ("KILL", (OWN + 1, 0), REFUSED),
        ("KILL", (2**32 - 1, 9), REFUSED),
        ("KILL", (0, 9), REFUSED),
        ("TGKILL", (OWN, OWN + 5, 6), ALLOWED),
        ("TGKILL", (1, 1, 9), REFUSED),
        ("FCNTL", (0, 3), ALLOWED),
        ("FCNTL", (0, 8), REFUSED),
        ("IOCTL", (0, 0x5401), ALLOWED),
        ("IOCTL", (0, 0x5412), REFUSED),
        ("PRCTL", (15,), ALLOWED),
        ("PRCTL", (4,), REFUSED),
        ("PRLIMIT", (0, 9, 0, 1), ALLOWED),
        ("PRLIMIT", (0, 0, 1, 0), ALLOWED),
        ("PRLIMIT", (0, 9, 1, 0), REFUSED),
        ("PRLIMIT", (0, 9, 1 << 32, 0), REFUSED),
        ("PRLIMIT", (1, 0, 1, 0), REFUSED),
        ("SOCKETPAIR", (1, 1 | 0o2004000), ALLOWED),
        ("SOCKETPAIR", (1, 2), REFUSED),
        ("SOCKETPAIR", (2, 1), REFUSED),
    ],
)
@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_arguments_decide(machine: str, call: str, arguments: tuple[int, ...], expected: str) -> None:
    number = getattr(syscalls, call)[ARCHITECTURES[machine].column]
    assert decide(machine, number, *arguments) == expected


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY])
def test_the_old_way_to_open_is_judged_too(flags: int) -> None:
    assert decide("x86_64", 2, 0, flags) == (REFUSED if flags else ALLOWED)


@pytest.mark.parametrize(
    ("machine", "header"),
    [("x86_64", "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "/usr/include/asm-generic/unistd.h")],
)
def test_the_numbers_are_those_of_the_kernels_headers(machine: str, header: str) -> None:
    if not Path(header).is_file():
        pytest.skip("the kernel's headers are not installed")
    text = Path(header).read_text()
    known = {name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}
    column = ARCHITECTURES[machine].column
    if machine == "aarch64":
        known["newfstatat"] = known["fstatat"]
    singles = {
        "clone": syscalls.CLONE,
        "clone3": syscalls.CLONE3,
        "fcntl": syscalls.FCNTL,
        "ioctl": syscalls.IOCTL,
        "kill": syscalls.KILL,
        "openat": syscalls.OPENAT,
        "prctl": syscalls.PRCTL,
        "prlimit64": syscalls.PRLIMIT,
        "socketpair": syscalls.SOCKETPAIR,
        "tgkill": syscalls.TGKILL,
    }
    for name, number in {**syscalls.ALWAYS, **singles}.items():
        if number[column] is not None:
            assert known[name] == number[column], name


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_every_jump_lands_inside_of_the_program(machine: str) -> None:
    steps = seccomp.program(ARCHITECTURES[machine], OWN)
    assert len(steps) < 4096
    assert steps[-1].code == 0x06
    for at, one in enumerate(steps):
        assert at + 1 + max(one.if_true, one.if_false) < len(steps) + (one.code == 0x06)
        assert max(one.if_true, one.if_false) < 256
