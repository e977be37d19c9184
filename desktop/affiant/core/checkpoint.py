"""The signed state of the ledger: a C2SP checkpoint (c2sp.org/tlog-checkpoint) in a signed note.

Text form::

    affiant/<case id>
    <events>
    <base64 of the root>

    — affiant/<case id> <base64 of 4 key id bytes and 64 signature bytes>

This module reads and writes the text; whether a signature is right is for `verify` to say.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from affiant.core.errors import FormatError
from affiant.core.identity import Signer
from affiant.core.merkle import HASH_BYTES

_SIGNATURE_MARK = "\u2014 "
_ED25519_TYPE = b"\x01"
_ORIGIN = re.compile(r"affiant/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line of a note."""

    name: str
    key_id: bytes
    """First 4 bytes of SHA-256 over name, newline, 0x01 and the public key (c2sp.org/signed-note)."""
    signature: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A parsed checkpoint."""

    origin: str
    size: int
    """Events in the ledger."""
    root: bytes
    """RFC 6962 root over the events, 32 bytes."""
    text: bytes
    """The bytes that are signed: everything up to and with the newline before the empty line."""
    signatures: tuple[NoteSignature, ...]


def origin(case_id: str) -> str:
    """Name of a case's ledger, and of the key that signs it."""
    return f"affiant/{case_id}"


def key_id(name: str, ed25519: bytes) -> bytes:
    """Key id of a note key, 4 bytes (c2sp.org/signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519_TYPE + ed25519).digest()[:4]


def verifier_key(name: str, ed25519: bytes) -> str:
    """Return the key in the text form that note verifiers take: ``name+hex+base64``."""
    encoded = base64.b64encode(_ED25519_TYPE + ed25519).decode("ascii")
    return f"{name}+{key_id(name, ed25519).hex()}+{encoded}"


def write(case_id: str, size: int, root: bytes, signer: Signer) -> bytes:
    """Make the signed note for a tree.

    Args:
        case_id: the case's UUID.
        size: events in the ledger.
        root: 32 bytes.
        signer: signs with its Ed25519 key.
    """
    name = origin(case_id)
    text = f"{name}\n{size}\n{base64.b64encode(root).decode('ascii')}\n".encode()
    blob = key_id(name, signer.public.ed25519) + signer.sign_ed25519(text)
    return text + f"\n{_SIGNATURE_MARK}{name} {base64.b64encode(blob).decode('ascii')}\n".encode()


def parse(note: bytes) -> Checkpoint:
    """Read a checkpoint strictly: three lines, no extensions, at least one signature.

    Raises:
        FormatError: any other form.
    """
    try:
        if len(note) > MAX_BYTES:
            raise ValueError
        head, tail = note.decode("utf-8").split("\n\n")
        name, size_text, root_text = head.split("\n")
        if not (_ORIGIN.fullmatch(name) and _SIZE.fullmatch(size_text) and tail.endswith("\n")):
            raise ValueError
        root = base64.b64decode(root_text, validate=True)
        signatures = tuple(_signature(line) for line in tail[:-1].split("\n"))
        if len(root) != HASH_BYTES or base64.b64encode(root).decode() != root_text:
            raise ValueError
    except ValueError as wrong:
        raise FormatError("The checkpoint does not have the form of a signed note") from wrong
    return Checkpoint(name, int(size_text), root, (head + "\n").encode(), signatures)


def _signature(line: str) -> NoteSignature:
    if not line.startswith(_SIGNATURE_MARK):
        raise ValueError
    name, encoded = line.removeprefix(_SIGNATURE_MARK).split(" ")
    blob = base64.b64decode(encoded, validate=True)
    if len(blob) < 5:
        raise ValueError
    return NoteSignature(name, blob[:4], blob[4:])
