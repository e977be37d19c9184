"""A worker program that misbehaves on request; started by path, as a child."""

from __future__ import annotations

import ctypes
import fcntl
import functools
import os
import resource
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from affiant.confined import isolation
from affiant.confined.child import serve


def answer(request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    what = request["do"]
    if what == "echo":
        return {"said": request["say"], "pid": os.getpid()}, bytes(request.get("payload", 0))
    if what == "die":
        os._exit(3)
    if what == "raise":
        raise ValueError("a bug in a parser")
    if what == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "sleep":
        time.sleep(60)
    if what == "burn":
        while True:
            pass
    if what == "print":
        os.write(1, b"this is no frame")
        print("nor is this")  # noqa: T201
        return {"said": "quiet"}, b""
    if what == "garbage":
        _raw(struct.pack(">II", 5, 0) + b"nope!")
        time.sleep(60)
    if what == "flood":
        _raw(struct.pack(">II", 0xFFFFFFFF, 0))
        time.sleep(60)
    if what == "half":
        _raw(struct.pack(">II", 500, 0) + b"{")
        os._exit(0)
    if what == "eat":
        try:
            held = bytearray(request["bytes"])
        except MemoryError:
            return {"said": "refused"}, b""
        return {"said": f"got {len(held)}"}, b""
    if what == "write":
        return _tried(lambda: Path(request["path"]).write_bytes(b"x"))
    if what == "open many":
        return _tried(lambda: [os.open(os.devnull, os.O_RDONLY) for _ in range(100)])
    if what == "call":
        return _tried(lambda: socket.create_connection(("127.0.0.1", request["port"]), 2))
    if what == "send":
        return _tried(lambda: _send(request["port"]))
    if what in FORBIDDEN:
        return _tried(FORBIDDEN[what])
    if what == "status":
        return {"said": Path("/proc/self/status").read_text()}, b""
    if what == "erase":
        return _tried(lambda: Path(request["path"]).unlink())
    if what == "threads":
        with ThreadPoolExecutor(4) as threads:
            return {"said": sum(threads.map(len, ["ab"] * 50))}, b""
    if what == "wake":
        return _tried(_wake)
    if what == "environment":
        return {"said": sorted(os.environ), "directory": str(Path.cwd())}, b""
    raise AssertionError(what)


def _send(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outgoing:
        outgoing.sendto(b"x", ("127.0.0.1", port))


def _wake() -> None:
    one, other = socket.socketpair()
    one.send(b"x")
    if other.recv(1) != b"x":
        raise OSError("lost")


def _start_program() -> None:
    child = os.posix_spawn("/bin/true", ["/bin/true"], {})
    os.waitpid(child, 0)


def _become_program() -> None:
    os.execv("/bin/true", ["/bin/true"])  # refused, or the worker is gone and the test fails


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _trace_parent() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, os.getppid(), None, None) != 0:
        raise OSError(ctypes.get_errno(), "refused")


def _mount() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", b"/proc", b"tmpfs", 0, None) != 0:
        raise OSError(ctypes.get_errno(), "refused")


def _raw_call(name: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(*RAW_CALLS[name]) == -1:
        raise OSError(ctypes.get_errno(), "refused")


RAW_CALLS: Mapping[str, tuple[int, ...]] = {
    "io_uring": (425, 8, 0),
    "open_by_structure": (437, -100, 0, 0, 24),
    "clone3": (435, 0, 0),
    "x32": (0x40000000 + 39,),
    "younger than the table": (1000,),
}

FORBIDDEN: Mapping[str, Callable[[], Any]] = {
    "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
    "socket-6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close(),
    "socket-local": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close(),
    "socket-pair-of-datagrams": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM),
    "start program": _start_program,
    "become program": _become_program,
    "fork": _fork,
    "trace parent": _trace_parent,
    "mount": _mount,
    "signal parent": lambda: os.kill(os.getppid(), 0),
    "signal group": lambda: os.killpg(os.getpgid(os.getppid()), 0),
    "signals by descriptor": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid()),
    "file in memory": lambda: os.memfd_create("planted"),
    "make folder": lambda: Path("/planted").mkdir(),
    "lift memory": lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
    "limit parent": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1)),
    **{name: functools.partial(_raw_call, name) for name in RAW_CALLS},
}
"""Acts that a parser has no use for."""


def _tried(act: Any) -> tuple[dict[str, Any], bytes]:
    try:
        act()
    except (OSError, ValueError) as refused:
        return {"said": type(refused).__name__, "errno": getattr(refused, "errno", None)}, b""
    return {"said": "allowed"}, b""


def _raw(data: bytes) -> None:
    """Write past the frames: the pipe is the lowest descriptor that is a pipe and not standard error."""
    for one in range(3, 20):
        try:
            os.write(one, data)
        except OSError:
            continue
        return


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "never-ready":
        time.sleep(60)
    if "without-filter" in sys.argv:
        isolation.deny_needless_calls = lambda _kernel: False
    if "without-network-of-its-own" in sys.argv:
        isolation._leave_network = lambda _kernel: False
    if "without-landlock" in sys.argv:
        isolation._landlock = lambda _kernel: None
    serve(answer)
