"""Libraries that ship no types, under names that carry none either: checked by tests, not by the type checker."""

from __future__ import annotations

from typing import Any, Final

import uharfbuzz
from fontTools import subset, ttLib
from fontTools.ttLib.tables import _g_l_y_f
from reportlab.pdfbase import pdfdoc

HARFBUZZ: Final[Any] = uharfbuzz
SUBSET: Final[Any] = subset
FONT_TABLES: Final[Any] = ttLib
GLYPH_TABLE: Final[Any] = _g_l_y_f
PDF: Final[Any] = pdfdoc
