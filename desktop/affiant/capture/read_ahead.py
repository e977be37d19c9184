"""Lets the disk fetch the next files while the one before is hashed; on a cold disk this halves the waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from affiant.capture.source import Found, Problem

AHEAD = 4
"""Files that are announced before they are read."""


def read_ahead(found: Iterator[Found]) -> Iterator[Found]:
    """Pass on what a source finds, in the same order, with the next few files announced to the system.

    Args:
        found: see `Source.found`; it is asked a few files earlier than it would be otherwise.
    """
    waiting: deque[Found] = deque()
    for one in found:
        if not isinstance(one, Problem):
            one.announce()
        waiting.append(one)
        if len(waiting) > AHEAD:
            yield waiting.popleft()
    yield from waiting
