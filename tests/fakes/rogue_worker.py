"""A worker program that misbehaves on request; started by path, as a child."""

from __future__ import annotations

import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outgoing:
            return _tried(lambda: outgoing.sendto(b"x", ("127.0.0.1", request["port"])))
    if what == "environment":
        return {"said": sorted(os.environ), "directory": str(Path.cwd())}, b""
    raise AssertionError(what)


def _tried(act: Any) -> tuple[dict[str, Any], bytes]:
    try:
        act()
    except OSError as refused:
        return {"said": type(refused).__name__}, b""
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
    serve(answer)
