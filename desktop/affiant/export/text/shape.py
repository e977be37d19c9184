"""Shaping: from runs of text to clusters of positioned glyphs, through HarfBuzz."""

from __future__ import annotations

from dataclasses import dataclass

from affiant.export.text.font import FontFace
from affiant.export.text.untyped import HARFBUZZ

CONTEXT = 8
"""Characters on both sides of a run that decide how its ends join."""
MAX_CACHED = 20_000

Glyphs = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The glyphs of a piece of text that cannot be told apart further."""

    start: int
    """Offset in the run."""
    end: int
    advance: int
    """Design units."""
    glyphs: Glyphs
    """(glyph id, x, y) in design units, from the origin of the cluster."""


class Shaper:
    """Shapes runs and remembers the short ones; one per document."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str, str, bool, str], tuple[Cluster, ...]] = {}

    def shape(
        self, face: FontFace, text: str, start: int, end: int, *, right_to_left: bool, language: str
    ) -> tuple[Cluster, ...]:
        """Shape ``text[start:end]`` with its surroundings.

        Args:
            face: draws all of it.
            text: the paragraph.
            start: first character.
            end: behind the last character.
            right_to_left: direction of the run.
            language: BCP 47 tag; always given, since HarfBuzz would else ask the machine's settings.

        Returns:
            Clusters in visual order, left to right.
        """
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        key = (face.key, before, text[start:end], after, right_to_left, language)
        found = self._known.get(key)
        if found is None:
            found = _shape(face, before, text[start:end], after, right_to_left, language)
            if len(self._known) >= MAX_CACHED:
                self._known.clear()
            self._known[key] = found
        return found


def _shape(
    face: FontFace, before: str, text: str, after: str, right_to_left: bool, language: str
) -> tuple[Cluster, ...]:
    buffer = HARFBUZZ.Buffer()
    buffer.cluster_level = HARFBUZZ.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_codepoints([ord(character) for character in before + text + after], len(before), len(text))
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = language
    buffer.guess_segment_properties()
    HARFBUZZ.shape(face.font, buffer, {"kern": True, "liga": True})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    offset = len(before)
    starts = sorted({info.cluster - offset for info in infos})
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    clusters: list[Cluster] = []
    index = 0
    while index < len(infos):
        start = infos[index].cluster - offset
        glyphs: list[tuple[int, int, int]] = []
        advance = 0
        while index < len(infos) and infos[index].cluster - offset == start:
            position = positions[index]
            glyphs.append((infos[index].codepoint, advance + position.x_offset, position.y_offset))
            advance += position.x_advance
            index += 1
        clusters.append(Cluster(start, end_of[start], advance, tuple(glyphs)))
    return tuple(clusters)
