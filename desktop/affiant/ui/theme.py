"""How the window looks: Fusion with our own palettes, light and dark as the system says, and a short style sheet.

Contrast of text on its ground is at least 4.5:1 in both (WCAG 2.2, 1.4.3; tests/ui/test_theme.py measures it).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

SPACE = 8
"""Grid of all distances, in device-independent pixels."""
_SHEET = "window.qss"
_TYPE_SCALE = {"title_size": 5 / 3, "head_size": 5 / 4, "caption_size": 1.0}
"""Sizes of the type, as multiples of the size that the system gives."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as ``#rrggbb``."""

    name: str
    """``light`` or ``dark``."""
    window: str
    side: str
    base: str
    raised: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    tint: str
    """Ground of what is chosen."""
    good: str
    warn: str
    bad: str
    unknown: str


LIGHT = Colours(
    name="light",
    window="#f6f7f9",
    side="#eceff3",
    base="#ffffff",
    raised="#ffffff",
    text="#1c2128",
    muted="#57606a",
    border="#d0d7de",
    accent="#1f4f82",
    on_accent="#ffffff",
    tint="#dbe7f4",
    good="#1a6b35",
    warn="#805300",
    bad="#b3261e",
    unknown="#57606a",
)
DARK = Colours(
    name="dark",
    window="#15181c",
    side="#111417",
    base="#1b1f24",
    raised="#1f242a",
    text="#e6e9ed",
    muted="#a3acb6",
    border="#39414a",
    accent="#7db7f0",
    on_accent="#0d1117",
    tint="#263a4f",
    good="#6bcf8a",
    warn="#e6b450",
    bad="#ff8f85",
    unknown="#a3acb6",
)


def palette(colours: Colours) -> QPalette:
    """Return the palette of a theme."""
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.base,
        QPalette.ColorRole.AlternateBase: colours.window,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.bad,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.tint,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.border,
        QPalette.ColorRole.Light: colours.raised,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return made


class Theme(QObject):
    """Dresses the application, and dresses it again when the system changes between light and dark.

    Args:
        application: the one application.
        resources: folder with ``style/window.qss``.
    """

    changed = Signal()

    def __init__(self, application: QApplication, resources: Path) -> None:
        super().__init__()
        self._application = application
        self._sheet = Template((resources / "style" / _SHEET).read_text(encoding="utf-8"))
        self._icons = (resources / "icons").as_posix()
        self.colours = LIGHT
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self._follow(hints.colorScheme())

    def wear(self, colours: Colours) -> None:
        """Put on a theme."""
        self.colours = colours
        self._application.setPalette(palette(colours))
        base = self._application.font().pointSizeF()
        sizes = {name: f"{base * factor:.2f}pt" for name, factor in _TYPE_SCALE.items()}
        self._application.setStyleSheet(self._sheet.substitute(asdict(colours), icons=self._icons, **sizes))
        self.changed.emit()

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self.wear(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)
