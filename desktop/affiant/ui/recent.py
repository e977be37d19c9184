"""The cases opened last, kept in the profile folder as ``recent.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_NAME = "recent.json"
_KEPT = 12


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case that was open before."""

    folder: Path
    title: str
    opened_at: str
    """Device clock, UTC."""


class RecentCases:
    """Reads and writes the list. A list that cannot be read is an empty list: it holds nothing that matters.

    Args:
        home: the profile folder.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / _NAME

    def all(self) -> tuple[RecentCase, ...]:
        """Cases, the newest first."""
        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            return tuple(RecentCase(Path(one["folder"]), str(one["title"]), str(one["opened_at"])) for one in rows)
        except (OSError, ValueError, TypeError, KeyError):
            return ()

    def remember(self, case: RecentCase) -> None:
        """Put a case on top of the list."""
        rest = [one for one in self.all() if one.folder != case.folder]
        self._write([case, *rest][:_KEPT])

    def forget(self, folder: Path) -> None:
        """Take a case off the list; the case itself is not touched."""
        self._write([one for one in self.all() if one.folder != folder])

    def _write(self, cases: list[RecentCase]) -> None:
        rows = [{"folder": str(one.folder), "title": one.title, "opened_at": one.opened_at} for one in cases]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self._file)
