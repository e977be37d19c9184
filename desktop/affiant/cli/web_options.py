"""Options of commands that capture pages."""

from __future__ import annotations

import argparse
import re

from affiant.cli.words import path
from affiant.workflow.web_browsers import ENGINE_KEYS

MAX_WAIT_S = 600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def add_web_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--engine``, ``--site-authority`` and ``--wait``."""
    parser.add_argument(
        "--engine",
        choices=ENGINE_KEYS,
        default=ENGINE_KEYS[0],
        help="browser that captures: the built-in one (usual), or an installed Chromium",
    )
    parser.add_argument(
        "--site-authority",
        type=path,
        action="append",
        default=[],
        metavar="PEM",
        help="certificate authority of your own network, trusted beside the public ones; it is recorded",
    )
    parser.add_argument(
        "--wait", type=_seconds, default=0.0, metavar="S", help="wait so many seconds more once a page is quiet"
    )


def fingerprint(text: str) -> str:
    """SHA-256 of a certificate, as people copy it: with colons, spaces or capitals."""
    digest = re.sub(r"[\s:]", "", text).lower().removeprefix("sha256").removeprefix("/")
    if not _DIGEST.fullmatch(digest):
        raise argparse.ArgumentTypeError("a fingerprint is 64 hex digits")
    return digest


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError("not a number of seconds") from None
    if not 0 <= seconds <= MAX_WAIT_S:
        raise argparse.ArgumentTypeError(f"between 0 and {MAX_WAIT_S} seconds")
    return seconds
