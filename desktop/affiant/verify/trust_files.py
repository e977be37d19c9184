"""Reads the trust files that the recipient names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from affiant.core import trust
from affiant.core.errors import AffiantError
from affiant.core.trust import Trust


def read_trust(paths: Sequence[Path]) -> Trust | None:
    """Put trust files together; None when no file was named.

    Raises:
        AffiantError: a file cannot be read (code ``trust-unreadable``), or is not a trust file.
    """
    if not paths:
        return None
    found = [_read(path) for path in paths]
    return Trust(
        tuple(signer for one in found for signer in one.signers),
        tuple(pem for one in found for pem in one.authorities_pem),
    )


def _read(path: Path) -> Trust:
    try:
        with path.open("rb") as stream:
            data = stream.read(trust.MAX_BYTES + 1)
    except OSError as wrong:
        raise AffiantError(
            "trust-unreadable", "A trust file cannot be read", subject=str(path), remedy="Check its path."
        ) from wrong
    return trust.parse(data)
