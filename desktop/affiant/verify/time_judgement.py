"""Judges one time-stamp reply over known bytes. Packs and cases are judged alike."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from affiant.core.clock import parse_utc
from affiant.core.errors import FormatError
from affiant.core.trust import Trust
from affiant.verify.check import Said, failed, unknown, warned
from affiant.verify.signature_library import SealLibrary, UnsupportedError

_SLACK = timedelta(minutes=5)
_NEVER = datetime.min.replace(tzinfo=UTC)
UNTRUSTED_ROOT = (
    "Time proof not checked: it needs the root certificate of its authority, got outside of the pack. "
    "Add it to your trust file, or check with openssl ts as VERIFY.txt says."
)
OWN_AUTHORITY = "No independent time: the authority behind the time proof is the signer's own."


@dataclass(frozen=True, slots=True)
class JudgedTime:
    """What came of a reply."""

    said: Said | None
    """What is wrong, or None when the proof stands."""
    gen_time: datetime = _NEVER
    nonce: int | None = None

    def sentence(self) -> str:
        """What the proof proves."""
        return f"Existed no later than {self.gen_time:%Y-%m-%d %H:%M:%S} UTC (one independent proof)."


def judge_reply(library: SealLibrary, reply: bytes, message: bytes, trust: Trust) -> JudgedTime:
    """Judge a reply.

    Args:
        library: reads it.
        reply: DER TimeStampResp.
        message: what it must be over.
        trust: what the recipient got elsewhere. An authority under a signer's own CA proves no time against the
            signer, whoever calls it an authority.
    """
    try:
        token = library.read_time_reply(reply)
        imprint = token.imprint
        if imprint.value != hashlib.new(imprint.digest, message).digest():
            return JudgedTime(failed("", "The time proof is over something else: it does not fit."))
        if wrong := token.problem():
            return JudgedTime(failed("", wrong))
    except FormatError as broken:
        return JudgedTime(failed("", broken.title + "."))
    except UnsupportedError as strange:
        return JudgedTime(unknown("", strange.title + "."))
    try:
        if token.trusted([signer.ca_pem for signer in trust.signers]):
            return JudgedTime(warned("", OWN_AUTHORITY))
        trusted = token.trusted(trust.authorities_pem)
    except FormatError:
        return JudgedTime(unknown("", "The trust file holds an authority's certificate that cannot be read."))
    if not trusted:
        return JudgedTime(unknown("", UNTRUSTED_ROOT))
    return JudgedTime(None, token.gen_time, imprint.nonce)


def clock_ahead(latest_event: str, gen_time: datetime) -> str | None:
    """A sentence when the ledger claims times after the proof that it existed, else None.

    Args:
        latest_event: latest time of the device clock under the proof, or ``""``.
        gen_time: time of the proof.
    """
    if not latest_event or parse_utc(latest_event) - gen_time <= _SLACK:
        return None
    return "The laptop's clock was ahead: the ledger states times after the time proof that already covers them."
