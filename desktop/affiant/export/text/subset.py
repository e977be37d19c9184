"""Embedding: the glyphs that a document uses, as a TrueType subset behind a composite PDF font (PDF 32000, 9.7)."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from affiant.export.text.document_font import Baked, DocumentFont
from affiant.export.text.untyped import FONT_TABLES, GLYPH_TABLE, PDF, SUBSET

_LAYOUT = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern")
_DROPPED = (
    *("cmap", "name", "post", "OS/2", "meta", "DSIG", "gasp", "STAT", "HVAR", "MVAR", "avar", "fvar", "gvar"),
    *("vmtx", "vhea", "VORG", "CBDT", "CBLC", "COLR", "CPAL"),
)
"""Tables that a PDF font program does without; shaping is done already."""
_ROUND_OFFSETS = 0x0004
_OFFSETS_ARE_XY = 0x0002
_SYMBOLIC = 4


def embed(document: Any, font: DocumentFont) -> None:
    """Add the font's objects to the PDF under its resource name.

    Args:
        document: reportlab's `PDFDocument`, about to be saved.
        font: all codes that the pages use.
    """
    program, glyph_of, box = _program(font)
    tag = "".join(string.ascii_uppercase[byte % 26] for byte in hashlib.sha256(program).digest()[:6])
    name = f"{tag}+{_postscript_name(font)}"
    scale = 1000 / font.face.units_per_em
    to_glyph = b"".join(glyph_of[drawn].to_bytes(2, "big") for drawn, _ in font.listed)
    widths = [round(font.width(drawn) * scale, 3) for drawn, _ in font.listed]
    pdf_name, dictionary, reference = PDF.PDFName, PDF.PDFDictionary, document.Reference
    descriptor = dictionary(
        {
            "Type": pdf_name("FontDescriptor"),
            "FontName": pdf_name(name),
            "Flags": _SYMBOLIC,
            "FontBBox": PDF.PDFArray([round(side * scale) for side in box]),
            "ItalicAngle": 0,
            "Ascent": round(font.face.ascent * 1000),
            "Descent": -round(font.face.descent * 1000),
            "CapHeight": 700,
            "StemV": 80,
            "FontFile2": reference(_stream(program, Length1=len(program))),
        }
    )
    descendant = dictionary(
        {
            "Type": pdf_name("Font"),
            "Subtype": pdf_name("CIDFontType2"),
            "BaseFont": pdf_name(name),
            "CIDSystemInfo": dictionary(
                {
                    "Registry": PDF.PDFString("Adobe"),
                    "Ordering": PDF.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": reference(descriptor),
            "CIDToGIDMap": reference(_stream(to_glyph)),
            "DW": 0,
            "W": PDF.PDFArray([0, PDF.PDFArray(widths)]),
        }
    )
    composite = dictionary(
        {
            "Type": pdf_name("Font"),
            "Subtype": pdf_name("Type0"),
            "BaseFont": pdf_name(name),
            "Encoding": pdf_name("Identity-H"),
            "DescendantFonts": PDF.PDFArray([reference(descendant)]),
            "ToUnicode": reference(_stream(_to_unicode(font))),
        }
    )
    document.idToObject["BasicFonts"].dict[font.name] = reference(composite, font.name)


def _stream(data: bytes, **keys: int) -> Any:
    stream = PDF.PDFStream(content=data, filters=[PDF.PDFZCompress])
    for key, value in keys.items():
        stream.dictionary[key] = value
    return stream


def _postscript_name(font: DocumentFont) -> str:
    with FONT_TABLES.TTFont(BytesIO(font.face.data), lazy=True) as source:
        return str(source["name"].getDebugName(6) or font.face.key)


def _program(font: DocumentFont) -> tuple[bytes, dict[int | Baked, int], tuple[int, int, int, int]]:
    """Subset the face and bake clusters of several glyphs into composite glyphs.

    Returns:
        The TrueType file, the new glyph id of each thing drawn, and the font's bounding box in design units.
    """
    drawn = dict.fromkeys(what for what, _ in font.listed)
    glyph_ids = {0, *_glyphs(drawn)}
    with FONT_TABLES.TTFont(BytesIO(font.face.data), recalcTimestamp=False) as source:
        old_names = source.getGlyphOrder()
        for table in _LAYOUT:
            if table in source:
                del source[table]  # the subsetter would parse them before it drops them
        options = SUBSET.Options(
            layout_features=[],
            notdef_outline=True,
            glyph_names=False,
            hinting=False,
            legacy_cmap=False,
            recalc_timestamp=False,
            prune_unicode_ranges=False,
            recalc_bounds=False,
        )
        options.drop_tables += _DROPPED
        subsetter = SUBSET.Subsetter(options)
        subsetter.populate(gids=sorted(glyph_ids))
        subsetter.subset(source)
        order = list(source.getGlyphOrder())
        place = {name: index for index, name in enumerate(order)}
        glyph_of: dict[int | Baked, int] = {}
        for what in drawn:
            if isinstance(what, Baked):
                glyph_of[what] = len(order)
                order.append(f"baked{len(order):05d}")
            else:
                glyph_of[what] = place[old_names[what]]
        _bake(source, order, old_names, glyph_of)
        saved = BytesIO()
        source.save(saved)
        head = source["head"]
        return saved.getvalue(), glyph_of, (head.xMin, head.yMin, head.xMax, head.yMax)


def _glyphs(drawn: Iterable[int | Baked]) -> set[int]:
    found: set[int] = set()
    for what in drawn:
        found.update((glyph for glyph, _, _ in what.glyphs) if isinstance(what, Baked) else (what,))
    return found


def _bake(source: Any, order: list[str], old_names: list[str], glyph_of: dict[int | Baked, int]) -> None:
    glyphs, metrics = source["glyf"], source["hmtx"]
    made: list[tuple[str, int]] = []
    for what, index in glyph_of.items():
        if not isinstance(what, Baked):
            continue
        composite = GLYPH_TABLE.Glyph()
        components = []
        for glyph, x, y in what.glyphs:
            name = old_names[glyph]
            if glyphs[name].numberOfContours:
                component = GLYPH_TABLE.GlyphComponent()
                component.glyphName, component.x, component.y = name, x, y
                component.flags = _OFFSETS_ARE_XY | _ROUND_OFFSETS
                components.append(component)
        if components:
            composite.numberOfContours = -1
            composite.components = components
        glyphs.glyphs[order[index]] = composite
        metrics.metrics[order[index]] = (max(0, what.advance), 0)
        made.append((order[index], max(0, what.advance)))
    source.setGlyphOrder(order)
    glyphs.setGlyphOrder(order)
    for name, advance in made:
        composite = glyphs.glyphs[name]
        if getattr(composite, "numberOfContours", 0):
            composite.recalcBounds(glyphs)
            metrics.metrics[name] = (advance, composite.xMin)


def _to_unicode(font: DocumentFont) -> bytes:
    """The ToUnicode CMap (PDF 32000, 9.10.3)."""
    entries = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, (_, text) in enumerate(font.listed) if text
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), 100):
        part = entries[start : start + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
