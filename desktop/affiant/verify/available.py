"""Which foreign libraries could be loaded. Where one is missing, its checks say *unknown*, never *pass*."""

from __future__ import annotations

from affiant.verify.signature_library import CheckSignature, SealLibrary

CHECK_ED25519: CheckSignature | None
"""Needs ``cryptography``."""
SEALS: SealLibrary | None
"""Needs ``cryptography`` and ``asn1crypto``."""

try:
    from affiant.verify.crypto.ed25519 import check_ed25519

    CHECK_ED25519 = check_ed25519
except ImportError:
    CHECK_ED25519 = None

try:
    from affiant.verify.crypto.library import Seals

    SEALS = Seals()
except ImportError:
    SEALS = None

NO_LIBRARY = (
    "Not checked: this Python lacks the libraries cryptography and asn1crypto. "
    "Install them, or check this seal with the command in VERIFY.txt."
)
