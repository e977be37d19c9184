"""Reading long results page by page.

A page is fetched whole, so that no reader holds a snapshot of the database open between two steps of its caller: the
next question on the same connection always sees what was committed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from affiant.store.disk_errors import disk_errors

PAGE_ROWS = 500


class Questions:
    """Asks one database."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self.path = path

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of an answer.

        Raises:
            AffiantError: see `disk_errors`.
        """
        with disk_errors(self.path):
            return self._database.conn.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of an answer, or None.

        Raises:
            AffiantError: see `disk_errors`.
        """
        found = self.all(sql, parameters)
        return found[0] if found else None

    def close(self) -> None:
        """Close the connection."""
        self._database.close()
