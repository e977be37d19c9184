"""What is asked of the screen, and what is known of a picture that was taken."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from affiant.capture.screen.geometry import Box

Mode = Literal["region", "window", "screen"]
MODES: tuple[Mode, ...] = ("region", "window", "screen")

COVERED = (
    "The window was covered by another one and could not be brought forward: the picture shows the region of the screen"
    " where it lies."
)
CUT_OFF = "A part of the window lay outside of the screens and is not in the picture."
OUTSIDE = "A part of the region lay outside of the screens and is not in the picture."
ALL_SCREENS = (
    "This desktop gave the picture of all its screens in one, at a scale that fits none of them: the whole is kept."
)


@dataclass(frozen=True, slots=True)
class ShotWish:
    """What is to be taken."""

    mode: Mode
    screen: int | None = None
    """From 1; for the mode ``screen``, None means the first."""
    region: Box | None = None
    """For the mode ``region``: device pixels of the whole desktop."""
    window: int | None = None
    """For the mode ``window``: its id."""

    def to_json(self) -> dict[str, Any]:
        """The form in which it travels to the program that takes pictures."""
        return {
            "mode": self.mode,
            "screen": self.screen,
            "region": self.region.to_json() if self.region else None,
            "window": self.window,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> ShotWish:
        """Read `to_json`, which our own command line wrote.

        Raises:
            ValueError: it did not.
        """
        mode = value.get("mode")
        if mode not in MODES:
            raise ValueError("no such mode")
        region = value.get("region")
        return cls(
            mode, value.get("screen"), Box.from_json(region) if region is not None else None, value.get("window")
        )


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """A window of another program, as far as the system tells."""

    id: int
    title: str
    """Chosen by the program, so it may hold any text."""
    program: str | None
    """File of the program, else the class that the window gives itself; None when nothing is told."""
    process: int | None
    geometry: Box
    active: bool

    def to_json(self) -> dict[str, Any]:
        """As ``screenshot --list-windows --json`` shows it."""
        return {**asdict(self), "geometry": self.geometry.to_json()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> WindowFacts:
        """Read `to_json`."""
        return cls(**{**value, "geometry": Box.from_json(value["geometry"])})


@dataclass(frozen=True, slots=True)
class ShotFacts:
    """What is known of a picture: goes into ``acquisition.screen`` and, the window, into a sensitive field."""

    route: str
    """``x11``, ``portal`` or ``native``."""
    mode: Mode
    """What the picture honestly is; a covered window is a ``region``."""
    geometry: Box
    """Where the picture lies, in device pixels of the whole desktop."""
    scale_percent: int
    """Device pixels for 100 device-independent ones."""
    screens: int
    taken_at: str
    """Device clock, UTC, as `core.clock` writes it."""
    window: WindowFacts | None = None
    not_obtained: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.geometry.width, self.geometry.height

    def acquisition(self, sequence: str | None = None, position: int | None = None) -> dict[str, Any]:
        """``acquisition.screen`` of `event_types.CAPTURE_ADDED`.

        Args:
            sequence: id of the sequence to which the picture belongs.
            position: in it, from 1.
        """
        return {
            "geometry": self.geometry.to_json(),
            "mode": self.mode,
            "position": position,
            "route": self.route,
            "scale_percent": self.scale_percent,
            "screens": self.screens,
            "sequence": sequence,
        }

    def sensitive(self) -> dict[str, Any]:
        """Committed and not open: which window of which program it was."""
        if self.window is None:
            return {}
        return {"window": {"title": self.window.title, "program": self.window.program}}

    def to_json(self) -> dict[str, Any]:
        """The form in which they travel from the program that takes pictures."""
        return {
            "route": self.route,
            "mode": self.mode,
            "geometry": self.geometry.to_json(),
            "scale_percent": self.scale_percent,
            "screens": self.screens,
            "taken_at": self.taken_at,
            "window": self.window.to_json() if self.window else None,
            "not_obtained": list(self.not_obtained),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> ShotFacts:
        """Read `to_json`, which our own program wrote."""
        window = value["window"]
        return cls(
            route=value["route"],
            mode=value["mode"],
            geometry=Box.from_json(value["geometry"]),
            scale_percent=value["scale_percent"],
            screens=value["screens"],
            taken_at=value["taken_at"],
            window=WindowFacts.from_json(window) if window is not None else None,
            not_obtained=tuple(value["not_obtained"]),
        )
