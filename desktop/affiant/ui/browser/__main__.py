"""``python -I -m affiant.ui.browser``, as `capture.web.engines.qtwebengine` starts it: pipes on descriptors 3 and 4."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize

from affiant.capture.web.browser_surroundings import memory_flags
from affiant.capture.web.engine import ALLOW_ROOT, Host
from affiant.core.errors import ExitStatus
from affiant.ui.browser.program import BrowserOrder, run_browser
from affiant.workflow.system_clock import SystemClock

READS, WRITES = 3, 4


def main(words: Sequence[str], host: Host) -> int:
    """Run the browser.

    Args:
        words: after the program's name.
        host: who runs us.

    Returns:
        Exit status: 0 when descriptor 3 ended or the window was closed.
    """
    parser = argparse.ArgumentParser(prog="affiant.ui.browser", description="The built-in browser of Affiant.")
    parser.add_argument("--visible", action="store_true", help="show a window")
    parser.add_argument("--width", type=int, default=1280, help="of the page's view, in CSS pixels")
    parser.add_argument("--height", type=int, default=800, help="of the page's view, in CSS pixels")
    parser.add_argument("--locale", default="en-US", help="language that pages are asked for, BCP 47")
    parser.add_argument("--authority", type=Path, action="append", default=[], help="PEM file, trusted besides")
    given = parser.parse_args(words)
    if host.superuser and not host.may_run_as_superuser:
        sys.stderr.write(f"The browser does not run as the superuser, unless {ALLOW_ROOT}=1.\n")
        return ExitStatus.USAGE
    try:
        for descriptor in (READS, WRITES):
            os.fstat(descriptor)
    except OSError:
        sys.stderr.write("The browser is driven over descriptors 3 and 4, and they are closed.\n")
        return ExitStatus.USAGE
    flags = memory_flags() + ([] if given.visible else ["--disable-gpu"])
    flags += ["--no-sandbox"] if host.superuser else []
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(flags)
    order = BrowserOrder(
        given.visible, QSize(given.width, given.height), given.locale, not host.superuser, tuple(given.authority)
    )
    return run_browser(order, SystemClock(), READS, WRITES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Host.here(os.environ)))
