"""The public keys beside the seals, which the commands in VERIFY.txt use, are those of the seals.

They are copies for convenience and prove nothing of the signer; but a copy of another key would mislead.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from affiant.core import pack_format as form
from affiant.core.canonical import parse_object
from affiant.core.errors import FormatError
from affiant.core.identity import PACK_NAMESPACE, fingerprint_words, principal, ssh_public_line
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed, warned
from affiant.verify.pack_reading import MAX_SEAL_BYTES, PackReading
from affiant.verify.seal_reading import read_cms, read_sshsig, signing_fingerprint

_COPIES = (form.SEAL_ALLOWED_SIGNERS, form.SEAL_CA, form.SEAL_SIGNER)


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    wrong_ones = 0
    for path in _COPIES:
        if not pack.has(path):
            wrong_ones += 1
            yield warned(path, "A public key that the commands in VERIFY.txt need is missing.")
    try:
        for path, sentence in _judge(pack):
            wrong_ones += 1
            yield failed(path, sentence)
    except UnusableError as wrong:
        if wrong.subject not in _COPIES:
            raise
        wrong_ones += 1
        yield as_owner(wrong)
    if not wrong_ones:
        yield passed("The public keys beside the seals are those that made them.")


def _judge(pack: PackReading) -> Iterator[tuple[str, str]]:
    key = ssh_public_line(read_sshsig(pack).public_key)
    fingerprint = signing_fingerprint(pack)
    if pack.has(form.SEAL_ALLOWED_SIGNERS):
        text = pack.read(form.SEAL_ALLOWED_SIGNERS, MAX_SEAL_BYTES).decode("utf-8", "replace")
        lines = [line for line in text.split("\n") if line and not line.startswith("#")]
        # Word by word: a key that stands where ssh-keygen sees a comment is none.
        expected = f'{principal(fingerprint)} namespaces="{PACK_NAMESPACE}" {key}'.split(" ")
        if not lines or any(line.split(" ")[: len(expected)] != expected for line in lines):
            yield form.SEAL_ALLOWED_SIGNERS, "This list names another key than the one that sealed the pack."
    if pack.has(form.SEAL_CA) and not _issued(pack, pack.read(form.SEAL_CA, MAX_SEAL_BYTES)):
        yield form.SEAL_CA, "This is not the certificate, alone, of the CA that issued the signer's."
    if pack.has(form.SEAL_SIGNER):
        try:
            stated = parse_object(pack.read(form.SEAL_SIGNER, MAX_SEAL_BYTES), subject=form.SEAL_SIGNER)
        except FormatError as wrong:
            yield form.SEAL_SIGNER, wrong.title + "."
            return
        if stated.get("fingerprint_sha256") != fingerprint:
            yield form.SEAL_SIGNER, "This file states another fingerprint than that of the keys that sealed the pack."
        elif any(stated.get(name, value) != value for name, value in _stated(pack, key, fingerprint).items()):
            yield form.SEAL_SIGNER, "This file states other keys or words than those of its fingerprint."


def _issued(pack: PackReading, ca_pem: bytes) -> bool:
    try:
        return ca_pem.count(b"-----BEGIN") == 1 and read_cms(pack).issued_by(ca_pem)
    except FormatError:
        return False


def _stated(pack: PackReading, key: str, fingerprint: str) -> dict[str, str]:
    """What the description must say where it says it."""
    found = {
        "fingerprint_words": " ".join(fingerprint_words(fingerprint)),
        "p256_spki": base64.b64encode(read_cms(pack).spki).decode("ascii"),
        "ssh_public_key": key,
    }
    if pack.has(form.SEAL_CA):
        found["ca_pem"] = pack.read(form.SEAL_CA, MAX_SEAL_BYTES).decode("ascii", "replace")
    return found


CHECK = Check("seal-copies", LineName.SIGNER, _run)
