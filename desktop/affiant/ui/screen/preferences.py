"""What was chosen last, kept in the profile folder as ``screen.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiant.capture.screen.geometry import Box

_NAME = "screen.json"
DELAYS_S = (0, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class ScreenChoices:
    """The choices."""

    region: Box | None = None
    """In device pixels of the whole desktop."""
    delay_s: int = 0
    """One of `DELAYS_S`."""


class ScreenPreferences:
    """Reads and writes the choices. What cannot be read is no choice: it holds nothing that matters.

    Args:
        home: the profile folder.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / _NAME

    def read(self) -> ScreenChoices:
        """The choices, each as far as it can be read."""
        try:
            value: Any = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ScreenChoices()
        if not isinstance(value, dict):
            return ScreenChoices()
        try:
            region = Box.from_json(value.get("region"))
        except ValueError:
            region = None
        delay = value.get("delay_s")
        return ScreenChoices(
            region if region is not None and not region.empty else None, delay if delay in DELAYS_S else 0
        )

    def write(self, choices: ScreenChoices) -> None:
        """Keep the choices; where the profile cannot be written to, they last as long as the window."""
        value = {"region": choices.region.to_json() if choices.region else None, "delay_s": choices.delay_s}
        part = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(value), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return
