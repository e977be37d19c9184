"""The vendored fonts: which face draws which piece of text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from affiant.core.errors import AffiantError
from affiant.export.text.untyped import HARFBUZZ

FILES = {
    "sans": "NotoSans_400Regular.ttf",
    "sans-bold": "NotoSans_700Bold.ttf",
    "mono": "NotoSansMono_400Regular.ttf",
    "nastaliq": "NotoNastaliqUrdu_400Regular.ttf",
    "naskh": "NotoNaskhArabic_400Regular.ttf",
    "naskh-bold": "NotoNaskhArabic_700Bold.ttf",
    "emoji": "NotoEmoji_400Regular.ttf",
}
"""Key of a face to its file in ``resources/fonts``."""

_TALL = frozenset(("nastaliq", "naskh", "naskh-bold"))
_LATIN_ASCENT, _LATIN_DESCENT = 0.95, 0.27
"""Per em; Latin line gaps come from the leading of the style, not from the face."""

_NEED_NO_GLYPH = frozenset("\u200c\u200d\ufe0e\ufe0f\u2066\u2067\u2068\u2069")
"""Joiners, variation selectors and isolates: shaped, never drawn."""
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
_URDU_ONLY = frozenset("ٹڈڑںےۓھہ")
_PASHTO_ONLY = frozenset("ټډړښږځڅڼېۍ")
_PERSIAN = frozenset("پچژگکی")


def is_arabic(character: str) -> bool:
    """Whether a character belongs to the Arabic script's blocks."""
    code = ord(character)
    return code >= 0x0600 and any(a <= code <= b for a, b in _ARABIC)


def arabic_language(text: str) -> str:
    """Guess the language of Arabic-script text from letters that only one of them uses: ps, ur, fa or ar.

    It chooses letter forms and the style of writing only, and is never printed.
    """
    letters = frozenset(text)
    if letters & _PASHTO_ONLY:
        return "ps"
    if letters & _URDU_ONLY:
        return "ur"
    return "fa" if letters & _PERSIAN else "ar"


@dataclass(eq=False)
class FontFace:
    """One font file, read once."""

    key: str
    data: bytes

    @cached_property
    def face(self) -> Any:
        """HarfBuzz' face."""
        return HARFBUZZ.Face(self.data)

    @cached_property
    def font(self) -> Any:
        """HarfBuzz' font, at one unit per design unit."""
        return HARFBUZZ.Font(self.face)

    @cached_property
    def units_per_em(self) -> int:
        """Design units per em."""
        return int(self.face.upem)

    @cached_property
    def coverage(self) -> frozenset[int]:
        """Code points that have a glyph."""
        return frozenset(self.face.unicodes)

    @cached_property
    def ascent(self) -> float:
        """Room above the baseline that a line needs, per em."""
        if self.key not in _TALL:
            return _LATIN_ASCENT
        return float(self.font.get_font_extents("ltr").ascender) / self.units_per_em

    @cached_property
    def descent(self) -> float:
        """Room below the baseline that a line needs, per em."""
        if self.key not in _TALL:
            return _LATIN_DESCENT
        return -float(self.font.get_font_extents("ltr").descender) / self.units_per_em

    def covers(self, character: str) -> bool:
        """Whether the face can draw a character, or need not."""
        return ord(character) in self.coverage or character in _NEED_NO_GLYPH

    def covers_all(self, text: str) -> bool:
        """Whether the face can draw a whole grapheme."""
        return all(self.covers(character) for character in text)

    def advance(self, glyph: int) -> int:
        """Nominal advance of a glyph, in design units."""
        return int(self.font.get_glyph_h_advance(glyph))


class FontSet:
    """The faces of a document, by key."""

    def __init__(self, folder: Path) -> None:
        """Read the fonts.

        Raises:
            AffiantError: a font file cannot be read (``installation-damaged``).
        """
        self.faces: dict[str, FontFace] = {}
        for key, name in FILES.items():
            try:
                self.faces[key] = FontFace(key, (folder / name).read_bytes())
            except OSError as wrong:
                raise AffiantError(
                    "installation-damaged",
                    "A font of this program cannot be read",
                    subject=str(folder / name),
                    safe="Nothing in the case was touched.",
                    remedy="Install the program again.",
                ) from wrong

    def candidates(self, character: str, family: str, arabic: str) -> list[FontFace]:
        """Faces to try for a grapheme, best first.

        Args:
            character: its first character.
            family: ``sans``, ``sans-bold`` or ``mono``: face for what no other face is better at.
            arabic: ``nastaliq``, ``naskh`` or ``naskh-bold``: face for Arabic script.
        """
        keys = [arabic, "naskh", family] if is_arabic(character) else [family, "sans", arabic, "naskh", "emoji"]
        return [self.faces[key] for key in dict.fromkeys(keys)]


def fonts_folder() -> Path:
    """Where the vendored fonts lie: in the installed package, or in the source tree."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "_resources" / "fonts"
    return installed if installed.is_dir() else package.parents[1] / "resources" / "fonts"
