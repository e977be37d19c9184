"""Time-stamp replies (RFC 3161, section 2.4.2), checked on receipt, before anything is filed or sealed with them.

The verifier checks them again with code of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from affiant.core.clock import format_utc
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.names import visible
from affiant.stamp.certificate_path import MAX_CERTIFICATES, leads_to_root, stamps_only
from affiant.stamp.query import DIGEST, TimeQuery
from affiant.stamp.token_signature import SignedToken, load_certificates

MAX_BYTES = 1 << 20
_GRANTED = ("granted", "granted_with_mods")
_AGAIN = "Ask again, or ask another authority."


@dataclass(frozen=True, slots=True)
class TimeProof:
    """What a checked reply says."""

    reply: bytes
    """TimeStampResp, DER; a file of it is a ``.tsr``."""
    at: datetime
    """Time that the authority states, UTC."""
    serial: int
    policy: str
    """Policy of the authority, dotted."""
    authority: str
    """SHA-256 of the certificate that signed, 64 hex digits."""
    authority_name: str
    """Subject of this certificate; a claim until the root is known."""
    clock_difference: timedelta
    """Authority's time less that of our clock: how far behind our clock is, when the reply came at once."""

    @property
    def gen_time(self) -> str:
        """`at` as this program writes times."""
        return format_utc(self.at)


def check_reply(reply: bytes, query: TimeQuery, roots_pem: Sequence[str], now: datetime) -> TimeProof:
    """Check a reply against the query that it answers.

    Args:
        reply: TimeStampResp, DER.
        query: what was asked.
        roots_pem: root certificates that the user trusts for this authority, each a PEM text.
        now: our clock, aware.

    Raises:
        AffiantError: ``time-reply-form``, ``time-refused``, ``time-other-digest``, ``time-other-nonce``,
            ``time-signer``, ``time-signature``, ``time-untrusted``.
    """
    info, token = _read(reply)
    if info["imprint"] != (DIGEST, query.digest):
        raise _wrong("time-other-digest", "The time-stamp reply is about other data than was asked", _AGAIN)
    if info["nonce"] != query.nonce:
        raise _wrong("time-other-nonce", "The time-stamp reply answers another query", _AGAIN)
    signer = token.signer()
    if signer is None or not _structurally(lambda: token.names(signer)):
        raise _wrong("time-signer", "The time-stamp reply does not carry the certificate that signed it", _AGAIN)
    if not stamps_only(signer):
        raise _wrong(
            "time-signer",
            "The certificate behind the time-stamp reply is not one for time-stamping alone",
            "Use another authority.",
        )
    if not (_structurally(token.covers_content) and _structurally(lambda: token.signed_by(signer))):
        raise _wrong("time-signature", "The signature of the time-stamp reply is wrong", _AGAIN)
    at: datetime = info["at"]
    if not leads_to_root(signer, token.certificates, load_roots(roots_pem), at):
        raise AffiantError(
            "time-untrusted",
            "The time-stamp reply does not lead to the authority's root certificate",
            subject=visible(signer.subject.rfc4514_string(), 200),
            safe="Nothing was filed.",
            remedy="Give the root certificate of this authority, which you got from its operator.",
            status=ExitStatus.FAILED_VERIFICATION,
        )
    return TimeProof(
        reply=reply,
        at=at,
        serial=info["serial"],
        policy=info["policy"],
        authority=signer.fingerprint(hashes.SHA256()).hex(),
        authority_name=signer.subject.rfc4514_string(),
        clock_difference=at - now,
    )


def load_roots(roots_pem: Sequence[str]) -> tuple[x509.Certificate, ...]:
    """Read root certificates.

    Raises:
        AffiantError: a text holds none, or something else (code ``time-root-form``).
    """
    found: list[x509.Certificate] = []
    for text in roots_pem:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.extend(x509.load_pem_x509_certificates(text.encode()))
        except ValueError as wrong:
            raise AffiantError(
                "time-root-form",
                "The root certificate of a time-stamping authority cannot be read",
                remedy="Give it as PEM: the text that begins with BEGIN CERTIFICATE.",
            ) from wrong
    return tuple(found)


def _read(reply: bytes) -> tuple[dict[str, Any], SignedToken]:
    """Take a reply apart. asn1crypto parses when asked, so everything that is needed is asked for in here."""
    kind: Any = _Response
    if len(reply) > MAX_BYTES:
        raise _form()
    response = _structurally(lambda: kind.load(reply, strict=True))
    status = _structurally(lambda: response["status"]["status"].native)
    if status not in _GRANTED:
        raise AffiantError(
            "time-refused",
            "The time-stamping authority refused the query",
            subject=visible(_said_by_authority(response), 200),
            remedy="Use another authority.",
        )

    def parts() -> tuple[dict[str, Any], SignedToken]:
        outer = response["time_stamp_token"]
        signed = outer["content"]
        inner = signed["encap_content_info"]
        if outer["content_type"].native != "signed_data" or inner["content_type"].native != "tst_info":
            raise ValueError("not a time-stamp token")
        if len(signed["signer_infos"]) != 1 or len(signed["certificates"]) > MAX_CERTIFICATES:
            raise ValueError("not one signer, or too many certificates")
        content = bytes(inner["content"].contents)
        info = inner["content"].parsed
        imprint = info["message_imprint"]
        at = info["gen_time"].native
        if not isinstance(at, datetime) or info["version"].native != "v1":
            raise ValueError("not a time of version 1")
        token = SignedToken(
            content, load_certificates([one.chosen.dump() for one in signed["certificates"]]), signed["signer_infos"][0]
        )
        facts = {
            "at": at.astimezone(UTC),
            "imprint": (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native),
            "nonce": info["nonce"].native,
            "policy": info["policy"].dotted,
            "serial": info["serial_number"].native,
        }
        token.signer()
        return facts, token

    facts, token = _structurally(parts)
    return facts, token


class _Response(core.Sequence):
    """TimeStampResp; asn1crypto's own demands a token even of a refusal."""

    _fields = [  # noqa: RUF012  asn1crypto reads it as a list
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def _said_by_authority(response: Any) -> str:
    """The authority's own words, where it gave readable ones."""
    try:
        return " ".join(str(one) for one in response["status"]["status_string"].native or ())
    except (ValueError, TypeError, KeyError):
        return ""


def _structurally(read: Any) -> Any:
    """Call a reader of foreign ASN.1 and give all its ways to fail one name."""
    try:
        return read()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as wrong:
        raise _form() from wrong


def _form() -> AffiantError:
    return _wrong("time-reply-form", "This is not a time-stamp reply", "Give the file that the authority returned.")


def _wrong(code: str, title: str, remedy: str) -> AffiantError:
    return AffiantError(code, title, safe="Nothing was filed.", remedy=remedy, status=ExitStatus.FAILED_VERIFICATION)
