"""What the checks need of a library for signatures. Python itself has none; see `verify.available`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from affiant.core.errors import AffiantError


class UnsupportedError(AffiantError):
    """A signature uses something this verifier does not know: it can be neither confirmed nor refuted."""

    def __init__(self, title: str, *, subject: str = "") -> None:
        super().__init__("unsupported", title, subject=subject)


class CheckSignature(Protocol):
    """Verifies one Ed25519 signature (RFC 8032)."""

    def __call__(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        """Whether `signature` (64 bytes) by `public_key` (32 bytes) is over `message`."""


class CmsSeal(Protocol):
    """A detached CMS signature (RFC 5652) with one signer, read but not yet judged."""

    @property
    def digest(self) -> str:
        """Name of the content's digest for `hashlib.new`."""

    @property
    def spki(self) -> bytes:
        """DER SubjectPublicKeyInfo of the signer's certificate."""

    @property
    def certificate_sha256(self) -> str:
        """SHA-256 of the signer's certificate, hex."""

    def covers(self, content_digest: bytes) -> bool:
        """Whether the signed attributes name this digest of the content."""

    def signed(self) -> bool:
        """Whether the signature over the signed attributes is right.

        Raises:
            FormatError: parameters that no signature has.
            UnsupportedError: an algorithm that this verifier does not know.
        """

    def issued_by(self, ca_pem: bytes) -> bool:
        """Whether a CA in the PEM text issued the signer's certificate, directly.

        Raises:
            FormatError: not certificates in PEM.
        """


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a time-stamp query or token is over."""

    digest: str
    """Name for `hashlib.new`."""
    value: bytes
    nonce: int | None


class TimeToken(Protocol):
    """A time-stamp token (RFC 3161), read but not yet judged."""

    @property
    def imprint(self) -> Imprint:
        """What it is over."""

    @property
    def gen_time(self) -> datetime:
        """Time that the authority states, aware, in UTC."""

    def problem(self) -> str | None:
        """Why the token is wrong in itself (signature, signer's certificate, attributes), or None."""

    def trusted(self, roots_pem: Sequence[str]) -> bool:
        """Whether the signer's certificate leads to one of the given roots, all valid at `gen_time`.

        Raises:
            FormatError: the roots are not certificates in PEM.
        """


class SealLibrary(Protocol):
    """Reads CMS seals and time-stamp tokens."""

    def read_cms(self, der: bytes) -> CmsSeal:
        """Read a detached CMS signature; bytes after its end must be zero (PDF fills up with them).

        Raises:
            FormatError: not such a signature.
            UnsupportedError: an algorithm that this verifier does not know.
        """

    def read_time_reply(self, der: bytes) -> TimeToken:
        """Read a TimeStampResp.

        Raises:
            FormatError: not a granted reply.
            UnsupportedError: an algorithm that this verifier does not know.
        """

    def read_time_query(self, der: bytes) -> Imprint:
        """Read a TimeStampReq.

        Raises:
            FormatError: not a query.
            UnsupportedError: an algorithm that this verifier does not know.
        """
