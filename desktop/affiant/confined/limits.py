"""What a worker may use. A worker that wants more is stopped, and a fresh one takes its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from affiant.core.errors import FormatError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one worker process."""

    memory_bytes: int = 1 << 30
    """Address space of the process, libraries included."""
    cpu_seconds: int = 10
    """Processor time for one request."""
    wall_seconds: int = 20
    """Time on the wall for one request, waiting for a busy machine included."""
    output_bytes: int = 32 << 20
    """Largest payload of one answer. Files cannot be written at all."""
    open_files: int = 32
    """File descriptors, the pipes included."""

    def to_json(self) -> dict[str, Any]:
        """The form in which they travel to the child."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: object) -> Limits:
        """Read `to_json`.

        Raises:
            FormatError: other fields, or a bound that is not a positive integer.
        """
        names = set(cls.__slots__)
        if not isinstance(value, dict) or value.keys() != names:
            raise FormatError("Limits have other fields than they should")
        if not all(isinstance(bound, int) and not isinstance(bound, bool) and bound > 0 for bound in value.values()):
            raise FormatError("A limit is not a positive integer")
        return cls(**value)
