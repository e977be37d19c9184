"""The trust file: public keys that a recipient got outside of any pack (design §3, §8)."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from affiant.core.canonical import parse_object
from affiant.core.errors import FormatError
from affiant.core.identity import PublicIdentity, fingerprint, parse_ssh_public_line, ssh_public_line

FORMAT = "affiant-trust-v1"
MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class TrustedSigner:
    """A signer whose keys the recipient got from the signer."""

    name: str
    ed25519: bytes
    p256_spki: bytes
    ca_pem: str

    @property
    def fingerprint(self) -> str:
        """Fingerprint of both keys, computed from the keys and never read from the file."""
        return fingerprint(self.ed25519, self.p256_spki)


@dataclass(frozen=True, slots=True)
class Trust:
    """All that a recipient trusts; empty when nothing was given."""

    signers: tuple[TrustedSigner, ...] = ()
    authorities_pem: tuple[str, ...] = ()
    """Root certificates of time-stamping authorities, PEM."""


def write(identities: Sequence[PublicIdentity], authorities_pem: Sequence[str]) -> bytes:
    """Write a trust file.

    Args:
        identities: signers to name.
        authorities_pem: root certificates of the time-stamping authorities that the signer uses.
    """
    signers = [
        {
            "ca_pem": one.ca_pem,
            "certificate_pem": one.certificate_pem,
            "fingerprint_sha256": one.fingerprint,
            "fingerprint_words": " ".join(one.words),
            "name": one.name,
            "p256_spki": base64.b64encode(one.p256_spki).decode("ascii"),
            "ssh_public_key": ssh_public_line(one.ed25519),
        }
        for one in identities
    ]
    document = {"format": FORMAT, "signers": signers, "time_authorities": list(authorities_pem)}
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def parse(data: bytes) -> Trust:
    """Read a trust file.

    Raises:
        FormatError: not a trust file, or a stated fingerprint that does not fit its keys.
    """
    if len(data) > MAX_BYTES:
        raise FormatError("The trust file is too large", subject="trust file")
    found = parse_object(data, subject="trust file")
    try:
        if found["format"] != FORMAT:
            raise ValueError
        signers = tuple(_signer(one) for one in found["signers"])
        authorities = found.get("time_authorities", [])
        if not isinstance(authorities, list) or not all(isinstance(one, str) for one in authorities):
            raise ValueError
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise FormatError("Not a trust file of version 1", subject="trust file") from wrong
    return Trust(signers, tuple(authorities))


def _signer(found: dict[str, str]) -> TrustedSigner:
    if not all(isinstance(value, str) for value in found.values()):
        raise ValueError
    signer = TrustedSigner(
        name=found["name"],
        ed25519=parse_ssh_public_line(found["ssh_public_key"]),
        p256_spki=base64.b64decode(found["p256_spki"], validate=True),
        ca_pem=found["ca_pem"],
    )
    if signer.fingerprint != found["fingerprint_sha256"]:
        raise FormatError("A fingerprint in the trust file does not fit its keys", subject="trust file")
    return signer
