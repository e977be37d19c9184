"""Measures on a screen, in device pixels unless said otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from affiant.core.errors import AffiantError

_REGION = re.compile(r"(-?[0-9]{1,6}),(-?[0-9]{1,6}),([0-9]{1,6}),([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left upper corner, and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column that no longer belongs to it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row that no longer belongs to it."""
        return self.y + self.height

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.width <= 0 or self.height <= 0

    def common(self, other: Box) -> Box:
        """What lies in both; `empty` when nothing does."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Box(x, y, min(self.right, other.right) - x, min(self.bottom, other.bottom) - y)

    def moved(self, x: int, y: int) -> Box:
        """The same rectangle further to the right and down."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    def to_json(self) -> dict[str, int]:
        """As `event_types.CAPTURE_ADDED` has it."""
        return {"x": self.x, "y": self.y, "width": self.width, "height": self.height}

    @classmethod
    def from_json(cls, value: Any) -> Box:
        """Read `to_json`.

        Raises:
            ValueError: other fields than these, or no integers.
        """
        names = cls.__slots__
        if not isinstance(value, dict) or value.keys() != set(names):
            raise ValueError("a box has other fields than it should")
        if not all(isinstance(value[name], int) and not isinstance(value[name], bool) for name in names):
            raise ValueError("a measure of a box is not an integer")
        return cls(*(value[name] for name in names))


def surrounding(boxes: tuple[Box, ...]) -> Box:
    """The smallest rectangle that holds all of these, of which there is at least one."""
    x, y = min(one.x for one in boxes), min(one.y for one in boxes)
    return Box(x, y, max(one.right for one in boxes) - x, max(one.bottom for one in boxes) - y)


def in_device_pixels(start: int, end: int, scale: float) -> tuple[int, int]:
    """First device pixel and number of device pixels of a stretch in device-independent pixels.

    Both ends are rounded on their own, so that stretches that touch each other do so in device pixels too.
    """
    first = round(start * scale)
    return first, round(end * scale) - first


def read_region(text: str) -> Box:
    """Read ``X,Y,W,H``.

    Raises:
        AffiantError: ``region-unreadable``: other words, or nothing in it.
    """
    found = _REGION.fullmatch(text.strip())
    box = Box(*map(int, found.groups())) if found else None
    if box is None or box.empty:
        raise AffiantError(
            "region-unreadable",
            "A region is four whole numbers of pixels: X,Y,WIDTH,HEIGHT",
            subject=text,
            remedy="Write it like 0,0,800,600; width and height are at least 1.",
        )
    return box
