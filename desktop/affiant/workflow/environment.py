"""The surroundings that every capture records: system, time zone, locale, and whether the machine was online."""

from __future__ import annotations

import locale
import platform
import time
from pathlib import Path
from typing import Any

_ROUTES = (Path("/proc/net/route"), Path("/proc/net/ipv6_route"))


def environment() -> dict[str, Any]:
    """Look around, without opening a socket; see `event_types.CAPTURE_ADDED`."""
    return {
        "locale": locale.setlocale(locale.LC_CTYPE) or "C",
        "online": online(_ROUTES),
        "os": _system(),
        "time_zone": time.tzname[time.localtime().tm_isdst > 0],
    }


def _system() -> str:
    """Name and version; not the build of the kernel, which says more of the machine than anybody needs."""
    if platform.system() != "Linux":
        return platform.platform(terse=True)
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        name = "Linux"
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{name}, kernel {kernel}, {platform.machine()}"


def online(routes: tuple[Path, ...]) -> str:
    """Whether the machine has a way to a network, by the kernel's own tables of routes.

    Args:
        routes: the tables of IPv4 and IPv6 (``/proc/net/route``, ``/proc/net/ipv6_route``).

    Returns:
        ``yes``: there is a default route, which does not say that anybody answers; ``no``: there is none;
        ``unknown``: this system does not tell without being asked over a socket.
    """
    seen = False
    for table in routes:
        try:
            lines = table.read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            continue
        seen = True
        for line in lines:
            fields = line.split()
            if len(fields) == 11 and fields[1] == fields[7] == "00000000":
                return "yes"
            if len(fields) == 10 and fields[0] == "0" * 32 and fields[1] == "00" and fields[9] != "lo":
                return "yes"
    return "no" if seen else "unknown"
