"""Limits that the verifier sets on its own process before it reads a foreign byte."""

from __future__ import annotations

try:
    import resource
except ImportError:  # Windows has no such limits; the parsers' own bounds remain.
    HAVE_LIMITS = False
else:
    HAVE_LIMITS = True

MEMORY_BYTES = 2 << 30
OPEN_FILES = 64


def limit_this_process() -> None:
    """Bound memory and open files, and write no core dump. A limit that is lower already stays."""
    if not HAVE_LIMITS:
        return
    for name, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        soft, hard = resource.getrlimit(name)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        if soft == resource.RLIM_INFINITY or soft > ceiling:
            resource.setrlimit(name, (ceiling, hard))
