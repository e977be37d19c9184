"""Every source of evidence. A new one is a file below ``sources/`` and a line here."""

from __future__ import annotations

from affiant.capture.source import Source
from affiant.capture.sources.file import FileSource

SOURCES: tuple[type[Source], ...] = (FileSource,)
