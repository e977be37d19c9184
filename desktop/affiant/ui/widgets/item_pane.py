"""Everything about one capture: picture, who, the four times, hashes, note, review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.model import Artefact, Capture
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.models.thumbnails import Thumbnails
from affiant.ui.session import Session
from affiant.ui.widgets.acquisition_rows import acquisition_rows, warning_rows
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.identifier_rows import identifier_rows
from affiant.ui.widgets.plain_label import PlainLabel

_PICTURE = QSize(300, 190)
_LABELS = 74
"""Width of the labels, the same in every part."""
NO_PREVIEW = "No preview. The original is kept as it is."


class ItemPane(QScrollArea):
    """Shows one capture, or says that none is selected."""

    def __init__(self, session: Session, thumbnails: Thumbnails, icons: Icons) -> None:
        super().__init__()
        self._session = session
        self._thumbnails = thumbnails
        self._icons = icons
        self._thumbnail: str | None = None
        self.picture = PlainLabel()
        self.capture: Capture | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Details of the selected capture")
        self.setMinimumWidth(332)
        thumbnails.ready.connect(self._arrived)
        self.show_capture(None)

    def show_capture(self, capture: Capture | None) -> None:
        """Show a capture."""
        self.capture = capture
        self._thumbnail = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 0, 8, 8)
        column.setSpacing(10)
        case = self._session.reading
        if capture is None or case is None:
            column.addWidget(PlainLabel("Select a capture to see everything about it.", look="muted", wrap=True))
        else:
            self._fill(column, case, capture)
        column.addStretch(1)
        self.setWidget(content)

    def _fill(self, column: QVBoxLayout, case: CaseReading, capture: Capture) -> None:
        first = _shown(capture)
        recorded = case.event(capture.seq).data
        if first is not None:
            column.addWidget(self._picture(case, first))
        column.addWidget(_text(visible(_name(capture, recorded), 300), look="head"))
        column.addLayout(self._grid(warning_rows(recorded), "warn"))
        column.addLayout(
            self._grid((*self._facts(case, capture), *acquisition_rows(recorded), *identifier_rows(capture)))
        )
        for artefact in capture.artefacts:
            column.addWidget(_rule())
            if len(capture.artefacts) > 1:
                described = f"{artefact.role}, {artefact.media_type}, {wording.size(artefact.size)}"
                column.addWidget(_text(f"{visible(artefact.name, 120)}: {described}"))
            for word, digest in (("SHA-256", artefact.sha256), ("SHA-512", artefact.sha512)):
                column.addLayout(self._hash(word, digest))

    @staticmethod
    def _grid(rows: Iterable[tuple[str, str]], look: str = "") -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        for row, (word, value) in enumerate(rows):
            label = PlainLabel(word, look=look or "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 0)
            grid.addWidget(_text(value, look=look), row, 1)
        return grid

    def _facts(self, case: CaseReading, capture: Capture) -> list[tuple[str, str]]:
        account = case.account(capture.account) if capture.account else None
        first = _shown(capture)
        facts = [("Capture", f"{capture.id}, number {capture.number}, {capture.kind}")]
        if capture.withdrawn is not None:
            facts.append(("Withdrawn", visible(capture.withdrawn)))
        facts.append(("Account", wording.account(account) if account else "None given"))
        if capture.url:
            facts.append(("URL", visible(capture.url)))
        if first is not None:
            facts.append(("File", f"{first.media_type}, {wording.size(first.size)}{_extent(case, first)}"))
        facts += [
            ("Posted", "Not recorded"),
            ("Captured", f"{wording.time(capture.captured_at)}, device clock"),
            ("Sealed", f"Event {capture.seq:,} of {case.size():,}, under the newest checkpoint"),
            ("Proven", _proven(case, capture)),
        ]
        if capture.same_as:
            facts.append(("Same bytes", f"as {capture.same_as}"))
        facts.append(("Reviewed", ", ".join(f"fit for {one}" for one in capture.fit_for) or "Not yet"))
        if capture.note:
            facts.append(("Note", visible(capture.note)))
        return facts

    def _picture(self, case: CaseReading, artefact: Artefact) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "picture")
        frame.setFixedHeight(_PICTURE.height() + 8)
        row = QHBoxLayout(frame)
        row.setContentsMargins(4, 4, 4, 4)
        self.picture = PlainLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(f"Preview, {artefact.media_type}")
        row.addWidget(self.picture)
        examination = case.examination(artefact.sha256)
        self._thumbnail = examination.thumbnail if examination else None
        if self._thumbnail is None:
            self._no_picture(artefact)
        else:
            self._show_picture(self._thumbnail)
            if self._thumbnails.damaged(self._thumbnail):
                self._no_picture(artefact)
        return frame

    def _no_picture(self, artefact: Artefact) -> None:
        self._icons.dress(self.picture, wording.kind_of_file(artefact.media_type), colour="on_accent", size=56)
        self.picture.setToolTip(NO_PREVIEW)

    def _show_picture(self, sha256: str) -> None:
        case = self._session.reading
        if case is None:
            return
        image = self._thumbnails.get(sha256, case.object_path(sha256))
        if image is not None:
            ratio = self.devicePixelRatioF()
            fitting = image.size().scaled(_PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio)
            bounded = fitting.boundedTo(image.size())
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = image.scaled(bounded, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            scaled.setDevicePixelRatio(ratio)
            self.picture.setPixmap(QPixmap.fromImage(scaled))

    def _arrived(self, sha256: str) -> None:
        if sha256 != self._thumbnail or self.capture is None:
            return
        if self._thumbnails.damaged(sha256):
            if (shown := _shown(self.capture)) is not None:
                self._no_picture(shown)
            self.picture.setToolTip("The preview is damaged. This says nothing about the original.")
        else:
            self._show_picture(sha256)

    def _hash(self, word: str, digest: str) -> QHBoxLayout:
        row = QHBoxLayout()
        label = PlainLabel(word, look="muted")
        label.setMinimumWidth(62)
        field = QLineEdit(digest)
        field.setReadOnly(True)
        field.setCursorPosition(0)
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        field.setAccessibleName(word)
        copy = button("", lambda: self._copy(word, digest), look="quiet", icons=self._icons, icon="copy")
        copy.setAccessibleName(f"Copy the {word}")
        copy.setToolTip(f"Copy the {word}")
        row.addWidget(label)
        row.addWidget(field, 1)
        row.addWidget(copy)
        return row

    def _copy(self, word: str, digest: str) -> None:
        QGuiApplication.clipboard().setText(digest)
        self._session.said.emit(f"The {word} is on the clipboard.")


def _shown(capture: Capture) -> Artefact | None:
    """The artefact that stands for the capture: its first picture, or its first file."""
    pictures = (one for one in capture.artefacts if one.media_type.startswith("image/"))
    return next(pictures, capture.artefacts[0] if capture.artefacts else None)


def _name(capture: Capture, recorded: Mapping[str, Any]) -> str:
    """What the capture is called: of a page its title or address, of a file the file's name."""
    web = (recorded.get("acquisition") or {}).get("web")
    if web is not None:
        return str(web["title"] or web["final_url"])
    shown = _shown(capture)
    return shown.name if shown is not None else ""


def _extent(case: CaseReading, artefact: Artefact) -> str:
    examination = case.examination(artefact.sha256)
    if examination is None:
        return ", not looked at yet" if artefact.media_type.startswith("image/") else ""
    if examination.facts is None:
        return ", could not be read safely"
    width, height = examination.facts.get("width"), examination.facts.get("height")
    if examination.facts.get("mode") == "page":
        return f", {width} × {height} points, pages: {examination.facts.get('frames')}"
    return f", {width} × {height} pixels" if width and height else ""


def _proven(case: CaseReading, capture: Capture) -> str:
    for event in case.events_of_type(event_types.TIME_ACCEPTED):
        if int(event.data["size"]) >= capture.seq:
            return f"Existed no later than {wording.time(str(event.data['gen_time']))}"
    return "No time proof yet: device clock only"


def _text(value: str, look: str = "") -> PlainLabel:
    """A text that breaks anywhere; it can be selected where the breaks did not change it."""
    shown = wording.breakable(value)
    return PlainLabel(shown, look=look, wrap=True, selectable=shown == value)


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("look", "rule")
    return line
