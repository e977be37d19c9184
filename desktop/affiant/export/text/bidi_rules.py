"""The rules of the bidirectional algorithm that work on one isolating run sequence (UAX #9, W1 to N2).

Each takes the classes of the sequence as a list and changes them in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from affiant.export.text.bidi_classes import CLOSING, CLOSING_OF, ISOLATES, NEUTRAL, STRONG, canonical_bracket

MAX_OPEN_BRACKETS = 63


def weak(types: list[str], start: str) -> None:
    """W1 to W7."""
    before, strong = start, start
    for index, kind in enumerate(types):
        if kind == "NSM":
            kind = "ON" if before in ISOLATES or before == "PDI" else before  # noqa: PLW2901 - W1 renames the class
        before = kind
        if kind in STRONG:
            strong = kind
        types[index] = "AN" if kind == "EN" and strong == "AL" else kind
    for index, kind in enumerate(types):
        if kind == "AL":
            types[index] = "R"
    for index in range(1, len(types) - 1):
        left, kind, right = types[index - 1], types[index], types[index + 1]
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in ("EN", "AN"))):
            types[index] = left
    index = 0
    while index < len(types):
        stop = index
        while stop < len(types) and types[stop] == "ET":
            stop += 1
        touches = (index > 0 and types[index - 1] == "EN") or (stop < len(types) and types[stop] == "EN")
        if stop > index and touches:
            types[index:stop] = ["EN"] * (stop - index)
        index = max(stop, index + 1)
    strong = start
    for index, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):
            types[index] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def _direction(kind: str) -> str | None:
    """Strong direction of a class for N0 to N2: numbers count as R."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else None


def brackets(types: list[str], text: Sequence[str], original: Sequence[str], start: str, embedding: str) -> None:
    """N0: bracket pairs take the direction of what they hold, or of what stands before."""
    for first, last in _bracket_pairs(types, text):
        inside = {_direction(types[index]) for index in range(first + 1, last)} - {None}
        if not inside:
            continue
        if embedding in inside:
            chosen = embedding
        else:
            before = (_direction(types[index]) for index in range(first - 1, -1, -1))
            chosen = next((found for found in before if found), start)
        for place in (first, last):
            types[place] = chosen
            follow = place + 1
            while follow < len(types) and original[follow] == "NSM":
                types[follow] = chosen
                follow += 1


def _bracket_pairs(types: Sequence[str], text: Sequence[str]) -> list[tuple[int, int]]:
    """BD16."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if types[index] != "ON":
            continue
        if character in CLOSING_OF:
            if len(opened) == MAX_OPEN_BRACKETS:
                return []
            opened.append((canonical_bracket(CLOSING_OF[character]), index))
        elif character in CLOSING:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == canonical_bracket(character):
                    pairs.append((opened[depth][1], index))
                    del opened[depth:]
                    break
    return sorted(pairs)


def neutral(types: list[str], start: str, end: str, embedding: str) -> None:
    """N1 and N2."""
    index = 0
    while index < len(types):
        stop = index
        while stop < len(types) and types[stop] in NEUTRAL:
            stop += 1
        if stop > index:
            left = start if index == 0 else _direction(types[index - 1])
            right = end if stop == len(types) else _direction(types[stop])
            types[index:stop] = [left if left == right and left else embedding] * (stop - index)
        index = max(stop, index + 1)
