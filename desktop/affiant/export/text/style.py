"""How a text looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = tuple[float, float, float]
"""Red, green, blue, 0 to 1."""
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Type of one paragraph."""

    size: float = 9
    """Points."""
    leading: float = 12.5
    """Least distance of baselines in points; lines of tall scripts take what they need."""
    family: Literal["sans", "sans-bold", "mono"] = "sans"
    colour: Colour = BLACK
    align: Literal["start", "left", "right", "center"] = "start"
    """*start* is the side on which the text's direction begins."""
    direction: Literal[0, 1] | None = None
    """0 left-to-right, 1 right-to-left, None for that of the first strong character."""
