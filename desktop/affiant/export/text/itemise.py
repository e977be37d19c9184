"""From text of any origin to runs that can be shaped: one face and one level each.

Nothing of the text is lost on the way: what is invisible is made visible (`core.names.visible`), and what no
face can draw stands as its code point, ``<U+1F9FF>``, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from affiant.core.names import visible
from affiant.export.text import bidi
from affiant.export.text.font import FontFace, FontSet, arabic_language, is_arabic

MAX_MARKS = 6
"""Combining marks on one letter; the next ones are printed as code points, so that they cannot bury other lines."""
MAX_GRAPHEME = 24
"""Characters that no line break may separate."""

_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})|[0-9#*]\uFE0F?\u20E3"
    r"|\p{Regional_Indicator}{2}|\p{Extended_Pictographic}.*\u200d"
)
_MARK = regex.compile(r"\p{M}")
_KEEP_TOGETHER = re.compile(
    r"(?:https?|HTTPS?)://\S+|[@#][\w.]+|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}(?:T[\d:.]+Z?)?|\d{1,2}(?::\d{2})+|(?:<U\+[0-9A-F]{4,6}>)+"
)
"""Handles, tags, addresses, dates, times and code points: the bidirectional algorithm must not take them apart."""
_FIRST_STRONG_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_CONTROLS = frozenset("\u2066\u2067\u2068\u2069")
_MAYBE_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line that is shaped in one go."""

    start: int
    end: int
    face: FontFace
    level: int


@dataclass(frozen=True, slots=True)
class Itemised:
    """One paragraph, ready to be shaped."""

    text: str
    """What is printed, with our isolates in it."""
    bidi: bidi.Paragraph
    graphemes: list[int]
    """Start of each grapheme, and the end of the text."""
    runs: list[Run]
    language: str
    """Of its Arabic script."""


def itemise(
    text: str, fonts: FontSet, family: str, base: int | None, missing: set[int], arabic: str | None = None
) -> Itemised:
    """Cut one paragraph into runs.

    Args:
        text: without newlines; anything else is allowed.
        fonts: the faces.
        family: face for Latin script.
        base: 0 or 1 for a known direction, None for that of the first strong character.
        missing: receives the code points that no face has.
        arabic: face for Arabic script, or None to choose by the language of the text.
    """
    shown = visible(text)
    language = arabic_language(shown)
    if arabic is None:
        arabic = "naskh-bold" if family == "sans-bold" else "nastaliq" if language == "ur" else "naskh"
    plain = shown.isascii()
    if not plain:
        shown = "".join(_drawable(piece, fonts, family, arabic, missing) for piece in _GRAPHEME.findall(shown))
    if base == 1 or (not plain and _MAYBE_RIGHT.search(shown)):
        shown = _KEEP_TOGETHER.sub(lambda found: _FIRST_STRONG_ISOLATE + found[0] + _END_ISOLATE, shown)
    paragraph = bidi.resolve(shown, base)
    runs: list[Run] = []
    starts: list[int] = []
    place = 0
    previous: FontFace | None = None
    pieces: Iterator[str] = iter(shown) if plain else _graphemes(shown)
    for piece in pieces:
        start, place = place, place + len(piece)
        starts.append(start)
        if piece in _CONTROLS:
            previous = None
            continue
        face = _face(piece, fonts, family, arabic, previous)
        level = paragraph.levels[start]
        last = runs[-1] if runs else None
        if (
            last
            and last.end == start
            and last.face is face
            and last.level == level
            and _alike(shown, last.start, piece)
        ):
            runs[-1] = Run(last.start, place, face, level)
        else:
            runs.append(Run(start, place, face, level))
        previous = face
    return Itemised(shown, paragraph, [*starts, place], runs, language)


def _graphemes(text: str) -> Iterator[str]:
    """User-perceived characters (UAX #29), cut where one is longer than a line should hold together."""
    for found in _GRAPHEME.finditer(text):
        piece = found[0]
        for start in range(0, len(piece), MAX_GRAPHEME):
            yield piece[start : start + MAX_GRAPHEME]


def _drawable(piece: str, fonts: FontSet, family: str, arabic: str, missing: set[int]) -> str:
    """Return the grapheme, with what cannot be drawn as code points."""
    marks = 0
    kept = ""
    crowd = ""
    for character in piece:
        marks += bool(_MARK.match(character))
        if marks > MAX_MARKS:
            crowd += _code_point(character)
        else:
            kept += character
    faces = fonts.candidates(kept[0], family, arabic)
    if _EMOJI.match(kept):
        faces.insert(0, fonts.faces["emoji"])
    if any(face.covers_all(kept) for face in faces):
        return kept + crowd
    best = next((face for face in faces if face.covers(kept[0])), None)
    shown = ""
    for character in kept:
        if best and best.covers(character):
            shown += character
        else:
            shown += _code_point(character)
            if not any(face.covers(character) for face in fonts.faces.values()):
                missing.add(ord(character))
    return shown + crowd


def _code_point(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _face(piece: str, fonts: FontSet, family: str, arabic: str, previous: FontFace | None) -> FontFace:
    if piece.isspace() and previous is not None and previous.key != "emoji" and previous.covers_all(piece):
        return previous
    if piece.isascii():
        return fonts.faces[family]
    if _EMOJI.match(piece) and fonts.faces["emoji"].covers_all(piece):
        return fonts.faces["emoji"]
    faces = fonts.candidates(piece[0], family, arabic)
    return next((face for face in faces if face.covers_all(piece)), fonts.faces[family])


def _alike(text: str, start: int, piece: str) -> bool:
    """Whether a grapheme has the script of the run: one run, one script, as shaping needs it."""
    return _script(text[start]) == _script(piece[0]) or not piece[0].isalpha() or not text[start].isalpha()


def _script(character: str) -> str:
    code = ord(character)
    return "deva" if 0x0900 <= code <= 0x097F else "arab" if is_arabic(character) else "other"
