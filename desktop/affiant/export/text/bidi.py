"""The Unicode Bidirectional Algorithm (UAX #9, revision 46), isolates and bracket pairs included.

`resolve` gives a level to every character of a paragraph (rules P2 to I2), `line_levels` applies L1 to one line,
`visual_order` applies L2. Mirrored glyphs (L4) are left to the shaper, combining marks (L3) as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from affiant.export.text.bidi_classes import (
    EMBEDDINGS,
    ISOLATES,
    REMOVED,
    STRONG,
    bidi_class,
)
from affiant.export.text.bidi_rules import brackets, neutral, weak

MAX_DEPTH = 125
_RIGHT_STARTS = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"))
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Levels of one paragraph."""

    base: int
    """0 left-to-right, 1 right-to-left."""
    levels: list[int]
    """Per character; one that X9 removes has the level of the character before it."""


def first_strong(classes: Sequence[str], start: int, end: int) -> int | None:
    """Level that the first strong character outside isolates asks for (P2, P3), or None."""
    depth = 0
    for index in range(start, end):
        kind = classes[index]
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in STRONG:
            return 0 if kind == "L" else 1
    return None


def resolve(text: str, base: int | None = None) -> Paragraph:
    """Resolve the levels of one paragraph.

    Args:
        text: without a paragraph separator, except at its end.
        base: level of the paragraph, or None for that of the first strong character.
    """
    classes = [bidi_class(character) for character in text]
    if base is None:
        base = first_strong(classes, 0, len(classes)) or 0
    if base == 0 and not any(kind in _RIGHT_STARTS for kind in classes):
        return Paragraph(0, [0] * len(text))
    partner = _matching_isolates(classes)
    levels, kinds = _explicit(classes, partner, base)
    kept = [index for index in range(len(text)) if classes[index] not in REMOVED]
    resolved = levels[:]
    for sequence in _isolating_runs(classes, levels, kept, partner):
        _resolve_sequence(text, classes, kinds, levels, kept, partner, base, sequence, resolved)
    before = base
    for index, kind in enumerate(classes):
        if kind in REMOVED:
            resolved[index] = before
        before = resolved[index]
    return Paragraph(base, resolved)


def _matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """BD9: isolate initiator to its PDI."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATES:
            opened.append(index)
        elif kind == "PDI" and opened:
            partner[opened.pop()] = index
    return partner


def _explicit(classes: Sequence[str], partner: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    """X1 to X8: explicit levels, and classes after overrides."""
    levels, kinds = [base] * len(classes), list(classes)
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]  # level, override, opened by an isolate
    over_isolates = over_embeddings = valid_isolates = 0
    for index, kind in enumerate(classes):
        level, override, isolate = stack[-1]
        levels[index] = level
        if kind in EMBEDDINGS:
            deeper = _next_odd(level) if kind in ("RLE", "RLO") else _next_even(level)
            if deeper <= MAX_DEPTH and not over_isolates and not over_embeddings:
                stack.append((deeper, {"RLO": "R", "LRO": "L"}.get(kind), False))
            elif not over_isolates:
                over_embeddings += 1
        elif kind in ISOLATES:
            kinds[index] = override or kind
            right = kind == "RLI" or (
                kind == "FSI" and first_strong(classes, index + 1, partner.get(index, len(classes))) == 1
            )
            deeper = _next_odd(level) if right else _next_even(level)
            if deeper <= MAX_DEPTH and not over_isolates and not over_embeddings:
                valid_isolates += 1
                stack.append((deeper, None, True))
            else:
                over_isolates += 1
        elif kind == "PDI":
            if over_isolates:
                over_isolates -= 1
            elif valid_isolates:
                over_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, _ = stack[-1]
            levels[index], kinds[index] = level, override or kind
        elif kind == "PDF":
            if not over_isolates and over_embeddings:
                over_embeddings -= 1
            elif not over_isolates and not isolate and len(stack) > 1:
                stack.pop()
            levels[index] = stack[-1][0]
        elif kind == "B":
            levels[index] = base
        elif kind != "BN":
            kinds[index] = override or kind
    return levels, kinds


def _next_odd(level: int) -> int:
    return (level + 1) | 1


def _next_even(level: int) -> int:
    return (level + 2) & ~1


def _isolating_runs(
    classes: Sequence[str], levels: Sequence[int], kept: Sequence[int], partner: dict[int, int]
) -> list[list[int]]:
    """X10, BD13: isolating run sequences as lists of indexes."""
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    starting_at = {run[0]: run for run in runs}
    closers = frozenset(partner.values())
    sequences = []
    for run in runs:
        if run[0] in closers and classes[run[0]] == "PDI":
            continue
        sequence = list(run)
        while classes[sequence[-1]] in ISOLATES and sequence[-1] in partner:
            sequence += starting_at[partner[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _resolve_sequence(
    text: str,
    classes: Sequence[str],
    kinds: Sequence[str],
    levels: Sequence[int],
    kept: Sequence[int],
    partner: dict[int, int],
    base: int,
    sequence: list[int],
    resolved: list[int],
) -> None:
    """W1 to I2 for one isolating run sequence; writes into `resolved`."""
    level = levels[sequence[0]]
    place = _place(kept, sequence[0])
    before = levels[kept[place - 1]] if place else base
    place = _place(kept, sequence[-1])
    unmatched = classes[sequence[-1]] in ISOLATES and sequence[-1] not in partner
    after = base if unmatched or place + 1 == len(kept) else levels[kept[place + 1]]
    start = "R" if max(level, before) & 1 else "L"
    end = "R" if max(level, after) & 1 else "L"
    embedding = "R" if level & 1 else "L"
    types = [kinds[index] for index in sequence]
    weak(types, start)
    brackets(types, [text[index] for index in sequence], [classes[index] for index in sequence], start, embedding)
    neutral(types, start, end, embedding)
    for kind, index in zip(types, sequence, strict=True):
        if level & 1:
            resolved[index] = level + 1 if kind in ("L", "EN", "AN") else level
        else:
            resolved[index] = level + 1 if kind == "R" else level + 2 if kind in ("AN", "EN") else level


def _place(kept: Sequence[int], index: int) -> int:
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high) // 2
        if kept[middle] < index:
            low = middle + 1
        else:
            high = middle
    return low


def line_levels(text: str, paragraph: Paragraph, start: int, end: int) -> list[int]:
    """Levels of the line ``text[start:end]``: separators and white space at its end take the base level (L1)."""
    levels = paragraph.levels[start:end]
    trailing = True
    for index in range(end - 1, start - 1, -1):
        kind = bidi_class(text[index])
        if kind in ("S", "B"):
            levels[index - start], trailing = paragraph.base, True
        elif kind in ("WS", "FSI", "LRI", "RLI", "PDI") or kind in REMOVED:
            if trailing:
                levels[index - start] = paragraph.base
        else:
            trailing = False
    return levels


def visual_order(runs: Sequence[tuple[int, _T]]) -> list[tuple[int, _T]]:
    """Reorder runs of (level, anything) from logical to visual order, left to right (L2)."""
    ordered = list(runs)
    highest = max((level for level, _ in ordered), default=0)
    lowest_odd = min((level for level, _ in ordered if level & 1), default=highest + 1)
    for at_least in range(highest, lowest_odd - 1, -1):
        index = 0
        while index < len(ordered):
            stop = index
            while stop < len(ordered) and ordered[stop][0] >= at_least:
                stop += 1
            ordered[index:stop] = ordered[index:stop][::-1]
            index = max(stop, index + 1)
    return ordered
