"""What was pasted or dropped as bytes, as files of ours that `add` can read; each lies alone and keeps its plain name.

A file is removed only after the case has taken it: a paste is never lost to an error.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.widgets.dropping import Offered

_FOLDER = "pasted"


class PastedFiles:
    """Writes and removes them.

    Args:
        home: the profile folder.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / _FOLDER
        self._not_obtained: dict[Path, tuple[str, ...]] = {}

    def write(self, offered: Offered) -> Path:
        """Write what was offered, durably.

        Raises:
            AffiantError: the disk did not take it.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = Path(tempfile.mkdtemp(dir=self._folder)) / offered.name
            with path.open("xb") as file:
                file.write(offered.data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as wrong:
            raise AffiantError(
                "paste-not-written",
                "What you pasted or dropped could not be written to the disk",
                subject=str(self._folder),
                safe="It is still where it came from.",
                remedy="Make room on the disk, or check that the folder can be written to, and paste again.",
                status=ExitStatus.DISK,
            ) from wrong
        self._not_obtained[path] = offered.not_obtained
        return path

    def not_obtained(self, paths: Iterable[Path]) -> tuple[str, ...]:
        """What was offered beside these files and not taken; nothing for files that are not ours."""
        return tuple(dict.fromkeys(one for path in paths for one in self._not_obtained.get(path, ())))

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove files of ours; others are left alone."""
        for path in paths:
            if path.parent.parent == self._folder:
                shutil.rmtree(path.parent, ignore_errors=True)
