"""Certificate authorities of the operator's own, e.g. of the unit's network, trusted beside the public ones."""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Sequence
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus

MAX_BYTES = 1 << 20
_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")


def fingerprints(files: Sequence[Path]) -> tuple[str, ...]:
    """SHA-256 (hex) of every certificate in some PEM files, for the record: who trusts more than others must say so.

    Raises:
        AffiantError: a file cannot be read, or holds no certificate (``authority-unreadable``).
    """
    found: list[str] = []
    for path in files:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise ValueError("too large for certificates")
            texts = _CERTIFICATE.findall(path.read_text("ascii"))
            ders = [ssl.PEM_cert_to_DER_cert(text) for text in texts]
        except (OSError, ValueError) as wrong:
            raise _unreadable(path) from wrong
        if not ders:
            raise _unreadable(path)
        found += [hashlib.sha256(der).hexdigest() for der in ders]
    return tuple(found)


def _unreadable(path: Path) -> AffiantError:
    return AffiantError(
        "authority-unreadable",
        "This file holds no certificate of an authority that can be read",
        subject=str(path),
        safe="Nothing was opened.",
        remedy="Name a PEM file with the authority's certificate.",
        status=ExitStatus.USAGE,
    )
