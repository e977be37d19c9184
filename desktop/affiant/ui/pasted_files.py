"""What was pasted, as files of ours that `add` can read; each lies alone in a folder and keeps its plain name.

A file is removed only after the case has taken it: a paste is never lost to an error.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.widgets.dropping import Pasted

_FOLDER = "pasted"


class PastedFiles:
    """Writes and removes them.

    Args:
        home: the profile folder.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / _FOLDER

    def write(self, pasted: Pasted) -> Path:
        """Write what was pasted, durably.

        Raises:
            AffiantError: the disk did not take it.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = Path(tempfile.mkdtemp(dir=self._folder)) / pasted.name
            with path.open("xb") as file:
                file.write(pasted.data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as wrong:
            raise AffiantError(
                "paste-not-written",
                "What you pasted could not be written to the disk",
                subject=str(self._folder),
                safe="It is still on the clipboard.",
                remedy="Make room on the disk, or check that the folder can be written to, and paste again.",
                status=ExitStatus.DISK,
            ) from wrong
        return path

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove files of ours; others are left alone."""
        for path in paths:
            if path.parent.parent == self._folder:
                shutil.rmtree(path.parent, ignore_errors=True)
