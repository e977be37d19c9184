"""The one place where running work is seen: words, a bar, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QPushButton, QWidget

from affiant.ui.jobs import Job, Jobs
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel

_STEPS = 1000
_ROWS = 3


class _Row:
    def __init__(self, bar: JobBar, grid: QGridLayout, row: int) -> None:
        self.job: Job | None = None
        self.words = PlainLabel()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the work")
        self.stop: QPushButton = button("&Stop", lambda: bar.stop(self.job))
        for column, widget in enumerate((self.words, self.progress, self.stop)):
            grid.addWidget(widget, row, column)

    def show(self, job: Job | None) -> None:
        self.job = job
        for widget in (self.words, self.progress, self.stop):
            widget.setVisible(job is not None)
        if job is None:
            return
        done, total, what = job.state
        self.stop.setEnabled(not job.stopping)
        self.stop.setAccessibleName(f"Stop: {job.title}")
        if total:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(min(_STEPS, done * _STEPS // total))
            share = f", {min(100, done * 100 // total)} %"
        else:
            self.progress.setRange(0, 0)
            share = ""
        self.words.setText(f"{job.title} – {'Stopping' if job.stopping else what}{share}")


class JobBar(QFrame):
    """Shows the jobs that have not ended; hidden while there are none."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobs")
        self._jobs = jobs
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        self._rows = [_Row(self, grid, row) for row in range(_ROWS)]
        jobs.changed.connect(self._show)
        self._show()

    def stop(self, job: Job | None) -> None:
        """Stop the work of a row."""
        if job is not None:
            self._jobs.cancel(job)

    def _show(self) -> None:
        running = self._jobs.running
        for row, line in enumerate(self._rows):
            line.show(running[row] if row < len(running) else None)
        self.setVisible(bool(running))
