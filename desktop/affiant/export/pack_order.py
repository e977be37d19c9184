"""What the pack writer is asked for, who signs, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from affiant.core.identity import PublicIdentity
from affiant.core.model import Capture
from affiant.core.progress import Progress
from affiant.export.dossier.facts import DossierFacts
from affiant.export.profile import Profile


class DocumentSigner(Protocol):
    """An unlocked identity: `core.identity.Signer` and its X.509 side."""

    @property
    def public(self) -> PublicIdentity:
        """The public side."""

    def sign_ed25519(self, message: bytes) -> bytes:
        """Sign with Ed25519 (RFC 8032); 64 bytes."""

    @property
    def p256_key(self) -> EllipticCurvePrivateKey:
        """Private key of the certificate."""

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's certificate."""

    @property
    def ca_certificate(self) -> x509.Certificate:
        """Certificate of the unit's CA that issued it."""


class TimeStamper(Protocol):
    """Gets a time proof from an authority, and has checked it before it answers."""

    @property
    def url(self) -> str:
        """Where the authority is."""

    def stamp(self, sha256_digest: bytes) -> bytes:
        """Return a TimeStampResp (RFC 3161, section 2.4.2), DER, over a SHA-256 digest of 32 bytes.

        Raises:
            AffiantError: the authority cannot be reached, or its reply is not one that we can use.
        """


WriteTimeQuery = Callable[[bytes], bytes]
"""SHA-256 digest -> TimeStampReq (RFC 3161, section 2.4.1), DER; `stamp.query` bound to a source of random bytes."""

DrawDossier = Callable[[DossierFacts, Path, Progress], object]
"""Writes the dossier, unsealed; `export.dossier.build.build_dossier`, with or without a source of pictures."""


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What is to be written."""

    profile: Profile
    captures: tuple[Capture, ...]
    """Chosen captures, in any order; withdrawn ones are refused."""
    out: Path
    """The folder or ZIP file to make; it must not exist."""
    as_zip: bool
    language: str
    """``en`` or ``ur``: language of our own sentences in the dossier."""


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """What was written."""

    path: Path
    files: int
    """Files in the pack, seals and manifests with them."""
    captures: int
    of: int
    tree_size: int
    fingerprint: str
    """Fingerprint of the signer, 64 hex digits."""
    tagmanifest_sha256: str
    """What the seals cover; the pack's own name in the ledger."""
    seals: tuple[str, ...]
    time: str
    """`pack_format.TIME_STAMPED` or `pack_format.TIME_PENDING`."""
    time_reason: str
    """Why there is no independent time, one plain sentence; empty when stamped."""
