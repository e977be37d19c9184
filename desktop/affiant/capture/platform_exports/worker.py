"""The worker program that reads exports: ``python -I -m affiant.capture.platform_exports.worker``.

Started by `reading.ExportReading`. The limits are in force before the first byte of an export is opened
(`confined.child.serve`).
"""

from __future__ import annotations

import time

from affiant.capture.platform_exports.answering import Answering
from affiant.capture.platform_exports.registry import READERS
from affiant.confined.child import serve


def main() -> None:
    """Serve until the parent is gone."""
    serve(Answering(READERS, time.monotonic).answer)


if __name__ == "__main__":
    main()
