"""One face as one document uses it: which character code of the PDF stands for which glyphs and which text.

A code (CID) is given to each pair of *geometry* and *source text*. That makes ToUnicode exact, so that what is
searched or copied is the text as written, in any script.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from affiant.export.text.font import FontFace
from affiant.export.text.shape import Glyphs

MAX_CODES = 50_000
"""Codes have 16 bits, and every baked cluster needs a glyph of its own."""


@dataclass(frozen=True, slots=True)
class Baked:
    """A cluster that becomes one glyph of the document's font."""

    advance: int
    """Design units."""
    glyphs: Glyphs


Drawn = int | Baked
"""A glyph of the face as it is, or a baked cluster."""


@dataclass(eq=False)
class DocumentFont:
    """Codes of one face in one document."""

    face: FontFace
    name: str
    """Resource name, e.g. ``T0``."""
    codes: dict[tuple[Drawn, str], int] = field(default_factory=dict)
    listed: list[tuple[Drawn, str]] = field(default_factory=lambda: [(0, "")])
    """Code to what it stands for; code 0 is the face's missing glyph and is never used."""

    @property
    def full(self) -> bool:
        """Whether a further font must be begun."""
        return len(self.listed) >= MAX_CODES

    def code(self, drawn: Drawn, text: str) -> int:
        """Code of a glyph or cluster that stands for a text."""
        key = (drawn, text)
        found = self.codes.get(key)
        if found is None:
            found = self.codes[key] = len(self.listed)
            self.listed.append(key)
        return found

    def width(self, drawn: Drawn) -> int:
        """Advance in design units."""
        return max(0, drawn.advance) if isinstance(drawn, Baked) else self.face.advance(drawn)
