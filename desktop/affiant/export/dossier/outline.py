"""The outline of many exhibits: groups of groups, never one long chain.

Some PDF libraries follow the chain of outline entries by recursion, and fail on some hundred of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from affiant.export.dossier.words import Words

GROUP = 25


def exhibit_level(count: int) -> int:
    """Level at which exhibits stand, below ``Exhibits`` and the groups that this many need."""
    level = 1
    while count > GROUP:
        count = -(-count // GROUP)
        level += 1
    return level


def outline_groups(exhibits: Sequence[str], words: Words) -> list[list[tuple[int, str]]]:
    """Return, for each exhibit, the levels and titles of the groups that begin with it, outermost first."""
    depth = exhibit_level(len(exhibits))
    found: list[list[tuple[int, str]]] = []
    for place in range(len(exhibits)):
        begun = [(0, words.exhibits)] if place == 0 else []
        for level in range(1, depth):
            size = GROUP ** (depth - level)
            if place % size == 0:
                last = exhibits[min(place + size, len(exhibits)) - 1]
                begun.append((level, words.exhibits_from_to.format(first=exhibits[place], last=last)))
        found.append(begun)
    return found
