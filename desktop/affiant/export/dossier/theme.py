"""The look of the dossier: page, colours, type. Readable in black and white."""

from __future__ import annotations

from dataclasses import replace

from affiant.export.text.style import Colour, TextStyle

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
"""A4, points."""
MARGIN = 48.0
TOP, BOTTOM = 66.0, 58.0
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN
CONTENT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
LABEL_WIDTH = 104.0
GAP = 12.0
TABLE_GAP = 8.0

INK: Colour = (0.09, 0.11, 0.14)
QUIET: Colour = (0.36, 0.39, 0.43)
ACCENT: Colour = (0.05, 0.26, 0.38)
RULE: Colour = (0.78, 0.80, 0.83)
TINT: Colour = (0.945, 0.953, 0.961)

BODY = TextStyle(9.2, 13.4, colour=INK)
SMALL = TextStyle(7.6, 10.6, colour=QUIET)
CAPTION = replace(SMALL, align="center")
LABEL = TextStyle(7.8, 12.4, colour=QUIET)
VALUE = TextStyle(8.6, 12.4, colour=INK)
STRONG = TextStyle(8.6, 12.4, "sans-bold", colour=INK)
CODE = TextStyle(7.2, 10.6, "mono", colour=INK, direction=0)
"""Hashes, addresses, times: always left-to-right."""
IDENTIFIER = replace(VALUE, direction=0)
"""Handles, ids and addresses in the type of text."""
HEADING = TextStyle(15, 20, "sans-bold", colour=ACCENT)
SUBHEADING = TextStyle(9.6, 14, "sans-bold", colour=ACCENT)
COVER_KICKER = TextStyle(9.5, 14, "sans-bold", colour=ACCENT)
COVER_TITLE = TextStyle(24, 32, "sans-bold", colour=INK)
FINGERPRINT_WORD = TextStyle(11, 17, "sans-bold", colour=INK, direction=0)
FINGERPRINT_NUMBER = TextStyle(7, 17, "sans", colour=QUIET, align="right", direction=0)
RUNNING = TextStyle(7.4, 10, colour=QUIET)
RUNNING_RIGHT = replace(RUNNING, align="right")
RUNNING_CODE = TextStyle(6.8, 10, "mono", colour=QUIET, direction=0)
TABLE_HEAD = TextStyle(7.4, 10.4, "sans-bold", colour=QUIET)
TABLE = TextStyle(7.8, 10.8, colour=INK)
TABLE_CODE = TextStyle(6.4, 10.8, "mono", colour=INK, direction=0)

MAX_FIELD = 4_000
"""Characters of one text from evidence that are printed; the exact text lies beside the dossier as data."""
MAX_LINES = 120
"""Lines of one text from evidence that are printed."""
