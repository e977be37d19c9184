"""A case open for reading only: no lock, no waiting, no writing; also on media that cannot be written."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from affiant.core.errors import AffiantError
from affiant.store.case_folder import database
from affiant.store.connection import open_for_reading
from affiant.store.migrations.registry import NEWEST
from affiant.store.pages import Questions
from affiant.store.reading import Reading
from affiant.store.schema import case_version


class ReadOnlyCase(Reading):
    """`core.case_reading.CaseReading` over a case that somebody else may be writing. A context manager; close it."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a case.

        Raises:
            AffiantError: ``case-missing``, ``not-a-case``, ``case-newer``, ``case-older``, ``database-damaged``.
        """
        path = existing_database(folder)
        version = case_version(path)
        if version < NEWEST:
            raise AffiantError(
                "case-older",
                f"This case has the older form {version}; it must be brought to form {NEWEST} before it can be read",
                subject=str(folder),
                safe="Nothing was changed.",
                remedy="Open it for writing once; the program copies the database first.",
            )
        return cls(folder, Questions(open_for_reading(path), path))

    def close(self) -> None:
        """Close the case."""
        self._ask.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def existing_database(folder: Path) -> Path:
    """The database of a case folder.

    Raises:
        AffiantError: ``case-missing``, or ``case-unreadable`` where the system does not let us look.
    """
    path = database(folder)
    try:
        found = path.is_file()
    except OSError as wrong:
        raise AffiantError(
            "case-unreadable",
            f"The folder of the case cannot be opened ({wrong.strerror})",
            subject=str(folder),
            safe="Nothing was changed.",
            remedy="Check the path, and ask its owner for leave to open it.",
        ) from wrong
    if not found:
        raise AffiantError(
            "case-missing",
            "There is no case in this folder",
            subject=str(folder),
            remedy="Check the path, or make a new case there.",
        )
    return path
