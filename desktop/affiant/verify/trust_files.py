"""Reads the trust files that the recipient names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from affiant.core import trust
from affiant.core.errors import AffiantError, FormatError
from affiant.core.trust import Trust


def read_trust(paths: Sequence[Path]) -> Trust | None:
    """Put trust files together; None when no file was named.

    Raises:
        AffiantError: a file cannot be read (code ``trust-unreadable``), or is not a trust file (``trust-unusable``).
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
    try:
        return trust.parse(data)
    except FormatError as wrong:
        raise not_a_trust_file(path, wrong) from wrong


def not_a_trust_file(path: Path, wrong: FormatError) -> AffiantError:
    """The error for a file that was named as a trust file and is none.

    Args:
        path: the file.
        wrong: what its parser said; kept as the reason.
    """
    return AffiantError(
        "trust-unusable",
        "This is not a trust file, or it is damaged",
        subject=f"{path}: {wrong.title}",
        remedy="Name the file that the signer made with 'affiant identity export FILE'; ask for an undamaged copy.",
    )
