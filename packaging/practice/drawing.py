"""Draws practice pictures: cards that look like posts and profile pages of no platform in particular."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTextDocument,
    QTextOption,
)
from story import Person

FAMILIES = ["Noto Sans", "Noto Naskh Arabic", "Noto Emoji"]
MARGIN = 40
INK, SOFT, LINE, PAPER = "#1c2126", "#5e6872", "#d5dae0", "#ffffff"


class Sheet:
    """A picture that grows downwards; `y` is where the next thing goes."""

    def __init__(self, width: int, background: str = PAPER, height: int = 6000) -> None:
        self.width = width
        self.image = QImage(width, height, QImage.Format.Format_RGB32)
        self.image.fill(QColor(background))
        self.painter = QPainter(self.image)
        self.painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.y = 0.0

    def band(self, left: str, accent: str) -> None:
        """Mark the picture as practice, in two languages, where nobody can miss it."""
        self.painter.fillRect(QRectF(0, 0, self.width, 56), QColor("#ffd24a"))
        self.painter.setClipRect(QRectF(0, 48, self.width, 14))
        self.painter.setPen(QPen(QColor("#1c2126"), 10))
        for x in range(-60, self.width + 60, 36):
            self.painter.drawLine(QPointF(x, 66), QPointF(x + 14, 52))
        self.painter.setClipping(False)
        self.painter.fillRect(QRectF(0, 62, self.width, 4), QColor(accent))
        self.text("PRACTICE: invented, not evidence", MARGIN, 9, self.width / 2, 21, bold=True)
        self.text("مشق: فرضی مواد", self.width / 2, 6, self.width / 2 - MARGIN, 22, bold=True, right_to_left=True)
        self.y = 80
        self.y += self.text(left, MARGIN, self.y, self.width - 2 * MARGIN, 17, colour=SOFT) + 8
        self.rule()

    def text(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        pixels: int,
        *,
        colour: str = INK,
        bold: bool = False,
        right_to_left: bool = False,
        centred: bool = False,
    ) -> float:
        """Draw a paragraph; returns its height."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(pixels)
        font.setBold(bold)
        document.setDefaultFont(font)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        if centred:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        else:
            option.setAlignment(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(f"p {{ color: {colour}; }}")
        document.setTextWidth(width)
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        direction = "rtl" if right_to_left else "ltr"
        document.setHtml(f'<p dir="{direction}" style="line-height:{118 if right_to_left else 112}%">{escaped}</p>')
        document.setDefaultTextOption(option)
        self.painter.save()
        self.painter.translate(x, y)
        document.drawContents(self.painter)
        self.painter.restore()
        return document.size().height()

    def rule(self) -> None:
        """A thin line across."""
        self.painter.fillRect(QRectF(0, self.y, self.width, 1), QColor(LINE))
        self.y += 18

    def avatar(self, person: Person, x: float, y: float, size: float) -> None:
        """The account's sign in a circle."""
        dark, light = (QColor(colour) for colour in person.colours)
        self.painter.setPen(QPen(QColor(PAPER), size / 20))
        self.painter.setBrush(light)
        self.painter.drawEllipse(QRectF(x, y, size, size))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(dark)
        self.painter.drawPath(_sign(person.sign, x, y, size))

    def author(self, person: Person, when: str, *, right_to_left: bool = False) -> None:
        """Avatar, name, handle and time of a post."""
        size = 64.0
        x = self.width - MARGIN - size if right_to_left else MARGIN
        self.avatar(person, x, self.y, size)
        at = MARGIN if right_to_left else MARGIN + size + 16
        width = self.width - 2 * MARGIN - size - 16
        name_height = self.text(
            person.name, at, self.y - (6 if right_to_left else 0), width, 24, bold=True, right_to_left=right_to_left
        )
        handle = f"@{person.handle} · {when}"
        if right_to_left:
            handle = f"\u2066@{person.handle}\u2069 · \u2066{when}\u2069"
        below = self.y + (34 if right_to_left else name_height)
        self.text(handle, at, below, width, 17, colour=SOFT, right_to_left=right_to_left)
        self.y += size + 20

    def paragraph(
        self, text: str, pixels: int = 27, *, right_to_left: bool = False, colour: str = INK, bold: bool = False
    ) -> None:
        """A post's text."""
        self.y += (
            self.text(
                text,
                MARGIN,
                self.y,
                self.width - 2 * MARGIN,
                pixels + (3 if right_to_left else 0),
                right_to_left=right_to_left,
                colour=colour,
                bold=bold,
            )
            + 16
        )

    def counts(self, text: str) -> None:
        """A line of numbers below a post."""
        self.rule()
        self.y += self.text(text, MARGIN, self.y - 4, self.width - 2 * MARGIN, 18, colour=SOFT) + 12

    def tank(self, height: int, *, play: bool = False, level: float = 0.15) -> None:
        """A drawn scene: sky, hills, a water tank on legs; with a play button for a film."""
        box = QRectF(MARGIN, self.y, self.width - 2 * MARGIN, height)
        draw_tank(self.painter, box, level)
        if play:
            centre = box.center()
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(QColor(28, 33, 38, 200))
            self.painter.drawEllipse(centre, 54, 54)
            self.painter.setBrush(QColor(PAPER))
            self.painter.drawPolygon(
                QPolygonF([centre + QPointF(-16, -26), centre + QPointF(-16, 26), centre + QPointF(30, 0)])
            )
        self.y += height + 20

    def finish(self) -> QImage:
        """Water-mark, end the painting and cut to what was used."""
        height = int(self.y) + 16
        self.painter.setPen(QColor(28, 33, 38, 16))
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(self.width // 6)
        font.setBold(True)
        self.painter.setFont(font)
        for y in range(320, height + 200, 620):
            self.painter.save()
            self.painter.translate(self.width / 2, y)
            self.painter.rotate(-18)
            self.painter.drawText(
                QRectF(-self.width, -100, 2 * self.width, 200), Qt.AlignmentFlag.AlignCenter, "PRACTICE"
            )
            self.painter.restore()
        self.painter.end()
        return self.image.copy(0, 0, self.width, height)


def draw_tank(painter: QPainter, box: QRectF, level: float) -> None:
    """Sky, hills, and a tank on four legs with a gauge that shows its level, 0 to 1."""
    painter.save()
    painter.setClipRect(box)
    sky = QLinearGradient(box.topLeft(), box.bottomLeft())
    sky.setColorAt(0, QColor("#bfe3f5"))
    sky.setColorAt(1, QColor("#fdf3df"))
    painter.fillRect(box, sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#f6c667"))
    painter.drawEllipse(QPointF(box.right() - box.width() * 0.16, box.top() + box.height() * 0.2), 34, 34)
    for colour, shift, size in (("#c9b48a", 0.0, 0.55), ("#b39a6b", 0.4, 0.45), ("#9c8457", 0.75, 0.35)):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(
            QRectF(
                box.left() + box.width() * (shift - 0.25),
                box.bottom() - box.height() * size * 0.62,
                box.width() * 0.8,
                box.height() * size * 1.6,
            )
        )
    middle, top, width = box.center().x(), box.top() + box.height() * 0.2, box.height() * 0.42
    deep = box.height() * 0.28
    painter.setPen(QPen(QColor("#5e5242"), 8))
    for place in (-0.42, -0.15, 0.15, 0.42):
        painter.drawLine(
            QPointF(middle + width * place, top + deep), QPointF(middle + width * place * 1.2, box.bottom() - 20)
        )
    painter.setPen(QPen(QColor("#39434c"), 3))
    painter.setBrush(QColor("#8fa3b0"))
    painter.drawRoundedRect(QRectF(middle - width / 2, top, width, deep), 14, 14)
    gauge = QRectF(middle + width * 0.28, top + 12, 18, deep - 24)
    painter.setBrush(QColor(PAPER))
    painter.drawRect(gauge)
    painter.setBrush(QColor("#1f7fb8"))
    full = gauge.height() * level
    painter.drawRect(QRectF(gauge.left(), gauge.bottom() - full, gauge.width(), full))
    painter.restore()
    painter.setPen(QPen(QColor(LINE), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def _sign(sign: str, x: float, y: float, size: float) -> QPainterPath:
    path = QPainterPath()
    middle = x + size / 2
    if sign == "drop":
        path.moveTo(middle, y + size * 0.18)
        path.cubicTo(
            middle + size * 0.1, y + size * 0.38, x + size * 0.74, y + size * 0.46, x + size * 0.74, y + size * 0.6
        )
        path.arcTo(QRectF(x + size * 0.26, y + size * 0.36, size * 0.48, size * 0.48), 0, -180)
        path.cubicTo(x + size * 0.26, y + size * 0.46, middle - size * 0.1, y + size * 0.38, middle, y + size * 0.18)
    elif sign == "moon":
        path.addEllipse(QRectF(x + size * 0.22, y + size * 0.2, size * 0.6, size * 0.6))
        bite = QPainterPath()
        bite.addEllipse(QRectF(x + size * 0.38, y + size * 0.14, size * 0.56, size * 0.56))
        path = path.subtracted(bite)
    else:
        path.addRoundedRect(QRectF(x + size * 0.34, y + size * 0.2, size * 0.32, size * 0.42), size * 0.14, size * 0.14)
        path.addRect(QRectF(x + size * 0.4, y + size * 0.66, size * 0.2, size * 0.06))
        path.addRect(QRectF(x + size * 0.44, y + size * 0.75, size * 0.12, size * 0.06))
    return path
