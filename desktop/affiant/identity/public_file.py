"""``public.json``: the public side of an identity on disk, and who keeps its secret."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from affiant.core.canonical import parse_object
from affiant.core.errors import FormatError
from affiant.core.identity import PublicIdentity, parse_ssh_public_line, ssh_public_line

PUBLIC_FILE = "public.json"
FORMAT = "affiant-identity-v1"
MAX_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class PublicFile:
    """What the file says."""

    public: PublicIdentity
    keeper: str
    """`SecretKeeper.key` of the keeper that has the secret."""
    created_at: str
    """Device clock, UTC."""


def write(content: PublicFile) -> bytes:
    """Return the bytes of the file."""
    public = content.public
    document = {
        "ca_pem": public.ca_pem,
        "certificate_pem": public.certificate_pem,
        "created_at": content.created_at,
        "fingerprint_sha256": public.fingerprint,
        "format": FORMAT,
        "keeper": content.keeper,
        "name": public.name,
        "p256_spki": base64.b64encode(public.p256_spki).decode("ascii"),
        "ssh_public_key": ssh_public_line(public.ed25519),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def parse(data: bytes) -> PublicFile:
    """Read the file.

    Raises:
        FormatError: another form, or keys that do not fit the fingerprint.
    """
    found = parse_object(data, subject=PUBLIC_FILE)
    try:
        if found.pop("format") != FORMAT or not all(isinstance(value, str) for value in found.values()):
            raise ValueError
        public = PublicIdentity(
            name=found["name"],
            ed25519=parse_ssh_public_line(found["ssh_public_key"]),
            p256_spki=base64.b64decode(found["p256_spki"], validate=True),
            certificate_pem=found["certificate_pem"],
            ca_pem=found["ca_pem"],
        )
        if public.fingerprint != found["fingerprint_sha256"]:
            raise ValueError
        return PublicFile(public, found["keeper"], found["created_at"])
    except (KeyError, ValueError) as wrong:
        raise FormatError("Not the public file of an identity", subject=PUBLIC_FILE) from wrong
