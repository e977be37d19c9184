"""What a migration is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. Its file is never edited once a release has carried it."""

    version: int
    """``user_version`` after it; the steps are numbered 1, 2, 3 … without gaps."""
    name: str
    apply: Callable[[sqlite3.Connection], None]
    """Changes the schema inside a transaction that the caller has begun and will end."""
