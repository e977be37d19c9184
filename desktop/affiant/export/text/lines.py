"""Line breaking, on the logical text, before any reordering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from affiant.export.text.itemise import Itemised, Run
from affiant.export.text.shape import Shaper

_OPPORTUNITY = regex.compile(
    r"(?<=\s)(?=\S)|(?<=[\-\u2010\u2013\u2014/?&=_.,])(?=[\p{L}\p{N}\u2066-\u2069])"
    r"|(?<=[\p{Han}\p{Hiragana}\p{Katakana}])(?=[\p{Han}\p{Hiragana}\p{Katakana}])|(?<=\S)(?=<U\+)"
)
"""Where a line may end: behind white space, behind the signs at which addresses and compounds part, between
ideographs, before a printed code point."""
_BETWEEN_DIGITS = regex.compile(r"\d[.,/\-]\d")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: ``text[start:end]``, trailing white space included."""

    start: int
    end: int
    ascent: float
    """Points above the baseline that its faces need."""
    descent: float


def advances(itemised: Itemised, shaper: Shaper, size: float) -> list[float]:
    """Width in points that each character adds to its line; a cluster's width stands at its first character."""
    widths = [0.0] * len(itemised.text)
    for run in itemised.runs:
        scale = size / run.face.units_per_em
        for cluster in shaper.shape(
            run.face,
            itemised.text,
            run.start,
            run.end,
            right_to_left=bool(run.level & 1),
            language=itemised.language,
        ):
            widths[run.start + cluster.start] += cluster.advance * scale
    return widths


def break_lines(itemised: Itemised, widths: Sequence[float], available: float, size: float) -> list[Line]:
    """Fill lines greedily; a word that is wider than a line is cut between graphemes.

    Args:
        itemised: the paragraph.
        widths: of `advances`.
        available: width of a line in points.
        size: of the type, in points.
    """
    text = itemised.text
    if not text:
        return [Line(0, 0, 0.0, 0.0)]
    ends = [
        found.start()
        for found in _OPPORTUNITY.finditer(text)
        if found.start() and not _BETWEEN_DIGITS.match(text, found.start() - 2)
    ]
    ends.append(len(text))
    up_to = list(accumulate(widths, initial=0.0))
    lines: list[Line] = []
    start = chosen = grapheme = 0
    while start < len(text):
        best = start
        while chosen < len(ends):
            visible_end = ends[chosen]
            while visible_end > start and text[visible_end - 1].isspace():
                visible_end -= 1
            if up_to[visible_end] - up_to[start] > available + 0.01:
                break
            best = ends[chosen]
            chosen += 1
        if best == start:
            while itemised.graphemes[grapheme] <= start:
                grapheme += 1
            best = itemised.graphemes[grapheme]
            while grapheme < len(itemised.graphemes):
                place = itemised.graphemes[grapheme]
                if up_to[place] - up_to[start] > available or (chosen < len(ends) and place >= ends[chosen]):
                    break
                best = place
                grapheme += 1
        lines.append(_line(itemised.runs, start, best, size))
        start = best
    return lines


def _line(runs: Sequence[Run], start: int, end: int, size: float) -> Line:
    faces = {run.face for run in runs if run.start < end and run.end > start}
    ascent = max((face.ascent for face in faces), default=0.0)
    descent = max((face.descent for face in faces), default=0.0)
    return Line(start, end, ascent * size, descent * size)
