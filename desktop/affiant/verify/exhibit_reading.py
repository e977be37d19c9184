"""The files that the exhibits of a pack name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from affiant.verify.check import UnusableError
from affiant.verify.pack_reading import PackReading

_FILE = re.compile(r"(E[0-9]{3,6})-([0-9]{2,5})\.[a-z0-9]{1,8}")


def is_exhibit_file(exhibit: str, number: int, name: object) -> bool:
    """Whether a name is that of the file with this number, from 1: ``E001-01.png``."""
    found = _FILE.fullmatch(name) if isinstance(name, str) else None
    return found is not None and found[1] == exhibit and int(found[2]) == number


def exhibit_files(pack: PackReading) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path and recorded artefact of every file that a usable ``capture.json`` names; the others are left out.

    Raises:
        UnusableError: the statement, which names the exhibits, cannot be used.
    """
    for exhibit in pack.statement.exhibits:
        try:
            artefacts = pack.capture_document(exhibit).get("artefacts")
        except UnusableError:
            continue
        for number, artefact in enumerate(artefacts if isinstance(artefacts, list) else [], 1):
            if isinstance(artefact, dict) and is_exhibit_file(exhibit, number, artefact.get("file")):
                yield f"data/exhibits/{exhibit}/{artefact['file']}", artefact
