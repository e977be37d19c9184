"""The role under which a cell keeps its second line."""

from __future__ import annotations

from PySide6.QtCore import Qt

SECOND_LINE = Qt.ItemDataRole.UserRole + 10
"""Text of the second line; nothing for a cell of one line."""
