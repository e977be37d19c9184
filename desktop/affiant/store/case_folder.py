"""Names inside a case folder."""

from __future__ import annotations

from pathlib import Path

DATABASE = "case.sqlite"
OBJECTS = "objects"
UNFINISHED = "tmp"
"""Below `OBJECTS`: files of a batch that is not committed."""
LOCK = "case.lock"
COPY_BEFORE = "case.sqlite.before-migration-"
"""Followed by the version that the copy has."""
FOUNDING = "case.sqlite.founding"
"""A case whose first event is not recorded yet."""


def database(folder: Path) -> Path:
    """Where the database of a case lies."""
    return folder / DATABASE
