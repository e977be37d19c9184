"""Convenience copies of the public keys in ``seal/``. They prove nothing about who signed: anybody can write them."""

from __future__ import annotations

import base64

from affiant.core.canonical import canonical
from affiant.core.identity import PACK_NAMESPACE, PublicIdentity, principal, ssh_public_line

_WARNING = (
    "A copy of the signer's public keys from inside the pack. It proves nothing about who signed: compare the"
    " fingerprint with one that you got from the signer in another way."
)


def allowed_signers(public: PublicIdentity) -> bytes:
    """Return the line that ``ssh-keygen -Y verify -f`` takes (ssh-keygen(1), ALLOWED SIGNERS)."""
    line = f'{principal(public.fingerprint)} namespaces="{PACK_NAMESPACE}" {ssh_public_line(public.ed25519)}\n'
    return line.encode("ascii")


def signer_json(public: PublicIdentity) -> bytes:
    """Return ``signer.json``: the fields of a trust file's signer, and a warning."""
    return canonical(
        {
            "ca_pem": public.ca_pem,
            "certificate_pem": public.certificate_pem,
            "fingerprint_sha256": public.fingerprint,
            "fingerprint_words": " ".join(public.words),
            "format": "affiant-signer-v1",
            "name": public.name,
            "p256_spki": base64.b64encode(public.p256_spki).decode("ascii"),
            "ssh_public_key": ssh_public_line(public.ed25519),
            "warning": _WARNING,
        }
    )
