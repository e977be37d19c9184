"""Who listens, as the kernel's own tables tell."""

import os
import re
from pathlib import Path

_LISTEN = "0A"
_SOCKET = re.compile(r"socket:\[(\d+)\]")


def listening_sockets(processes: list[int]) -> list[str]:
    """The local address of every TCP socket in state LISTEN, and of every bound UDP socket, of these processes."""
    held = {inode for process in processes for inode in _inodes(process)}
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in held and (fields[3] == _LISTEN or table.startswith("udp")):
                found.append(f"{table} {fields[1]}")
    return found


def _inodes(process: int) -> list[str]:
    found = []
    try:
        for name in os.listdir(f"/proc/{process}/fd"):
            try:
                match = _SOCKET.fullmatch(os.readlink(f"/proc/{process}/fd/{name}"))
            except OSError:
                continue
            if match:
                found.append(match[1])
    except OSError:
        return []
    return found
