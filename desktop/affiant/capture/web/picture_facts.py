"""How the pictures of a page came about."""

from __future__ import annotations

from dataclasses import dataclass, field

BIN = 500
"""Height of the places of a page that are looked at one by one, CSS pixels."""


@dataclass(slots=True)
class PictureFacts:
    """How the pictures came about."""

    width: int
    height: int
    """What is pictured, CSS pixels."""
    page_width: int
    page_height: int
    checked: bool = True
    """Every shot was looked at and found to show what the page shows."""
    good_to: int | None = None
    """Below this the browser did not draw; None when it drew everything."""
    notes: list[str] = field(default_factory=list)

    @property
    def cut_at(self) -> int | None:
        """Where the picture ends before the page does."""
        return self.height if self.height < self.page_height else None
