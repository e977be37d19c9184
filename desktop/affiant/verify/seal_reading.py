"""The seals of a pack, read for the checks that judge them; `UnusableError` carries the words of a seal's owner."""

from __future__ import annotations

from affiant.core import pack_format as form
from affiant.core.errors import FormatError
from affiant.core.identity import fingerprint
from affiant.core.verdict import State
from affiant.verify.available import CHECK_ED25519, NO_LIBRARY, SEALS
from affiant.verify.check import UnusableError
from affiant.verify.pack_reading import MAX_SEAL_BYTES, PackReading
from affiant.verify.pdf_signature import PdfSignature, find_signature
from affiant.verify.signature_library import CheckSignature, CmsSeal, SealLibrary, UnsupportedError
from affiant.verify.ssh_signature import SshSignature, parse_ssh_signature


def ed25519_library() -> CheckSignature:
    """The library for Ed25519.

    Raises:
        UnusableError: there is none (*unknown*).
    """
    if CHECK_ED25519 is None:
        raise UnusableError("", NO_LIBRARY, State.UNKNOWN)
    return CHECK_ED25519


def seal_library() -> SealLibrary:
    """The library for CMS and time-stamp tokens.

    Raises:
        UnusableError: there is none (*unknown*).
    """
    if SEALS is None:
        raise UnusableError("", NO_LIBRARY, State.UNKNOWN)
    return SEALS


def seal_bytes(pack: PackReading, path: str) -> bytes:
    """Bytes of a seal.

    Raises:
        UnusableError: it is absent; whether that is a failure is for ``declared-seals`` and ``time-declared`` to say.
    """
    if not pack.has(path):
        raise UnusableError(path, "Not checked: this seal is absent.", State.UNKNOWN)
    return pack.read(path, MAX_SEAL_BYTES)


def read_sshsig(pack: PackReading) -> SshSignature:
    """The SSH signature. Owner: ``sshsig``."""
    data = seal_bytes(pack, form.SEAL_SSHSIG)
    try:
        return parse_ssh_signature(data)
    except FormatError as wrong:
        raise UnusableError(form.SEAL_SSHSIG, wrong.title + ".") from wrong


def read_cms(pack: PackReading) -> CmsSeal:
    """The CMS seal over the tag manifest. Owner: ``cms``."""
    return _cms(seal_bytes(pack, form.SEAL_CMS), form.SEAL_CMS)


def read_pdf_signature(pack: PackReading) -> PdfSignature:
    """Place of the dossier's signature. Owner: ``dossier-revision``."""
    if not pack.has(form.DOSSIER):
        raise UnusableError(form.DOSSIER, "The file is missing.")
    try:
        with pack.files.open(form.DOSSIER) as stream:
            return find_signature(stream, pack.files.size(form.DOSSIER))
    except FormatError as wrong:
        raise UnusableError(form.DOSSIER, wrong.title + ".") from wrong
    except OSError as wrong:
        raise UnusableError(form.DOSSIER, "The file could not be read.", State.UNKNOWN) from wrong


def read_pades(contents: bytes) -> CmsSeal:
    """The CMS message inside the dossier. Owner: ``pades``."""
    return _cms(contents, form.DOSSIER)


def _cms(data: bytes, subject: str) -> CmsSeal:
    library = seal_library()
    try:
        return library.read_cms(data)
    except FormatError as wrong:
        raise UnusableError(subject, wrong.title + ".") from wrong
    except UnsupportedError as wrong:
        raise UnusableError(subject, wrong.title + ".", State.UNKNOWN) from wrong


def signing_fingerprint(pack: PackReading) -> str:
    """Fingerprint of the keys that made the two seals over the tag manifest, whatever the pack states."""
    return fingerprint(read_sshsig(pack).public_key, read_cms(pack).spki)


def authority_pem(pack: PackReading, spki: bytes) -> bytes:
    """The CA, or CAs, one of which must have issued the signer's certificate.

    It is the one that the recipient trusts for this key; only where none is, the pack's own copy stands in, which says
    that the certificate is whole, and nothing about who holds it.
    """
    # Several when the CA was renewed and the recipient kept both trust files.
    known = [signer.ca_pem for signer in pack.trust.signers if signer.p256_spki == spki]
    return "\n".join(known).encode() if known else seal_bytes(pack, form.SEAL_CA)
