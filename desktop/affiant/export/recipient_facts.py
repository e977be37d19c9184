"""The names and numbers that a recipient compares, for the files that a person reads."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes

from affiant.core.identity import PublicIdentity, principal, ssh_fingerprint
from affiant.core.pack_format import Statement
from affiant.export.exhibit_files import Exhibit
from affiant.export.pack_order import DocumentSigner
from affiant.export.profile import Profile


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """Everything that VERIFY.txt and START-HERE.html are filled with."""

    statement: Statement
    profile: Profile
    exhibits: tuple[Exhibit, ...]
    signer: PublicIdentity
    certificate_sha256: str
    payload_files: int
    all_files: int

    @property
    def principal(self) -> str:
        """Name of the signer for ``ssh-keygen -I``."""
        return principal(self.signer.fingerprint)

    @property
    def ssh_fingerprint(self) -> str:
        """What ``ssh-keygen`` prints for the key."""
        return ssh_fingerprint(self.signer.ed25519)


def certificate_sha256(signer: DocumentSigner) -> str:
    """SHA-256 of the signer's certificate in DER, 64 hex digits."""
    return signer.certificate.fingerprint(hashes.SHA256()).hex()


LIMITS = (
    'A hash shows sameness, a signature shows which key, a time proof shows "no later than"; none shows that the '
    "content is true or who wrote it."
)
"""Fixed sentence of every pack."""
