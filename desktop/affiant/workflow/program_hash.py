"""SHA-256 over the program's own files, for the working-condition record (design §4)."""

from __future__ import annotations

import hashlib
from pathlib import Path


def program_sha256(package: Path) -> str:
    """Hash every Python and SQL file of the package.

    Args:
        package: folder of the installed package.

    Returns:
        64 hex digits: SHA-256 over the lines ``<SHA-256 of file>  <path below package>``, sorted by path, so
        that ``cd affiant && find . -name '*.py' -o -name '*.sql' | sort | xargs sha256sum`` shows what went in.
    """
    files = sorted(path for pattern in ("*.py", "*.sql") for path in package.rglob(pattern))
    listing = hashlib.sha256()
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        listing.update(f"{digest}  {path.relative_to(package).as_posix()}\n".encode())
    return listing.hexdigest()
