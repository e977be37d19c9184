"""The device's real clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from affiant.core.clock import Moment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """Reads the wall clock, the monotonic clock and the boot id of this device."""

    def now(self) -> Moment:
        """See `core.clock.Clock.now`."""
        utc = datetime.now(UTC)
        offset = utc.astimezone().utcoffset()
        return Moment(utc, int(offset.total_seconds() // 60) if offset is not None else 0)

    def monotonic_ns(self) -> int:
        """See `core.clock.Clock.monotonic_ns`."""
        # Counts while the laptop sleeps, as the wall clock does; otherwise every sleep would look like a jump.
        counting = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic_ns() if counting is None else time.clock_gettime_ns(counting)

    def boot_id(self) -> str:
        """See `core.clock.Clock.boot_id`; empty where the system has none (Windows, macOS)."""
        try:
            return _BOOT_ID.read_text(encoding="ascii").strip()
        except OSError:
            return ""
